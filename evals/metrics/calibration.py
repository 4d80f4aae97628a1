"""Calibration: whether confidence tells when to answer and when to abstain.

Takes pairs of a confidence and whether an answer was, or would have been, right. Must not choose thresholds:
`evals.calibrate` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Judged = tuple[float, bool]
"""A confidence from 0 to 1, and whether the answer that it speaks of is right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers whose confidence lies in one stretch, ``low`` <= confidence < ``high`` (the last with 1).

    Attributes:
        confidence, accuracy: mean confidence and share of right answers; None in an empty bin.
    """

    low: float
    high: float
    number: int
    confidence: float | None
    accuracy: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """What abstaining below ``threshold`` costs: share answered, and share of wrong answers among them."""

    threshold: float
    coverage: float
    risk: float


def bins(judged: Iterable[Judged], number: int = 10) -> tuple[Bin, ...]:
    """Bins of equal width, for a reliability diagram.

    Source: Niculescu-Mizil and Caruana 2005; Guo et al. 2017, arXiv 1706.04599.

    Raises:
        ValueError: a confidence outside 0 to 1.
    """
    filled: list[list[Judged]] = [[] for _ in range(number)]
    for confidence, right in judged:
        if not 0 <= confidence <= 1:
            raise ValueError(f"{confidence} is no confidence")
        filled[min(int(confidence * number), number - 1)].append((confidence, right))
    return tuple(_bin(n / number, (n + 1) / number, rows) for n, rows in enumerate(filled))


def calibration_error(judged: Sequence[Judged], number: int = 10) -> float | None:
    """Expected calibration error; None of nothing.

    Formula: ``sum over bins of |bin| / |all| · |accuracy - mean confidence|``. Source: Naeini, Cooper and
    Hauskrecht 2015, AAAI.
    """
    gaps = [
        b.number * abs(b.accuracy - b.confidence)
        for b in bins(judged, number)
        if b.accuracy is not None and b.confidence is not None
    ]
    return sum(gaps) / len(judged) if judged else None


def risk_coverage(judged: Sequence[Judged]) -> tuple[Point, ...]:
    """For every confidence that occurs, highest first, what answering from there on costs.

    Formulas: ``coverage = |answered| / |all|``, ``risk = |wrong answered| / |answered|``. Source: El-Yaniv
    and Wiener 2010, JMLR 11, 1605-1641.
    """
    points = []
    for threshold in sorted({confidence for confidence, _ in judged}, reverse=True):
        answered = [right for confidence, right in judged if confidence >= threshold]
        risk = answered.count(False) / len(answered)
        points.append(Point(threshold, len(answered) / len(judged), risk))
    return tuple(points)


def _bin(low: float, high: float, rows: Sequence[Judged]) -> Bin:
    if not rows:
        return Bin(low, high, 0, None, None)
    confidence = sum(value for value, _ in rows) / len(rows)
    return Bin(low, high, len(rows), confidence, sum(right for _, right in rows) / len(rows))
