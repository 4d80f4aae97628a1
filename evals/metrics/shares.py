"""A share of a number of results, with the uncertainty that small numbers have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evals.stats import Interval, wilson


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``; nothing can be said of none."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of Wilson; None of nothing."""
        return wilson(self.part, self.whole) if self.whole else None


def share(flags: Iterable[bool]) -> Share:
    """The share of flags that are set."""
    seen = list(flags)
    return Share(sum(seen), len(seen))
