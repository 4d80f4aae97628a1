"""Statistics: against published tables, values worked out by hand, and definitions computed another way."""

from __future__ import annotations

from fractions import Fraction
from math import comb, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.stats import (
    Paired,
    bootstrap,
    cases_to_see,
    cases_to_show,
    holm,
    mcnemar,
    mcnemar_worse,
    non_inferiority,
    pair,
    score_interval,
    wilson,
)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_intervals(part: int, whole: int, low: float, high: float) -> None:
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)


def test_no_share_of_nothing() -> None:
    for part, whole in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="is no share"):
            wilson(part, whole)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_mirrors(counts: tuple[int, int]) -> None:
    part, whole = counts
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole <= high <= 1
    mirrored = wilson(whole - part, whole)
    assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((low, high))


def test_mcnemar_is_the_sign_test_exactly() -> None:
    # 5 against 15: 2 * (1 + 20 + 190 + 1140 + 4845 + 15504) / 2**20
    assert mcnemar(Paired(5, 15, 100)) == 2 * 21700 / 2**20
    assert mcnemar(Paired(15, 5, 100)) == mcnemar(Paired(5, 15, 900))
    # 0 against 5: 2 / 32, the well-known bound below which nothing can be significant
    assert mcnemar(Paired(0, 5, 10)) == 0.0625
    assert mcnemar(Paired(3, 3, 10)) == 1.0
    assert mcnemar(Paired(0, 0, 10)) == 1.0
    assert mcnemar_worse(Paired(5, 15, 100)) == 21700 / 2**20
    assert mcnemar_worse(Paired(15, 5, 100)) == pytest.approx(1 - 6196 / 2**20)


def test_mcnemar_keeps_its_precision_where_many_change() -> None:
    exact = 2 * Fraction(sum(comb(3000, k) for k in range(1301)), 2**3000)
    assert mcnemar(Paired(1300, 1700, 5000)) == float(exact)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_a_p_value_that_only_the_changes_move(gained: int, lost: int, kept: int) -> None:
    p = mcnemar(Paired(gained, lost, gained + lost + kept))
    assert 0 < p <= 1
    assert p == mcnemar(Paired(lost, gained, gained + lost))


def test_changes_are_counted_pair_by_pair() -> None:
    counted = pair([True, True, False, False], [True, False, True, True])
    assert counted == Paired(gained=2, lost=1, cases=4)
    assert counted.difference == 0.25
    with pytest.raises(ValueError, match="shorter"):
        pair([True], [])
    with pytest.raises(ValueError, match="of 2 cases"):
        Paired(2, 1, 2)


def test_holm_gives_the_worked_example() -> None:
    # 0.01*4, 0.005*... : sorted 0.005 0.01 0.03 0.04 times 4 3 2 1, made monotone
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.6, 0.7]) == [1.0, 1.0]
    assert holm([]) == []


@pytest.mark.parametrize(
    ("gained", "lost", "cases"), [(12, 2, 50), (3, 9, 120), (0, 4, 30), (7, 0, 300), (0, 0, 80)]
)
def test_the_score_interval_ends_where_the_score_test_rejects(gained: int, lost: int, cases: int) -> None:
    """The score test, with its most likely shares found by brute force instead of Tango's closed form."""

    def z(difference: float) -> float:
        def likelihood(losing: float) -> float:
            gaining, kept = losing + difference, 1 - 2 * losing - difference
            terms = ((gained, gaining), (lost, losing), (cases - gained - lost, kept))
            if any(share < 0 or (n and share <= 0) for n, share in terms):
                return float("-inf")
            return sum(n * log(share) for n, share in terms if n)

        low, high = max(0.0, -difference), (1 - difference) / 2
        for _ in range(200):  # the likelihood has one peak
            a, b = low + (high - low) / 3, high - (high - low) / 3
            low, high = (a, high) if likelihood(a) < likelihood(b) else (low, b)
        losing = (low + high) / 2
        return (gained - lost - cases * difference) / sqrt(
            cases * (2 * losing + difference * (1 - difference))
        )

    ends = score_interval(Paired(gained, lost, cases), 0.95)
    assert ends.low < (gained - lost) / cases < ends.high or gained == lost
    assert z(ends.low) == pytest.approx(1.959964, abs=2e-3)
    assert z(ends.high) == pytest.approx(-1.959964, abs=2e-3)


def test_where_nothing_changed_the_interval_is_that_of_no_event() -> None:
    # With no change the score statistic is sqrt(n·d/(1-d)) in size, so the ends are z²/(n+z²).
    low, high = score_interval(Paired(0, 0, 100), 0.95)
    assert (low, high) == pytest.approx((-3.841459 / 103.841459, 3.841459 / 103.841459), abs=1e-6)


@given(st.integers(0, 20), st.integers(0, 20), st.integers(1, 200))
def test_the_score_interval_holds_the_difference_and_mirrors(gained: int, lost: int, kept: int) -> None:
    paired = Paired(gained, lost, gained + lost + kept)
    low, high = score_interval(paired)
    assert -1 <= low <= paired.difference <= high <= 1
    mirrored = score_interval(Paired(lost, gained, paired.cases))
    assert (-mirrored.high, -mirrored.low) == pytest.approx((low, high), abs=1e-9)


def test_non_inferiority_holds_is_breached_or_cannot_be_told() -> None:
    same = non_inferiority(Paired(3, 3, 300))
    # One-sided at 5 % is two-sided at 10 %.
    assert same.interval == score_interval(Paired(3, 3, 300), 0.9)
    assert (same.holds, same.breached) == (True, False)
    worse = non_inferiority(Paired(0, 60, 300))
    assert (worse.holds, worse.breached) == (False, True)
    few = non_inferiority(Paired(1, 2, 20))
    assert (few.holds, few.breached) == (False, False)
    with pytest.raises(ValueError, match="no cases"):
        non_inferiority(Paired(0, 0, 0))


def test_a_true_loss_of_the_margin_is_called_no_worse_in_one_of_twenty_at_most() -> None:
    """The level of the test, summed exactly over all outcomes at its boundary."""
    cases, gaining, losing = 60, 0.05, 0.10
    called = sum(
        comb(cases, g)
        * comb(cases - g, b)
        * gaining**g
        * losing**b
        * (1 - gaining - losing) ** (cases - g - b)
        for g in range(cases + 1)
        for b in range(min(cases - g, 24) + 1)
        if g <= 16 and non_inferiority(Paired(g, b, cases)).holds
    )
    assert 0.02 < called < 0.06


def test_a_sample_is_as_large_as_worked_out_by_hand() -> None:
    # (1.95996·sqrt(.2) + .84162·sqrt(.19))² / .01 = (.87652 + .36685)² / .01 = 154.6
    assert cases_to_see(0.1, 0.2) == 155
    # (1.64485 + .84162)²·.1 / .0025 = 6.18256·40 = 247.3
    assert cases_to_show(0.1) == 248
    with pytest.raises(ValueError, match="a difference of"):
        cases_to_see(0.2, 0.1)


def test_a_bootstrap_of_single_cases_is_near_the_normal_interval() -> None:
    values = [1.0] * 30 + [0.0] * 150 + [-1.0] * 20
    mean = sum(values) / len(values)
    error = sqrt(sum((v - mean) ** 2 for v in values)) / len(values)
    low, high = bootstrap(values, range(len(values)))
    assert (low, high) == pytest.approx((mean - 1.96 * error, mean + 1.96 * error), abs=0.008)


def test_cases_that_stand_and_fall_together_widen_the_interval() -> None:
    values = [float(n % 10 == 0) for n in range(50) for _ in range(4)]
    singly = bootstrap(values, range(200))
    together = bootstrap(values, [n for n in range(50) for _ in range(4)])
    # Four equal cases say no more than one: the interval is twice as wide.
    assert (together.high - together.low) / (singly.high - singly.low) == pytest.approx(2, rel=0.15)


@given(st.lists(st.tuples(st.sampled_from([-1.0, 0.0, 1.0]), st.integers(0, 5)), min_size=1, max_size=30))
def test_the_bootstrap_repeats_and_knows_no_order(rows: list[tuple[float, int]]) -> None:
    def interval(given_: list[tuple[float, int]]) -> tuple[float, float]:
        return bootstrap([v for v, _ in given_], [c for _, c in given_], draws=200)

    shuffled = sorted(rows, key=lambda row: (row[1], -row[0]))
    assert interval(rows) == interval(rows) == interval(shuffled)
    low, high = interval(rows)
    assert -1 <= low <= high <= 1


def test_a_bootstrap_needs_values_and_a_cluster_for_each() -> None:
    with pytest.raises(ValueError, match="no values"):
        bootstrap([], [])
    with pytest.raises(ValueError, match="than argument"):
        bootstrap([1.0], [])
