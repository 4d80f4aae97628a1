"""Statistics of comparing two runs: whether a difference is more than chance, and small enough.

Pure functions of counts and numbers, each with its source; integers are exact where they can be. Must not
know cases or results.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, comb, sqrt
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

SEED = 5
"""Of every resampling, so that the same two runs always compare the same."""

MARGIN = 0.05
"""Five points: a loss of less is not worth a stop."""

_NORMAL = NormalDist()


class Interval(NamedTuple):
    """Both ends belong to it."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Paired:
    """The same cases under two systems, counted by what passed.

    Attributes:
        gained: failed before, pass now; ``lost`` the other way round.
        cases: all, those that did not change too.
    """

    gained: int
    lost: int
    cases: int

    def __post_init__(self) -> None:
        if min(self.gained, self.lost) < 0 or self.gained + self.lost > self.cases:
            raise ValueError(f"{self.gained} gained and {self.lost} lost of {self.cases} cases")

    @property
    def difference(self) -> float:
        """Share that passes now less the share before; 0 of no cases."""
        return (self.gained - self.lost) / self.cases if self.cases else 0.0


@dataclass(frozen=True, slots=True)
class NonInferiority:
    """Whether the new system is at most ``margin`` worse than the old one.

    Attributes:
        difference: new less old, as a share.
        interval: of the difference; its low end is the one-sided bound at ``alpha``, and so is its high end.
        holds: shown to be no worse: the low end lies above ``-margin``.
        breached: shown to be worse by more: the high end lies below ``-margin``. Neither where the cases are
            too few to tell.
    """

    difference: float
    interval: Interval
    margin: float
    holds: bool
    breached: bool


def pair(before: Sequence[bool], after: Sequence[bool]) -> Paired:
    """Count two sequences over the same cases in the same order.

    Raises:
        ValueError: they differ in length.
    """
    changes = list(zip(before, after, strict=True))
    gained = sum(new and not old for old, new in changes)
    lost = sum(old and not new for old, new in changes)
    return Paired(gained, lost, len(changes))


def wilson(part: int, whole: int, level: float = 0.95) -> Interval:
    """The score interval of a share.

    Formula: ``(p + z²/2n ± z·sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)``. Source: Wilson 1927, JASA 22, 209-212;
    recommended for few cases by Brown, Cai and DasGupta 2001.

    Raises:
        ValueError: no share of anything.
    """
    if not 0 <= part <= whole or not whole:
        raise ValueError(f"{part} of {whole} is no share")
    z = _z((1 + level) / 2)
    share = part / whole
    middle = share + z * z / (2 * whole)
    reach = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    # The ends of an empty and of a full share are 0 and 1; rounding must not say otherwise.
    low = 0.0 if part == 0 else (middle - reach) / scale
    return Interval(low, 1.0 if part == whole else (middle + reach) / scale)


def mcnemar(paired: Paired) -> float:
    """Two-sided exact p-value that as many gains as losses were to be expected.

    Formula: ``min(1, 2·P(X <= min(gained, lost)))``, X binomial(gained + lost, 1/2). Source: McNemar 1947,
    Psychometrika 12, 153-157; exact form of Cochran 1950. Independent cases are assumed.
    """
    changed = paired.gained + paired.lost
    return min(1.0, float(2 * _half_tail(min(paired.gained, paired.lost), changed)))


def mcnemar_worse(paired: Paired) -> float:
    """One-sided exact p-value of seeing so many losses where gains and losses are equally likely.

    Formula: ``P(X <= gained)``, X as in `mcnemar`.
    """
    return float(_half_tail(paired.gained, paired.gained + paired.lost))


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted for being the smallest of several, in the order given.

    Formula: ``max over the smaller ones of (m - rank)·p``, at most 1. Source: Holm 1979, Scandinavian
    Journal of Statistics 6, 65-70.
    """
    adjusted, floor = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        floor = max(floor, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = floor
    return adjusted


def score_interval(paired: Paired, level: float = 0.90) -> Interval:
    """The score interval of the difference of two paired shares.

    All differences that Tango's score test does not reject, found by halving. Source: Tango 1998, Statistics
    in Medicine 17, 891-908. Good for few cases and for no change at all, where Wald's has no width.

    Raises:
        ValueError: there are no cases.
    """
    if not paired.cases:
        raise ValueError("no cases to compare")
    z = _z((1 + level) / 2)
    return Interval(
        _crossing(paired, z, -1.0, paired.difference), _crossing(paired, -z, paired.difference, 1.0)
    )


def non_inferiority(paired: Paired, margin: float = MARGIN, alpha: float = 0.05) -> NonInferiority:
    """Test whether what passes fell by less than ``margin``, each side at level ``alpha``.

    Formula: the low end of `score_interval` at ``1 - 2·alpha`` against ``-margin``. Source: Liu, Hsueh, Hsieh
    and Chen 2002, Statistics in Medicine 21, 231-245.

    Raises:
        ValueError: there are no cases.
    """
    interval = score_interval(paired, 1 - 2 * alpha)
    return NonInferiority(
        paired.difference, interval, margin, interval.low > -margin, interval.high < -margin
    )


def bootstrap(
    values: Sequence[float],
    clusters: Sequence[Hashable],
    *,
    level: float = 0.95,
    draws: int = 10_000,
    seed: int = SEED,
) -> Interval:
    """Percentile interval of the mean of paired differences, clusters drawn as wholes.

    Cases about one document, or variants of one question, stand and fall together: drawing them singly
    would make the interval too narrow. Formula: for each draw, ``sum of values / number of values`` over as
    many clusters as there are, drawn with replacement. Source: Davison and Hinkley 1997, section 3.8; for
    evaluations of language models Miller 2024, arXiv 2411.00640.

    Args:
        values: one difference per case.
        clusters: what each case belongs to, as long as ``values``.

    Raises:
        ValueError: no values, or lengths that differ.
    """
    if not values:
        raise ValueError("no values to draw from")
    groups: dict[Hashable, list[float]] = {}
    for value, cluster in zip(values, clusters, strict=True):
        groups.setdefault(cluster, []).append(value)
    # The order of cases must not matter, so neither may that of their clusters.
    rows = np.array(sorted((sum(sorted(g)), float(len(g))) for g in groups.values()))
    drawn = np.random.default_rng(seed).multinomial(len(rows), [1 / len(rows)] * len(rows), size=draws)
    totals = drawn @ rows
    low, high = np.quantile(totals[:, 0] / totals[:, 1], [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))


def cases_to_see(difference: float, changing: float, alpha: float = 0.05, power: float = 0.8) -> int:
    """Cases needed for McNemar's two-sided test to find a difference.

    Formula: ``(z(1-alpha/2)·sqrt(changing) + z(power)·sqrt(changing - difference²))² / difference²``.
    Source: Connor 1987, Biometrics 43, 207-211.

    Args:
        difference: to be found, as a share.
        changing: share of cases expected to change either way.

    Raises:
        ValueError: a difference of nothing, or more difference than change.
    """
    if not 0 < abs(difference) <= changing <= 1:
        raise ValueError(f"a difference of {difference} where {changing} changes")
    root = _z(1 - alpha / 2) * sqrt(changing) + _z(power) * sqrt(changing - difference**2)
    return ceil((root / difference) ** 2)


def cases_to_show(changing: float, margin: float = MARGIN, alpha: float = 0.05, power: float = 0.8) -> int:
    """Cases needed to show non-inferiority of a system that is in truth as good.

    Formula: ``(z(1-alpha) + z(power))²·changing / margin²``. Source: Nam 1997, Biometrics 53, 1422-1430
    (large samples, true difference 0).

    Raises:
        ValueError: shares that are none.
    """
    if not 0 < changing <= 1 or not 0 < margin < 1:
        raise ValueError(f"a margin of {margin} where {changing} changes")
    return ceil((_z(1 - alpha) + _z(power)) ** 2 * changing / margin**2)


def _z(share: float) -> float:
    return _NORMAL.inv_cdf(share)


def _half_tail(upto: int, trials: int) -> Fraction:
    """P(X <= upto) of fair coins, exactly."""
    return Fraction(sum(comb(trials, k) for k in range(upto + 1)), 2**trials)


def _score(paired: Paired, difference: float) -> float:
    """Tango's score statistic of a difference; falls as the difference grows."""
    n, gained, lost = paired.cases, paired.gained, paired.lost
    excess = gained - lost - n * difference
    b = -gained - lost + (2 * n - gained + lost) * difference
    c = -lost * difference * (1 - difference)
    # The share of losses that is most likely where the difference is given.
    losing = (sqrt(max(b * b - 8 * n * c, 0.0)) - b) / (4 * n)
    variance = n * (2 * losing + difference * (1 - difference))
    if variance <= 1e-12:
        return 0.0 if abs(excess) < 1e-9 else float("inf") * excess
    return excess / sqrt(variance)


def _crossing(paired: Paired, level: float, low: float, high: float) -> float:
    """The difference between ``low`` and ``high`` whose score is ``level``."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _score(paired, middle) > level else (low, middle)
    return (low + high) / 2
