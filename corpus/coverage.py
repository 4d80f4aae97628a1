"""How many projects the monitoring reports list for each city, focus area and year; where there is nothing.

Must not print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.city_records import FocusArea
from corpus.project_records import Project
from corpus.records import Records
from corpus.validity import Holds


@dataclass(frozen=True, slots=True)
class Cell:
    """Projects of a city in a focus area in the report of a year.

    ``member``: whether the city was a member on the report's day; nothing can be expected where it was not.
    """

    city: str
    focus: FocusArea
    year: int
    projects: int
    member: Holds


@dataclass(frozen=True, slots=True)
class Coverage:
    """All cells, by city, focus area, then year; every combination is there.

    Attributes:
        cities: ids, in order.
        years: of the reports, oldest first.
    """

    cities: tuple[str, ...]
    years: tuple[int, ...]
    cells: tuple[Cell, ...]

    def row(self, city: str, focus: FocusArea) -> tuple[Cell, ...]:
        """The cells of a city and focus area, one for each year."""
        return tuple(cell for cell in self.cells if (cell.city, cell.focus) == (city, focus))

    def totals(self, focus: FocusArea) -> tuple[int, ...]:
        """Projects in a focus area, one number for each year."""
        return tuple(
            sum(cell.projects for cell in self.cells if (cell.focus, cell.year) == (focus, year))
            for year in self.years
        )

    @property
    def without_projects(self) -> tuple[str, ...]:
        """The cities for which no report lists any project."""
        with_some = {cell.city for cell in self.cells if cell.projects}
        return tuple(city for city in self.cities if city not in with_some)

    @property
    def left_out(self) -> tuple[tuple[int, str], ...]:
        """Year and city where the city was a member and the report lists nothing for it."""
        listed = {(c.year, c.city) for c in self.cells if c.projects}
        members = {(c.year, c.city) for c in self.cells if c.member is Holds.YES}
        return tuple(sorted(members - listed))


def coverage(records: Records) -> Coverage:
    """The coverage of every city by every report."""
    counts = Counter(map(_key, records.projects))
    return Coverage(
        cities=tuple(records.cities),
        years=tuple(report.year for report in records.reports),
        cells=tuple(_cells(records, counts)),
    )


def _key(project: Project) -> tuple[str, FocusArea, int]:
    return project.city, project.focus, project.year


def _cells(records: Records, counts: Counter[tuple[str, FocusArea, int]]) -> Iterator[Cell]:
    for city in records.cities.values():
        for focus in FocusArea:
            for report in records.reports:
                member = city.joined.validity.holds(report.as_of)
                projects = counts[city.id, focus, report.year]
                yield Cell(city.id, focus, report.year, projects, member)
