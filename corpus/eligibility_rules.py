"""Who may apply, as data: the trees of criteria that a call states, each criterion quoted and sourced.

    rule       = {all: [rule, …]} | {any: [rule, …]} | criterion
    criterion  = id, text, src, quote?, doubt?, note? and one test
    test       = in_set | not_in_set | range | is_true | is_false | has_document | has_partner
                 | count_true | count_set | when {if, then, else} | judged | source_silent
                 | selection | soft (these two are displayed and decide nothing)

The worked example stands in `records/programmes/README.md`. Must not decide anything or know which facts
there are; the assistant does.

Why: a combinator carries no source of its own, for it states nothing but its criteria together; `when`
is a test, so that a condition for part of the applicants is one criterion that a reader can look up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Self, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from corpus.citations import Src
from corpus.city_records import Id, Name
from corpus.countries import countries
from corpus.data_files import Text


class ApplicantType(StrEnum):
    """What an applicant is; every rule set speaks of these."""

    NATIONAL_GOVERNMENT = "national_government"
    LOCAL_GOVERNMENT = "local_government"
    PUBLIC_ENTITY = "public_entity"
    COMPANY = "company"
    NGO = "ngo"
    UNIVERSITY = "university"
    INTERNATIONAL_ORGANISATION = "international_organisation"
    INTERNATIONAL_NGO = "international_ngo"
    DEVELOPMENT_BANK = "development_bank"
    LOCAL_GOVERNMENT_ASSOCIATION = "local_government_association"
    ASEAN_BODY = "asean_body"
    GOVERNMENT_OFFICIAL = "government_official"
    INDIVIDUAL = "individual"


class Role(StrEnum):
    """As what an applicant takes part."""

    LEAD = "lead"
    PARTICIPANT = "participant"
    CONSORTIUM_MEMBER = "consortium_member"
    HOST = "host"
    DIRECT_SUBSIDY_RECIPIENT = "direct_subsidy_recipient"


TYPE_FACT, COUNTRY_FACTS = "applicant.type", frozenset({"applicant.country", "project.country"})

FactPath = Annotated[str, Field(pattern=r"^[a-z][a-z_]*(\.[a-z][a-z_]*)?$")]
"""Names a fact about an applicant: "applicant.type"."""

SetName = Annotated[str, Field(pattern=r"^@[A-Z][A-Z0-9_]*$")]
"""Names one of `corpus.named_sets`: "@ASEAN_MS"."""

Values = Annotated[tuple[Name, ...], Field(min_length=1)]
Members: TypeAlias = Values | SetName
"""The members themselves, or the name of a set whose members change with time."""


def _each(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Quotes = Annotated[tuple[Text, ...], BeforeValidator(_each)]
"""One sentence of the programme's record, word for word, or several."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class InSet(_Value):
    """The fact is a member of the set; the sources neither admit nor exclude members of ``unclear``."""

    in_set: FactPath
    set: Members
    unclear: Members | None = None

    @model_validator(mode="after")
    def _known(self) -> Self:
        _check_members(self.in_set, self.set)
        if self.unclear is not None:
            _check_members(self.in_set, self.unclear)
            if not isinstance(self.set, str) and not isinstance(self.unclear, str):
                _check_once((*self.set, *self.unclear))
        return self


class NotInSet(_Value):
    """The fact is no member of the set."""

    not_in_set: FactPath
    set: Members

    @model_validator(mode="after")
    def _known(self) -> Self:
        _check_members(self.not_in_set, self.set)
        return self


class InRange(_Value):
    """The number lies between the bounds, which are included."""

    range: FactPath
    min: float | None = None
    max: float | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("a range needs a bound")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise ValueError(f"the range ends at {self.max} before it begins at {self.min}")
        return self


class IsTrue(_Value):
    """The fact is true."""

    is_true: FactPath


class IsFalse(_Value):
    """The fact is false."""

    is_false: FactPath


class HasDocument(_Value):
    """The applicant holds the paper; names a fact below "documents"."""

    has_document: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]


class PartnerSought(_Value):
    """What one of the partners must be; None admits any."""

    type: tuple[ApplicantType, ...] | None = None
    country: Members | None = None
    country_not: Members | None = None

    @model_validator(mode="after")
    def _known(self) -> Self:
        for members in (self.country, self.country_not):
            if members is not None:
                _check_members("applicant.country", members)
        return self


class HasPartner(_Value):
    """One partner is all that is sought."""

    has_partner: PartnerSought


class TrueFacts(_Value):
    """How many of the facts must be true."""

    of: Annotated[tuple[FactPath, ...], Field(min_length=1)]
    at_least: Annotated[int, Field(ge=1)]


class CountTrue(_Value):
    """At least so many of the facts are true."""

    count_true: TrueFacts


class CountedSet(_Value):
    """How many members of the set the list must hold."""

    fact: FactPath
    set: Members
    at_least: Annotated[int, Field(ge=1)]


class CountSet(_Value):
    """The list of a fact holds at least so many members of the set."""

    count_set: CountedSet


class Judged(_Value):
    """The sponsor judges it, as part of eligibility."""

    judged: Name


class SourceSilent(_Value):
    """No source read states the condition."""

    source_silent: Name


class Selection(_Value):
    """How the sponsor chooses among those who are eligible; displayed only."""

    selection: Name


class Soft(_Value):
    """A preference without effect; displayed only."""

    soft: Name


class Branches(_Value):
    """What holds for some applicants; ``otherwise`` ("else") for the others, None for nothing."""

    condition: Test = Field(alias="if")
    then: Test
    otherwise: Test | None = Field(default=None, alias="else")


class When(_Value):
    """A condition for part of the applicants."""

    when: Branches


_TESTS: Mapping[str, type[_Value]] = {
    "in_set": InSet,
    "not_in_set": NotInSet,
    "range": InRange,
    "is_true": IsTrue,
    "is_false": IsFalse,
    "has_document": HasDocument,
    "has_partner": HasPartner,
    "count_true": CountTrue,
    "count_set": CountSet,
    "judged": Judged,
    "source_silent": SourceSilent,
    "selection": Selection,
    "soft": Soft,
    "when": When,
}


def _kind_of_test(row: Any) -> str | None:
    keys = row if isinstance(row, dict) else type(row).model_fields if isinstance(row, _Value) else ()
    return next((kind for kind in _TESTS if kind in keys), None)


Test: TypeAlias = Annotated[
    Annotated[InSet, Tag("in_set")]
    | Annotated[NotInSet, Tag("not_in_set")]
    | Annotated[InRange, Tag("range")]
    | Annotated[IsTrue, Tag("is_true")]
    | Annotated[IsFalse, Tag("is_false")]
    | Annotated[HasDocument, Tag("has_document")]
    | Annotated[HasPartner, Tag("has_partner")]
    | Annotated[CountTrue, Tag("count_true")]
    | Annotated[CountSet, Tag("count_set")]
    | Annotated[Judged, Tag("judged")]
    | Annotated[SourceSilent, Tag("source_silent")]
    | Annotated[Selection, Tag("selection")]
    | Annotated[Soft, Tag("soft")]
    | Annotated[When, Tag("when")],
    Discriminator(
        _kind_of_test,
        custom_error_type="no_test",
        custom_error_message=f"it needs one test: {', '.join(_TESTS)}",
    ),
]


class Criterion(_Value):
    """One condition of a call.

    Attributes:
        text: the condition in plain English. Without a ``quote`` it is itself a sentence of the record.
        quote: where the record states it, word for word.
        doubt: where the record tells what is unclear about it.
    """

    id: Id
    test: Test
    text: Text
    quote: Quotes = ()
    doubt: Quotes = ()
    src: Src
    note: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _test_apart(cls, row: object) -> object:
        if not isinstance(row, dict) or "test" in row:
            return row
        own = {key: value for key, value in row.items() if key in cls.model_fields}
        return {**own, "test": {key: value for key, value in row.items() if key not in own}}

    @property
    def sentences(self) -> tuple[str, ...]:
        """Sentences of the record that state it."""
        return self.quote or (self.text,)

    @property
    def decides(self) -> bool:
        """Whether it counts for the verdict; selection and preferences are displayed only."""
        return not isinstance(self.test, Selection | Soft)


class All(_Value):
    """Every part must hold."""

    all: Annotated[tuple[Rule, ...], Field(min_length=1)]
    id: Id | None = None
    note: Name | None = None


class AnyOf(_Value):
    """One part must hold."""

    any: Annotated[tuple[Rule, ...], Field(min_length=1)]
    id: Id | None = None
    note: Name | None = None


def _kind_of_rule(row: Any) -> str:
    keys = row if isinstance(row, dict) else type(row).model_fields if isinstance(row, _Value) else ()
    return "all" if "all" in keys else "any" if "any" in keys else "criterion"


Rule: TypeAlias = Annotated[
    Annotated[All, Tag("all")] | Annotated[AnyOf, Tag("any")] | Annotated[Criterion, Tag("criterion")],
    Discriminator(_kind_of_rule),
]


def _told_apart(roles: dict[Role, Rule]) -> dict[Role, Rule]:
    for role, rule in roles.items():
        _check_once([criterion.id for criterion in criteria(rule)], f"{role}: the criterion ")
    return roles


Roles = Annotated[dict[Role, Rule], AfterValidator(_told_apart)]
"""What is asked of an applicant in each role; empty where nobody can apply at all."""


def criteria(rule: Rule) -> Iterator[Criterion]:
    """The criteria of a tree, in the order in which it states them."""
    match rule:
        case All():
            for part in rule.all:
                yield from criteria(part)
        case AnyOf():
            for part in rule.any:
                yield from criteria(part)
        case Criterion():
            yield rule


def _check_members(fact: str, members: Members) -> None:
    if isinstance(members, str):
        return
    _check_once(members)
    if fact == TYPE_FACT:
        for member in members:
            if member not in set(ApplicantType):
                raise ValueError(f"{member} is no type of applicant")
    if fact in COUNTRY_FACTS:
        for member in members:
            if member not in countries():
                raise ValueError(f"{member} is no code of a country")


def _check_once(values: Any, what: str = "") -> None:
    if doubled := next((value for value, times in Counter(values).items() if times > 1), None):
        raise ValueError(f"{what}{doubled} stands twice")


Branches.model_rebuild()
All.model_rebuild()
AnyOf.model_rebuild()
