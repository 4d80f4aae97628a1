"""The records of the network itself, as frozen values: states, chairs, Shepherds, meetings, bodies,
figures that change, and where sources disagree.

What the files of `corpus/records` may hold and what it means; must not read files or write sentences.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus.citations import Src
from corpus.city_records import CountryCode, Fact, FocusArea, Id, Name
from corpus.data_files import LocalSpellings, Text, When
from corpus.project_records import ProjectStatus
from corpus.validity import Validity, gather_validity


class State(BaseModel):
    """A member state of ASEAN; ``asean_from`` is None for those that were members before 2018."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: CountryCode
    name: Name
    aliases: tuple[Name, ...] = ()
    local_names: LocalSpellings = Field(default_factory=dict)
    asean_from: date | None = None
    src: Src

    @property
    def id(self) -> str:
        """Its code."""
        return self.code

    @property
    def named(self) -> str:
        """The name inside a sentence: "the Philippines"."""
        return next((alias for alias in self.aliases if alias.startswith("the ")), self.name)


class Chair(BaseModel):
    """Who chaired the network in a year: the state and the body that acted for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int = Field(ge=2018)
    state: CountryCode
    body: Name | None = None
    text: Text
    src: Src

    @property
    def id(self) -> str:
        """Its year."""
        return str(self.year)


class Shepherd(BaseModel):
    """A term of the state that gives the network continuity across chairs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: CountryCode
    validity: Validity
    text: Text
    src: Src

    _gather = model_validator(mode="before")(gather_validity)

    @property
    def id(self) -> str:
        """State and the first year in which the term may have begun: "SG-2019"."""
        return f"{self.state}-{self.validity.from_earliest.year if self.validity.from_earliest else 'open'}"


class Series(StrEnum):
    """Which run of meetings a meeting belongs to; each run has numbers of its own."""

    ANNUAL = "annual"
    JAPAN_HIGH_LEVEL = "japan_high_level"
    ROK_MINISTERIAL = "rok_ministerial"
    OTHER = "other"


class Meeting(BaseModel):
    """A meeting of the network or with its partners.

    Attributes:
        number: within its series; None where it has none.
        name: what it is called where it has no number.
        date: as far as known; the first day of several.
        until: the last day, where there are several.
        place: town, or "online".
        state: the host.
        chair: the state that chaired for ASEAN.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    series: Series
    number: int | None = Field(default=None, ge=1)
    name: Name | None = None
    date: When
    until: When | None = None
    place: Name | None = None
    state: CountryCode | None = None
    chair: CountryCode | None = None
    facts: tuple[Fact, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _begins_first(self) -> Self:
        if self.until is not None and self.until < self.date:
            raise ValueError(f"it ends on {self.until} before it begins on {self.date}")
        return self

    @model_validator(mode="after")
    def _can_be_called(self) -> Self:
        if (self.number is None) == (self.name is None):
            raise ValueError("it needs either a number or a name")
        return self


class Body(BaseModel):
    """The national body that leads on the network for a state."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: CountryCode
    body: Name
    as_of: date
    text: Text
    src: Src

    @property
    def id(self) -> str:
        """State and day: "BN-2026-01-31"."""
        return f"{self.state}-{self.as_of}"


class Counted(StrEnum):
    """What a figure counts."""

    CITIES = "cities"
    MEMBER_STATES = "member_states"
    PROJECTS = "projects"
    PARTNERSHIPS = "partnerships"


class Figure(BaseModel):
    """A count that changed with time: it holds from a day to a day, or was stated as of a day.

    Attributes:
        status, focus, state: the part that is counted, where it is not all.
        preferred: whether to state it where another figure of the same thing and time disagrees.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    about: Counted
    value: int = Field(ge=0)
    status: ProjectStatus | None = None
    focus: FocusArea | None = None
    state: CountryCode | None = None
    as_of: When | None = None
    validity: Validity | None = None
    preferred: bool = True
    text: Text
    src: Src

    _gather = model_validator(mode="before")(gather_validity)

    @model_validator(mode="after")
    def _is_dated(self) -> Self:
        if (self.as_of is None) == (self.validity is None):
            raise ValueError('it needs either "as_of" or "from" and "to"')
        return self


class ConflictKind(StrEnum):
    """Why two sources give different values."""

    CHANGED = "changed"
    DISAGREE = "disagree"
    ERROR = "error"
    SCOPE = "scope"


class ConflictValue(BaseModel):
    """One of the values that sources give, in a sentence; ``preferred`` where it is the one to trust."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Name
    as_of: When | None = None
    text: Text
    preferred: bool = False
    src: Src


class Conflict(BaseModel):
    """Where sources give different values for one thing.

    Attributes:
        about: the thing, as a question names it.
        words: stems and keywords that a question about it uses.
        shape: one careful sentence that says it all, where there is one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    about: Name
    words: tuple[Name, ...] = Field(min_length=1)
    kind: ConflictKind
    values: tuple[ConflictValue, ...] = Field(min_length=1)
    shape: Text | None = None
