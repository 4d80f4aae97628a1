"""`ascn eligible` without a file of facts: question by question, until somebody ends it.

Must not print, parse arguments or decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Protocol

from assistant.commands.eligibility import lines_of
from assistant.eligibility.decide import decide
from assistant.eligibility.facts import read_inquiry
from assistant.errors import QuestionInvalid
from assistant.schema import Answer, Question, Status
from corpus.records import records

GREETING = "Answer in a few words, or say more at once. An empty line ends it."
ANYTHING = "What is open to us?"
"""What is asked where nobody named a programme."""


class Answers(Protocol):
    """Answers questions, as the pipeline does."""

    def answer(self, question: Question) -> Answer:
        """The whole answer.

        Raises:
            QuestionInvalid: nothing to ask, or too long.
        """
        ...


def opening(programme: str | None, call: str | None, role: str | None, today: date) -> str:
    """The question that a dialogue begins with.

    Raises:
        FactsInvalid: there is no such programme, call or role.
    """
    inquiry = read_inquiry({"programme": programme, "call": call, "role": role})
    offers = [decision.offer for decision in decide(inquiry, records(), today)]
    if programme is None and call is None:
        return ANYTHING
    offer = offers[0]
    named = f"{offer.programme.name}, {offer.title}" if call is not None else offer.programme.name
    as_role = f" as {role.replace('_', ' ')}" if role else ""
    return f"Can we apply to {named}{as_role}?"


def converse(
    answers: Answers, first: str, as_of: date | None, hear: Callable[[], str | None]
) -> Iterator[str]:
    """The lines to show, turn after turn; ``hear`` gives the next thing said, None or nothing at the end."""
    turns: tuple[str, ...] = ()
    said: str | None = first
    while said:
        try:
            answer = answers.answer(Question(text=said, turns=turns, as_of=as_of))
        except QuestionInvalid as fault:
            yield str(fault)
        else:
            turns = (*turns, said)
            yield from _shown(answer)
        said = (hear() or "").strip()


def _shown(answer: Answer) -> Iterator[str]:
    if answer.status is not Status.CLARIFY:
        yield from lines_of(answer)
        return
    yield answer.text
    if answer.suggestions:
        yield f"({', '.join(answer.suggestions)})"
