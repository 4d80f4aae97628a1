"""What a run came to, laid out for people: changes first, then themes, metrics, plots and every case.

Cases held out are counted and never shown: who reads which of them fail would tune on them. Must not run or
score anything, decide whether a run is good enough (`evals.gate` does), or write pages (`evals.report_page`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.schema import Answer
from evals.gate.snapshot import Snapshot, asked_as
from evals.metric_table import METRICS, Metric, ranking
from evals.metrics import calibration, citations, nuggets, pairs, retrieval
from evals.metrics.latency import latency
from evals.metrics.outcomes import Scored
from evals.metrics.shares import Share, share
from evals.metrics.wording import said
from evals.result import Recorded, Result, Run, first_repeats
from evals.schema import ASSERTING, Case, Split, Theme
from evals.stats import Interval, Paired, mcnemar, pair, score_interval

DEPTH = retrieval.RECALL_AT
"""How far down a ranking is looked."""

_SHORT = 240
"""Characters of an earlier answer that are shown."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A case with what became of it.

    Attributes:
        before: what became of it in the baseline; None where it was not asked there, or not so.
    """

    case: Case
    result: Result
    before: Before | None = None

    @property
    def change(self) -> str:
        """``lost``, ``gained``, or nothing where it passes or fails as before or was not asked before."""
        if self.before is None or self.before.passed is self.result.passed:
            return ""
        return "gained" if self.result.passed else "lost"

    @property
    def answer(self) -> Answer | None:
        """The answer as a value."""
        return self.result.answered()

    @property
    def lacking(self) -> frozenset[str]:
        """The first pattern of each nugget that the answer does not hold."""
        text = said(self.answer) if self.answer else ""
        return frozenset(n.any_of[0] for n in nuggets.missing(self.case.expect.nuggets, text))


@dataclass(frozen=True, slots=True)
class Before:
    """What became of a case in a baseline; ``text`` is how its answer begins."""

    passed: bool
    failures: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a run is compared with, by case.

    Attributes:
        results: whole, so that metrics can be compared too; a baseline that is kept has none.
    """

    run: Run
    before: Mapping[str, Before]
    results: Mapping[str, Result]


@dataclass(frozen=True, slots=True)
class Compared:
    """The cases that two runs have in common.

    Attributes:
        chance: two-sided p-value of McNemar's exact test.
        interval: of the difference, 90 %; None without cases.
    """

    paired: Paired
    chance: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Line:
    """A theme of a split, or all of them where ``theme`` is None."""

    theme: Theme | None
    passed: Share
    compared: Compared | None
    milliseconds: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric of every split, and of the development split in the baseline; None where it says nothing."""

    metric: Metric
    dev: float | None
    held_out: float | None
    before: float | None


@dataclass(frozen=True, slots=True)
class Abstention:
    """What was done with the questions that have an answer, or that have none."""

    answerable: bool
    right: int
    wrong: int
    abstained: int

    @property
    def total(self) -> int:
        """How many were asked."""
        return self.right + self.wrong + self.abstained


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is told of a run.

    Attributes:
        asked: the cases of the development split, in the order of the cases.
        unknown: results whose case is not among the cases any more.
        lines: by split, for those that were asked.
        parity, abstention, judged, depth: of the development split alone; ``depth[k - 1]`` is the share of
            questions with gold that have a gold page among the first k places.
    """

    run: Run
    baseline: Run | None
    asked: tuple[Asked, ...]
    unknown: int
    lines: Mapping[Split, tuple[Line, ...]]
    metrics: tuple[Measured, ...]
    parity: Mapping[str, pairs.Parity]
    abstention: tuple[Abstention, ...]
    judged: tuple[calibration.Judged, ...]
    depth: tuple[float, ...]
    breaches: int

    @property
    def comparable(self) -> bool:
        """Whether the baseline was asked the very same cases."""
        return self.baseline is not None and self.baseline.cases == self.run.cases

    @property
    def moves(self) -> bool:
        """Whether the baseline tells of metrics too."""
        return any(measured.before is not None for measured in self.metrics)

    def changed(self, change: str) -> tuple[Asked, ...]:
        """The cases that were ``lost`` or ``gained``."""
        return tuple(asked for asked in self.asked if asked.change == change)


def of_run(recorded: Recorded) -> Baseline:
    """A whole run as a baseline."""
    first = {result.case: result for result in first_repeats(recorded.results.values())}
    before = {id_: Before(r.passed, r.failures, _beginning(r)) for id_, r in first.items()}
    return Baseline(recorded.run, before, first)


def of_snapshot(kept: Snapshot, cases: Iterable[Case]) -> Baseline:
    """A baseline that is kept; a case that was changed since is not compared with what it was."""
    known = {case.id: asked_as(case) for case in cases}
    before = {
        outcome.case: Before(outcome.passed, outcome.failures, outcome.text)
        for outcome in kept.outcomes.values()
        if known.get(outcome.case) == outcome.asked
    }
    return Baseline(kept.header.run, before, {})


def report(cases: Sequence[Case], recorded: Recorded, baseline: Baseline | None = None) -> Report:
    """Lay out the results of these cases, beside those of a baseline where there is one."""
    known = {case.id: case for case in cases}
    first = {result.case: result for result in first_repeats(recorded.results.values())}
    earlier = baseline.before if baseline else {}
    asked = [Asked(case, first[id_], earlier.get(id_)) for id_, case in known.items() if id_ in first]
    dev = tuple(a for a in asked if a.case.split is Split.DEV)
    held = [a for a in asked if a.case.split is Split.HELD_OUT]
    repeats = [r for r in recorded.results.values() if r.split is Split.DEV]
    return Report(
        run=recorded.run,
        baseline=baseline.run if baseline else None,
        asked=dev,
        unknown=len(first.keys() - known.keys()),
        lines={s: tuple(_lines(rows)) for s, rows in ((Split.DEV, dev), (Split.HELD_OUT, held)) if rows},
        metrics=tuple(_measured(dev, held, repeats, baseline.results if baseline else {})),
        parity=pairs.language_parity(_scored(dev)),
        abstention=tuple(a for answerable in (True, False) if (a := _abstention(dev, answerable)).total),
        judged=tuple(judged for a in dev if (judged := _judged(a)) is not None),
        depth=_depth(dev),
        breaches=sum(len(a.result.breaches) for a in asked),
    )


def _lines(asked: Sequence[Asked]) -> Iterator[Line]:
    for theme in Theme:
        if rows := [a for a in asked if a.case.theme is theme]:
            yield _line(theme, rows)
    yield _line(None, asked)


def _line(theme: Theme | None, asked: Sequence[Asked]) -> Line:
    waited = latency(a.result for a in asked)
    milliseconds = waited.p50 * 1000 if waited else None
    return Line(theme, share(a.result.passed for a in asked), _compared(asked), milliseconds)


def _compared(asked: Iterable[Asked]) -> Compared | None:
    both = [(a.before.passed, a.result.passed) for a in asked if a.before is not None]
    if not both:
        return None
    paired = pair([before for before, _ in both], [after for _, after in both])
    return Compared(paired, mcnemar(paired), score_interval(paired))


def _scored(asked: Iterable[Asked]) -> list[Scored]:
    return [(a.case, a.result) for a in asked]


def _measured(
    dev: Sequence[Asked], held: Sequence[Asked], repeats: Sequence[Result], earlier: Mapping[str, Result]
) -> Iterator[Measured]:
    before = [(a.case, earlier[a.case.id]) for a in dev if a.case.id in earlier]
    for metric in METRICS:
        now = metric.of(_scored(dev), repeats)
        then = metric.of(before, [result for _, result in before])
        apart = metric.of(_scored(held), [])
        if now is not None or apart is not None:
            yield Measured(metric, now, apart, then)


def _abstention(asked: Iterable[Asked], answerable: bool) -> Abstention:
    """Cases that allow both ways are left out."""
    right = wrong = abstained = 0
    for a in asked:
        if a.case.expect.asserting is answerable and (
            answerable or ASSERTING.isdisjoint(a.case.expect.status)
        ):
            if a.result.status not in ASSERTING:
                abstained += 1
            elif a.result.passed:
                right += 1
            else:
                wrong += 1
    return Abstention(answerable, right, wrong, abstained)


def _judged(asked: Asked) -> calibration.Judged | None:
    """Confidence, and whether the evidence held the answer: of what was answered whether it passed, of
    what was not whether a gold page was read. None where confidence was not weighed.
    """
    answer = asked.answer
    if answer is None or answer.trace.confidence is None:
        return None
    if answer.status in ASSERTING:
        return answer.trace.confidence, asked.result.passed
    gold = asked.case.expect.citations
    return answer.trace.confidence, any(citations.supports(c, gold) for c in answer.also_read)


def _depth(asked: Iterable[Asked]) -> tuple[float, ...]:
    ranks = [
        _rank(ranking(a.result), a.case)
        for a in asked
        if a.case.expect.citations and a.result.answer is not None
    ]
    if not ranks:
        return ()
    return tuple(sum(r is not None and r <= k for r in ranks) / len(ranks) for k in range(1, DEPTH + 1))


def _rank(ranking: Sequence[str], case: Case) -> int | None:
    """The place of the first gold page, counted from 1; None where it was not found."""
    pages = {retrieval.place(gold.document, gold.page) for gold in case.expect.citations}
    whole = {gold.document for gold in case.expect.citations if gold.page is None}
    found = (n for n, p in enumerate(ranking, 1) if p in pages or (p.rpartition("#")[0] or p) in whole)
    return next(found, None)


def _beginning(result: Result) -> str:
    return " ".join(str((result.answer or {}).get("text", "")).split())[:_SHORT]
