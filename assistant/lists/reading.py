"""Reads a question as a request for rows, or says that it is none.

Part by part is taken out of the question: names, dates, conditions, what is asked. What is left at the
end is what was not understood. Must not look at rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import regex

from assistant.lists import vocabulary as words
from assistant.lists.dates import When, end_of, take_dates
from assistant.lists.request import Asks, Dimension, Entity, Request, Years
from assistant.lists.scan import Scan
from assistant.names import Mention, NameKind, Names

Value = TypeVar("Value")

_DIMENSIONS = (
    ("countr", Dimension.STATE),
    ("state", Dimension.STATE),
    ("member", Dimension.STATE),
    ("cit", Dimension.CITY),
    ("focus", Dimension.FOCUS),
    ("status", Dimension.STATUS),
    ("year", Dimension.YEAR),
    ("report", Dimension.YEAR),
)
_NUMBER_BEFORE = regex.compile(r"\b\d+\b")
_DATED = frozenset({Entity.CHAIR, Entity.SHEPHERD, Entity.MEETING})


def may_ask_for_rows(question: str) -> bool:
    """Whether a question names what rows are called, so that the records are worth loading."""
    return any(pattern.search(question) for _, pattern in words.ENTITIES)


def is_plain(question: str) -> bool:
    """Whether a question demands rows in so many words: "which cities …", "how many projects …"."""
    return words.PLAIN.search(question) is not None


def read(question: str, names: Names, today: date, as_of: date | None = None) -> Request | None:
    """The request that a question makes; None where it asks for no rows at all.

    Args:
        as_of: the day whose state is asked for, unless the question names one.
    """
    scan = Scan(question)
    mentions = names.find(question)
    for mention in mentions:
        scan.cut(mention.start, mention.end)
    reports, every = _reports(scan)
    when = take_dates(scan)
    by = _dimension(scan)
    heads = _heads(scan)
    asks = next((kind for kind, pattern in words.ASKS if scan.take(pattern)), None)
    entity = _entity(heads, asks)
    if entity is None:
        return None
    request = Request(entity, asks or Asks.LIST, as_of or today, by=by)
    request = _with_conditions(request, scan, heads, question)
    strange = tuple(question[m.start : m.end] for m in mentions if not _fits(m, request))
    for mention in mentions:
        request = _with_name(request, mention)
    if every and not when.years and when.span is None and request.entity is Entity.PROJECT:
        when = When(when.day, Years())
    request = _with_dates(request, when, reports, today, as_of)
    request = _with_heads(request, heads, asks, mentions)
    for pattern in (words.NETWORK, *(pattern for _, pattern in words.ENTITIES), *(p for _, p in words.ASKS)):
        scan.take_all(pattern)
    request = _with_rest(request, scan, question)
    return replace(request, leftover=(*request.leftover, *strange)) if strange else request


def _reports(scan: Scan) -> tuple[tuple[int, ...], bool]:
    """The years of the reports named, and whether all of them are meant: "the monitoring reports"."""
    years, every = [], False
    for match in scan.take_all(words.REPORT):
        if year := match["y"] or match["z"]:
            years.append(int(year))
        else:
            every = every or match.group().casefold().endswith("reports")
    return tuple(years), every


def _dimension(scan: Scan) -> Dimension | None:
    match = scan.take(words.BY)
    if match is None:
        return None
    return next(dimension for start, dimension in _DIMENSIONS if match["by"].casefold().startswith(start))


def _heads(scan: Scan) -> list[Entity]:
    """The entities a question names, in its order; where two claim the same words the first listed wins."""
    taken: dict[int, Entity] = {}
    for entity, pattern in words.ENTITIES:
        for match in pattern.finditer(scan.rest):
            if not any(start <= match.start() < start + 1 for start in taken):
                taken[match.start()] = entity
    return [taken[start] for start in sorted(taken)]


def _entity(heads: Sequence[Entity], asks: Asks | None) -> Entity | None:
    """What the rows are; the head noun is the first, but for those that are asked of another."""
    for entity in (Entity.SHEPHERD, Entity.CHAIR):
        if entity in heads:
            return entity
    for entity in (Entity.CALL, Entity.PROGRAMME, Entity.MEETING):
        if entity in heads and heads[0] in {entity, Entity.STATE, Entity.CITY, Entity.PROJECT}:
            return entity if heads[0] is entity else None
    if not heads:
        return None
    first = heads[0]
    counted = {Asks.MOST, Asks.FEWEST}
    if first in {Entity.CITY, Entity.STATE} and asks in counted:
        return next((e for e in heads[1:] if e in {Entity.PROJECT, Entity.CITY}), None)
    return first


def _with_conditions(request: Request, scan: Scan, heads: Sequence[Entity], question: str) -> Request:
    entity = request.entity
    if entity is Entity.PROJECT or (entity is Entity.CITY and Entity.PROJECT in heads):
        request = replace(request, focus=_all(scan, words.FOCUS), status=_all(scan, words.STATUS))
    if entity is Entity.CITY:
        newest = scan.take(words.NEWEST) is not None
        group = None if newest else _first(scan, words.GROUPS)
        joined = scan.take(words.JOINED) is not None
        request = replace(request, newest=newest, group=group, joined=Years() if joined else None)
    if entity in {Entity.CHAIR, Entity.SHEPHERD}:
        request = replace(request, current=words.CURRENT.search(question) is not None)
    if entity is Entity.MEETING:
        request = replace(request, series=_first(scan, words.SERIES))
    if entity in {Entity.PROGRAMME, Entity.CALL}:
        request = replace(
            request,
            applicant=_first(scan, words.APPLICANT),
            window=_first(scan, words.WINDOWS),
            partners=frozenset(code for code, pattern in words.PARTNERS.items() if scan.take(pattern)),
        )
    return request


def _fits(mention: Mention, request: Request) -> bool:
    """Whether a name is a condition of rows of this kind."""
    if mention.kind is NameKind.CITY:
        return request.entity in {Entity.PROJECT, Entity.CITY}
    if mention.kind is NameKind.STATE:
        partner = request.entity in {Entity.PROGRAMME, Entity.CALL} and mention.id in words.PARTNERS
        return partner or request.entity not in {Entity.PROGRAMME, Entity.CALL}
    return request.entity is Entity.CALL


def _with_name(request: Request, mention: Mention) -> Request:
    if not _fits(mention, request):
        return request
    if mention.kind is NameKind.STATE and request.entity in {Entity.PROGRAMME, Entity.CALL}:
        return replace(request, partners=request.partners | {mention.id})
    field = {NameKind.CITY: "cities", NameKind.STATE: "states", NameKind.PROGRAMME: "programmes"}[
        mention.kind
    ]
    held: frozenset[str] = getattr(request, field)
    return replace(request, **{field: held | {mention.id}})  # type: ignore[arg-type]


def _with_dates(
    request: Request, when: When, reports: tuple[int, ...], today: date, as_of: date | None
) -> Request:
    """Dates mean what the entity makes of them: when it joined, when it was, which report, which day."""
    day = when.day or request.day
    if request.entity is Entity.PROJECT or request.with_projects:
        years = (*reports, *(year for year in when.years if year not in reports))
        return replace(request, day=day, reports=years, joined=when.span)
    span = when.span
    if span is None and when.years:
        span = Years(min(when.years), max(when.years))
    if request.entity in _DATED:
        return replace(request, day=day, joined=span)
    if request.entity is Entity.CITY and (
        request.joined is not None or (when.span and when.span.last is None)
    ):
        return replace(request, day=day, joined=span or request.joined, reports=reports)
    years = (*when.years, *reports)
    if years:
        day = min(end_of(max(years)), as_of or today)
    elif span is not None and span.last is not None:
        day = min(end_of(span.last), day)
    return replace(request, day=day)


def _with_heads(
    request: Request, heads: Sequence[Entity], asks: Asks | None, mentions: Iterable[Mention]
) -> Request:
    """What further nouns mean: cities with projects, countries that are counted by."""
    if request.entity is Entity.CITY and Entity.PROJECT in heads:
        request = replace(request, with_projects=True)
    if asks in {Asks.MOST, Asks.FEWEST} and request.by is None:
        dimension = {Entity.STATE: Dimension.STATE, Entity.CITY: Dimension.CITY}.get(heads[0])
        request = replace(request, by=dimension or Dimension.FOCUS)
    return request


def _with_rest(request: Request, scan: Scan, question: str) -> Request:
    """What is left: the topic of projects, or words that are no condition."""
    scan.take_all(_NUMBER_BEFORE)
    left = [match for match in scan.words() if match.group().casefold().strip("’'") not in words.FILLER]
    texts = tuple(match.group() for match in left if match.group().casefold() not in words.TOPIC_LEADS)
    if not texts:
        return request
    if (request.entity is Entity.PROJECT or request.with_projects) and _is_topic(left, question):
        telling = tuple(text for text in texts if text.casefold() not in words.GENERIC)
        return replace(request, topic=telling or texts)
    return replace(request, leftover=texts)


def _is_topic(left: Sequence[regex.Match[str]], question: str) -> bool:
    """Whether what is left says what projects are about: right before the noun, or behind "on" or "for"."""
    first, last = left[0], left[-1]
    before = question[: first.start()].split()
    leads = (
        bool(before) and before[-1].casefold() in words.TOPIC_LEADS
    ) or first.group().casefold() in words.TOPIC_LEADS
    behind = question[last.end() :].lstrip().casefold()
    return leads or behind.startswith("project")


def _all(scan: Scan, table: Iterable[tuple[Value, regex.Pattern[str]]]) -> frozenset[Value]:
    return frozenset(value for value, pattern in table if scan.take(pattern))


def _first(scan: Scan, table: Iterable[tuple[Value, regex.Pattern[str]]]) -> Value | None:
    return next((value for value, pattern in table if scan.take(pattern)), None)
