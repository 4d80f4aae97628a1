"""Scoring: a right answer passes, and each thing that can be wrong alone makes it fail, by name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.schema import Answer, Status, Verdict
from corpus.models import Audience
from evals.schema import Case
from evals.scoring import score
from tests.documents import document
from tests.evals.answers import answer, case, citation, claim, conflict, counted, rows, unanswerable

RIGHT = answer(claim("The framework has 2 urban systems."))


def kinds(of: Case, given_: Answer, **more: Any) -> list[str]:
    return [failure.split(":")[0] for failure in score(of, given_, 0.1, **more).failures]


def test_a_right_answer_passes_with_full_scores() -> None:
    scored = score(case(), RIGHT, 0.25, ranking=("report#1",), repeat=1)
    assert scored.passed
    assert scored.failures == scored.breaches == ()
    assert (scored.seconds, scored.repeat, scored.ranking) == (0.25, 1, ("report#1",))
    assert set(scored.scores.values()) == {1.0}
    assert scored.answered() == RIGHT


@pytest.mark.parametrize(
    ("expect", "wrong", "kind"),
    [
        ({}, answer(text="2?", reason="Nothing is said of 2."), "status"),
        ({}, answer(claim("The framework has urban systems.")), "nugget"),
        ({"forbidden": ["six"]}, answer(claim("It has 2 systems, not six.")), "forbidden"),
        ({}, answer(claim("It has 2 systems.", citation("It has 2 systems.", page=7))), "citation"),
        ({}, answer(claim("It has 2 systems.", citation("It has 2 systems.", "other"))), "citation"),
        ({"as_of": date(2024, 6, 1)}, RIGHT, "as of"),
        ({"conflict": [["26"], ["38"]]}, RIGHT, "conflict"),
        ({"list": {"items": [["Ipoh"]]}}, RIGHT, "list"),
        ({"list": {"count": 7}}, RIGHT, "count"),
        ({"verdict": {"programme": "kcity", "verdict": "eligible"}}, RIGHT, "verdict"),
    ],
)
def test_each_fault_alone_fails_by_its_name(expect: dict[str, Any], wrong: Answer, kind: str) -> None:
    assert set(kinds(case(expect=expect), wrong)) == {kind}


def test_the_number_of_a_citation_is_no_fact() -> None:
    two = answer(claim("One."), claim("Some urban systems."), text="One. [1]\nSome urban systems. [2]")
    assert kinds(case(), two) == ["nugget"]


def test_a_nugget_that_is_not_vital_only_lowers_the_recall_of_all() -> None:
    both = [{"any_of": [r"\b2\b"]}, {"any_of": ["2018"], "vital": False}]
    scored = score(case(expect={"nuggets": both}), RIGHT, 0)
    assert scored.passed
    assert (scored.scores["vital_nuggets"], scored.scores["nuggets"]) == (1.0, 0.5)


def test_a_list_must_be_whole_and_exact() -> None:
    wanted = case(expect={"list": {"items": [["Ipoh"], ["Seberang Perai", "Seberang Prai"]], "count": 2}})

    def listing(*names: str, count: int | None = None) -> Answer:
        text = claim("2 cities.", citation("2 cities."))
        return answer(text, list=rows(*names, count=count), trace=counted())

    assert not kinds(wanted, listing("Ipoh, Malaysia (since 2025)", "Seberang Prai"))
    assert kinds(wanted, listing("Ipoh")) == ["list", "count"]
    assert kinds(wanted, listing("Ipoh", "Seberang Prai", "Kuching")) == ["list", "count"]
    loose = case(expect={"list": {"items": [["Ipoh"]], "exact": False}})
    assert not kinds(loose, listing("Ipoh", "Kuching"))
    assert not kinds(loose, answer(claim("Among the 2 is Ipoh.")))


def test_a_conflict_shows_all_its_values_in_one_place() -> None:
    wanted = case(expect={"conflict": [["26"], ["38", "thirty-eight"]]})
    both = (conflict("10", "11"), conflict("26 cities", "thirty-eight"))
    assert not kinds(wanted, RIGHT.model_copy(update={"conflicts": both}))
    assert kinds(wanted, RIGHT.model_copy(update={"conflicts": (conflict("26"), conflict("38"))})) == [
        "conflict"
    ]
    assert kinds(wanted, RIGHT.model_copy(update={"conflicts": (conflict("26", "138"),)})) == ["conflict"]


def test_a_verdict_is_that_of_its_programme_call_and_role() -> None:
    verdict = {"programme": "kcity", "call": "2026", "verdict": "not_eligible", "window": "open"}
    wanted = case(theme="eligibility", expect={"verdict": verdict, "nuggets": [], "citations": []})
    told = {
        "role": "lead",
        "substantive": "eligible",
        "title": "A call",
        "text": "A text.",
        "next_step": "Go.",
    }
    right = Verdict.model_validate({**told, **verdict})
    other = right.model_copy(update={"call": "2025", "verdict": "eligible"})
    assert not kinds(wanted, answer(status=Status.ANSWERED, verdicts=(other, right)))
    assert kinds(wanted, answer(status=Status.ANSWERED, verdicts=(other,))) == ["verdict", "window"]
    closed = right.model_copy(update={"window": "closed"})
    assert kinds(wanted, answer(status=Status.ANSWERED, verdicts=(closed,))) == ["window"]


def test_a_refusal_is_right_where_it_is_allowed_and_needs_no_proof() -> None:
    assert not kinds(unanswerable(), answer())
    assert kinds(unanswerable(), RIGHT) == ["status"]
    either = case(expect={"status": ["answered", "not_found"], "nuggets": []})
    assert not kinds(either, answer())
    assert kinds(either, answer(claim("It is so.", citation("It is so.", "other")))) == ["citation"]


@pytest.mark.parametrize(
    ("wrong", "breach"),
    [
        (answer(status=Status.ANSWERED, text="2"), "unproven"),
        (answer(claim("2."), status=Status.REFUSED), "proof on a refusal"),
        (answer(claim("It has 2, since 1999.", citation("It has 2."))), "made up"),
        (answer(claim("2 rows."), list=rows("a", count=2)), "count"),
    ],
)
def test_an_invariant_that_is_broken_is_a_breach(wrong: Answer, breach: str) -> None:
    scored = score(case(), wrong, 0)
    assert [b.split(":")[0] for b in scored.breaches] == [breach]
    assert set(scored.breaches) <= set(scored.failures)


def test_numbers_that_were_counted_need_stand_in_no_quote() -> None:
    text = claim("Malaysia has 7 of the 2 kinds.", citation("Ipoh"), citation("2 kinds"))
    assert not score(case(), answer(text, trace=counted()), 0).breaches
    assert score(case(), answer(text), 0).breaches


def test_a_quote_is_held_against_its_document() -> None:
    held = document("The framework has 2 urban systems.", "report")
    inner = document("The framework has 2 urban systems.", "report", audience=Audience.INTERNAL)
    quote = citation("has 2 urban systems", page=None, start=held.text.index("has"))
    good = answer(claim("has 2 urban systems", quote))
    wanted = case(expect={"citations": [{"document": "report", "quote": "2 urban systems"}]})
    right = score(wanted, good, 0, document_of=lambda _: held)
    assert right.passed
    assert right.scores["citation_validity"] == 1
    for documents in (lambda _: None, lambda _: inner):
        wrong = score(wanted, good, 0, document_of=documents)
        assert [b.split(":")[0] for b in wrong.breaches] == ["unverifiable"]
        assert wrong.scores["citation_validity"] == 0
    moved = answer(claim("x 2", citation("has 2 urban systems", page=None, start=1)))
    assert not score(wanted, moved, 0, document_of=lambda _: held).passed


TEXTS = st.text(st.sampled_from("ab 2[1].,é"), min_size=1, max_size=12)
CITATIONS = st.builds(citation, TEXTS, st.sampled_from(["report", "other"]), st.sampled_from([1, 2, None]))
CLAIMS = st.builds(
    lambda text, quotes: claim(text, *quotes), TEXTS, st.lists(CITATIONS, min_size=1, max_size=3)
)


@given(st.lists(CLAIMS, max_size=4), st.sampled_from(list(Status)), st.randoms())
def test_scores_lie_between_0_and_1_and_the_order_of_claims_does_not_matter(
    claims: list[Any], status: Status, random: Any
) -> None:
    expect = {"forbidden": ["b"], "list": {"items": [["a"], ["b"]], "exact": False}}
    wanted = case(expect=expect)
    forth = score(wanted, answer(*claims, status=status, text=""), 0)
    shuffled = random.sample(claims, len(claims))
    back = score(wanted, answer(*shuffled, status=status, text=""), 0)
    assert forth.scores == pytest.approx(back.scores)
    assert sorted(forth.failures) == sorted(back.failures)
    assert forth.passed == (not forth.failures)
    assert all(0 <= value <= 1 for value in forth.scores.values())
