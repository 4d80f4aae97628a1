"""The benchmark of eligibility decides on every call, for applicants who are decided on differently."""

from __future__ import annotations

from assistant.eligibility.decide import Decision, decide, roles_of
from assistant.eligibility.facts import read_inquiry
from corpus.programmes import offers
from corpus.records import records
from evals.bench.eligibility import APPLICANTS, DAY, deciding


def decisions(name: str) -> tuple[Decision, ...]:
    return decide(read_inquiry({"facts": APPLICANTS[name]}), records(), DAY)


def test_all_calls_and_roles_are_measured_together() -> None:
    count, *figures = deciding(runs=1)
    every = [offer for programme in records().programmes.values() for offer in offers(programme)]
    assert count.value == str(sum(len(roles_of(offer)) for offer in every))
    assert [figure.target for figure in figures if figure.target] == ["≤ 20 ms"]
    assert all(figure.value.endswith(" ms") for figure in figures)


def test_the_applicants_are_decided_on_differently() -> None:
    told = {name: [decision.substantive for decision in decisions(name)] for name in APPLICANTS}
    assert len({tuple(verdicts) for verdicts in told.values()}) == len(APPLICANTS)
