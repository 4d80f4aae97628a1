"""Asks as part of a conversation: a follow-up comes with the questions before it, and what was asked and
answered is kept.

    question ─ earlier questions ─▶ asker ─▶ answer ─ history, else memory ─▶ whoever asked

A history that cannot be used costs no answer: the loss is logged and told in the answer's trace, and this
process remembers what it can. Must not answer or rewrite.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Protocol

from assistant import phrases
from assistant.errors import HistoryUnusable
from assistant.history import History
from assistant.memory import Memory, Remembered
from assistant.rewriting.offers import last_words
from assistant.schema import Answer, Question
from assistant.turn import Event

_log = logging.getLogger(__name__)


class Asker(Protocol):
    """Answers questions."""

    def ask(self, question: Question) -> Iterator[Event]:
        """Events, the last one the answer."""
        ...


class Conversations:
    """Asks with the earlier questions of the same conversation; usable from several threads.

    Args:
        history: keeps what is asked and answered; without it this process remembers the last of it.
    """

    def __init__(
        self,
        asker: Asker,
        history: History | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._asker = asker
        self._history = history
        self._memory = Memory()
        self._now = now

    def ask(self, question: Question) -> Iterator[Event]:
        """As the asker, a question of a known conversation following the ones before it.

        Raises:
            QuestionInvalid: nothing to ask, or too long.
        """
        turn = None
        if question.conversation_id is not None:
            known = last_words(self.last(question.conversation_id))
            earlier, turn = self._begin(question.conversation_id, question.text)
            if not question.turns:
                question = question.model_copy(update={"turns": earlier, **known})
        for event in self._asker.ask(question):
            yield self._kept(question, event, turn) if isinstance(event, Answer) else event

    def answer(self, question: Question) -> Answer:
        """The whole answer at once.

        Raises:
            QuestionInvalid: nothing to ask, or too long.
        """
        return next(event for event in self.ask(question) if isinstance(event, Answer))

    def last(self, conversation: str) -> Answer | None:
        """The last answer of a conversation, whose suggestions a "yes" takes up."""
        if self._history is not None and not self._memory.earlier(conversation):
            try:
                return self._history.last(conversation)
            except HistoryUnusable as error:
                _log.warning("%s", error)
        return self._memory.last(conversation)

    def recall(self, answer_id: str) -> Remembered | None:
        """An answer with its question; None where it is not kept any more."""
        found = self._memory.recall(answer_id)
        if found is None and self._history is not None:
            try:
                return self._history.recall(answer_id)
            except HistoryUnusable as error:
                _log.warning("%s", error)
        return found

    def _begin(self, conversation: str, text: str) -> tuple[tuple[str, ...], int | None]:
        """The earlier questions of a conversation and the number of the new turn.

        A conversation of which a turn could not be kept goes on in memory.
        """
        earlier = self._memory.earlier(conversation)
        turn = None
        if self._history is not None:
            try:
                earlier = earlier or self._history.earlier(conversation)
                turn = self._history.ask(conversation, text)
            except HistoryUnusable as error:
                _log.warning("%s", error)
        if turn is None or self._memory.earlier(conversation):
            self._memory.ask(conversation, (*earlier, text))
        return earlier, turn

    def _kept(self, question: Question, answer: Answer, turn: int | None) -> Answer:
        remembered = Remembered(question, answer, self._now())
        self._memory.keep(remembered)
        if self._history is None:
            return answer
        try:
            self._history.keep(remembered, turn)
        except HistoryUnusable as error:
            _log.warning("%s", error)
            notes = (*answer.trace.notes, phrases.not_kept(error.reason))
            return answer.model_copy(update={"trace": answer.trace.model_copy(update={"notes": notes})})
        return answer
