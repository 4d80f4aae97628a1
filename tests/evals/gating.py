"""Made runs of a made set of cases: themes, documents and families of the sizes that real ones have."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from math import log

from evals.gate.snapshot import Header, Outcome, Snapshot, asked_as
from evals.result import Run
from evals.schema import Case, Theme
from tests.evals.answers import case, unanswerable

NUMBERS = {
    Theme.FACTS: (150, 0.90),
    Theme.LISTS: (74, 0.69),
    Theme.DATES: (52, 0.75),
    Theme.UNANSWERABLE: (60, 0.60),
    Theme.LANGUAGES: (144, 0.68),
    Theme.SEVERAL: (12, 0.65),
}
"""How many cases a theme has and what share of them passes; what the real ones had when this was written."""


def made_cases() -> tuple[Case, ...]:
    """Cases of every theme above, every third held out; languages come in families of eight."""
    rng, found = random.Random(3), []
    for theme, (number, _) in NUMBERS.items():
        for n in range(number):
            given: dict[str, object] = {"theme": theme, "split": "held_out" if n % 3 == 0 else "dev"}
            if theme is Theme.LANGUAGES:
                given |= {"pair": f"facts-{n // 8}", "relation": "same"}
            id_ = f"{theme.replace('_', '-')}-{n}"
            if theme is Theme.UNANSWERABLE:
                found.append(unanswerable(id_, **given))
                continue
            # A few reports prove most cases, as they do in truth.
            report = f"report-{int(40 * rng.random() ** 3)}"
            expect = {"citations": [{"document": report, "page": 1, "quote": "2 urban systems"}]}
            found.append(case(id_, expect=expect, **given))
    return tuple(found)


def run(**given: object) -> Run:
    known: dict[str, object] = {
        "settings": "s",
        "revision": "r1",
        "generation": "g",
        "cases": "c",
        "started": datetime(2026, 11, 24, tzinfo=UTC),
        "repeats": 2,
    }
    return Run.model_validate(known | given)


def taken(
    cases: Iterable[Case],
    passes: Callable[[Case], bool],
    latency: float | None = None,
    megabytes: float | None = None,
) -> Snapshot:
    """The snapshot of a run in which those pass that ``passes`` says."""
    outcomes = {}
    for of in cases:
        passed = passes(of)
        outcomes[of.id] = Outcome(
            case=of.id,
            asked=asked_as(of),
            theme=of.theme,
            split=of.split,
            passed=passed,
            failures=() if passed else ("nugget: two",),
            status="answered",
            content=str(passed),
            text="It has 2." if passed else "It has 6.",
        )
    return Snapshot(Header(run=run(), latency=latency, megabytes=megabytes), outcomes)


class Chance:
    """Pairs of runs that differ by chance alone: each case is as likely to pass in one as in the other.

    How hard a case is stays the same in both; a run adds luck to each family, as changed words of a question
    meet all its variants, and to each case.
    """

    def __init__(self, cases: Sequence[Case], luck: float, family_luck: float) -> None:
        self._cases = cases
        self._luck, self._family_luck = luck, family_luck
        self._blank = taken(cases, lambda _: True)

    def pair(self, seed: int) -> tuple[Snapshot, Snapshot]:
        """Two runs."""
        rng = random.Random(seed)
        hard = {case.id: 1.6 * _logit(NUMBERS[case.theme][1]) + rng.gauss(0, 2) for case in self._cases}
        return self._run(rng, hard), self._run(rng, hard)

    def _run(self, rng: random.Random, hard: dict[str, float]) -> Snapshot:
        families = {case.pair or case.id: 0.0 for case in self._cases}
        luck = {family: rng.gauss(0, self._family_luck) for family in families}
        outcomes = {
            case.id: self._blank.outcomes[case.id].model_copy(
                update={"passed": hard[case.id] + luck[case.pair or case.id] + rng.gauss(0, self._luck) > 0}
            )
            for case in self._cases
        }
        return Snapshot(self._blank.header, outcomes)


def _logit(share: float) -> float:
    return log(share / (1 - share))
