"""Whether a named city may apply to a named programme, asked in another language, as an English question.

The dialogue reads English. A question that holds a word for applying, a city and a programme says
all that "Can Iloilo apply to K-City?" says, whatever stands between them; one that says less is left as it
is. Must not read facts about an applicant: a glossary is too coarse to tell a company from its customers.
"""

from __future__ import annotations

import regex

from assistant.eligibility.gazetteer import PlaceKind, gazetteer
from assistant.eligibility.naming import programmes
from assistant.languages.gloss import in_english
from assistant.messages import ENGLISH
from corpus.records import records
from indexing.language import differ, language_of

_APPLIES = regex.compile(r"(?i)\b(?:apply|eligible|eligibility)\b")
_ASKS_ELSE = regex.compile(r"(?i)^\W*(?:how|when|where|why|who)\b")
"""What asks for the way, the day or the place of applying is for the documents."""


def asked_in_english(question: str) -> str:
    """As "Can CITY apply to PROGRAMME?" where a foreign question asks that; any other as it is."""
    language = language_of(question)
    if not differ(language, ENGLISH):
        return question
    read = in_english(question, language).text
    if not _APPLIES.search(read) or _ASKS_ELSE.match(read):
        return question
    named = programmes(read)
    cities = [
        place.city for place in gazetteer().find(question) if place.kind is PlaceKind.CITY and place.city
    ]
    if not named or not cities:
        return question
    return f"Can {cities[0].partition('/')[2]} apply to {records().programmes[named[0].id].name}?"
