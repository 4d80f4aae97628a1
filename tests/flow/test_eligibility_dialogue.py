"""The three questions of whoever wants to apply, through the whole pipeline and at the terminal."""

from __future__ import annotations

import json
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


def test_who_we_are_is_a_fact_though_it_may_sound_like_an_order_to_play_a_part(ask: Ask) -> None:
    answer = ask("Is our company eligible for ADB loans?", "actually we are a ministry", "Thailand")
    assert verdict(answer, "adb-sovereign-loan") == "eligible"


def test_a_list_question_still_gets_its_list(ask: Ask) -> None:
    assert ask("Which programmes are open to companies?").list is not None


def test_the_dialogue_at_the_terminal_ends_in_a_verdict(built_in: Path) -> None:
    said = "we are a city\nthe Philippines\nno\nyes\n\n"
    done = run_ascn(built_in, "eligible", "--programme", "kcity", "--as-of", "2026-11-24", feed=said)
    assert done.returncode == 0, done.stderr
    assert "What are you" in done.stdout
    assert "meet the published conditions to apply (open until 31 December 2026)" in done.stdout


def test_a_start_up_at_the_terminal_is_told_what_stands_in_its_way(built_in: Path) -> None:
    said = "We are a Dutch water start-up\n\n"
    done = run_ascn(built_in, "eligible", "--as-of", "2026-11-24", feed=said)
    assert done.returncode == 0, done.stderr
    assert "none of the" in done.stdout
    assert "applicant.country" not in done.stderr


def test_all_three_questions_are_answered_as_json_at_the_terminal(built_in: Path, tmp_path: Path) -> None:
    asked = {
        "iloilo": ["Can Iloilo apply to K-City?", "no", "yes"],
        "start-up": ["We are a Dutch water start-up, what is open to us?"],
        "ministry": ["Is our ministry eligible and until when?", "Thailand", "energy", "no", "yes"],
    }
    lines = [{"id": id_, "turns": turns, "as_of": "2026-11-24"} for id_, turns in asked.items()]
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    done = run_ascn(built_in, "ask", "--batch", str(file))
    assert done.returncode == 0, done.stderr
    told = {row["id"]: row["answer"] for row in map(json.loads, done.stdout.splitlines())}
    assert told.keys() == asked.keys()
    open_to = {
        id_: {one["call"] for one in answer["verdicts"] if one["verdict"] == "eligible"}
        for id_, answer in told.items()
    }
    assert "kcity-2026-planning" in open_to["iloilo"] & open_to["ministry"]
    assert open_to["start-up"] == set()
    for answer in told.values():
        assert answer["claims"]
        assert all(claim["citations"] for claim in answer["claims"])
