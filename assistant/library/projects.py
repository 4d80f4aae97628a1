"""Lists of projects by condition: the very rows that the assistant lists and counts for that condition.

Must not choose rows by rules of its own: `assistant.lists` does, so that page and answer cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.lists.request import Asks, Entity, Request
from assistant.lists.rows import Proof, project_row
from assistant.lists.selection import select
from corpus.city_records import FocusArea
from corpus.project_records import Project, ProjectStatus, Report
from corpus.records import Records


class Standing(StrEnum):
    """What may be asked of a project's status."""

    ACTIVE = "active"
    ON_GOING = "on_going"
    PLANNING = "planning"
    COMPLETED = "completed"


class Grouping(StrEnum):
    """What a list of projects is divided by."""

    CITY = "city"
    FOCUS = "focus"
    STATUS = "status"
    REPORT = "report"


_STATUSES: Mapping[Standing, frozenset[ProjectStatus]] = {
    Standing.ACTIVE: frozenset(
        {ProjectStatus.ON_GOING, ProjectStatus.PLANNING, ProjectStatus.ON_GOING_OR_PLANNING}
    ),
    Standing.ON_GOING: frozenset({ProjectStatus.ON_GOING}),
    Standing.PLANNING: frozenset({ProjectStatus.PLANNING}),
    Standing.COMPLETED: frozenset({ProjectStatus.COMPLETED}),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """What the projects of a list have in common; None for any.

    Attributes:
        place: id of a city or code of a state.
        years: of the reports; empty for the latest one, as the assistant takes it.
        words: all of them stand in the title, in some form.
    """

    place: str | None = None
    years: tuple[int, ...] = ()
    focus: FocusArea | None = None
    standing: Standing | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The projects that meet a condition.

    Attributes:
        reports: those that were looked into, oldest first.
        untold: years of reports whose lists do not state the status asked for; none of theirs is listed.
    """

    projects: tuple[Project, ...]
    reports: tuple[Report, ...]
    untold: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Projects that share what a list is divided by: id of a city, focus area, status or year."""

    key: str
    projects: tuple[Project, ...]


def find(condition: Condition, records: Records, today: date) -> Found:
    """All projects that meet a condition, report by report."""
    by_id = {project.id: project for project in records.projects}
    years = condition.years or tuple(r.year for r in (records.report_at(today),) if r is not None)
    projects: list[Project] = []
    reports: list[Report] = []
    untold: list[int] = []
    for year in sorted(years):
        selected = select(_request(condition, year, records, today), records)
        reports += selected.reports
        if selected.unstated is not None:
            untold.append(year)
        else:
            projects += (by_id[row.proof.key.removeprefix("projects:")] for row in selected.rows)
    return Found(tuple(projects), tuple(reports), tuple(untold))


def proof_of(project_id: str, records: Records) -> Proof | None:
    """Where a project is proven; None where none of this id is on record."""
    for project in records.projects:
        if project.id == project_id:
            return project_row(project, records).proof
    return None


def divided(projects: tuple[Project, ...], by: Grouping, records: Records) -> tuple[Group, ...]:
    """The projects in groups, each in the order of its list; cities by name, the rest as they come."""
    groups: dict[str, list[Project]] = {}
    for project in projects:
        groups.setdefault(_KEYS[by](project), []).append(project)
    order = sorted(groups, key=lambda key: _place_of(key, by, records))
    return tuple(Group(key, tuple(groups[key])) for key in order)


def _place_of(key: str, by: Grouping, records: Records) -> tuple[object, ...]:
    if by is Grouping.CITY:
        return (records.cities[key].name,)
    if by is Grouping.FOCUS:
        return (list(FocusArea).index(FocusArea(key)),)
    return (list(ProjectStatus).index(ProjectStatus(key)),) if by is Grouping.STATUS else (-int(key),)


_KEYS: Mapping[Grouping, Callable[[Project], str]] = {
    Grouping.CITY: lambda project: project.city,
    Grouping.FOCUS: lambda project: project.focus.value,
    Grouping.STATUS: lambda project: project.status.value,
    Grouping.REPORT: lambda project: str(project.year),
}


def _request(condition: Condition, year: int, records: Records, today: date) -> Request:
    place = condition.place or ""
    return Request(
        entity=Entity.PROJECT,
        asks=Asks.LIST,
        day=today,
        cities=frozenset({place} if place in records.cities else ()),
        states=frozenset({place} if place in records.states else ()),
        focus=frozenset({condition.focus} if condition.focus else ()),
        status=_STATUSES[condition.standing] if condition.standing else frozenset(),
        reports=(year,),
        topic=tuple(condition.words.split()),
    )
