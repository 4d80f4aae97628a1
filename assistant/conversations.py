"""Asks as part of a conversation: a follow-up comes with the questions before it, and what was asked and
answered is kept.

    question ─ earlier questions ─▶ asker ─▶ answer ─ history, else memory ─▶ whoever asked

A history that cannot be used costs no answer: the loss is logged and told in the answer's trace, and this
process remembers what it can. A conversation is open to whoever holds its key, see `assistant.ownership`.
Must not answer or rewrite.

Why memory keeps only what the history does not: what is deleted must not live on in some process.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from assistant import phrases
from assistant.conversation_list import Behind, Conversation
from assistant.errors import ConversationUnknown, HistoryUnusable
from assistant.history import History, Turn
from assistant.memory import Memory, Remembered, Room
from assistant.ownership import NOBODY, Keys
from assistant.rewriting.offers import last_words
from assistant.schema import Answer, Question
from assistant.turn import Event

_log = logging.getLogger(__name__)

MOST_LISTED = 30
"""Conversations of one page of the list."""


class Asker(Protocol):
    """Answers questions."""

    def ask(self, question: Question) -> Iterator[Event]:
        """Events, the last one the answer."""
        ...


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of conversations, the last one first; ``before`` is where the next page begins, if any."""

    conversations: tuple[Conversation, ...] = ()
    before: Behind | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A conversation with its last turns, oldest first."""

    conversation: Conversation
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class _Begun:
    """A turn: the questions before, its number where it is kept, the reason where it could not be."""

    earlier: tuple[str, ...] = ()
    turn: int | None = None
    lost: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Asks for whoever holds some keys."""

    conversations: Conversations
    keys: Keys

    def ask(self, question: Question) -> Iterator[Event]:
        """As `Conversations.ask`."""
        return self.conversations.ask(question, self.keys)


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

    @property
    def days(self) -> int | None:
        """How many days conversations are kept; None where they are not."""
        return None if self._history is None else self._history.days

    def held_by(self, keys: Keys) -> Holder:
        """What asks for whoever holds ``keys``."""
        return Holder(self, keys)

    def admit(self, conversation: str, keys: Keys) -> None:
        """Let somebody ask in a conversation, a new one or one that is open to them.

        Raises:
            ConversationUnknown: it is somebody else's.
        """
        try:
            if self._history is not None and not self._history.admits(conversation, keys):
                raise ConversationUnknown(conversation)
        except HistoryUnusable as error:  # then nothing of it is told either
            _log.warning("%s", error)

    def ask(self, question: Question, keys: Keys = NOBODY) -> Iterator[Event]:
        """As the asker, a question of a known conversation following the ones before it.

        Raises:
            QuestionInvalid: nothing to ask, or too long.
            ConversationUnknown: the conversation is somebody else's.
        """
        room, begun = None, _Begun()
        if question.conversation_id is not None:
            self.admit(question.conversation_id, keys)
            room = _room(question.conversation_id, keys)
            known = last_words(self.last(question.conversation_id, keys))
            begun = self._begin(room, question.text, keys)
            if not question.turns:
                question = question.model_copy(update={"turns": begun.earlier, **known})
        for event in self._asker.ask(question):
            yield self._kept(question, event, begun, room) if isinstance(event, Answer) else event

    def answer(self, question: Question) -> Answer:
        """The whole answer at once.

        Raises:
            QuestionInvalid: nothing to ask, or too long.
        """
        return next(event for event in self.ask(question) if isinstance(event, Answer))

    def last(self, conversation: str, keys: Keys = NOBODY) -> Answer | None:
        """The last answer of a conversation, whose suggestions a "yes" takes up."""
        room = _room(conversation, keys)
        if self._history is not None and not self._memory.earlier(room):
            try:
                return self._history.last(conversation, keys)
            except HistoryUnusable as error:
                _log.warning("%s", error)
        return self._memory.last(room)

    def recall(self, answer_id: str) -> Remembered | None:
        """An answer with its question; None where it is not kept any more."""
        found = None
        if self._history is not None:
            try:
                found = self._history.recall(answer_id)
            except HistoryUnusable as error:
                _log.warning("%s", error)
        return found or self._memory.recall(answer_id)

    # -- what is kept, for whoever holds the keys; nothing where no history is kept ----------------------
    #
    # Every verb raises `HistoryUnusable`, and `ConversationUnknown` for one that is not there or not theirs.

    def listed(self, keys: Keys, words: str = "", before: Behind | None = None) -> Listed:
        """Their conversations in which ``words`` occur, from a place in the list on."""
        if self._history is None or not keys:
            return Listed()
        found = self._history.conversations(words, MOST_LISTED + 1, keys=keys, before=before)
        shown = found[:MOST_LISTED]
        more = len(found) > MOST_LISTED
        return Listed(shown, Behind(shown[-1].last, shown[-1].id) if more else None)

    def told(self, conversation: str, keys: Keys) -> Told:
        """A conversation with its last turns."""
        history = self._having(conversation)
        found = history.conversation(conversation, keys)
        if found is None:
            raise ConversationUnknown(conversation)
        return Told(found, history.turns(conversation, keys))

    def rename(self, conversation: str, title: str, keys: Keys) -> None:
        """Give a conversation another title."""
        if not self._having(conversation).rename(conversation, title, keys):
            raise ConversationUnknown(conversation)

    def delete(self, conversation: str, keys: Keys) -> None:
        """Delete a conversation with its answers, see `History.delete`."""
        if not self._having(conversation).delete(conversation, keys):
            raise ConversationUnknown(conversation)
        self._memory.forget(conversation)

    def _having(self, conversation: str) -> History:
        if self._history is None:
            raise ConversationUnknown(conversation)
        return self._history

    def _begin(self, room: Room, text: str, keys: Keys) -> _Begun:
        """A conversation of which a turn could not be kept goes on in memory."""
        earlier = self._memory.earlier(room)
        turn, lost = None, None
        if self._history is not None:
            try:
                earlier = earlier or self._history.earlier(room.conversation, keys)
                turn = self._history.ask(room.conversation, text, keys)
            except HistoryUnusable as error:
                _log.warning("%s", error)
                lost = error.reason
        if turn is None or self._memory.earlier(room):
            self._memory.ask(room, (*earlier, text))
        return _Begun(earlier, turn, lost)

    def _kept(self, question: Question, answer: Answer, begun: _Begun, room: Room | None) -> Answer:
        """An answer to a turn that could not be kept is not kept either: it could never be deleted."""
        remembered = Remembered(question, answer, self._now())
        lost = begun.lost
        if self._history is not None and lost is None:
            try:
                self._history.keep(remembered, begun.turn)
            except HistoryUnusable as error:
                _log.warning("%s", error)
                lost = error.reason
        if self._history is None or lost or (room and self._memory.earlier(room)):
            self._memory.keep(remembered, room)
        if lost is None:
            return answer
        notes = (*answer.trace.notes, phrases.not_kept(lost))
        return answer.model_copy(update={"trace": answer.trace.model_copy(update={"notes": notes})})


def _room(conversation: str, keys: Keys) -> Room:
    return Room(conversation, next(iter(keys), None))
