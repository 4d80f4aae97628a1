"""Chooses the cities and states that have so many projects or cities, none included.

Must not word a headline or prove rows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from assistant.lists import rows as made
from assistant.lists.counting import group_proof
from assistant.lists.request import ANY, Asks, Dimension, Entity, Request
from assistant.lists.rows import Row, Selection
from assistant.lists.selection import select
from corpus.records import Records

_DIMENSIONS = {Entity.CITY: Dimension.CITY, Entity.STATE: Dimension.STATE}


def select_having(request: Request, records: Records) -> Selection:
    """A row for each city or state that has as many as asked for.

    A row that has some is proven by what it has, one that has none by being a member; that it has none
    is seen from the whole list.
    """
    assert request.having is not None
    inner = replace(request, entity=request.having, having=None, number=ANY, asks=Asks.LIST, by=None)
    found = select(inner, records)
    if found.unstated or (request.having is Entity.PROJECT and not found.reports):
        return found
    dimension = _DIMENSIONS[request.entity]
    own: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows:
        own[row.label(dimension)].append(row)
    sure, maybe = _members(request, found, records)
    rows = [
        _row(request, inner, found, owner, own[owner.name], dimension, records)
        for owner in sure
        if request.number.holds(len(own[owner.name])) and _meets(request, own[owner.name])
    ]
    rows.sort(key=lambda pair: -pair[0])
    uncertain = tuple(owner for owner in maybe if request.number.holds(len(own[owner.name])))
    return Selection(tuple(row for _, row in rows), uncertain, found.reports)


def _members(request: Request, found: Selection, records: Records) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The cities or states to be gone through, those of an earlier report's day where one is named."""
    whole = Request(request.entity, Asks.LIST, _day(request, found, records), states=request.states)
    if request.entity is Entity.CITY:
        whole = replace(whole, cities=request.cities, group=request.group)
    members = select(whole, records)
    return members.rows, members.uncertain


def _meets(request: Request, own: list[Row]) -> bool:
    """Whether what an owner has lies under each of the focus areas, where that is asked for."""
    under = {row.label(Dimension.FOCUS) for row in own}
    return not request.every_focus or {area.title for area in request.focus} <= under


def _day(request: Request, found: Selection, records: Records) -> date:
    latest = found.reports[-1] if found.reports else None
    if latest is None or latest == records.report_at(request.day):
        return request.day
    return latest.as_of


def _row(
    request: Request,
    inner: Request,
    found: Selection,
    owner: Row,
    own: list[Row],
    dimension: Dimension,
    records: Records,
) -> tuple[int, Row]:
    what = "project" if request.having is Entity.PROJECT else "city"
    if not own:
        return 0, replace(owner, text=f"{owner.name}: no {what}")
    names = "; ".join(dict.fromkeys(row.name for row in own))
    text = f"{owner.name}: {names}"
    if request.entity is Entity.STATE and request.having is Entity.PROJECT:
        text = f"{owner.name}: {made.amount(len(own), what)}"
    proof = group_proof(inner, found, dimension, owner.name, own, records)
    return len(own), Row(owner.name, text, proof, owner.under)
