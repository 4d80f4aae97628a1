"""What a question asks of the records: rows of one kind, conditions, and how they are told.

Must not read questions or records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.city_records import FocusArea, Group
from corpus.governance_records import Series
from corpus.programmes import ApplicantType, WindowState
from corpus.project_records import ProjectStatus


class Entity(StrEnum):
    """What the rows are."""

    CITY = "city"
    PROJECT = "project"
    STATE = "state"
    CHAIR = "chair"
    SHEPHERD = "shepherd"
    MEETING = "meeting"
    BODY = "body"
    PROGRAMME = "programme"
    CALL = "call"


class Asks(StrEnum):
    """What is told of the rows."""

    LIST = "list"
    COUNT = "count"
    MOST = "most"
    FEWEST = "fewest"
    COMPARE = "compare"


class Dimension(StrEnum):
    """What rows are counted by."""

    STATE = "state"
    CITY = "city"
    FOCUS = "focus"
    STATUS = "status"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Years:
    """A span of years, both ends included; None for open."""

    first: int | None = None
    last: int | None = None

    def hold(self, year: int) -> bool:
        """Whether a year lies inside."""
        return (self.first is None or year >= self.first) and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class Request:
    """Rows of one entity that meet every condition; an empty condition is met by all.

    Attributes:
        day: the state of this day is asked for.
        reports: years of the monitoring reports named; none means the latest one by ``day``.
        joined: for cities, when they joined; for other dated rows, when they were.
        topic: words that a project's title must hold.
        with_projects: for cities, whether only those with a project that meets the conditions.
        leftover: words of the question that are no condition the records know.
        newest: only the last that joined.
        current: for those who hold an office, only the one of the day.
    """

    entity: Entity
    asks: Asks
    day: date
    states: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    programmes: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    focus: frozenset[FocusArea] = frozenset()
    status: frozenset[ProjectStatus] = frozenset()
    reports: tuple[int, ...] = ()
    joined: Years | None = None
    newest: bool = False
    current: bool = False
    group: Group | None = None
    topic: tuple[str, ...] = ()
    with_projects: bool = False
    applicant: ApplicantType | None = None
    window: WindowState | None = None
    series: Series | None = None
    by: Dimension | None = None
    leftover: tuple[str, ...] = ()
