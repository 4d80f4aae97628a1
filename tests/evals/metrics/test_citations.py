"""Citations: verifiable, verbatim, precise and complete, by hand and by property."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.schema import Claim
from corpus.models import Document
from evals.metrics.citations import cited, precision, recall, supports, unverifiable, validity, verbatim
from evals.schema import Gold
from tests.documents import document
from tests.evals.answers import answer, citation, claim, conflict, rows

GOLD = (Gold(document="report", page=3, quote="26 pilot cities"), Gold(document="page", quote="38 cities"))
RIGHT = citation("anything", page=3)
WRONG = citation("anything", page=4)


def test_all_citations_are_counted_once() -> None:
    told = answer(claim("a", RIGHT, WRONG), claim("b", RIGHT), list=rows("r"), conflicts=(conflict("v"),))
    assert cited(told) == (RIGHT, WRONG, citation("r"), citation("v"))


def test_a_citation_is_verifiable_if_its_page_holds_the_quote_there() -> None:
    held = document("One two three.", "report")

    def of(id_: str) -> Document | None:
        return held if id_ == "report" else None

    good = citation("two", page=None, start=4)
    wrong = [
        citation("two", page=None, start=5),
        citation("TWO", page=None, start=4),
        citation("two", page=1, start=4),
        citation("two", "other", page=None, start=4),
    ]
    assert validity(answer(claim("x", good)), of) == 1
    assert validity(answer(claim("x", good, *wrong)), of) == 0.2
    assert unverifiable(answer(claim("x", good), also_read=(wrong[0],)), of) == (wrong[0],)
    assert validity(answer(), of) is None


def test_a_claim_is_verbatim_if_one_quote_holds_it() -> None:
    quote = citation("In 2018, the network began with 26 cities.")
    told = answer(claim("The network began with 26 cities", quote), claim("26 cities began", quote))
    assert verbatim(told) == 0.5
    assert verbatim(answer()) is None


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (citation("x", "report", 3), True),
        (citation("x", "report", 4), False),
        (citation("x", "report", None), False),
        (citation("x", "other", 3), False),
        (citation("x", "page", None), True),
        (citation("There are 26 Pilot Cities.", "report", 9), True),
        (citation("26 pilot cit", "report", 9), False),  # ten letters and digits: too little to prove
        (citation("There are 26 pilot cities.", "other", 9), False),
    ],
)
def test_a_citation_supports_on_a_gold_page_or_with_the_gold_words(given_: Any, expected: bool) -> None:
    assert supports(given_, GOLD) is expected


def test_precision_and_recall_are_those_worked_out_by_hand() -> None:
    told = answer(claim("a", RIGHT, WRONG), claim("b", WRONG), claim("c", RIGHT))
    assert recall(told, GOLD) == pytest.approx(2 / 3)  # claims a and c
    assert precision(told, GOLD) == 0.5  # two of four
    assert recall(answer(), GOLD) is precision(answer(), GOLD) is None
    assert recall(told, ()) is precision(told, ()) is None


def test_the_heading_that_a_claim_says_beside_a_right_sentence_is_right_too() -> None:
    heading, sentence = citation("Da Nang", page=2), citation("By 2025: 16 domains", page=3)
    assert precision(answer(claim("Da Nang: By 2025: 16 domains", heading, sentence)), GOLD) == 1
    assert precision(answer(claim("By 2025: 16 domains", heading, sentence)), GOLD) == 0.5  # it is not said
    assert precision(answer(claim("Da Nang: 17 domains", heading, sentence)), GOLD) == 0.5  # nor is the other


CLAIMS = st.lists(
    st.lists(st.sampled_from([RIGHT, WRONG]), min_size=1, max_size=3).map(lambda quotes: claim("a", *quotes)),
    min_size=1,
    max_size=5,
)


@given(CLAIMS, st.data())
def test_one_more_right_citation_never_lowers_precision_or_recall(
    claims: list[Claim], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(claims) - 1))
    more = [*claims]
    more[place] = claim("a", *more[place].citations, RIGHT)
    for metric in (precision, recall):
        before, after = metric(answer(*claims), GOLD), metric(answer(*more), GOLD)
        assert before is not None
        assert after is not None
        assert 0 <= before <= after <= 1


@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_claims_and_gold_does_not_matter(claims: list[Claim], random: Any) -> None:
    shuffled = random.sample(claims, len(claims))
    for metric in (precision, recall):
        assert metric(answer(*claims), GOLD) == metric(answer(*shuffled), GOLD[::-1])
