"""The projects that the monitoring reports list, as frozen values.

What a file of `corpus/records/projects` may hold and what it means; must not read files or write
sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from corpus.citations import Reference
from corpus.city_records import FocusArea, Id, Name


class ProjectStatus(StrEnum):
    """The status of a project in a list; the lists of 2022 and 2023 state none."""

    PLANNING = "planning"
    ON_GOING = "on_going"
    ON_GOING_OR_PLANNING = "on_going_or_planning"
    COMPLETED = "completed"
    NOT_STATED = "not_stated"


class ProjectRow(BaseModel):
    """A row of a report's list of projects as its file holds it; ``page`` counts pages of the report's file.

    ``inferred``: the status was concluded from the report's chart and text, not printed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    city: Id
    title: Name
    focus: FocusArea
    status: ProjectStatus
    page: int = Field(ge=1)
    inferred: bool = False


class ReportFile(BaseModel):
    """The list of projects of one monitoring report; ``report`` is its source id.

    ``status_page``: page of the chart that tells planning from on-going where the list does not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    report: str
    as_of: date
    status_page: int | None = Field(default=None, ge=1)
    rows: tuple[ProjectRow, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Project:
    """A project as one monitoring report lists it.

    Attributes:
        id: "2025:da-nang:3", the report's year, the city and the 1-based place among the city's rows.
        report: source id of the report.
        as_of: the report's day.
    """

    id: str
    report: str
    as_of: date
    city: str
    title: str
    focus: FocusArea
    status: ProjectStatus
    inferred: bool
    src: tuple[Reference, ...]

    @property
    def year(self) -> int:
        """The report's year."""
        return self.as_of.year


@dataclass(frozen=True, slots=True)
class Report:
    """A monitoring report with all the projects it lists, in its order."""

    source: str
    as_of: date
    projects: tuple[Project, ...]

    @property
    def year(self) -> int:
        """The year it is named after."""
        return self.as_of.year


def report_of(file: ReportFile) -> Report:
    """The report with its projects numbered city by city."""
    counted: dict[str, int] = {}
    projects = []
    for row in file.rows:
        counted[row.city] = number = counted.get(row.city, 0) + 1
        projects.append(
            Project(
                id=f"{file.as_of.year}:{row.city}:{number}",
                report=file.report,
                as_of=file.as_of,
                city=row.city,
                title=row.title,
                focus=row.focus,
                status=row.status,
                inferred=row.inferred,
                src=_places(file, row),
            )
        )
    return Report(file.report, file.as_of, tuple(projects))


def _places(file: ReportFile, row: ProjectRow) -> tuple[Reference, ...]:
    """Where the row stands, then where its status stands if that is elsewhere."""
    listed = Reference(file.report, row.page)
    charted = row.status in {ProjectStatus.PLANNING, ProjectStatus.ON_GOING} and file.status_page
    return (listed, Reference(file.report, file.status_page)) if charted else (listed,)
