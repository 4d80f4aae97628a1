"""Judges a run against its baseline: invariants, flips, non-inferiority, budgets, in this order.

Must not read files, ask questions or word anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evals.errors import BaselineUnusable
from evals.gate.budgets import Budget, budgets
from evals.gate.comparison import DRAWS, Common, Compared, Flip, common, compare, flips
from evals.gate.invariants import Breach
from evals.gate.snapshot import Snapshot
from evals.schema import Case


class Layer(StrEnum):
    """What can fail a run, in the order in which it is looked at."""

    INDEX = "index"
    ANSWERS = "answers"
    MISSING = "missing"
    FLIPS = "flips"
    INFERIOR = "inferior"
    BUDGETS = "budgets"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything that was found.

    Attributes:
        altered: cases whose answer changed while they pass or fail as before.
        part: whether a part of the cases is enough.
    """

    before: Snapshot
    after: Snapshot
    common: Common
    breaches: tuple[Breach, ...]
    flips: tuple[Flip, ...]
    altered: int
    compared: tuple[Compared, ...]
    budgets: tuple[Budget, ...]
    part: bool = False

    @property
    def failing(self) -> tuple[Layer, ...]:
        """The layers that fail the run; none lets it pass."""
        return tuple(_failing(self))

    @property
    def passed(self) -> bool:
        """Whether the run may replace its baseline."""
        return not self.failing


def judge(
    before: Snapshot,
    after: Snapshot,
    cases: Sequence[Case],
    breaches: Iterable[Breach] = (),
    draws: int = DRAWS,
    part: bool = False,
) -> Judgement:
    """The judgement on a run; the same two runs always give the same one.

    Args:
        cases: all there are, of which both runs may have asked a part.
        breaches: from `evals.gate.invariants`.
        part: whether the run need not have asked all cases of the baseline.

    Raises:
        BaselineUnusable: the runs have no case in common.
    """
    shared = common(before, after, cases)
    if not shared.cases:
        reason = "it has no case in common with the results"
        raise BaselineUnusable("baseline", reason, "Make a new one with `ascn eval gate --accept`")
    flipped = tuple(flips(before, after, shared.cases))
    changed = sum(
        before.outcomes[case.id].content != after.outcomes[case.id].content for case in shared.cases
    )
    return Judgement(
        before=before,
        after=after,
        common=shared,
        breaches=tuple(breaches),
        flips=flipped,
        altered=changed - len(flipped),
        compared=compare(before, after, shared.cases, cases, draws),
        budgets=tuple(budgets(before.header, after.header)),
        part=part,
    )


def _failing(judgement: Judgement) -> Iterator[Layer]:
    layers = {breach.layer for breach in judgement.breaches}
    yield from (layer for layer in (Layer.INDEX, Layer.ANSWERS) if layer.value in layers)
    if judgement.common.missing and not judgement.part:
        yield Layer.MISSING
    if any(table.flips_count for table in judgement.compared):
        yield Layer.FLIPS
    if any(table.inferior for table in judgement.compared):
        yield Layer.INFERIOR
    if not all(budget.kept for budget in judgement.budgets):
        yield Layer.BUDGETS
