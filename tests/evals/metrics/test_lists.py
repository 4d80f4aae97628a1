"""Lists: rows against items, and counts without tolerance."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.lists import compare, count_is_right
from evals.schema import ListExpectation
from tests.evals.answers import answer, claim, rows

WANTED = ListExpectation(items=(("Ipoh",), ("Seberang Perai", "Seberang Prai"), ("Kuching",)), count=3)


def test_precision_and_recall_are_worked_out_by_hand() -> None:
    found = compare(WANTED, answer(claim("x"), list=rows("Ipoh, Malaysia", "Seberang Prai", "Hanoi", "Dili")))
    assert found.missing == ("Kuching",)
    assert found.beyond == ("Hanoi", "Dili")
    assert (found.precision, found.recall) == (0.5, 1 - 1 / 3)


def test_prose_has_recall_and_no_precision() -> None:
    found = compare(WANTED, answer(claim("Ipoh and Kuching.")))
    assert (found.beyond, found.precision, found.recall) == (None, None, 1 - 1 / 3)


def test_an_empty_list_misses_all_and_has_no_precision() -> None:
    found = compare(WANTED, answer(claim("None."), list=rows()))
    assert (found.beyond, found.precision, found.recall) == ((), None, 0)


def test_a_count_is_that_of_the_list_or_stated_in_the_text() -> None:
    assert count_is_right(WANTED, answer(claim("7."), list=rows(*"abc")))
    assert count_is_right(WANTED, answer(claim("3."), list=rows(*"ab"))) is False
    assert count_is_right(WANTED, answer(claim("Three cities.")))
    assert count_is_right(WANTED, answer(claim("33 cities."))) is False
    assert count_is_right(ListExpectation(items=(("a",),)), answer()) is None


@given(st.lists(st.sampled_from(["Ipoh", "Seberang Prai", "Kuching", "Hanoi"]), max_size=6))
def test_a_right_row_never_lowers_either_and_order_does_not_matter(names: list[str]) -> None:
    before = compare(WANTED, answer(claim("x"), list=rows(*names)))
    after = compare(WANTED, answer(claim("x"), list=rows("Kuching", *names[::-1])))
    assert before.recall is not None
    assert after.recall is not None
    assert 0 <= before.recall <= after.recall <= 1
    assert after.precision is not None
    assert 0 <= (before.precision or 0) <= after.precision <= 1
