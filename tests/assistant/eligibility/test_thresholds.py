"""Move one bound of a rule by a little, and exactly the applicants between the old and the new bound flip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from assistant.eligibility.logic import Outcome, Scene, weigh
from corpus.eligibility_rules import All, AnyOf, Criterion, InRange, InSet, Rule, criteria
from corpus.records import records
from tests.assistant.eligibility.profiles import facts, flat
from tests.assistant.eligibility.scenarios import SCENARIOS, Scenario

GOOD = {Outcome.MET, Outcome.JUDGED}

PASSING = [s for s in SCENARIOS if s.substantive in {"eligible", "sponsor_decides"}]


def rule_of(scenario: Scenario) -> Rule | None:
    weighing = scenario.decision().weighing
    return weighing.rule if weighing else None


def met(kind: type[InRange] | type[InSet]) -> Iterator[tuple[Scenario, Criterion, Any]]:
    """Every such criterion of the rules, with one applicant who meets it and all other conditions."""
    seen: set[tuple[str | None, str]] = set()
    for scenario in PASSING:
        rule = rule_of(scenario)
        for criterion in criteria(rule) if rule else ():
            key = (scenario.call, criterion.id)
            if isinstance(criterion.test, kind) and key not in seen:
                path = criterion.test.range if isinstance(criterion.test, InRange) else criterion.test.in_set
                if (value := flat(scenario.facts).get(path)) is not None:
                    seen.add(key)
                    yield scenario, criterion, value


def bounded() -> Iterator[Any]:
    for scenario, criterion, _ in met(InRange):
        for bound in ("min", "max"):
            if getattr(criterion.test, bound) is not None:
                yield pytest.param(scenario, criterion, bound, id=f"{scenario.call} {criterion.id} {bound}")


def listed() -> Iterator[Any]:
    """Lists with several members of which the applicant is one."""
    for scenario, criterion, value in met(InSet):
        assert isinstance(criterion.test, InSet)
        members = criterion.test.set
        if not isinstance(members, str) and value in members and len(members) > 1:
            yield pytest.param(scenario, criterion, value, id=f"{scenario.call} {criterion.id}")


def exchanged(rule: Rule, old: Criterion, new: Criterion) -> Rule:
    """The rule with one criterion in place of another."""
    match rule:
        case All():
            return All(all=tuple(exchanged(part, old, new) for part in rule.all))
        case AnyOf():
            return AnyOf(any=tuple(exchanged(part, old, new) for part in rule.any))
        case _:
            return new if rule == old else rule


def passes(rule: Rule, stated: dict[str, Any], day: date) -> bool:
    return weigh(rule, Scene(facts(stated), day, records().sets)).outcome in GOOD


def moved(test: InRange, bound: str, by: int) -> tuple[InRange, range]:
    """The test with a bound moved inwards, and the whole numbers that are shut out by it."""
    at = int(getattr(test, bound))
    if bound == "min":
        return test.model_copy(update={"min": at + by}), range(at, at + by)
    return test.model_copy(update={"max": at - by}), range(at - by + 1, at + 1)


@pytest.mark.parametrize(("scenario", "criterion", "bound"), list(bounded()))
def test_only_applicants_between_the_old_and_the_new_bound_flip(
    scenario: Scenario, criterion: Criterion, bound: str
) -> None:
    test = criterion.test
    assert isinstance(test, InRange)
    by = 1 if test.range == "project.trl" else 2
    narrower, shut_out = moved(test, bound, by)
    rule = rule_of(scenario)
    assert rule is not None
    changed = exchanged(rule, criterion, criterion.model_copy(update={"test": narrower}))
    for value in range(max(0, shut_out.start - 3), shut_out.stop + 3):
        if test.range == "project.trl" and not 1 <= value <= 9:
            continue
        stated = flat(scenario.facts) | {test.range: value}
        flips = passes(rule, stated, scenario.as_of) and not passes(changed, stated, scenario.as_of)
        assert flips is (value in shut_out), f"{test.range} = {value}"
        # A bound that moves inwards admits nobody.
        assert passes(rule, stated, scenario.as_of) or not passes(changed, stated, scenario.as_of)


@pytest.mark.parametrize(("scenario", "criterion", "struck"), list(listed()))
def test_a_member_that_is_struck_off_a_list_shuts_out_its_own_applicants_only(
    scenario: Scenario, criterion: Criterion, struck: str
) -> None:
    test, rule = criterion.test, rule_of(scenario)
    assert isinstance(test, InSet)
    assert rule is not None
    given = flat(scenario.facts)
    if test.in_set == "applicant.country":
        given.pop("city.key", None)  # it would contradict any other country
    rest = tuple(member for member in test.set if member != struck)
    changed = exchanged(
        rule, criterion, criterion.model_copy(update={"test": test.model_copy(update={"set": rest})})
    )
    for member in test.set:
        stated = given | {test.in_set: member}
        flips = passes(rule, stated, scenario.as_of) != passes(changed, stated, scenario.as_of)
        assert flips is (member == struck), member


def test_the_floor_of_a_fund_depends_on_the_duration_and_on_nothing_else() -> None:
    """One year from USD 100,000 on, longer from USD 200,000 on (S66)."""
    scenario = next(s for s in PASSING if s.call == "bkcf-4-2024" and s.expected["verdict"] == "eligible")
    rule = rule_of(scenario)
    assert rule is not None
    for months, floor in ((12, 100_000), (13, 200_000), (24, 200_000)):
        for amount in (floor - 1, floor, 500_000, 500_001):
            changes = {"project.duration_months": months, "project.amount_usd": amount}
            met = passes(rule, flat(scenario.facts) | changes, scenario.as_of)
            assert met is (floor <= amount <= 500_000), changes
