"""`ascn eligible` at the terminal: what it begins with, and how it goes on turn after turn."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.commands.conversing import ANYTHING, converse, opening
from assistant.eligibility.recognition import is_about_eligibility
from assistant.eligibility.understanding import understand
from assistant.errors import FactsInvalid, QuestionInvalid
from assistant.schema import Answer, Question, Status
from corpus.records import records

DAY = date(2026, 11, 24)
PROGRAMMES = records().programmes


class Listener:
    """Asks "Why?" for every question but "stop it", and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def answer(self, question: Question) -> Answer:
        if question.text == "?!":
            raise QuestionInvalid("question", "it holds no word", "Type one")
        self.asked.append(question)
        status = Status.ANSWERED if question.text == "stop it" else Status.CLARIFY
        return Answer(
            id="1", status=status, text="Why?", language="en", as_of=DAY, generation="g", suggestions=("so",)
        )


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_every_programme_can_be_named_in_the_question_that_a_dialogue_begins_with(programme: str) -> None:
    first = opening(programme, None, None, DAY)
    assert is_about_eligibility(first)
    assert [named.id for named in understand(first).programmes] == [programme]


@pytest.mark.parametrize(
    "call", [call.id for p in PROGRAMMES.values() for call in p.calls if len(p.calls) > 1]
)
def test_a_call_that_is_asked_for_is_among_those_the_first_question_means(call: str) -> None:
    programme = next(p for p in PROGRAMMES.values() if p.call(call))
    meant = understand(opening(programme.id, call, None, DAY)).calls
    assert not meant or call in meant


def test_without_a_programme_it_is_asked_what_is_open() -> None:
    assert opening(None, None, None, DAY) == ANYTHING
    assert is_about_eligibility(ANYTHING)


def test_a_role_is_part_of_the_first_question() -> None:
    role = understand(opening("kcity", None, "consortium_member", DAY)).role
    assert role is not None
    assert role.id == "consortium_member"


def test_a_programme_that_is_not_there_is_refused_with_a_near_one() -> None:
    with pytest.raises(FactsInvalid, match="kcity"):
        opening("kcityx", None, None, DAY)


def test_each_turn_is_asked_with_the_ones_before_it_until_nothing_is_said() -> None:
    listener, said = Listener(), iter(["a city", "stop it", " ", "never heard"])
    lines = list(converse(listener, ANYTHING, DAY, lambda: next(said)))
    assert [(q.text, q.turns) for q in listener.asked] == [
        (ANYTHING, ()),
        ("a city", (ANYTHING,)),
        ("stop it", (ANYTHING, "a city")),
    ]
    assert lines[:2] == ["Why?", "(so)"]


def test_what_cannot_be_asked_is_told_and_does_not_end_the_dialogue() -> None:
    listener, said = Listener(), iter(["?!", "a city", None])
    lines = list(converse(listener, ANYTHING, DAY, lambda: next(said)))
    assert any("no word" in line for line in lines)
    assert listener.asked[-1].turns == (ANYTHING,)
