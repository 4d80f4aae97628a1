"""Reads what somebody says to the question that was asked of them: "yes", "a company", "2 million people".

Must not take for an answer what does not fit the question. Why: a bare "no" or "Thailand" means nothing by
itself; beside its question it is a fact, and still carries the words it came from.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from assistant.eligibility.applicants import Read, phrase
from assistant.eligibility.gazetteer import Place, PlaceKind, gazetteer
from assistant.eligibility.kinds import seniorities, sizes
from assistant.eligibility.places import NO_CITY
from assistant.eligibility.projects import amount_of, project, sector_words, stage_words
from assistant.eligibility.stated import Partner, Stated, Unsure, stated
from assistant.eligibility.subjects import Subject, Voice
from assistant.lists.vocabulary import NUMBERS
from corpus.countries import countries

_YES = regex.compile(
    r"(?i)^\W*(?P<v>yes|yep|yeah|sure|of course|certainly|indeed|correct|right|absolutely|"
    r"(?:we|i|it|they) (?:do|have|are|am|is|did|has|does|can)(?! not|n['’]t))(?![\p{L}])"
)
_NO = regex.compile(
    r"(?i)^\W*(?P<v>no|nope|none|not(?: yet| really| at all)?|never|"
    r"(?:we|i|it|they) (?:do|have|are|am|is|did|has|does|can)(?: not|n['’]t)|cannot|(?:we|i) (?:lack|cannot))"
    r"(?![\p{L}])"
)
_BUT = regex.compile(
    r"(?i)(?<![\p{L}])(?:but|except|unless|only if|partly|maybe|perhaps|soon|almost)(?![\p{L}])"
)
_UNKNOWN = regex.compile(
    r"(?i)^\W*(?:(?:we |i )?(?:do not|don['’]t|dont|cannot|can['’]t) (?:know|say|tell)|"
    r"unknown|not sure|unsure|no idea|"
    r"(?:we are|i am|i['’]m|we['’]re) not sure|skip|pass|not (?:yet )?(?:known|decided)|undecided|"
    r"to be (?:decided|determined)|tbd|(?:maybe|perhaps)\W*$)(?![\p{L}])"
)
_CORRECTS = regex.compile(
    r"(?i)^\W*(?:(?:no|sorry|actually|rather|(?:i|we) meant?|oh|well|wait|"
    r"correction|in fact|not quite|wrong|instead|pardon)(?![\p{L}])[\s,:;.!–-]*)+"
)
_INSTEAD = regex.compile(
    r"(?i)^\W*(?:(?:and|or|but)(?:\s+(?:what about|how about|for|if (?:it is|we are|we were)))?|what about|"
    r"how about|what if (?:it is|we are|we were))\s+"
    r"(?!(?:what|which|who|how|when|where|why|until|is|are|am|can|could|may|do|does|did|was|were|has|have|will)"
    r"(?![\p{L}]))"
)
_NAME = regex.compile(r"^(?:(?:the )?city of )?(?P<n>(?:\p{Lu}[\p{L}\p{M}’'.-]*\s?){1,4})\W*$")
_NONE = regex.compile(
    r"(?i)^\W*(?:none|no|no city|for none|not for (?:a|any|one) city|nobody|no one|alone)\W*$"
)
_NUMBER = regex.compile(
    r"(?i)(?<![\p{L}\p{N}.,])(?P<n>\d{1,3}(?:[,\u202f\u00a0]\d{3})+|\d+(?:\.\d{1,2})?|"
    rf"(?:{'|'.join(NUMBERS)})(?![\p{{L}}]))"
    r"(?![.,]?\d)(?:\s?(?P<scale>k|thousand|m|mn|mio|million|bn|billion)(?![\p{L}]))?(?:\s?(?P<unit>years?|months?)(?![\p{L}]))?"
)
_MILLION = 1e6
_NO_YEARS = regex.compile(r"(?i)^\W*(?P<v>none|no experience|zero|no)\W*$")
_WHOLE = frozenset({"city.population", "project.trl"})
_WORDS = {"project.sector": sector_words, "project.stage": stage_words}
_NUMBERS = (
    "city.population",
    "project.trl",
    "project.duration_months",
    "applicant.years_project_experience",
    "project.amount_",
)
_AMOUNT = "project.amount_"


def corrects(text: str) -> bool:
    """Whether a text takes back something said before: "no, Thailand", "actually we are …"."""
    return _CORRECTS.match(text) is not None


def turns_to_another(text: str) -> bool:
    """Whether a text asks the same of somebody else: "and Cebu?", "what about a company?"."""
    return _INSTEAD.match(text) is not None


def is_unknown(text: str) -> bool:
    """Whether a text says that the answer is not known."""
    return _UNKNOWN.match(text) is not None


def bare(text: str) -> tuple[Stated, ...]:
    """What a text says of the applicant in a phrase without a verb: "a Thai university", "no, Thailand"."""
    return _bare(text).facts


def vague(text: str, path: str) -> tuple[Unsure, ...]:
    """The words of a phrase that speak of the fact under ``path`` without settling it: "an agency"."""
    return tuple(unsure for unsure in _bare(text).unsure if unsure.path == path)


def _bare(text: str) -> Read:
    start = 0
    for pattern in (_CORRECTS, _INSTEAD):
        if match := pattern.match(text, start):
            start = match.end()
    end = len(text.rstrip(" .,;:?!"))
    if start >= end or len(text[start:end].split()) > 9:
        return Read()
    return phrase(text, Subject(Voice.SELF, start, end))


def replied(text: str, path: str) -> tuple[Stated, ...]:
    """The fact under ``path`` that a text gives in answer to its question, and what else it says of the
    applicant; empty where it is no answer.
    """
    if path in {"applicant.type", "applicant.country"}:
        found = bare(text)
        return found if any(fact.path == path for fact in found) else tuple(_country(text, path))
    if path == "city.key":
        return tuple(_city(text))
    if path == "partners":
        return tuple(_partners(text))
    return tuple(_value(text, path))


def _country(text: str, path: str) -> Iterator[Stated]:
    if path != "applicant.country":
        return
    places = gazetteer().find(text)
    code = text.strip(" .!")
    if places and len({place.country for place in places}) == 1:
        yield stated(path, places[0].country, text, places[0].start, places[0].end)
    elif code in countries():
        start = text.index(code)
        yield stated(path, code, text, start, start + len(code))


def _city(text: str) -> Iterator[Stated]:
    if match := _NONE.match(text):
        yield stated("city.key", NO_CITY, text, *_inner(text, match))
        return
    cities: list[Place] = [place for place in gazetteer().find(text) if place.city is not None]
    if len({place.city for place in cities}) == 1 and cities[0].city is not None:
        yield stated("city.key", cities[0].city, text, cities[0].start, cities[0].end)
    elif not gazetteer().find(text) and (match := _NAME.match(text)):
        # A city that no list holds: its country comes from what is known of the applicant.
        yield stated(
            "city.key", match["n"].strip(), text, match.start("n"), match.start("n") + len(match["n"].strip())
        )


def _partners(text: str) -> Iterator[Stated]:
    if match := _NONE.match(text):
        yield stated("partners", (), text, *_inner(text, match))
        return
    first = 0
    for joint in [*regex.finditer(r"(?i)\s+and\s+|\s*;\s*", text), None]:
        last = joint.start() if joint else len(text.rstrip(" .!"))
        read = {fact.path: str(fact.value) for fact in phrase(text, Subject(Voice.SELF, first, last)).facts}
        partner = Partner(read.get("applicant.type"), read.get("applicant.country"))
        if partner != Partner(None, None):
            yield stated("partners", partner, text, first, last)
        first = joint.end() if joint else first


def _value(text: str, path: str) -> Iterator[Stated]:
    if path == "applicant.size" or path == "applicant.seniority":
        named = list(sizes(text) if path == "applicant.size" else seniorities(text))
        if len({value for value, _, _ in named}) == 1:
            yield stated(path, named[0][0], text, named[0][1], named[0][2])
    elif path in _WORDS:
        words = list(_WORDS[path](text))
        if len({value for value, _, _ in words}) == 1:
            yield stated(path, words[0][0], text, words[0][1], words[0][2])
    elif path == "project.benefit_countries":
        places = [place for place in gazetteer().find(text) if place.kind is not PlaceKind.PEOPLE]
        if places:
            countries = tuple(dict.fromkeys(place.country for place in places))
            yield stated(path, countries, text, places[0].start, places[-1].end)
    elif path == "project.country":
        places = gazetteer().find(text)
        if len({place.country for place in places}) == 1:
            yield stated(path, places[0].country, text, places[0].start, places[0].end)
    elif path.startswith(_NUMBERS):
        yield from _number(text, path)
    else:
        yield from _yes_or_no(text, path)


def _number(text: str, path: str) -> Iterator[Stated]:
    if path == "applicant.years_project_experience" and (match := _NO_YEARS.match(text)):
        yield stated(path, 0, text, *match.span("v"))
    matches = list(_NUMBER.finditer(text))
    if len(matches) != 1 or _in_other_money(text, path):
        return
    match = matches[0]
    unit = (match["unit"] or "").casefold()
    spoken = match["n"].casefold()
    value = float(NUMBERS[spoken]) if spoken in NUMBERS else amount_of(match)
    if path == "project.duration_months" and unit.startswith("year"):
        value *= 12
    elif unit and path not in {"project.duration_months", "applicant.years_project_experience"}:
        return
    if path == "project.amount_krw_million" and (match["scale"] or value >= _MILLION):
        value /= _MILLION
    yield stated(path, int(value) if path in _WHOLE else value, text, match.start(), match.end())


def _in_other_money(text: str, path: str) -> bool:
    """Whether an amount is told in another currency than it was asked for."""
    told = {fact.path for fact in project(text) if isinstance(fact, Stated)}
    return path.startswith(_AMOUNT) and any(other.startswith(_AMOUNT) and other != path for other in told)


def _yes_or_no(text: str, path: str) -> Iterator[Stated]:
    if _BUT.search(text):
        return
    for pattern, value in ((_YES, True), (_NO, False)):
        match = pattern.match(text)
        if match is not None and not (value is False and _is_correction(text)):
            yield stated(path, value, text, match.start("v"), match.end("v"))
            return


def _is_correction(text: str) -> bool:
    """Whether "no" does not answer but takes something back: "no, Thailand"."""
    return bool(regex.match(r"(?i)^\W*no\W+\w", text)) and bool(bare(text))


def _inner(text: str, match: regex.Match[str]) -> tuple[int, int]:
    """The words of a match without what surrounds them."""
    words = match.group().strip(" .,;:?!")
    start = text.index(words, match.start())
    return start, start + len(words)
