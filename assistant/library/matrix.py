"""Cities against focus areas, and the two plots beside it: how the lists of projects and the network grew.

Must not draw or word anything.

Why plots and no map: no source on record gives coordinates of the cities, and we invent none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.city_records import City, FocusArea
from corpus.coverage import coverage
from corpus.records import Records
from corpus.validity import Holds


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A city's projects in one report, in the order of `FocusArea`.

    Attributes:
        member: whether it was a member on the report's day; where it was not, nothing can be expected.
    """

    city: City
    numbers: tuple[int, ...]
    member: Holds

    @property
    def total(self) -> int:
        """All its projects in the report."""
        return sum(self.numbers)


@dataclass(frozen=True, slots=True)
class Matrix:
    """One report's projects by city and focus area; rows by the cities' names."""

    year: int
    rows: tuple[MatrixRow, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """Projects in each focus area, over all cities."""
        return tuple(map(sum, zip(*(row.numbers for row in self.rows), strict=True)))

    @property
    def total(self) -> int:
        """All projects of the report."""
        return sum(self.totals)

    @property
    def highest(self) -> int:
        """The greatest number in a cell."""
        return max((number for row in self.rows for number in row.numbers), default=0)

    @property
    def empty(self) -> int:
        """Cells of cities that were members without any project on record."""
        return sum(row.numbers.count(0) for row in self.rows if row.member is Holds.YES)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a plot: what it stands for, how high it is, and in hundredths of the highest one."""

    label: str
    number: int
    height: int


@dataclass(frozen=True, slots=True)
class Panel:
    """One small plot; ``key`` names what its bars are about."""

    key: str
    bars: tuple[Bar, ...]


def matrix(records: Records, year: int) -> Matrix:
    """The matrix of the report of ``year``."""
    covered = coverage(records)
    rows = []
    for city in sorted(records.cities.values(), key=lambda city: city.name):
        cells = [cell for cell in covered.cells if cell.city == city.id and cell.year == year]
        rows.append(MatrixRow(city, tuple(cell.projects for cell in cells), cells[0].member))
    return Matrix(year, tuple(rows))


def growth(records: Records) -> tuple[Panel, ...]:
    """For each focus area, how many projects each report lists; all panels on one scale."""
    covered = coverage(records)
    numbers = {area: covered.totals(area) for area in FocusArea}
    highest = max((number for row in numbers.values() for number in row), default=0)
    return tuple(
        Panel(area.value, _bars(map(str, covered.years), numbers[area], highest)) for area in FocusArea
    )


def joining(records: Records) -> tuple[tuple[Bar, tuple[City, ...]], ...]:
    """How many cities the network had at the end of each year in which some joined, and which joined then."""
    years = sorted({city.joined.year for city in records.cities.values()})
    found, total = [], 0
    for year in years:
        joined = tuple(
            sorted((c for c in records.cities.values() if c.joined.year == year), key=lambda c: c.name)
        )
        total += len(joined)
        height = round(100 * total / len(records.cities))
        found.append((Bar(str(year), total, height), joined))
    return tuple(found)


def _bars(labels: Iterable[str], numbers: tuple[int, ...], highest: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(label, number, round(100 * number / highest) if highest else 0)
        for label, number in zip(labels, numbers, strict=True)
    )
