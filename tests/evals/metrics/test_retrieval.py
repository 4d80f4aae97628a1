"""Retrieval measures: trec_eval's figures beside those worked out by hand."""

from __future__ import annotations

import sys
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import LibraryMissing
from evals.metrics.retrieval import Retrieval, by_case, mean, place, shown
from evals.schema import Gold
from tests.evals.answers import answer, citation, claim

GOLD = (Gold(document="a", page=2, quote="x"), Gold(document="b", quote="y"))


@pytest.fixture(scope="module")
def _trec_eval() -> None:
    pytest.importorskip("pytrec_eval", reason="pytrec-eval-terrier is not installed (extra `evals`)")


def measured(*ranking: str) -> Retrieval:
    return by_case({"case": GOLD}, {"case": ranking})["case"]


@pytest.mark.usefixtures("_trec_eval")
def test_the_measures_are_those_worked_out_by_hand() -> None:
    found = measured("z#1", "a#2", "z#2", "b")
    ideal = 1 + 1 / log2(3)
    assert (found.hit, found.recall, found.mrr) == (1, 1, 0.5)
    assert found.ndcg == pytest.approx((1 / log2(3) + 1 / log2(5)) / ideal)


@pytest.mark.usefixtures("_trec_eval")
def test_a_rank_beyond_the_cut_counts_for_the_mean_reciprocal_rank_only() -> None:
    found = measured(*(f"z#{n}" for n in range(25)), "a#2")
    assert (found.hit, found.recall, found.ndcg) == (0, 0, 0)
    assert found.mrr == pytest.approx(1 / 26)


@pytest.mark.usefixtures("_trec_eval")
def test_nothing_found_is_worth_nothing_and_not_left_out() -> None:
    both = by_case(
        {"one": GOLD, "two": GOLD, "no gold": ()}, {"one": ("a#2",), "two": (), "no gold": ("a#2",)}
    )
    assert both["two"] == Retrieval(0, 0, 0, 0)
    assert set(both) == {"one", "two"}
    whole = mean(list(both.values()))
    assert whole is not None
    assert (whole.hit, whole.mrr, whole.recall) == (0.5, 0.5, 0.25)
    assert mean([]) is None


@pytest.mark.usefixtures("_trec_eval")
def test_gold_without_a_page_is_met_once_by_any_page_of_its_document() -> None:
    assert measured("b#7", "b#8") == measured("b")
    assert measured("b#7", "b#8", "a#2") == measured("b", "a#2")


@pytest.mark.usefixtures("_trec_eval")
@given(st.lists(st.sampled_from(["a#1", "a#2", "b", "b#4", "c"]), max_size=8))
def test_a_gold_page_put_first_never_lowers_a_measure(ranking: list[str]) -> None:
    before, after = measured(*ranking), measured("a#2", *ranking)
    for name in ("hit", "recall", "ndcg", "mrr"):
        assert 0 <= getattr(before, name) <= getattr(after, name) + 1e-6 <= 1 + 2e-6


def test_an_answer_shows_what_it_cites_and_then_what_it_read() -> None:
    told = answer(
        claim("x", citation("x", "a", 2), citation("y", "a", 2)), also_read=(citation("z", "b", None),)
    )
    assert shown(told) == ("a#2", "b")
    assert place("city-record:da-nang", None) == "city-record:da-nang"


def test_a_missing_library_is_named_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pytrec_eval", None)
    with pytest.raises(LibraryMissing, match="Install"):
        measured("a#2")
