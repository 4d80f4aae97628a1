"""What is known of an applicant: typed facts, each with the question that asks for it.

Absent is unknown, never false. Whatever is no fact, or contradicts another, is refused by its field.
Must not decide anything, fill gaps with guesses or read the clock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Self, TypeVar

from pydantic import BeforeValidator, Field, Strict, ValidationError, model_validator
from pydantic.fields import FieldInfo

from assistant.eligibility.places import resolve_city, resolve_country
from assistant.errors import FactsInvalid
from assistant.schema import Value
from corpus.eligibility_rules import ApplicantType, Role

Shape = TypeVar("Shape", bound=Value)

MOST_ITEMS = 50
"""Partners or countries that one set of facts may list."""

_LONGEST_NAME = 100
_REASONS = {
    "bool_type": "it should be true or false",
    "string_type": "it should be a text",
    "string_pattern_mismatch": "it should be a word in small letters, such as water",
    "tuple_type": "it should be a list",
    "model_type": "it should hold keys with values",
    "date_from_datetime_parsing": "it should be a day, such as 2026-03-17",
    "date_from_datetime_inexact": "it should be a day, such as 2026-03-17",
    "date_parsing": "it should be a day, such as 2026-03-17",
    "date_type": "it should be a day, such as 2026-03-17",
}
_NAMES_FIELD = re.compile(r"[a-z_.]+: ")

_YEARS = (2000, 2100)
"""A day outside is taken for a slip."""


KNOWN_WORDS: Mapping[str, frozenset[str]] = {
    "project.sector": frozenset(
        "agriculture_fisheries connectivity culture defence education energy environment finance health"
        " housing industry mining multisector public_safety telecommunications tourism transport urban"
        " utilities water other".split()
    ),
    "project.stage": frozenset(
        "idea concept planning pre_feasibility feasibility design procurement construction operation".split()
    ),
}
"""Words whose meaning is plain beside those of the rules; whether any other word is meant stays unclear."""


class Size(StrEnum):
    """How large a company is, by whatever definition its own country uses."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Seniority(StrEnum):
    """How senior an official is."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"


Country = Annotated[str, BeforeValidator(resolve_country)]
"""Given as ISO 3166-1 alpha-2 code or English name, kept as the code."""

City = Annotated[str, BeforeValidator(resolve_city)]
"""Given as "TH/Khon Kaen", id or name of a record, or "none"; kept as COUNTRY/City or "none"."""

Word = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,39}$")]
"""A word such as "water"; one that no rule knows is taken for unclear, never for wrong."""

YesNo = Annotated[bool, Strict()]
Amount = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False, strict=True)]
Count = Annotated[int, Field(ge=0, le=10**9, strict=True)]


def _asked(question: str) -> Any:
    return Field(default=None, description=question)


class ApplicantFacts(Value):
    """Who applies."""

    type: ApplicantType | None = _asked(
        "What are you: a city government, a ministry, a company or what else?"
    )
    country: Country | None = _asked("In which country are you registered?")
    size: Size | None = _asked("How large is your company: micro, small, medium or large?")
    years_project_experience: Amount | None = _asked(
        "How many years of experience with projects do you have?"
    )
    seniority: Seniority | None = _asked("How senior are you: junior, mid or senior?")
    works_for_city: YesNo | None = _asked("Do you work for a city or on urban matters?")
    can_attend_both_segments: YesNo | None = _asked("Can you attend both parts of the course?")
    fits_participant_profile: YesNo | None = _asked("Do you fit the profile of participants of the course?")
    other_proposal_same_city: YesNo | None = _asked("Is there another proposal for the same city?")
    office_in_mekong_or_korea: YesNo | None = _asked(
        "Do you have an office in a Mekong country or in the Republic of Korea?"
    )
    strictly_nonprofit_objectives: YesNo | None = _asked("Does your company pursue only non-profit aims?")


class CityFacts(Value):
    """The city that applies or that the project is for."""

    key: City | None = _asked('For which city is it? Write "none" where it is for none.')
    population: Count | None = _asked("How many people live in the city?")
    gcom_signatory: YesNo | None = _asked("Has the city signed the Global Covenant of Mayors?")


class ProjectFacts(Value):
    """What the support is for."""

    country: Country | None = _asked("In which country does the project take place?")
    sector: Word | None = _asked(
        "In which sector is the project: transport, water, energy, health or what else?"
    )
    stage: Word | None = _asked(
        "At which stage is the project: idea, concept, planning, pre-feasibility or later?"
    )
    amount_usd: Amount | None = _asked("How much do you ask for, in US dollars?")
    amount_eur: Amount | None = _asked("How much do you ask for, in euros?")
    amount_krw_million: Amount | None = _asked("How much do you ask for, in millions of Korean won?")
    duration_months: Amount | None = _asked("How many months does the project take?")
    benefit_countries: Annotated[tuple[Country, ...], Field(max_length=MOST_ITEMS)] | None = _asked(
        "Which countries benefit from the project?"
    )
    trl: Annotated[int, Field(ge=1, le=9, strict=True)] | None = _asked(
        "Which technology readiness level (1 to 9) has the solution?"
    )
    applicant_in_charge: YesNo | None = _asked("Are you in charge of the project?")
    includes_building_construction: YesNo | None = _asked(
        "Does the project include the construction of a building?"
    )
    poverty_reduction: YesNo | None = _asked("Does the project reduce poverty?")
    environment_improvement: YesNo | None = _asked("Does the project improve the environment?")
    climate: YesNo | None = _asked("Does the project mitigate climate change or adapt to it?")
    good_governance: YesNo | None = _asked("Does the project improve governance?")
    downstream_funder_identified: YesNo | None = _asked(
        "Do you already know who would fund the execution of the project?"
    )
    in_climate_action_plan: YesNo | None = _asked(
        "Does the project stand in the climate action plan of the city?"
    )
    urban_or_functionally_linked: YesNo | None = _asked(
        "Is the project in an urban area or functionally linked to one?"
    )
    applicable_in_singapore_or_sea: YesNo | None = _asked(
        "Can the solution be used in Singapore or Southeast Asia?"
    )


class CourseFacts(Value):
    """The course that an official would attend."""

    lists_applicant_country: YesNo | None = _asked("Does the announcement of the course list your country?")


class DocumentFacts(Value):
    """Papers that the applicant holds: true, or false for "we do not have it"."""

    prior_consultation_completed: YesNo | None = _asked("Have you completed the prior consultation?")
    urban_challenge_evidence: YesNo | None = _asked("Do you have evidence of the urban challenge?")
    integrated_urban_development_plan: YesNo | None = _asked(
        "Do you have an integrated urban development plan?"
    )
    in_kind_contribution_commitment: YesNo | None = _asked(
        "Do you have a commitment to contribute in kind (staff, offices)?"
    )
    central_or_state_endorsement_letter: YesNo | None = _asked(
        "Do you have a letter of endorsement from the central or state government?"
    )
    downstream_funder_endorsement: YesNo | None = _asked(
        "Do you have an endorsement by whoever would fund the execution?"
    )
    project_proposal: YesNo | None = _asked("Do you have the project proposal?")
    project_budget: YesNo | None = _asked("Do you have the budget of the project?")
    due_diligence_form: YesNo | None = _asked("Do you have the due diligence form?")
    deliverables: YesNo | None = _asked("Do you have the list of deliverables?")
    implementation_plan: YesNo | None = _asked("Do you have the implementation plan?")
    mdb_recommendation: YesNo | None = _asked(
        "Do you have the recommendation of a multilateral development bank?"
    )
    local_government_support: YesNo | None = _asked(
        "Do you have proof that the local government supports the project?"
    )
    nomination_by_member_state: YesNo | None = _asked("Has your member state of ASEAN nominated the city?")


class Partner(Value):
    """Someone who takes part together with the applicant."""

    type: ApplicantType | None = _asked("What is your partner?")
    country: Country | None = _asked("In which country is your partner registered?")


class Facts(Value):
    """Everything known of an applicant and a project; whatever is absent is unknown.

    Attributes:
        partners: all partners; None where it is unknown whether there are any.
    """

    applicant: ApplicantFacts = ApplicantFacts()
    city: CityFacts = CityFacts()
    project: ProjectFacts = ProjectFacts()
    course: CourseFacts = CourseFacts()
    documents: DocumentFacts = DocumentFacts()
    partners: Annotated[tuple[Partner, ...], Field(max_length=MOST_ITEMS)] | None = _asked(
        "Who are your partners, and from which countries?"
    )

    @model_validator(mode="after")
    def _one_country(self) -> Self:
        key, country = self.city.key, self.applicant.country
        if self.applicant.type is not ApplicantType.LOCAL_GOVERNMENT or country is None:
            return self
        if key is not None and "/" in key and not key.startswith(f"{country}/"):
            raise ValueError(f"applicant.country: a local government of {key} is not registered in {country}")
        return self

    def value(self, path: str) -> object:
        """What is known under a path such as "applicant.type"; None for unknown.

        Raises:
            KeyError: no fact has this path.
        """
        if path not in questions():
            raise KeyError(path)
        found: object = self
        for part in path.split("."):
            found = getattr(found, part)
        return found


class Inquiry(Value):
    """What is asked: facts, a day, and where it is asked of one programme, call or role only.

    Attributes:
        as_of: None for today.
    """

    as_of: date | None = None
    programme: str | None = None
    call: str | None = None
    role: Role | None = None
    facts: Facts = Facts()

    @model_validator(mode="after")
    def _sensible_day(self) -> Self:
        if self.as_of is not None and not _YEARS[0] <= self.as_of.year <= _YEARS[1]:
            raise ValueError(f"as_of: {self.as_of} lies outside the years {_YEARS[0]} to {_YEARS[1]}")
        return self


@cache
def questions() -> Mapping[str, str]:
    """The path of every fact → the question that asks for it, in the order in which facts are told."""
    found: dict[str, str] = {}
    for name, group in Facts.model_fields.items():
        kind = group.annotation
        if isinstance(kind, type) and issubclass(kind, Value):
            found |= {f"{name}.{key}": _question(field) for key, field in kind.model_fields.items()}
        else:
            found[name] = _question(group)
    return found


def read_facts(given: object) -> Facts:
    """The facts that a mapping of plain values states.

    Raises:
        FactsInvalid: one is unknown, of the wrong kind or contradicts another; names its field.
    """
    return _read(Facts, given)


def read_inquiry(given: object) -> Inquiry:
    """The inquiry that a mapping of plain values states, in the shape of the public contract.

    Raises:
        FactsInvalid: as `read_facts`.
    """
    return _read(Inquiry, given)


def _question(field: FieldInfo) -> str:
    assert field.description is not None
    return field.description


def _read(shape: type[Shape], given: object) -> Shape:
    if not isinstance(given, Mapping):
        raise FactsInvalid(
            "facts", f"they are {_kind(given)}, not keys with values", "Write key: value lines"
        )
    try:
        return shape.model_validate(given)
    except ValidationError as error:
        raise _told(shape, error) from None


def _told(shape: type[Value], error: ValidationError) -> FactsInvalid:
    """The first thing that is wrong, without repeating what was given."""
    first = error.errors(include_url=False, include_input=False)[0]
    way = [str(part) for part in first["loc"]]
    if first["type"] == "extra_forbidden":
        return _unknown_key(shape, way)
    reason = _REASONS.get(first["type"], first["msg"].removeprefix("Value error, "))
    reason = reason.replace("Input should be", "it should be")
    if first["type"] == "value_error" and _NAMES_FIELD.match(reason):
        field, _, reason = reason.partition(": ")
        way = [*way, field]
    step = "Correct it, or leave it out if it is unknown"
    return FactsInvalid(".".join(way)[:_LONGEST_NAME], reason, step)


def _unknown_key(shape: type[Value], way: list[str]) -> FactsInvalid:
    known = list(questions()) if way[0] == "facts" or shape is Facts else []
    near = get_close_matches(".".join(way).removeprefix("facts."), known or list(shape.model_fields), 1)
    step = f"Did you mean {near[0]}" if near else "Leave it out, or see the facts with `ascn eligible --help`"
    return FactsInvalid(".".join(way)[:_LONGEST_NAME], "no fact or field has this name", step)


def _kind(value: object) -> str:
    return "nothing" if value is None else f"a {type(value).__name__}"
