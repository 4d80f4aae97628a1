"""The programmes of partners and their calls: what is known of each, as frozen values read from YAML.

What a file of `corpus/records/programmes` may hold, how the files are loaded, and two questions that
lists ask of them. Must not write sentences (`corpus.programme_rendering`) or decide eligibility, which
takes more than a type of applicant and a day.

Why: rules belong to a call, never to a programme, for they change from call to call. A programme has
rules of its own only for what may be applied for without a dated call.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, TypeAdapter, model_validator

from corpus.citations import Src
from corpus.city_records import Id, Name
from corpus.data_files import LocalNames, Text, When, invalid, read_data
from corpus.eligibility_rules import (
    All,
    AnyOf,
    ApplicantType,
    Criterion,
    InSet,
    NotInSet,
    Quotes,
    Role,
    Roles,
    Rule,
    criteria,
)

_OTHER_FILES = frozenset({"sources.yaml", "sets.yaml"})

Day = Annotated[date, Strict()]

Span = Annotated[str, Field(pattern=r"^\d{4}/\d{4}$")]
"""The years between which an undated page was written: "2018/2024"."""

Sponsor = Annotated[str, Field(pattern=r"^([A-Z]{2}|[a-z][a-z0-9_]*)$")]
"""ISO 3166-1 alpha-2, "EU", or a word for an organisation ("asean", "adb", "un")."""


class Topic(StrEnum):
    """What a statement about a programme is about, in the order in which a record tells it."""

    LEAD = "lead"
    PARTNER_COUNTRIES = "partner_countries"
    PURPOSE = "purpose"
    OFFERS = "offers"
    AMOUNTS = "amounts"
    STATUS = "status"
    WHO_MAY_APPLY = "who_may_apply"
    ELIGIBLE_COUNTRIES = "eligible_countries"
    ELIGIBLE_CITIES = "eligible_cities"
    SECTORS = "sectors"
    CONDITIONS = "conditions"
    EXCLUSIONS = "exclusions"
    SELECTION = "selection"
    HOW_TO_APPLY = "how_to_apply"
    CONTACT = "contact"


class CallTopic(StrEnum):
    """What a statement about a call is about, in the order in which a record tells it."""

    WHO = "who"
    PROJECT_TYPES = "project_types"
    COUNTRIES = "countries"
    CONDITIONS = "conditions"
    EXCLUSIONS = "exclusions"
    AMOUNT = "amount"
    COUNTS = "counts"
    LEGAL_BASIS = "legal_basis"
    NOTE = "note"


class WindowState(StrEnum):
    """Whether applications are taken on a day."""

    OPEN = "open"
    CLOSED = "closed"
    NOT_YET = "not_yet"
    ROLLING = "rolling"
    UNKNOWN = "unknown"


class Openness(StrEnum):
    """Whether a type of applicant may apply, everything else left aside."""

    YES = "yes"
    UNCLEAR = "unclear"
    NO = "no"
    UNKNOWN = "unknown"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Statement(_Value):
    """Sentences on one topic and where they stand, or that nothing was found.

    Attributes:
        text: None where nothing was found and the usual sentence says so.
        src: empty only where nothing was found.
        as_of: the day, month, year or span of years that the statement speaks of; None for undated.
        unknown: nothing was found in the sources read, which is not the same as "there is none".
    """

    text: Text | None = None
    src: Src = ()
    as_of: When | Span | None = None
    unknown: bool = False

    @model_validator(mode="after")
    def _proven_or_unknown(self) -> Self:
        if self.unknown and self.src:
            raise ValueError("it is unknown and cites a source all the same")
        if not self.unknown and not (self.text and self.src):
            raise ValueError("it needs a text and its sources, or `unknown: true`")
        return self


Statements = Annotated[tuple[Statement, ...], Field(min_length=1)]


class Doubt(_Value):
    """What is not certain, in whole sentences; the sources that raise it where any does."""

    text: Text
    src: Src = ()


class Window(_Value):
    """When applications are taken. Days are inclusive; None is not known to us.

    Attributes:
        closed_by: a day by whose end the window had closed, where the closing day itself is not known.
        rolling: applications are taken at any time, within ``opens`` and ``closes`` where these are given.
        late_goes_to: the call for which an application counts that comes too late.
        quote: further sentences of the record, word for word, that the days rest on.
    """

    opens: Day | None = None
    closes: Day | None = None
    closed_by: Day | None = None
    rolling: bool = False
    late_goes_to: Id | None = None
    text: Text
    quote: Quotes = ()
    src: Src

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes and self.closed_by:
            raise ValueError("it gives the closing day and a bound of it")
        if self.opens and self.last_day and self.last_day < self.opens:
            raise ValueError(f"it closes on {self.last_day} before it opens on {self.opens}")
        return self

    @property
    def last_day(self) -> date | None:
        """The day after which the window is certainly closed."""
        return self.closes or self.closed_by


class Call(_Value):
    """One round of applications.

    Attributes:
        roles: what is asked in each role; None where no rule set is known.
    """

    id: Id
    title: Name
    window: Window
    roles: Roles | None = None
    fields: dict[CallTopic, Statements] = {}


def _complete(fields: dict[Topic, Statements]) -> dict[Topic, Statements]:
    missing = [topic for topic in Topic if topic not in fields]
    if missing:
        raise ValueError(f"it says nothing on {missing[0]}, not even `unknown: true`")
    return {topic: fields[topic] for topic in Topic}


class Programme(_Value):
    """A programme of a partner.

    Attributes:
        called: how a sentence names it, with its article ("the Seoul ODA Challenge Program").
        partner: the sponsoring side.
        read: the day on which its sources were read; "unknown" is as of this day.
        rules: names the rule set of what may be applied for without a dated call.
        roles: of what may be applied for without a dated call. None where no such rule set is known,
            empty where nobody can apply at all.
        window: of what may be applied for without a dated call.
    """

    id: Id
    name: Name
    called: Name
    aliases: tuple[Name, ...] = ()
    local_names: LocalNames = {}
    partner: Annotated[tuple[Sponsor, ...], Field(min_length=1)]
    read: Day
    fields: Annotated[dict[Topic, Statements], AfterValidator(_complete)]
    rules: Id | None = None
    roles: Roles | None = None
    window: Window | None = None
    calls: tuple[Call, ...] = ()
    uncertain: tuple[Doubt, ...] = ()

    @model_validator(mode="after")
    def _named_and_dated(self) -> Self:
        if self.roles and not (self.rules and self.window):
            raise ValueError("rules without a call need a name in `rules`, and a window")
        return self

    def call(self, id_: str) -> Call | None:
        """The call with this id; None where the programme has none such."""
        return next((call for call in self.calls if call.id == id_), None)


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be applied for: a call, or what a programme offers without a dated one.

    Attributes:
        id: of the call or of the rule set; None where a programme has neither.
        roles: as `Call.roles`.
        call: None where it is offered without a call.
    """

    programme: Programme
    id: str | None
    title: str
    window: Window | None
    roles: Mapping[Role, Rule] | None
    call: Call | None = None


def offers(programme: Programme) -> Iterator[Offer]:
    """All that may be applied for, what has no dated call first."""
    p = programme
    if p.roles is not None or not p.calls:
        yield Offer(p, p.rules, p.name, p.window, p.roles)
    for call in p.calls:
        yield Offer(p, call.id, call.title, call.window, call.roles, call)


def criteria_of(offer: Offer) -> Iterator[tuple[Role, Criterion]]:
    """The criteria of all roles."""
    for role, rule in (offer.roles or {}).items():
        yield from ((role, criterion) for criterion in criteria(rule))


def window_state(window: Window, day: date) -> WindowState:
    """Whether applications are taken on ``day``; the first and the last day count as open.

    With only one of the two days known, a day on its inner side is unknown: "open or not yet open".
    """
    if window.opens and day < window.opens:
        return WindowState.NOT_YET
    if window.last_day and day > window.last_day:
        return WindowState.CLOSED
    if window.opens and window.closes:
        return WindowState.OPEN
    return WindowState.ROLLING if window.rolling else WindowState.UNKNOWN


def open_to(access: Programme | Call, applicant_type: ApplicantType) -> Openness:
    """Whether a rule set of ``access`` admits the type in some role, every other condition left aside.

    For a programme all its rule sets count, those of past calls too; "no" means that none of the known
    ones admits the type, "unknown" that no rule set is known.
    """
    rules = _rule_sets(access)
    if rules is None:
        return Openness.UNKNOWN
    return max((admitted(rule, applicant_type) for rule in rules), default=Openness.NO, key=_OPENNESS.index)


def admitted(rule: Rule, applicant_type: ApplicantType) -> Openness:
    """Whether a tree admits the type, every test of anything else taken as met."""
    match rule:
        case All():
            return min((admitted(part, applicant_type) for part in rule.all), key=_OPENNESS.index)
        case AnyOf():
            return max((admitted(part, applicant_type) for part in rule.any), key=_OPENNESS.index)
        case Criterion(test=InSet(in_set="applicant.type") as test):
            unclear = applicant_type in (test.unclear or ())
            return Openness.YES if applicant_type in test.set else _UNCLEAR_OR_NO[unclear]
        case Criterion(test=NotInSet(not_in_set="applicant.type") as barred):
            return Openness.NO if applicant_type in barred.set else Openness.YES
        case _:
            return Openness.YES


def programme_files(folder: Path) -> list[Path]:
    """The files of ``folder`` that each hold a programme."""
    return [path for path in sorted(folder.glob("*.yaml")) if path.name not in _OTHER_FILES]


def read_programme(path: Path, known_sources: Collection[str]) -> Programme:
    """The programme in a file.

    Raises:
        CorpusInvalid: it breaks the schema, cites an unknown source, or is not named after its id.
    """
    programme = read_data(_PROGRAMME, path, known_sources)
    if programme.id != path.stem:
        raise invalid(path, f"its id is {programme.id}", "Name the file after its id")
    return programme


def load_programmes(folder: Path, known_sources: Collection[str]) -> Mapping[str, Programme]:
    """The programmes in ``folder``, by id, whose citations name sources among ``known_sources``.

    Raises:
        CorpusInvalid: a file breaks the schema, cites an unknown source, is not named after its id, or
            two calls share an id.
    """
    found: dict[str, Programme] = {}
    owners: dict[str, str] = {}
    for path in programme_files(folder):
        programme = read_programme(path, known_sources)
        for call in programme.calls:
            if call.id in owners:
                reason = f"the call {call.id} stands twice, first in {owners[call.id]}"
                raise invalid(path, reason, "Give one of the two another id")
            owners[call.id] = path.name
        found[programme.id] = programme
    _check_successors(folder, found, owners)
    return found


def _check_successors(folder: Path, found: Mapping[str, Programme], owners: Mapping[str, str]) -> None:
    """Every call that a late application goes to exists."""
    for programme in found.values():
        for call in programme.calls:
            later = call.window.late_goes_to
            if later is not None and later not in owners:
                path = folder / f"{programme.id}.yaml"
                raise invalid(path, f"{call.id}: late_goes_to: no call has the id {later}", "Correct the id")


def _rule_sets(access: Programme | Call) -> tuple[Rule, ...] | None:
    """The trees of all roles; None where none is known."""
    calls = access.calls if isinstance(access, Programme) else ()
    known = [roles.values() for roles in (access.roles, *(call.roles for call in calls)) if roles is not None]
    return tuple(chain.from_iterable(known)) if known else None


_OPENNESS = (Openness.NO, Openness.UNKNOWN, Openness.UNCLEAR, Openness.YES)
_UNCLEAR_OR_NO = {True: Openness.UNCLEAR, False: Openness.NO}

_PROGRAMME = TypeAdapter(Programme)
