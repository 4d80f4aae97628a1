"""Every scenario gets the verdict that the sources support, for the reasons they give.

Why: a window that rolls counts as open, and one of which only the closing day is known is told as unknown;
the scenarios say more exactly what is known, so the words are compared by what they mean.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from assistant.eligibility.decide import roles_of
from assistant.eligibility.logic import Outcome
from corpus.programmes import offers
from corpus.records import records
from corpus.sources import sources
from tests.assistant.eligibility.scenarios import SCENARIOS, Scenario

MEANS = {
    "open": {"open", "rolling"},
    "open_or_not_yet": {"unknown"},
    "unknown": {"unknown"},
    "closed": {"closed"},
    "not_yet": {"not_yet"},
}
OUTCOMES = {
    "eligible": {Outcome.MET},
    "not_eligible": {Outcome.FAILED},
    "cannot_tell": {Outcome.MISSING, Outcome.SILENT},
    "sponsor_decides": {Outcome.JUDGED},
}


def every(field: str) -> pytest.MarkDecorator:
    """The scenarios that state what a field should hold, each under its sentence."""
    chosen = [s for s in SCENARIOS if field in s.expected]
    return pytest.mark.parametrize("scenario", chosen, ids=[s.title for s in chosen])


@every("verdict")
def test_the_verdict_is_that_of_the_sources(scenario: Scenario) -> None:
    decision = scenario.decision()
    assert decision.verdict == scenario.expected["verdict"], scenario.why
    if "substantive" in scenario.expected or not decision.dated:
        assert decision.substantive == scenario.substantive, scenario.why


@every("window")
def test_the_window_is_that_of_the_sources(scenario: Scenario) -> None:
    decision = scenario.decision()
    assert decision.window in MEANS[scenario.expected["window"]], scenario.why
    closes = decision.offer.window.closes if decision.offer.window else None
    if scenario.expected["window"] == "unknown":
        assert closes is None
    if scenario.expected["window"] == "open_or_not_yet":
        assert closes is not None


@every("deciding")
def test_the_deciding_criteria_are_named_and_have_the_outcome_of_the_verdict(scenario: Scenario) -> None:
    decision = scenario.decision()
    assert decision.weighing is not None or scenario.expected["deciding"] == ["window"]
    found = list(decision.weighing.deciding()) if decision.weighing else []
    named = {each.rule.id for each in found} | ({"window"} if decision.dated else set())
    assert named >= set(scenario.expected["deciding"]), scenario.why
    assert {each.outcome for each in found} <= OUTCOMES[decision.substantive]


@every("missing")
def test_all_missing_facts_are_asked_for_and_no_others(scenario: Scenario) -> None:
    assert set(scenario.decision().missing) == set(scenario.expected["missing"]), scenario.why


def test_the_scenarios_are_balanced() -> None:
    counts = Counter(scenario.expected["verdict"] for scenario in SCENARIOS)
    assert len(SCENARIOS) >= 120
    assert min(counts.values()) >= 50
    assert max(counts.values()) < len(SCENARIOS) * 0.4


def test_every_programme_call_and_role_has_a_scenario() -> None:
    told = {(s.programme, s.call, s.decision().role) for s in SCENARIOS}
    for programme in records().programmes.values():
        for offer in offers(programme):
            for role in roles_of(offer):
                # What a programme offers without a call may be asked for without a name.
                names = {offer.id, None} if offer.call is None else {offer.id}
                assert any((programme.id, name, role) in told for name in names), offer.id


def test_every_scenario_tells_its_sources_once_and_in_its_own_sentence() -> None:
    assert len({s.id for s in SCENARIOS}) == len({s.title for s in SCENARIOS}) == len(SCENARIOS)
    for scenario in SCENARIOS:
        cited = re.findall(r"S\d+", scenario.why)
        assert cited
        assert sources().keys() >= set(cited)
