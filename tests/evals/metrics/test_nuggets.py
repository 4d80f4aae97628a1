"""Nuggets: found by any pattern, vital ones counted on their own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.nuggets import abstained_from, forbidden, missing, recall, vital_recall
from evals.schema import Nugget

TWO = Nugget(any_of=("two", r"\b2\b"))
YEAR = Nugget(any_of=("2018",))
ASIDE = Nugget(any_of=("Singapore",), vital=False)
ALL = (TWO, YEAR, ASIDE)


def test_recall_is_worked_out_by_hand() -> None:
    assert recall(ALL, "There are 2 of them.") == 1 - 2 / 3
    assert vital_recall(ALL, "There are 2 of them, in SINGAPORE.") == 0.5
    assert missing(ALL, "two since 2018") == (ASIDE,)


def test_nothing_to_find_is_nothing_and_not_a_score() -> None:
    assert recall((), "x") is None
    assert vital_recall((ASIDE,), "x") is None
    assert abstained_from((), "x") is None


def test_forbidden_facts_are_named() -> None:
    assert forbidden(["six", "seven"], "Six of them") == ("six",)
    assert abstained_from(["six", "seven"], "Six of them") == 0.5


@given(
    st.lists(st.sampled_from(["2", "2018", "Singapore", "x"])), st.sampled_from(["2", "2018", "Singapore"])
)
def test_saying_more_of_what_is_right_never_lowers_recall(words: list[str], more: str) -> None:
    before, after = recall(ALL, " ".join(words)), recall(ALL, " ".join([*words, more]))
    assert before is not None
    assert after is not None
    assert 0 <= before <= after <= 1
    assert recall(ALL[::-1], " ".join(words[::-1])) == before
