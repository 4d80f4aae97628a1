"""The path of a question that asks for rows: read, follow the turn before, answer; beside the usual one.

Must not compose from passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from assistant.lists.proof import Prover
from assistant.lists.reading import is_plain, may_ask_for_rows, read
from assistant.lists.reply import Listed, answered
from assistant.lists.request import Request
from assistant.names import Names
from assistant.verify import DocumentOf
from corpus.records import records


@dataclass(frozen=True, slots=True)
class Route:
    """Whether a question is taken as one for rows.

    Attributes:
        request: None where it asks for none.
        unmapped: the words that kept a plain demand for a list or count from being met by the records.
    """

    request: Request | None = None
    unmapped: tuple[str, ...] = ()


def route(question: str, turns: Sequence[str], today: date, as_of: date | None) -> Route:
    """Read a question, leaning a follow-up such as "And Lao PDR?" on the turn before it."""
    if not any(map(may_ask_for_rows, (question, *turns[-1:]))):
        return Route()
    names = _names()
    request = read(question, names, today, as_of)
    if request is None and turns:
        request = _followed(question, turns, names, today, as_of)
    if request is None:
        return Route()
    if request.leftover:
        return Route(None, request.leftover if is_plain(question) else ())
    return Route(request)


def listed(request: Request, document_of: DocumentOf, today: date) -> Listed | None:
    """The list; None where the records cannot tell, or the index holds another state of them."""
    return answered(request, records(), Prover(document_of), today)


def _followed(
    question: str, turns: Sequence[str], names: Names, today: date, as_of: date | None
) -> Request | None:
    """The request before with what the follow-up names put in its place; None where more is said."""
    before = read(turns[-1], names, today, as_of)
    if before is None or before.leftover:
        return None
    said = read(f"{question} {before.entity}", names, today, as_of)
    if said is None or said.leftover or said.topic or said.entity is not before.entity:
        return None
    said_day = None if said.day == (as_of or today) else said.day
    changed = _with_what_is_said(before, said)
    if changed == before and said_day is None:
        return None
    return replace(changed, day=said_day or before.day)


def _with_what_is_said(before: Request, said: Request) -> Request:
    """A place takes the place of a place, every other condition that of its own kind."""
    if said.states or said.cities:
        before = replace(before, states=said.states, cities=said.cities)
    return replace(
        before,
        focus=said.focus or before.focus,
        status=said.status or before.status,
        reports=said.reports or before.reports,
        joined=said.joined or before.joined,
        applicant=said.applicant or before.applicant,
        window=said.window or before.window,
        partners=said.partners or before.partners,
        programmes=said.programmes or before.programmes,
    )


@cache
def _names() -> Names:
    return Names(records())
