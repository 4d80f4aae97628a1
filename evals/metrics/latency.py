"""Latency: how long people wait, for half of the questions and for nearly all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evals.bench.measure import quantile
from evals.result import Result


@dataclass(frozen=True, slots=True)
class Latency:
    """Seconds from question to answer that half and 95 % of the questions do not exceed."""

    p50: float
    p95: float
    number: int


def latency(results: Iterable[Result]) -> Latency | None:
    """Percentiles over all results with an answer, repeats too; None of nothing.

    Formula: quantiles, linear between neighbours (type 7). Source: Hyndman and Fan 1996, American
    Statistician 50, 361-365.
    """
    seconds = [result.seconds for result in results if result.answer is not None]
    if not seconds:
        return None
    return Latency(quantile(seconds, 0.5), quantile(seconds, 0.95), len(seconds))
