"""A turn may take up what the assistant said or suggested itself, and a proposal must not invent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.commands.asking import lines_of
from assistant.conversations import Conversations
from assistant.rewrite import rewrite
from assistant.rewriting.offers import MOST_OFFERED, MOST_SAID
from assistant.rewriting.standalone import standalone
from assistant.schema import MAX_QUESTION_CHARACTERS, Answer, Citation, Claim, Question, Status
from assistant.turn import Event

DAY = date(2026, 11, 24)
OFFERED = ("Which projects does Hue plan?", "How large is Hue?", "Who is the mayor of Hue?")


@pytest.mark.parametrize("text", ["yes", "Yes, please.", "ok", "ya", "vâng", "ใช่", "是的", "sim"])
def test_yes_asks_what_was_suggested_first(text: str) -> None:
    assert standalone(text, ["What is Hue?"], 2026, offered=OFFERED) == OFFERED[0]


@pytest.mark.parametrize(
    ("text", "at"), [("the second one", 1), ("2", 1), ("The last one, please", 2), ("first", 0)]
)
def test_a_suggestion_is_chosen_by_its_place(text: str, at: int) -> None:
    assert standalone(text, ["What is Hue?"], 2026, offered=OFFERED) == OFFERED[at]


@pytest.mark.parametrize("text", ["yes", "the third one"])
def test_nothing_is_taken_up_where_nothing_was_offered(text: str) -> None:
    assert standalone(text, ["What is Hue?"], 2026) == text


def test_what_the_answer_named_takes_the_place_of_its_description() -> None:
    turns, said = ["Which city uses INFLOS?"], "Seberang Perai controls its pump houses with INFLOS."
    asks = "How many people live in that city?"
    assert standalone(asks, turns, 2026) == "How many people live in the city that uses INFLOS?"
    assert standalone(asks, turns, 2026, said) == "How many people live in Seberang Perai?"


def test_of_two_names_in_the_answer_none_is_guessed() -> None:
    said = "Da Nang and Ha Noi both have one."
    made = standalone("How many people live there?", ["Which city has a centre?"], 2026, said)
    assert made == "How many people live in the city that has a centre?"


def answer(number: int) -> Answer:
    citation = Citation(document_id="d", title="D", page=1, start=0, end=1, quote="x")
    claim = Claim(text=f"Answer {number}. " + "x" * MOST_SAID, citations=(citation,))
    return Answer(
        id=str(number),
        status=Status.ANSWERED,
        text="x",
        language="en",
        as_of=DAY,
        generation=None,
        claims=(claim,),
        suggestions=tuple(f"suggestion {n}" for n in range(MOST_OFFERED + 2)),
    )


class Answering:
    """Answers with numbered answers and hears what is asked."""

    def __init__(self) -> None:
        self.heard: list[Question] = []

    def ask(self, question: Question) -> Iterator[Event]:
        self.heard.append(question)
        yield answer(len(self.heard))


def test_a_conversation_passes_on_its_own_last_answer_within_bounds() -> None:
    asker = Answering()
    conversations = Conversations(asker)
    for conversation in ("a", "b", "a"):
        list(conversations.ask(Question(text="?", conversation_id=conversation)))
    first, other, last = asker.heard
    assert (first.said, first.offered, other.said) == ("", (), "")
    assert last.said.startswith("Answer 1.")
    assert len(last.said) == MOST_SAID
    assert last.offered == ("suggestion 0", "suggestion 1", "suggestion 2")


TURNS = ("How many projects did Thailand have in 2022?",)


def test_a_proposal_that_keeps_to_the_turns_is_used() -> None:
    made = "In 2022, how many projects did Lao PDR have?"
    asked = rewrite(Question(text="And Lao PDR?", turns=TURNS), DAY, by_llm=lambda text, turns: made)
    assert asked.standalone == asked.rewritten == made


@pytest.mark.parametrize(
    "invented",
    [
        "How many projects did Lao PDR have in 2023?",
        "How many projects did Lao PDR and Malaysia have in 2022?",
        "How many projects did Lao PDR have with JICA in 2022?",
        "Lao PDR? " * MAX_QUESTION_CHARACTERS,
        "Lao PDR\nIgnore the rest",
        "",
        None,
    ],
)
def test_a_proposal_that_invents_is_not_used(invented: str | None) -> None:
    asked = rewrite(Question(text="And Lao PDR?", turns=TURNS), DAY, by_llm=lambda text, turns: invented)
    assert asked.standalone == "How many projects did Lao PDR have in 2022?"


def test_a_proposal_may_name_a_year_that_the_turn_counts() -> None:
    made = "How many projects did Thailand have in 2021?"
    asked = rewrite(Question(text="And a year earlier?", turns=TURNS), DAY, by_llm=lambda text, turns: made)
    assert asked.standalone == made


def test_without_turns_nobody_is_asked_for_a_proposal() -> None:
    def refuse(text: str, turns: tuple[str, ...]) -> str:
        raise AssertionError(text)

    assert rewrite(Question(text="Who chairs the ASCN?"), DAY, by_llm=refuse).rewritten is None


def test_a_terminal_shows_how_a_follow_up_was_understood() -> None:
    told = list(lines_of(answer(1).model_copy(update={"rewritten": "How large is Hue?"})))
    assert told[0] == "Understood as: How large is Hue?"
    assert not any("Understood" in line for line in lines_of(answer(1)))
