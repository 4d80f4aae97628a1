"""Latency: percentiles of what was answered."""

from __future__ import annotations

import pytest

from evals.metrics.latency import latency
from tests.evals.answers import case, result


def test_percentiles_are_linear_between_neighbours() -> None:
    results = [result(case(f"c{n}"), seconds=n / 10) for n in range(1, 12)]
    found = latency([*results, result(case("lost"), False, None, seconds=99)])
    assert found is not None
    # of .1 .2 … 1.1: the sixth, and halfway from the tenth to the eleventh
    assert (found.p50, found.p95) == pytest.approx((0.6, 1.05))
    assert found.number == 11


def test_nothing_answered_has_no_latency() -> None:
    assert latency([]) is None
