"""What holds for every rule set and every applicant: unknown is never no, and the certain stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.eligibility.logic import Outcome, Scene, Weighing, every, some, weigh
from corpus.eligibility_rules import All, AnyOf, Rule
from corpus.records import records
from tests.assistant.eligibility.profiles import CASES, Case, Flat, facts, profiles

DAYS = st.sampled_from([date(2020, 3, 1), date(2024, 5, 1), date(2025, 10, 25), date(2026, 2, 1)])
DEFINITE = {Outcome.MET, Outcome.FAILED}

each_case = pytest.mark.parametrize("case", CASES, ids=repr)
tried = settings(max_examples=200, deadline=None)


def weighed(rule: Rule, flat: Flat, day: date) -> Weighing:
    return weigh(rule, Scene(facts(flat), day, records().sets))


def shuffled(rule: Rule, random: Random) -> Rule:
    """The rule with the parts of each combination in another order."""
    match rule:
        case All():
            parts = [shuffled(part, random) for part in rule.all]
            return All(all=tuple(random.sample(parts, len(parts))))
        case AnyOf():
            parts = [shuffled(part, random) for part in rule.any]
            return AnyOf(any=tuple(random.sample(parts, len(parts))))
        case _:
            return rule


def leaves(weighing: Weighing) -> Iterator[Weighing]:
    """The criteria of a weighed rule."""
    if not weighing.parts:
        yield weighing
    for part in weighing.parts:
        yield from leaves(part)


@tried
@given(case=st.sampled_from(CASES), data=st.data(), day=DAYS)
def test_a_fact_that_is_taken_back_moves_the_verdict_to_unknown_or_nowhere(
    case: Case, data: st.DataObject, day: date
) -> None:
    stated = data.draw(profiles(case.rule))
    before = weighed(case.rule, stated, day).outcome
    for path in stated:
        rest = {other: value for other, value in stated.items() if other != path}
        assert weighed(case.rule, rest, day).outcome in {before, Outcome.MISSING}


@tried
@given(case=st.sampled_from(CASES), data=st.data(), day=DAYS)
def test_more_facts_never_turn_a_definite_verdict_into_another(
    case: Case, data: st.DataObject, day: date
) -> None:
    stated = data.draw(profiles(case.rule))
    order = data.draw(st.permutations(sorted(stated)))
    known: dict[str, Any] = {}
    outcomes = [weighed(case.rule, known, day).outcome]
    for path in order:
        known[path] = stated[path]
        outcomes.append(weighed(case.rule, known, day).outcome)
    definite = [outcome for outcome in outcomes if outcome in DEFINITE]
    assert len(set(definite)) <= 1
    if definite:
        assert outcomes[outcomes.index(definite[0]) :] == definite


@tried
@given(case=st.sampled_from(CASES), data=st.data(), day=DAYS, random=st.randoms(use_true_random=False))
def test_neither_the_order_of_rules_nor_of_facts_matters(
    case: Case, data: st.DataObject, day: date, random: Random
) -> None:
    stated = data.draw(profiles(case.rule))
    here = weighed(case.rule, stated, day)
    there = weighed(shuffled(case.rule, random), dict(reversed(stated.items())), day)
    assert there.outcome is here.outcome
    for told in (lambda one: one.rule.id, lambda one: frozenset(one.missing)):
        assert {told(one) for one in there.deciding()} == {told(one) for one in here.deciding()}


@tried
@given(case=st.sampled_from(CASES), data=st.data(), day=DAYS)
def test_every_criterion_that_decides_has_the_outcome_alone(
    case: Case, data: st.DataObject, day: date
) -> None:
    stated = data.draw(profiles(case.rule))
    whole = weighed(case.rule, stated, day)
    deciding = list(whole.deciding())
    assert deciding
    for criterion in deciding:
        alone = weighed(criterion.rule, stated, day)
        assert alone.outcome is whole.outcome
        if whole.outcome is Outcome.MISSING:
            assert alone.missing


@pytest.mark.parametrize(
    ("outcomes", "all_of", "any_of"),
    [
        ("TF", "F", "T"),
        ("TU", "U", "T"),
        ("TS", "S", "T"),
        ("TJ", "J", "T"),
        ("FU", "F", "U"),
        ("FS", "F", "S"),
        ("FJ", "F", "J"),
        ("US", "U", "U"),
        ("UJ", "U", "U"),
        ("SJ", "S", "S"),
        ("TFUSJ", "F", "T"),
        ("TUSJ", "U", "T"),
        ("FUSJ", "F", "U"),
        ("T", "T", "T"),
        ("F", "F", "F"),
    ],
)
def test_outcomes_are_folded_in_the_order_of_the_model(outcomes: str, all_of: str, any_of: str) -> None:
    for given_ in (outcomes, outcomes[::-1]):
        assert every(map(Outcome, given_)) == all_of
        assert some(map(Outcome, given_)) == any_of


@each_case
def test_nothing_known_is_never_a_no_and_asks_for_something_or_says_why_not(case: Case) -> None:
    whole = weighed(case.rule, {}, date(2026, 2, 1))
    assert whole.outcome is Outcome.MISSING
    assert any(one.missing for one in whole.deciding())


@tried
@given(case=st.sampled_from(CASES), data=st.data(), day=DAYS)
def test_no_criterion_is_skipped_because_another_has_decided(
    case: Case, data: st.DataObject, day: date
) -> None:
    stated = data.draw(profiles(case.rule))
    ids = [leaf.rule.id for leaf in leaves(weighed(case.rule, stated, day))]
    assert ids == [leaf.rule.id for leaf in leaves(weighed(case.rule, {}, day))]
