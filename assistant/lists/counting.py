"""Counts rows by country, city, focus area, status or year, and finds the most, the fewest, the difference.

Must not choose rows or prove them one by one: a group is proven by the figure on record, else by one of
its rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.lists.request import Asks, Dimension, Entity, Request
from assistant.lists.rows import STATUS_NAMES, Proof, Row, Selection, figure_proof
from corpus.city_records import FocusArea
from corpus.governance_records import Counted, Figure
from corpus.project_records import ProjectStatus
from corpus.records import Records
from corpus.validity import Holds

_COUNTED = {
    Entity.PROJECT: Counted.PROJECTS,
    Entity.CITY: Counted.CITIES,
    Entity.STATE: Counted.MEMBER_STATES,
}


_PLANS = "2018-07-08"
"""The day of the action plans."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows under one label."""

    label: str
    rows: tuple[Row, ...]
    proof: Proof

    @property
    def number(self) -> int:
        """How many rows."""
        return len(self.rows)


def dimension_of(request: Request, found: Selection) -> Dimension | None:
    """What the question wants rows counted by; None where it does not.

    Reports list the same projects again, so a count over several of them is one count for each.
    """
    if request.by is not None:
        return request.by
    if request.asks is Asks.COUNT and len(found.reports) > 1:
        return Dimension.YEAR
    if request.asks is Asks.COUNT and ProjectStatus.COMPLETED in request.status and len(request.status) > 1:
        return Dimension.STATUS
    if request.asks is not Asks.COMPARE:
        return None
    if len(found.reports) > 1:
        return Dimension.YEAR
    if len(request.cities) > 1:
        return Dimension.CITY
    if len(request.states) > 1:
        return Dimension.STATE
    return Dimension.STATUS if len(request.status) > 1 else None


def counted(request: Request, found: Selection, dimension: Dimension, records: Records) -> tuple[Counts, ...]:
    """The groups, largest first, years in their order."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows:
        groups[row.label(dimension)].append(row)
    made = [
        Counts(label, tuple(own), group_proof(request, found, dimension, label, own, records))
        for label, own in groups.items()
    ]
    if dimension is Dimension.YEAR:
        return tuple(sorted(made, key=lambda group: group.label))
    return tuple(sorted(made, key=lambda group: (-group.number, group.label)))


def extreme(groups: Sequence[Counts], asks: Asks) -> tuple[Counts, ...]:
    """The groups with the most or the fewest rows, all that are equal."""
    numbers = [group.number for group in groups]
    best = max(numbers) if asks is Asks.MOST else min(numbers)
    return tuple(group for group in groups if group.number == best)


def figure_of(request: Request, found: Selection, records: Records) -> Figure | None:
    """The figure on record that states just what the rows count, if there is one."""
    parts = (request.status, request.focus, request.states)
    narrowed = (
        request.topic
        or request.cities
        or request.without
        or request.group
        or request.newest
        or request.having
    )
    if narrowed or request.joins or any(len(part) > 1 for part in parts):
        return None
    if request.entity is Entity.PROJECT and len(found.reports) != 1 and not request.planned:
        return None
    wanted = tuple(next(iter(part), None) for part in parts)
    about = _COUNTED.get(request.entity)
    for figure in records.figures:
        same = figure.about is about and (figure.status, figure.focus, figure.state) == wanted
        if same and figure.preferred and figure.value == len(found.rows) and _is_of(figure, request, found):
            return figure
    return None


def whole_list(found: Selection, records: Records) -> Figure | None:
    """The figure that states how many projects a report lists; proves what its list does not hold."""
    if len(found.reports) != 1:
        return None
    report = found.reports[0]
    request = Request(Entity.PROJECT, Asks.COUNT, report.as_of)
    everything = tuple(Row("", "", Proof("", "")) for _ in report.projects)
    return figure_of(request, Selection(everything, reports=(report,)), records)


def figure_without_rows(request: Request, records: Records) -> Figure | None:
    """The figure of a report whose list does not tell apart the rows that are counted."""
    parts = (request.status, request.focus, request.states)
    narrowed = request.topic or request.cities or request.without
    if request.entity is not Entity.PROJECT or narrowed or len(request.reports) != 1:
        return None
    if any(len(part) > 1 for part in parts):
        return None
    wanted = tuple(next(iter(part), None) for part in parts)
    year, day = str(request.reports[0]), request.day.isoformat()
    for figure in records.figures:
        same = figure.about is Counted.PROJECTS and (figure.status, figure.focus, figure.state) == wanted
        when = figure.as_of or ""
        if same and figure.preferred and when.startswith(year) and when <= day:
            return figure
    return None


def group_proof(
    request: Request,
    found: Selection,
    dimension: Dimension,
    label: str,
    rows: Sequence[Row],
    records: Records,
) -> Proof:
    """The figure of the group, the city's own count, else its first row."""
    reports = found.reports
    if dimension is Dimension.YEAR:
        reports = tuple(report for report in reports if str(report.year) == label)
    document = rows[0].proof.document_id
    if dimension is Dimension.CITY and len(reports) == 1 and _is_whole(request):
        return Proof(document, f"projects:{reports[0].year}:{document.removeprefix('city-record:')}")
    group = replace(request, **_part(dimension, label, records))
    figure = figure_of(group, Selection(tuple(rows), reports=reports), records)
    return figure_proof(figure) if figure is not None else rows[0].proof


def _is_of(figure: Figure, request: Request, found: Selection) -> bool:
    """Whether a figure is of the report, or holds on the day."""
    if request.planned:
        return figure.as_of == _PLANS
    if found.reports:
        return figure.as_of == found.reports[0].as_of.isoformat()
    if figure.validity is not None:
        return figure.validity.holds(request.day) is not Holds.NO
    return figure.as_of is not None and figure.as_of <= request.day.isoformat()


def _is_whole(request: Request) -> bool:
    """Whether all projects of a place are meant."""
    return not (request.topic or request.focus or request.status or request.without)


def _part(dimension: Dimension, label: str, records: Records) -> dict[str, Any]:
    """The condition that a group adds to those of its request."""
    match dimension:
        case Dimension.STATE:
            code = next(code for code, state in records.states.items() if state.name == label)
            return {"states": frozenset({code}), "cities": frozenset()}
        case Dimension.FOCUS:
            return {"focus": frozenset(area for area in FocusArea if area.title == label)}
        case Dimension.STATUS:
            return {"status": frozenset(s for s in ProjectStatus if STATUS_NAMES[s] == label)}
        case _:
            return {}
