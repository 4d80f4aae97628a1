"""Puts the conditions of a question onto its request: kinds, names, dates.

Must not decide what the rows are or look at them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import regex

from assistant.compose.times import ordinals
from assistant.lists import conditions as words
from assistant.lists.dates import When, end_of
from assistant.lists.request import Asks, Entity, Request, Span
from assistant.lists.scan import Scan
from assistant.lists.vocabulary import EVERY_ONE
from assistant.names import Mention, NameKind
from corpus.city_records import Group
from corpus.project_records import ProjectStatus

Value = TypeVar("Value")

_OFFERS = frozenset({Entity.PROGRAMME, Entity.CALL})
_OFFICES = frozenset({Entity.CHAIR, Entity.SHEPHERD})
_ACTIVE_APART = frozenset({ProjectStatus.ON_GOING, ProjectStatus.PLANNING})
_ACTIVE = _ACTIVE_APART | {ProjectStatus.ON_GOING_OR_PLANNING}
PLANS = 2018
"""The year of the action plans."""

_PLACES = frozenset({NameKind.CITY, NameKind.STATE})
_FIELDS = {NameKind.CITY: "cities", NameKind.STATE: "states", NameKind.PROGRAMME: "programmes"}


def with_conditions(request: Request, scan: Scan, question: str) -> Request:
    """The request with what is said of its rows, each kind of rows having conditions of its own."""
    entity = request.entity
    if entity is Entity.MEETING:  # before the verbs: "held online" is one condition
        request = replace(request, online=bool(scan.take_all(words.ONLINE)))
    if entity in words.VERBS:
        scan.take_all(words.VERBS[entity])
    if request.is_of_projects:
        request = replace(request, focus=_all(scan, words.FOCUS), status=_status(scan))
        every = request.having is not None and len(request.focus) > 1
        request = replace(request, every_focus=every and scan.take(EVERY_ONE) is not None)
    if entity is Entity.CITY:
        request = _with_membership(request, scan)
    if request.having is Entity.CITY:
        request = replace(request, group=_first(scan, words.GROUPS))
    if entity in _OFFICES:
        current = words.CURRENT.search(question) is not None
        request = replace(request, current=current, edges=_all(scan, words.EDGES))
    if entity is Entity.MEETING:
        request = _with_meetings(request, scan)
    if entity in _OFFERS:
        window = None
        if entity is Entity.CALL:
            # An open call is open on a day; a programme that is open to someone admits them.
            window = _first(scan, words.WINDOWS)
        applicant = _first(scan, words.APPLICANT)
        request = replace(
            request,
            trust_funds=entity is Entity.PROGRAMME and scan.take(words.TRUST_FUNDS) is not None,
            applicant=applicant,
            window=window or _first(scan, words.WINDOWS),
            partners=frozenset(code for code, pattern in words.PARTNERS.items() if scan.take(pattern)),
        )
    return request


def settled(mentions: Sequence[Mention], entity: Entity) -> list[Mention]:
    """The mentions, where a name is that of a city and its state read as what is asked for."""
    states = entity not in {Entity.PROJECT, Entity.CITY} or any(m.kind is NameKind.STATE for m in mentions)
    return [
        replace(m, kind=NameKind.STATE, id=m.state) if states and m.state is not None else m for m in mentions
    ]


def fits(mention: Mention, request: Request) -> bool:
    """Whether a name is a condition of rows of this kind."""
    if mention.kind is NameKind.PROGRAMME:
        return request.entity is Entity.CALL
    if mention.kind is NameKind.CITY:
        narrowed = request.having is not None or request.joins
        return request.entity is Entity.PROJECT or (request.entity is Entity.CITY and narrowed)
    return request.entity not in _OFFERS or mention.id in words.PARTNERS


def with_name(request: Request, mention: Mention) -> Request:
    """The request with a name as its condition, where it fits."""
    if not fits(mention, request):
        return request
    offers = mention.kind is NameKind.STATE and request.entity in _OFFERS
    field = "partners" if offers else _FIELDS[mention.kind]
    held: frozenset[str] = getattr(request, field)
    return replace(request, **{field: held | {mention.id}})  # type: ignore[arg-type]


def of_plans(request: Request) -> Request:
    """The request for the projects of the plans of 2018, which state no status and no focus area of each."""
    years = set(request.reports) - {PLANS}
    told = request.entity is Entity.PROJECT and not (
        years or request.focus or request.status or request.spans
    )
    if not told or request.day.year < PLANS:
        return replace(request, leftover=(*request.leftover, "plan"))
    return replace(request, planned=True, reports=())


def with_place_left_out(request: Request, mention: Mention) -> Request:
    """The request without the rows of a place, where rows lie in places; else with a word not understood."""
    if request.entity in {Entity.CITY, Entity.PROJECT, Entity.STATE} and mention.kind in _PLACES:
        return replace(request, without=request.without | {mention.id})
    return replace(request, leftover=(*request.leftover, "outside"))


def with_dates(request: Request, when: When, reports: tuple[int, ...], every: bool, known: date) -> Request:
    """Dates mean what the rows make of them: when it was, which report, the state of which day.

    Args:
        every: whether all monitoring reports are meant.
        known: the latest day of which anything may be told.
    """
    if request.entity in {Entity.CITY, Entity.STATE} and (reports or every) and not request.joins:
        # Cities of a report are those that it lists projects for.
        request = replace(request, having=Entity.PROJECT)
    if request.is_of_projects:
        return _with_reports(request, when, reports, every)
    if reports:
        return replace(request, leftover=(*request.leftover, *(f"report of {year}" for year in reports)))
    alone = tuple(Span(first, last) for first, last in when.points)
    dated = request.entity in {*_OFFICES, Entity.MEETING} or request.joins
    if request.entity is Entity.CALL and request.window is None:
        dated = True
    opening = request.entity is Entity.CITY and any(s.first and not s.last for s in when.spans)
    if dated or opening:
        return replace(request, spans=(*when.spans, *alone), joins=request.joins or opening)
    return _with_days(request, when, known)


def _with_reports(request: Request, when: When, reports: tuple[int, ...], every: bool) -> Request:
    years = tuple(dict.fromkeys((*reports, *when.years)))
    spans = tuple(span for span in when.spans if span.first is not None)
    if every and not (years or when.points or when.spans):
        spans = (Span(),)
    # What is asked for by a day is asked for as of the last report before it.
    until = [span.last for span in when.spans if span.first is None and span.last is not None]
    day = min([*when.days, *until, request.day])
    several = when.days if len(when.days) > 1 else ()
    if several and (years or request.entity is not Entity.PROJECT or request.asks is not Asks.COUNT):
        over = tuple(f"{day:%d %B %Y}" for day in several)
        request, several = replace(request, leftover=(*request.leftover, *over)), ()
    return replace(request, day=max(several, default=day), days=several, reports=years, spans=spans)


def _with_days(request: Request, when: When, known: date) -> Request:
    """The states of the days named; an open span or a programme without a window has no such day."""
    ends = [last for _, last in when.points] + [span.last for span in when.spans if span.last is not None]
    if not ends:
        return request
    begins = [_end_of_first(span.first) for span in when.spans if span.first is not None]
    is_growth = request.entity is Entity.CITY and request.asks is Asks.COUNT
    several = len(ends) > 1 and request.entity is not Entity.CITY
    whole = bool(begins) and not is_growth
    if several or whole or (request.entity is Entity.PROGRAMME and request.window is None):
        said = tuple(f"{end.year}" for end in ends)
        return replace(request, leftover=(*request.leftover, *said))
    days = tuple(sorted({min(end, known) for end in (*begins, *ends)}))
    return replace(request, day=days[-1], days=days if len(days) > 1 else ())


def _end_of_first(first: date) -> date:
    """The end of the year that a span begins with, to be compared with the end of its last."""
    return end_of(first.year) if first == date(first.year, 1, 1) else first


def _with_meetings(request: Request, scan: Scan) -> Request:
    """Whose meetings, of which numbers, or only the first or last; of two series at once none is meant."""
    named = [series for series, pattern in words.SERIES if pattern.search(scan.rest)]
    numbers = frozenset[int]().union(*(ordinals(m["n"]) for m in scan.take_all(words.ORDINAL)))
    edges = _all(scan, words.EDGES)
    for series, pattern in words.SERIES:
        if series in named[:1]:
            scan.take_all(pattern)
    over = [series.value for series in named[1:]] + ["first or last" for _ in edges if _is_counted(request)]
    return replace(
        request,
        series=named[0] if named else None,
        numbers=numbers,
        edges=edges,
        leftover=(*request.leftover, *over),
    )


def _is_counted(request: Request) -> bool:
    return request.asks is not Asks.LIST


def _with_membership(request: Request, scan: Scan) -> Request:
    newest = scan.take(words.NEWEST) is not None
    group = None if newest else _first(scan, words.GROUPS)
    joined = scan.take_all(words.JOINED)
    new = bool(joined) and all(match["new"] for match in joined)
    if new and group is None and not newest:
        group = Group.LATER
    return replace(request, newest=newest, group=group, joins=bool(joined))


def _status(scan: Scan) -> frozenset[ProjectStatus]:
    """The statuses asked for; on-going and planned ones together include those no list tells apart."""
    not_completed = scan.take(words.NOT_COMPLETED) is not None
    said = _all(scan, words.STATUS)
    return said | _ACTIVE if not_completed or said >= _ACTIVE_APART else said


def _all(scan: Scan, table: Iterable[tuple[Value, regex.Pattern[str]]]) -> frozenset[Value]:
    return frozenset(value for value, pattern in table if scan.take(pattern))


def _first(scan: Scan, table: Iterable[tuple[Value, regex.Pattern[str]]]) -> Value | None:
    return next((value for value, pattern in table if scan.take(pattern)), None)
