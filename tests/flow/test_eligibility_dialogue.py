"""The three questions of whoever wants to apply, through the whole pipeline and at the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.schema import Answer, Question, Status
from tests.running import run_ascn, workspace_of

DAY = date(2026, 11, 24)
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(built_in: Path) -> Iterator[Ask]:
    with workspace_of(built_in) as workspace:
        yield lambda *turns: workspace.pipeline.answer(Question(text=turns[-1], turns=turns[:-1], as_of=DAY))


def verdict(answer: Answer, call: str) -> str:
    return next(one.verdict for one in answer.verdicts or () if one.call == call and one.role == "lead")


def test_iloilo_is_asked_one_thing_at_a_time_and_then_told_with_proof(ask: Ask) -> None:
    turns = ("Can Iloilo apply to K-City?", "no", "yes")
    first, second, last = (ask(*turns[:number]) for number in (1, 2, 3))
    for asked in (first, second):
        assert asked.status is Status.CLARIFY
        assert not asked.claims
        assert asked.text.count("?") == 1
    assert last.status is Status.ANSWERED
    assert verdict(last, "kcity-2026-planning") == "eligible"
    assert "will be selected" not in last.text
    assert all(claim.citations for claim in last.claims)
    assert last.id == ask(*turns).id


def test_what_was_understood_is_shown_with_words_that_were_said(ask: Ask) -> None:
    turns = ("We are a Dutch water start-up, what is open to us?",)
    answer = ask(*turns)
    assert {(fact.fact, fact.value) for fact in answer.understood} == {
        ("applicant.type", "company"),
        ("applicant.country", "NL"),
    }
    assert all(fact.words in turns[0] and fact.words in answer.text for fact in answer.understood)
    assert "none of the" in answer.text.splitlines()[0]


def test_a_ministry_learns_until_when(ask: Ask) -> None:
    answer = ask("Is our ministry eligible and until when?", "Thailand", "energy", "no", "yes")
    assert answer.status is Status.ANSWERED
    assert verdict(answer, "kcity-2026-planning") == "eligible"
    assert "open until 31 December 2026" in answer.text


def test_a_list_question_still_gets_its_list(ask: Ask) -> None:
    assert ask("Which programmes are open to companies?").list is not None


def test_the_dialogue_at_the_terminal_ends_in_a_verdict(built_in: Path) -> None:
    said = "we are a city\nthe Philippines\nno\nyes\n\n"
    done = run_ascn(built_in, "eligible", "--programme", "kcity", "--as-of", "2026-11-24", feed=said)
    assert done.returncode == 0, done.stderr
    assert "What are you" in done.stdout
    assert "meet the published conditions to apply (open until 31 December 2026)" in done.stdout
