"""Remembers what was asked in a conversation, so that a follow-up can lean on it, and the last answers,
so that feedback on one can be kept with it.

In memory and bounded: the oldest goes first. Must not answer or rewrite.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock
from typing import Protocol

from assistant.feedback import Remembered
from assistant.pipeline import Event
from assistant.schema import Answer, Question

MOST_CONVERSATIONS = 1_000
MOST_TURNS = 30
"""A dialogue about eligibility is rebuilt from its first turn and may take a dozen questions."""
MOST_ANSWERS = 500


class Asker(Protocol):
    """Answers questions."""

    def ask(self, question: Question) -> Iterator[Event]:
        """Events, the last one the answer."""
        ...


class Conversations:
    """Asks with the earlier questions of the same conversation; usable from several threads."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._turns: OrderedDict[str, tuple[str, ...]] = OrderedDict()
        self._answers: OrderedDict[str, Remembered] = OrderedDict()
        self._lock = Lock()

    def ask(self, question: Question) -> Iterator[Event]:
        """As the asker, a question of a known conversation following the ones before it.

        Raises:
            QuestionInvalid: nothing to ask, or too long.
        """
        if question.conversation_id is not None:
            earlier = self._remember(question.conversation_id, question.text)
            question = question.model_copy(update={"turns": question.turns or earlier})
        for event in self._asker.ask(question):
            if isinstance(event, Answer):
                self._keep(question, event)
            yield event

    def recall(self, answer_id: str) -> Remembered | None:
        """One of the last answers with its question; None where it is not remembered any more."""
        with self._lock:
            return self._answers.get(answer_id)

    def _keep(self, question: Question, answer: Answer) -> None:
        with self._lock:
            self._answers[answer.id] = Remembered(question, answer)
            self._answers.move_to_end(answer.id)
            while len(self._answers) > MOST_ANSWERS:
                self._answers.popitem(last=False)

    def _remember(self, conversation: str, text: str) -> tuple[str, ...]:
        """The earlier questions of a conversation; the new one is added to them."""
        with self._lock:
            earlier = self._turns.pop(conversation, ())
            self._turns[conversation] = (*earlier, text)[-MOST_TURNS:]
            while len(self._turns) > MOST_CONVERSATIONS:
                self._turns.popitem(last=False)
            return earlier
