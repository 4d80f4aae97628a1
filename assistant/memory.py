"""Remembers the last questions of conversations and the last answers in this process, the oldest going first.

What `assistant.history` cannot or shall not keep is remembered here. Must not write anything down.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import NamedTuple

from assistant.schema import Answer, Question

MOST_CONVERSATIONS = 1_000
MOST_TURNS = 30
"""Questions of a conversation that a new one may lean on; a dialogue about eligibility takes a dozen."""
MOST_ANSWERS = 500


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer as it was given, with its question and when."""

    question: Question
    answer: Answer
    given: datetime


class Room(NamedTuple):
    """A conversation and the key of who holds it: nobody hears what others say under the same id."""

    conversation: str
    key: str | None = None


class Memory:
    """Questions by conversation and answers by id; usable from several threads."""

    def __init__(self) -> None:
        self._turns: OrderedDict[Room, tuple[str, ...]] = OrderedDict()
        self._answers: OrderedDict[str, Remembered] = OrderedDict()
        self._last: OrderedDict[Room, Answer] = OrderedDict()
        self._lock = Lock()

    def earlier(self, room: Room) -> tuple[str, ...]:
        """The last questions of a conversation, oldest first; none where it is not known."""
        with self._lock:
            return self._turns.get(room, ())

    def ask(self, room: Room, turns: tuple[str, ...]) -> None:
        """Remember a conversation with all its questions."""
        with self._lock:
            self._turns[room] = turns[-MOST_TURNS:]
            self._turns.move_to_end(room)
            while len(self._turns) > MOST_CONVERSATIONS:
                self._turns.popitem(last=False)

    def keep(self, remembered: Remembered, room: Room | None) -> None:
        """Remember an answer, as the last one of a conversation where it was given in one."""
        with self._lock:
            self._answers[remembered.answer.id] = remembered
            self._answers.move_to_end(remembered.answer.id)
            while len(self._answers) > MOST_ANSWERS:
                self._answers.popitem(last=False)
            if room is not None:
                self._last[room] = remembered.answer
                self._last.move_to_end(room)
            while len(self._last) > MOST_CONVERSATIONS:
                self._last.popitem(last=False)

    def recall(self, answer_id: str) -> Remembered | None:
        """An answer by its id."""
        with self._lock:
            return self._answers.get(answer_id)

    def last(self, room: Room) -> Answer | None:
        """The last answer of a conversation."""
        with self._lock:
            return self._last.get(room)

    def forget(self, conversation: str) -> None:
        """Remember nothing of a conversation any more, whoever holds it."""
        with self._lock:
            for room in [room for room in {*self._turns, *self._last} if room.conversation == conversation]:
                self._turns.pop(room, None)
                self._last.pop(room, None)
            given = self._answers.items()
            for id_ in [id_ for id_, each in given if each.question.conversation_id == conversation]:
                del self._answers[id_]
