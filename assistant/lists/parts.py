"""Answers the parts of a question that ask for rows, where the question asks for other things too.

"How many cities are there, and who pays for the programme?" takes its first part from the records and its
second from passages. Must not take questions apart: that is `assistant.compose.parts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.compose.parts import Part
from assistant.lists.narrowing import with_name
from assistant.lists.path import listed, route
from assistant.lists.reading import read
from assistant.lists.reply import Listed
from assistant.lists.request import Asks, Request
from assistant.names import known_names
from assistant.schema import Claim
from assistant.verify import DocumentOf

_MOST_ROWS = 12
"""Of a part: more would bury what the other parts say."""


def requests_of(
    parts: Sequence[Part], turns: Sequence[str], today: date, as_of: date | None, language: str
) -> Mapping[Part, Request]:
    """What each part asks of the records, where it asks for rows; empty where there is one part.

    Args:
        turns: what was asked before, in English words; a later part leans on the earlier ones too.
    """
    found = {}
    for number, part in enumerate(parts if len(parts) > 1 else ()):
        before = [earlier.ask for earlier in parts[:number]]
        request = route(part.ask, (*turns, *before), today, as_of, None, language).request
        if request is not None and part.ask != part.search:
            request = _about_the_same(request, before)
        if request is not None:
            found[part] = request
    return found


def listed_parts(
    requests: Mapping[Part, Request], document_of: DocumentOf, today: date, language: str
) -> Mapping[Part, tuple[Claim, ...]]:
    """The claims of each part that the records answer."""
    found = {}
    for part, request in requests.items():
        rows = listed(request, document_of, today, language)
        if rows is not None and (claims := _claims(request, rows)):
            found[part] = claims
    return found


def asks_apart(question: str, parts: Sequence[Part], rows: Mapping[Part, object], today: date) -> bool:
    """Whether a question is several for rows, clause by clause: read as one it would be another question.

    "How many cities are there, and how many projects?" does not ask for the cities that have projects.
    """
    clauses = len(parts) > 1 and all(part.ask.rstrip("?") in question for part in parts)
    return clauses and all(
        part in rows and read(part.ask, known_names(), today) is not None for part in parts
    )


def _about_the_same(request: Request, before: Sequence[str]) -> Request | None:
    """The request of a part that leans on the first, about the first one's places where it names none.

    None where nothing narrows it: "and which body leads?" is not asked of all countries.
    """
    if not (request.cities or request.states):
        for mention in known_names().find(before[0] if before else ""):
            request = with_name(request, mention)
    return None if request == Request(request.entity, Asks.LIST, request.day) else request


def _claims(request: Request, rows: Listed) -> tuple[Claim, ...]:
    """The claims, with one for each row of a list; none where these are too many to be told among others."""
    items = rows.list.items if rows.list and request.asks is Asks.LIST else ()
    if len(items) > _MOST_ROWS:
        return rows.claims if len(rows.claims) > 1 else ()
    told = (Claim(text=item.text, citations=(item.citation,)) for item in items if item.citation)
    return (*rows.claims, *told)
