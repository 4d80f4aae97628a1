"""Remembers what was asked in a conversation, so that a follow-up can lean on it.

In memory and bounded: the oldest conversation goes first. Must not answer, rewrite or keep answers.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock
from typing import Protocol

from assistant.pipeline import Event
from assistant.schema import Question

MOST_CONVERSATIONS = 1_000
MOST_TURNS = 10


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
        self._lock = Lock()

    def ask(self, question: Question) -> Iterator[Event]:
        """As the asker, a question of a known conversation following the ones before it.

        Raises:
            QuestionInvalid: nothing to ask, or too long.
        """
        if question.conversation_id is None:
            yield from self._asker.ask(question)
            return
        earlier = self._remember(question.conversation_id, question.text)
        turns = question.turns or earlier
        yield from self._asker.ask(question.model_copy(update={"turns": turns}))

    def _remember(self, conversation: str, text: str) -> tuple[str, ...]:
        """The earlier questions of a conversation; the new one is added to them."""
        with self._lock:
            earlier = self._turns.pop(conversation, ())
            self._turns[conversation] = (*earlier, text)[-MOST_TURNS:]
            while len(self._turns) > MOST_CONVERSATIONS:
                self._turns.popitem(last=False)
            return earlier
