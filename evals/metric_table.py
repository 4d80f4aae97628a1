"""The metrics that a report shows, each with its name, what it means and which way is better.

Computes nothing itself: formulas and sources stand in `evals.metrics`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from evals.errors import LibraryMissing
from evals.metrics import eligibility, outcomes, pairs, retrieval, stability
from evals.metrics.latency import latency
from evals.metrics.outcomes import Scored
from evals.result import Result

Computed = Callable[[Sequence[Scored], Sequence[Result]], float | None]
"""Takes the cases with their first results, and all results with repeats."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A row of the table of metrics.

    Attributes:
        unit: ``share`` from 0 to 1, ``ms`` or ``points``.
        better: ``high`` or ``low``.
        of: computes it; None where it has nothing to measure.
    """

    name: str
    meaning: str
    of: Computed
    unit: Literal["share", "ms", "points"] = "share"
    better: Literal["high", "low"] = "high"


def _mean(score: str) -> Computed:
    def mean(scored: Sequence[Scored], _: Sequence[Result]) -> float | None:
        values = [result.scores[score] for _, result in scored if score in result.scores]
        return fmean(values) if values else None

    return mean


def _waited(share_: str) -> Computed:
    def waited(scored: Sequence[Scored], _: Sequence[Result]) -> float | None:
        found = latency(result for _, result in scored)
        return getattr(found, share_) * 1000 if found else None

    return waited


def _retrieved(measure: str) -> Computed:
    def retrieved(scored: Sequence[Scored], _: Sequence[Result]) -> float | None:
        gold = {case.id: case.expect.citations for case, _ in scored if case.expect.asserting}
        rankings = {case.id: ranking(result) for case, result in scored if result.answer is not None}
        try:
            found = retrieval.mean(list(retrieval.by_case(gold, rankings).values()))
        except LibraryMissing:
            return None
        return float(getattr(found, measure)) if found else None

    return retrieved


METRICS = (
    Metric("Passed", "answers with nothing wrong", lambda s, _: outcomes.pass_rate(s).value),
    Metric("Vital nuggets", "facts an answer must hold that it holds", _mean("vital_nuggets")),
    Metric("Citation recall", "claims with a citation of gold", _mean("citation_recall")),
    Metric("Citation precision", "citations that are of gold", _mean("citation_precision")),
    Metric("Citation validity", "quotes that stand where they say", _mean("citation_validity")),
    Metric("Figures proven", "numbers and dates that stand in their quote", _mean("figures")),
    Metric("List recall", "rows expected that are listed", _mean("list_recall")),
    Metric("List precision", "rows listed that are expected", _mean("list_precision")),
    Metric("Counts right", "numbers of rows that are right", _mean("count")),
    Metric("Verdicts right", "of eligibility", lambda s, _: eligibility.confusion(s).accuracy.value),
    Metric(
        "False answers",
        "questions without an answer that got one",
        lambda s, _: outcomes.false_answers(s).value,
        better="low",
    ),
    Metric(
        "False refusals",
        "questions with an answer that got none",
        lambda s, _: outcomes.false_refusals(s).value,
        better="low",
    ),
    Metric(
        "Attacks that succeed",
        "of attacks in question or document",
        lambda s, _: outcomes.attack_success(s).value,
        better="low",
    ),
    Metric(
        f"Gold in the first {retrieval.HIT_AT}", "questions with a gold page found early", _retrieved("hit")
    ),
    Metric(f"nDCG at {retrieval.NDCG_AT}", "how high gold pages are found", _retrieved("ndcg")),
    Metric(
        "Follow-ups",
        "points beside the same question in one turn",
        lambda s, _: pairs.follow_up_parity(s).gap,
        "points",
    ),
    Metric(
        "Variants that hold",
        "of those whose base passes",
        lambda s, _: pairs.relations_held(s).value,
    ),
    Metric("Same answer again", "of cases asked more than once", lambda _, r: stability.stable(r).value),
    Metric("Half answered within", "from question to answer", _waited("p50"), "ms", "low"),
    Metric("95 % answered within", "from question to answer", _waited("p95"), "ms", "low"),
)


def ranking(result: Result) -> tuple[str, ...]:
    """The pages found for a question, best first; of a run that did not keep it, what the answer shows."""
    answer = result.answered()
    return result.ranking or (retrieval.shown(answer) if answer else ())
