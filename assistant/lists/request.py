"""What a question asks of the records: rows of one kind, conditions, and how they are told.

Must not read questions or records.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.city_records import FocusArea, Group
from corpus.eligibility_rules import ApplicantType
from corpus.governance_records import Series
from corpus.programmes import WindowState
from corpus.project_records import ProjectStatus
from corpus.validity import Holds


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


class Edge(StrEnum):
    """Which end of rows in their order."""

    FIRST = "first"
    LAST = "last"


class Dimension(StrEnum):
    """What rows are counted by."""

    STATE = "state"
    CITY = "city"
    FOCUS = "focus"
    STATUS = "status"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both ends included; None for open."""

    first: date | None = None
    last: date | None = None

    def holds(self, earliest: date, latest: date) -> Holds:
        """Whether what happened once, at some time between two days, happened inside."""
        first, last = self.first or date.min, self.last or date.max
        if latest < first or earliest > last:
            return Holds.NO
        return Holds.YES if first <= earliest and latest <= last else Holds.MAYBE

    def meets(self, begin: date, end: date) -> bool:
        """Whether it shares a day with another stretch."""
        return begin <= (self.last or date.max) and end >= (self.first or date.min)


@dataclass(frozen=True, slots=True)
class Bound:
    """How many, both ends included; ``most`` None for any number."""

    least: int = 1
    most: int | None = None

    def holds(self, number: int) -> bool:
        """Whether a number lies inside."""
        return self.least <= number and (self.most is None or number <= self.most)


ANY = Bound()
"""Any number but none."""


@dataclass(frozen=True, slots=True)
class Request:
    """Rows of one entity that meet every condition; an empty condition is met by all.

    Attributes:
        day: the state of this day is asked for.
        days: all the days whose states are to be compared, where there are several.
        every_focus: whether cities or states must have something under each focus area named.
        without: places, by the ids of states and cities, that no row may lie in.
        reports: years of the monitoring reports named; none means the latest one by ``day``.
        planned: whether the priority projects of the action plans of 2018 are meant, not those of a report.
        spans: when cities joined, or other dated rows were; one of the spans must hold.
        joins: whether it is asked who joined, rather than who is a member.
        newest: only the last that joined.
        current: for those who hold an office, only the one of the day.
        topic: words that a project's title must hold.
        online: only meetings that nobody travelled to.
        edges: only the first or last of the meetings that meet every other condition, or both.
        numbers: only the meetings of these numbers in their series.
        having: for cities and states, what each must have: projects that meet the conditions, or cities.
        number: how many of those.
        stated: the number of rows that the question takes for granted: "the 26 cities".
        trust_funds: only the programmes that are trust funds of ASEAN's partners.
        leftover: words of the question that are no condition the records know.
        strange: names on record that are no condition of such rows.
        leans: whether a pronoun stands for something said before.
    """

    entity: Entity
    asks: Asks
    day: date
    days: tuple[date, ...] = ()
    states: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()
    programmes: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    focus: frozenset[FocusArea] = frozenset()
    status: frozenset[ProjectStatus] = frozenset()
    every_focus: bool = False
    without: frozenset[str] = frozenset()
    reports: tuple[int, ...] = ()
    planned: bool = False
    spans: tuple[Span, ...] = ()
    joins: bool = False
    newest: bool = False
    current: bool = False
    group: Group | None = None
    topic: tuple[str, ...] = ()
    having: Entity | None = None
    number: Bound = ANY
    stated: int | None = None
    applicant: ApplicantType | None = None
    window: WindowState | None = None
    series: Series | None = None
    online: bool = False
    edges: frozenset[Edge] = frozenset()
    numbers: frozenset[int] = frozenset()
    trust_funds: bool = False
    by: Dimension | None = None
    leftover: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    leans: bool = False

    @property
    def is_of_projects(self) -> bool:
        """Whether its conditions are those of projects."""
        return Entity.PROJECT in {self.entity, self.having}

    @property
    def is_understood(self) -> bool:
        """Whether nothing of the question is left that might be a condition."""
        return not (self.leftover or self.strange or self.leans)
