"""Calibration: bins, error and risk worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.calibration import Point, bins, calibration_error, risk_coverage

JUDGED = [(0.9, True), (0.8, False), (0.3, False), (0.1, True)]


def test_bins_are_filled_by_hand() -> None:
    low, high = bins(JUDGED, 2)
    assert (low.number, low.confidence, low.accuracy) == (2, 0.2, 0.5)
    assert (high.number, high.accuracy) == (2, 0.5)
    assert high.confidence == pytest.approx(0.85)
    # (2/4)·|.5 - .2| + (2/4)·|.5 - .85|
    assert calibration_error(JUDGED, 2) == pytest.approx(0.325)


def test_the_edges_belong_to_a_bin_and_nothing_beyond_them() -> None:
    assert [b.number for b in bins([(0.0, True), (0.5, True), (1.0, True)], 2)] == [1, 2]
    with pytest.raises(ValueError, match="no confidence"):
        bins([(1.1, True)])
    assert calibration_error([]) is None
    assert bins([])[0].accuracy is None


def test_abstaining_trades_coverage_for_risk() -> None:
    assert risk_coverage(JUDGED) == (
        Point(0.9, 0.25, 0.0),
        Point(0.8, 0.5, 0.5),
        Point(0.3, 0.75, 2 / 3),
        Point(0.1, 1.0, 0.5),
    )


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30))
def test_the_error_is_a_share_and_knows_no_order(judged: list[tuple[float, bool]]) -> None:
    error = calibration_error(judged)
    assert error is not None
    assert 0 <= error <= 1 + 1e-12
    assert calibration_error(judged[::-1]) == pytest.approx(error)
    assert sum(b.number for b in bins(judged)) == len(judged)
    assert risk_coverage(judged)[-1].coverage == 1
