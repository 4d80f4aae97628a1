"""The first sentence of the commonest lists in the asker's language.

Of cities, who joined in a year, projects of a report, under no condition but a place. English, and every
other list, is told by `assistant.lists.wording`. Must not count or choose rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.lists.request import Asks, Entity, Request
from assistant.lists.rows import Selection
from assistant.messages import ENGLISH, LANGUAGES, said, written_day
from corpus.city_records import City
from corpus.governance_records import State
from corpus.records import Records


def spoken(request: Request, found: Selection, records: Records, language: str) -> str | None:
    """The sentence, None where there are no words for such a list in this language."""
    tag = language.split("-")[0].casefold()
    count = len(found.rows)
    if tag == ENGLISH or tag not in LANGUAGES or not count:
        return None
    year = _joined_in(request)
    if year is not None:
        return said("list_joined", tag, count=count, year=year)
    if not _is_of_a_place(request):
        return None
    place = ", ".join(_places(request, records, tag))
    suffix = "_in" if place else ""
    if request.entity is Entity.CITY and not request.cities:
        day = written_day(request.day, tag)
        return said(f"list_cities{suffix}", tag, count=count, day=day, place=place)
    if request.entity is Entity.PROJECT and len(found.reports) == 1:
        report = found.reports[0]
        day = written_day(report.as_of, tag)
        return said(f"list_projects{suffix}", tag, count=count, day=day, year=report.year, place=place)
    return None


def _is_of_a_place(request: Request) -> bool:
    """Whether nothing but a place and a report is a condition."""
    plain = Request(request.entity, request.asks, request.day, states=request.states, cities=request.cities)
    return request.asks in {Asks.LIST, Asks.COUNT} and plain == replace(request, reports=(), stated=None)


def _joined_in(request: Request) -> int | None:
    """The one year in which cities joined that are asked for."""
    if request.entity is not Entity.CITY or not request.joins or len(request.spans) != 1:
        return None
    span = request.spans[0]
    plain = Request(Entity.CITY, request.asks, request.day, spans=request.spans, joins=True)
    whole = span.first is not None and span.last is not None and span.first.year == span.last.year
    if plain != replace(request, stated=None) or not whole or span.last is None:
        return None
    return span.last.year


def _places(request: Request, records: Records, language: str) -> Iterator[str]:
    for id_ in sorted(request.cities):
        yield _named(records.cities[id_], language)
    for code in sorted(request.states):
        yield _named(records.states[code], language)


def _named(held: City | State, language: str) -> str:
    """The name in this language, else the English one."""
    return next(iter(held.local_names.get(language, ())), held.name)
