"""What a run came to, by theme and split: passed, total and the mean of each main metric.

The cases held out stand apart and are never named: who sees which of them fail would tune on them.
Must not compare runs or decide whether one is good enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from rich.table import Table

from evals.result import Result, first_repeats
from evals.schema import Split, Theme

MAIN_METRICS = {
    "vital_nuggets": "facts",
    "citation_recall": "cited",
    "citation_precision": "to the point",
    "list_recall": "rows",
    "verdict": "verdicts",
}
"""Metric → heading. The others stand in the file of results; `evals.metrics` defines them all."""

TITLES = {Split.DEV: "Development", Split.HELD_OUT: "Held out"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: of a theme, or of all of them where ``theme`` is None.

    Attributes:
        metrics: mean over the results that have the metric; absent where none has.
        milliseconds: median from question to answer.
        breaches: how often an invariant was broken.
        unsteady: cases that did not pass or fail alike each time they were asked.
    """

    theme: Theme | None
    passed: int
    total: int
    metrics: dict[str, float]
    milliseconds: float
    breaches: int
    unsteady: int


def rows(results: Sequence[Result], split: Split) -> Iterator[Row]:
    """A row per theme that has cases, then one of all; nothing where the split has no case."""
    those = [result for result in results if result.split is split]
    for theme in Theme:
        if found := [result for result in those if result.theme is theme]:
            yield _row(theme, found)
    if those:
        yield _row(None, those)


def tables(results: Sequence[Result]) -> Iterator[Table]:
    """One table per split that was asked."""
    shown = [name for name in MAIN_METRICS if any(name in result.scores for result in results)]
    for split, title in TITLES.items():
        headings = (MAIN_METRICS[name] for name in shown)
        table = Table(title, "passed", "", *headings, "median", box=None, pad_edge=False)
        for column in table.columns:
            column.no_wrap = True
            column.justify = "left" if column is table.columns[0] else "right"
        for row in rows(results, split):
            table.add_row(*_cells(row, shown))
        if table.rows:
            yield table


def notes(results: Sequence[Result]) -> Iterator[str]:
    """What must not be overlooked: broken invariants and cases that do not come out alike each time."""
    breaches = sum(len(result.breaches) for result in results)
    if breaches:
        yield f"Invariants broken: {breaches}."
    if unsteady := _unsteady(results):
        yield f"Not alike each time: {unsteady} cases."


def failures(results: Iterable[Result]) -> Iterator[str]:
    """A line per failed case of the development split: its id and why."""
    for result in first_repeats(results):
        if result.split is Split.DEV and not result.passed:
            yield f"{result.case}: {'; '.join(result.failures)}"


def _row(theme: Theme | None, results: Sequence[Result]) -> Row:
    first = first_repeats(results)
    names = dict.fromkeys(name for result in first for name in result.scores)
    return Row(
        theme=theme,
        passed=sum(result.passed for result in first),
        total=len(first),
        metrics={name: fmean(r.scores[name] for r in first if name in r.scores) for name in names},
        milliseconds=median(result.seconds for result in first) * 1000,
        breaches=sum(len(result.breaches) for result in first),
        unsteady=_unsteady(results),
    )


def _cells(row: Row, shown: Sequence[str]) -> Iterator[str]:
    yield row.theme.value.replace("_", " ") if row.theme else "all"
    yield f"{row.passed}/{row.total}"
    yield f"{row.passed / row.total:.0%}"
    yield from (f"{row.metrics[name]:.2f}" if name in row.metrics else "" for name in shown)
    yield f"{row.milliseconds:.0f} ms"


def _unsteady(results: Iterable[Result]) -> int:
    outcomes: dict[str, set[bool]] = {}
    for result in results:
        outcomes.setdefault(result.case, set()).add(result.passed)
    return sum(len(found) > 1 for found in outcomes.values())
