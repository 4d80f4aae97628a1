"""The member cities as an overview, and what the page of each begins with. Must not word anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from corpus.city_records import City, FocusArea
from corpus.governance_records import State
from corpus.normalise import fold
from corpus.project_records import Project
from corpus.records import Records


class CityOrder(StrEnum):
    """What the cities are sorted by."""

    NAME = "name"
    COUNTRY = "country"
    SINCE = "since"
    PROJECTS = "projects"


@dataclass(frozen=True, slots=True)
class CityRow:
    """A city in the overview.

    Attributes:
        projects: how many each report lists for it, by year; oldest report first.
        focus: the focus areas of the projects in the latest report, as the framework orders them.
        planned: the focus areas of its action plan of 2018.
    """

    city: City
    state: State
    projects: Mapping[int, int]
    focus: tuple[FocusArea, ...]
    planned: tuple[FocusArea, ...]


@dataclass(frozen=True, slots=True)
class ProjectsOf:
    """What a report lists for a city; ``page`` is the page of the report where its rows begin."""

    year: int
    report: str
    page: int | None
    projects: tuple[Project, ...]


def city_rows(records: Records) -> tuple[CityRow, ...]:
    """Every city on record."""
    counted = Counter((project.city, project.year) for project in records.projects)
    latest = records.reports[-1].projects if records.reports else ()
    return tuple(
        CityRow(
            city=city,
            state=records.states[city.country],
            projects={report.year: counted[city.id, report.year] for report in records.reports},
            focus=in_order(project.focus for project in latest if project.city == city.id),
            planned=city.plan.focus_areas if city.plan else (),
        )
        for city in records.cities.values()
    )


def chosen_cities(
    rows: Iterable[CityRow], words: str, country: str | None, order: CityOrder
) -> tuple[CityRow, ...]:
    """The cities of a country whose names hold all the words, sorted."""
    terms = fold(words).casefold().split()
    found = [
        row
        for row in rows
        if country in {None, row.city.country} and all(term in _searched(row) for term in terms)
    ]
    return tuple(sorted(found, key=_KEYS[order]))


def projects_of(city: City, records: Records) -> tuple[ProjectsOf, ...]:
    """The city's projects, the latest report first; a report that lists none is left out."""
    found = []
    for report in reversed(records.reports):
        own = tuple(project for project in report.projects if project.city == city.id)
        if own:
            found.append(ProjectsOf(report.year, report.source, own[0].src[0].first, own))
    return tuple(found)


def in_order(areas: Iterable[FocusArea]) -> tuple[FocusArea, ...]:
    """Each focus area once, as the framework orders them."""
    named = set(areas)
    return tuple(area for area in FocusArea if area in named)


def _searched(row: CityRow) -> str:
    local = chain.from_iterable(row.city.local_names.values())
    names = (row.city.name, *row.city.aliases, row.state.name, *row.state.aliases, *local)
    return fold(" ".join(names)).casefold()


def _latest(row: CityRow) -> int:
    return max(row.projects.items(), default=(0, 0))[1]


_KEYS: Mapping[CityOrder, Callable[[CityRow], tuple[object, ...]]] = {
    CityOrder.NAME: lambda row: (row.city.name,),
    CityOrder.COUNTRY: lambda row: (row.state.name, row.city.name),
    CityOrder.SINCE: lambda row: (row.city.joined.year, row.city.name),
    CityOrder.PROJECTS: lambda row: (-_latest(row), row.city.name),
}
