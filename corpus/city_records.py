"""The records of cities as frozen values: what a file of `corpus/records/cities` may hold and what it means.

Must not read files or write sentences.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from corpus.citations import Src
from corpus.data_files import LocalSpellings, Text, When
from corpus.sources import Trust
from corpus.validity import Validity, gather_validity

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]

Name = Annotated[str, Field(pattern=r"^\S(.*\S)?$")]


class FocusArea(StrEnum):
    """The six focus areas of the ASEAN Smart Cities Framework."""

    CIVIC_SOCIAL = "civic_social"
    HEALTH_WELL_BEING = "health_well_being"
    SAFETY_SECURITY = "safety_security"
    QUALITY_ENVIRONMENT = "quality_environment"
    BUILT_INFRASTRUCTURE = "built_infrastructure"
    INDUSTRY_INNOVATION = "industry_innovation"

    @property
    def title(self) -> str:  # type: ignore[override]  # a name, where str has a method
        """The name as the framework writes it."""
        return _FOCUS_TITLES[self]


_FOCUS_TITLES = {
    FocusArea.CIVIC_SOCIAL: "Civic and Social",
    FocusArea.HEALTH_WELL_BEING: "Health and Well-Being",
    FocusArea.SAFETY_SECURITY: "Safety and Security",
    FocusArea.QUALITY_ENVIRONMENT: "Quality Environment",
    FocusArea.BUILT_INFRASTRUCTURE: "Built Infrastructure",
    FocusArea.INDUSTRY_INNOVATION: "Industry and Innovation",
}


class Group(StrEnum):
    """Whether a city was among the first 26."""

    PILOT = "pilot"
    LATER = "later"


class Joined(BaseModel):
    """When a city became a member of the network; ``validity`` spans its year where no more is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int = Field(ge=2018)
    group: Group
    validity: Validity
    src: Src

    @model_validator(mode="before")
    @classmethod
    def _within_the_year(cls, row: object) -> object:
        gathered = gather_validity(row)
        if isinstance(gathered, dict) and "validity" not in gathered and type(gathered.get("year")) is int:
            first, last = date(gathered["year"], 1, 1), date(gathered["year"], 12, 31)
            return {**gathered, "validity": Validity(from_earliest=first, from_latest=last)}
        return gathered

    @model_validator(mode="after")
    def _the_same_year(self) -> Self:
        bounds = (self.validity.from_earliest, self.validity.from_latest)
        if any(day is None or day.year != self.year for day in bounds):
            raise ValueError(f"it begins in another year than {self.year}")
        return self


class Fact(BaseModel):
    """Sentences and where they stand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Text
    src: Src


class Area(BaseModel):
    """An area in square kilometres of a stated scope; never compared across scopes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    km2: float = Field(gt=0)
    scope: Name | None = None
    as_of: When | None = None
    trust: Trust | None = None
    src: Src


class Population(BaseModel):
    """A number of people in a stated scope; never compared across scopes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: int = Field(gt=0)
    scope: Name | None = None
    as_of: When | None = None
    trust: Trust | None = None
    src: Src


class Density(BaseModel):
    """A density as printed; ``doubt`` is the sentence that says why it must be wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Name
    doubt: Text | None = None
    src: Src


class PlannedProject(BaseModel):
    """A priority project of a city's action plan; ``support`` is what the plan asks partners for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    text: Text
    support: Name | None = None
    src: Src


class Plan(BaseModel):
    """The Smart City Action Plan of 2018.

    Attributes:
        own_labels: focus areas in the city's own words, where they are none of the framework's six.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    vision: Fact | None = None
    focus_areas: tuple[FocusArea, ...] = ()
    own_labels: tuple[Name, ...] = ()
    targets: tuple[Fact, ...] = ()
    projects: tuple[PlannedProject, ...] = ()


class Event(BaseModel):
    """A dated fact; ``trust`` only where it is another than that of its sources."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: When
    text: Text
    trust: Trust | None = None
    src: Src


class Partner(BaseModel):
    """An organisation named as a partner, in a sentence that says how."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    text: Text
    src: Src


class Office(BaseModel):
    """The office, never the person, that holds a role for the city."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    as_of: When
    text: Text
    src: Src


class City(BaseModel):
    """A member city and everything known of it; unknown is None or empty, never zero.

    Attributes:
        aliases: other Latin spellings and former or official long names.
        place: what sort of place it is ("regency"), only where a source says so.
        plan_note: why there is no plan.
        timeline: oldest first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    name: Name
    aliases: tuple[Name, ...] = ()
    local_names: LocalSpellings = Field(default_factory=dict)
    country: CountryCode
    joined: Joined
    place: Name | None = None
    areas: tuple[Area, ...] = ()
    populations: tuple[Population, ...] = ()
    density: Density | None = None
    plan: Plan | None = None
    plan_note: Fact | None = None
    timeline: tuple[Event, ...] = ()
    partners: tuple[Partner, ...] = ()
    offices: tuple[Office, ...] = ()
    notes: tuple[Fact, ...] = ()

    @model_validator(mode="after")
    def _oldest_first(self) -> Self:
        days = [event.date for event in self.timeline]
        if late := next((b for a, b in pairwise(days) if b < a[: len(b)]), None):
            raise ValueError(f"the timeline is not oldest first at {late}")
        return self
