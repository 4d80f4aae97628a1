"""What answers may cost, as ratios: how fast the machine is must not decide.

Must not measure: `evals.gate.snapshot` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evals.gate.snapshot import Header

SLOWER = 2.0
"""Times the baseline's latency; an idle and an overloaded machine differed by 1.3."""

LARGER = 1.3
"""Times the baseline's memory."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A cost beside its baseline; ``limit`` is the most that it may be."""

    name: str
    unit: str
    before: float
    after: float
    limit: float

    @property
    def kept(self) -> bool:
        """Whether it is within its limit."""
        return self.after <= self.limit


def budgets(before: Header, after: Header) -> Iterator[Budget]:
    """Each cost that both runs know."""
    if before.latency is not None and after.latency is not None:
        unit = "× the time of embedding a question"
        yield Budget("latency p95", unit, before.latency, after.latency, SLOWER * before.latency)
    if before.megabytes is not None and after.megabytes is not None:
        yield Budget("memory", "MB", before.megabytes, after.megabytes, LARGER * before.megabytes)
