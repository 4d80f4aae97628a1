"""Counts rows by country, city, focus area, status or year, and finds the most, the fewest, the difference.

Must not choose rows or prove them one by one: a group is proven by the figure on record, else by one of
its rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lists.request import Asks, Dimension, Request
from assistant.lists.rows import Proof, Row
from assistant.lists.selection import Selection
from corpus.governance_records import Counted, Figure
from corpus.project_records import Report
from corpus.records import Records


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
    """What the question wants rows counted by; None where it does not."""
    if request.by is not None:
        return request.by
    if request.asks is not Asks.COMPARE:
        return None
    if len(found.reports) > 1:
        return Dimension.YEAR
    if len(request.cities) > 1:
        return Dimension.CITY
    return Dimension.STATE if len(request.states) > 1 else None


def counted(request: Request, found: Selection, dimension: Dimension, records: Records) -> tuple[Counts, ...]:
    """The groups, largest first, years in their order."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows:
        groups[row.label(dimension)].append(row)
    made = [
        Counts(label, tuple(own), _proof(request, found, dimension, label, own, records))
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
    if request.topic or request.cities or len(request.states) > 1 or request.group or len(found.reports) > 1:
        return None
    parts = [request.focus, request.status, request.states]
    if any(len(part) > 1 for part in parts) or sum(map(bool, parts)) > 1:
        return None
    wanted = (
        next(iter(request.status), None),
        next(iter(request.focus), None),
        next(iter(request.states), None),
    )
    report = found.reports[0] if found.reports else None
    fitting = (f for f in records.figures if (f.status, f.focus, f.state) == wanted and _is_of(f, report))
    return next((f for f in fitting if f.value == len(found.rows)), None)


def _is_of(figure: Figure, report: Report | None) -> bool:
    """Whether a figure counts the projects of a report."""
    return (
        report is not None
        and figure.about is Counted.PROJECTS
        and figure.as_of == report.as_of.isoformat()
        and figure.preferred
    )


def _proof(
    request: Request,
    found: Selection,
    dimension: Dimension,
    label: str,
    rows: Sequence[Row],
    records: Records,
) -> Proof:
    """The figure of the group, the city's own count, else its first row."""
    unfiltered = not (request.topic or request.focus or request.status)
    report = found.reports[0] if len(found.reports) == 1 else None
    if dimension is Dimension.YEAR and unfiltered and not (request.cities or request.states):
        report = next((r for r in found.reports if str(r.as_of.year) == label), None)
    if report is not None and unfiltered:
        if dimension is Dimension.CITY:
            city = rows[0].proof.document_id.removeprefix("city-record:")
            return Proof(rows[0].proof.document_id, f"projects:{report.as_of.year}:{city}")
        for figure in records.figures:
            if (
                _is_of(figure, report)
                and figure.value == len(rows)
                and _label(figure, dimension, records) == label
            ):
                return Proof(
                    "governance-record:figures", f"figures:{figure.id}", figure.src, (str(figure.value),)
                )
    return rows[0].proof


def _label(figure: Figure, dimension: Dimension, records: Records) -> str | None:
    """What a figure is counted under in this dimension; None where it counts otherwise."""
    parts = (figure.state, figure.focus, figure.status)
    if dimension is Dimension.YEAR:
        return (figure.as_of or "")[:4] if parts == (None, None, None) else None
    if dimension is Dimension.STATE and figure.state is not None:
        return records.states[figure.state].name
    if dimension is Dimension.FOCUS and figure.focus is not None:
        return figure.focus.title
    if dimension is Dimension.STATUS and figure.status is not None:
        return figure.status.value.replace("_", "-")
    return None
