"""Weighs a tree of criteria against facts on a day: five values, no short cut, so every gap is told at once.

    all   the first present of F U S J T        any   the first present of T U S J F

Pure. Must not know windows, roles or wording.

Why: F comes before U, for one failed condition decides whatever else is unknown; J comes after U, for the
user can still supply U. A list that is given (partners, countries) is taken to be whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from assistant.eligibility.facts import KNOWN_WORDS, Facts, Partner
from corpus.eligibility_rules import (
    All,
    AnyOf,
    CountSet,
    CountTrue,
    Criterion,
    HasDocument,
    HasPartner,
    InRange,
    InSet,
    IsFalse,
    IsTrue,
    Judged,
    Members,
    NotInSet,
    PartnerSought,
    Rule,
    Selection,
    Soft,
    SourceSilent,
    Test,
    When,
)
from corpus.named_sets import NamedSet
from corpus.validity import Holds


class Outcome(StrEnum):
    """What a test gives."""

    MET = "T"
    FAILED = "F"
    MISSING = "U"
    SILENT = "S"
    JUDGED = "J"


T, F, U, S, J = Outcome.MET, Outcome.FAILED, Outcome.MISSING, Outcome.SILENT, Outcome.JUDGED

OneFact: TypeAlias = InSet | NotInSet | InRange | IsTrue | IsFalse | HasDocument | CountSet
"""Tests that look at a single fact."""

_HOLDS = {Holds.YES: T, Holds.NO: F, Holds.MAYBE: S}
_OPPOSITE = {T: F, F: T}


@dataclass(frozen=True, slots=True)
class Tested:
    """The outcome of one test and the facts that are missing for it, by their paths."""

    outcome: Outcome
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighing:
    """A rule with its outcome; a criterion has no ``parts``, a combinator no ``criterion``."""

    rule: Rule
    outcome: Outcome
    parts: tuple[Weighing, ...] = ()
    missing: tuple[str, ...] = ()

    def deciding(self) -> Iterator[Weighing]:
        """The criteria that make the outcome what it is; each has that outcome by itself."""
        if not self.parts:
            yield self
        for part in self.parts:
            if part.outcome is self.outcome:
                yield from part.deciding()


@dataclass(frozen=True)
class Scene:
    """What criteria are tested against: facts, a day, and the sets whose members change with it."""

    facts: Facts
    day: date
    sets: Mapping[str, NamedSet] = field(default_factory=dict)


def weigh(rule: Rule, scene: Scene) -> Weighing:
    """The rule with the outcome of each of its parts; what is only displayed is left out."""
    match rule:
        case All():
            parts = _parts(rule.all, scene)
            return Weighing(rule, every(part.outcome for part in parts), parts)
        case AnyOf():
            parts = _parts(rule.any, scene)
            return Weighing(rule, some(part.outcome for part in parts), parts)
        case Criterion():
            tested = examine(rule.test, scene)
            return Weighing(rule, tested.outcome, missing=tested.missing)


def every(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of parts that must all hold; met where there are none."""
    return _first(outcomes, (F, U, S, J), T)


def some(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of parts of which one must hold; failed where there are none."""
    return _first(outcomes, (T, U, S, J), F)


def examine(test: Test, scene: Scene) -> Tested:
    """The outcome of a single test."""
    match test:
        case HasPartner():
            return _partnered(test.has_partner, scene)
        case CountTrue():
            return _counted(test, scene)
        case When():
            return _branched(test, scene)
        case Judged():
            return Tested(J)
        case SourceSilent():
            return Tested(S)
        case Selection() | Soft():
            return Tested(T)
    return _of_one_fact(test, scene)


def fact_of(test: OneFact) -> str:
    """The path of the fact that a test looks at."""
    match test:
        case InSet():
            return test.in_set
        case NotInSet():
            return test.not_in_set
        case InRange():
            return test.range
        case IsTrue():
            return test.is_true
        case IsFalse():
            return test.is_false
        case HasDocument():
            return f"documents.{test.has_document}"
        case CountSet():
            return test.count_set.fact


def _of_one_fact(test: OneFact, scene: Scene) -> Tested:
    path = fact_of(test)
    value = scene.facts.value(path)
    return Tested(U, (path,)) if value is None else Tested(_judged(test, value, scene))


def _judged(test: OneFact, value: object, scene: Scene) -> Outcome:
    match test:
        case InSet():
            return _admits(test, str(value), scene)
        case NotInSet():
            return _negated(_holds(str(value), test.set, scene))
        case InRange():
            return _within(test, value)
        case IsTrue() | HasDocument():
            return T if value is True else F
        case IsFalse():
            return T if value is False else F
        case CountSet():
            return _members(test, value, scene)


def _parts(rules: Iterable[Rule], scene: Scene) -> tuple[Weighing, ...]:
    return tuple(weigh(rule, scene) for rule in rules if not isinstance(rule, Criterion) or rule.decides)


def _first(outcomes: Iterable[Outcome], order: tuple[Outcome, ...], otherwise: Outcome) -> Outcome:
    present = set(outcomes)
    return next((outcome for outcome in order if outcome in present), otherwise)


def _admits(test: InSet, value: str, scene: Scene) -> Outcome:
    held = _holds(value, test.set, scene)
    if held is not F:
        return held
    if test.unclear is not None and _holds(value, test.unclear, scene) is not F:
        return S
    known = KNOWN_WORDS.get(test.in_set)
    return F if known is None or value in known else S


def _holds(value: str, members: Members, scene: Scene) -> Outcome:
    """Whether a value is a member on the day."""
    if isinstance(members, str):
        return _HOLDS[scene.sets[members[1:]].holds(value, scene.day)]
    return T if value in members else F


def _negated(outcome: Outcome) -> Outcome:
    return _OPPOSITE.get(outcome, outcome)


def _within(test: InRange, value: object) -> Outcome:
    assert isinstance(value, int | float)
    low = test.min is None or value >= test.min
    return T if low and (test.max is None or value <= test.max) else F


def _partnered(sought: PartnerSought, scene: Scene) -> Tested:
    partners = scene.facts.partners
    if partners is None:
        return Tested(U, ("partners",))
    outcome = some(_is_sought(partner, sought, scene) for partner in partners)
    return Tested(outcome, ("partners",) if outcome is U else ())


def _is_sought(partner: Partner, sought: PartnerSought, scene: Scene) -> Outcome:
    found = []
    if sought.type is not None:
        found.append(U if partner.type is None else T if partner.type in sought.type else F)
    if sought.country is not None:
        found.append(U if partner.country is None else _holds(partner.country, sought.country, scene))
    if sought.country_not is not None:
        barred = U if partner.country is None else _holds(partner.country, sought.country_not, scene)
        found.append(_negated(barred))
    return every(found)


def _counted(test: CountTrue, scene: Scene) -> Tested:
    values = {path: scene.facts.value(path) for path in test.count_true.of}
    true = sum(value is True for value in values.values())
    missing = tuple(path for path, value in values.items() if value is None)
    if true >= test.count_true.at_least:
        return Tested(T)
    return Tested(U, missing) if true + len(missing) >= test.count_true.at_least else Tested(F)


def _members(test: CountSet, value: object, scene: Scene) -> Outcome:
    assert isinstance(value, tuple)
    held = [_holds(member, test.count_set.set, scene) for member in dict.fromkeys(value)]
    if held.count(T) >= test.count_set.at_least:
        return T
    return S if held.count(T) + held.count(S) >= test.count_set.at_least else F


def _branched(test: When, scene: Scene) -> Tested:
    """Where the condition is open and its branches differ, the verdict is open, with all that is missing."""
    when, branches = examine(test.when.condition, scene), test.when
    then = examine(branches.then, scene)
    otherwise = examine(branches.otherwise, scene) if branches.otherwise is not None else Tested(T)
    if when.outcome in _OPPOSITE:
        return then if when.outcome is T else otherwise
    missing = (*when.missing, *then.missing, *otherwise.missing)
    if then.outcome is otherwise.outcome:
        return Tested(then.outcome, missing if then.outcome is U else ())
    open_ = _first((when.outcome, then.outcome, otherwise.outcome), (U, S, J), U)
    return Tested(open_, tuple(dict.fromkeys(missing)) if open_ is U else ())
