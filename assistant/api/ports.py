"""What the HTTP door needs from the rest: what answers, what decides, what holds documents.

Must not know how either works, so that the door is tested without an index and an index without a door.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias

from assistant.conversation_list import Behind
from assistant.conversations import Listed, Told
from assistant.eligibility.facts import Inquiry
from assistant.feedback import Verdict
from assistant.library.holdings import Unread
from assistant.memory import Remembered
from assistant.ownership import Keys
from assistant.schema import Answer, ClaimEvent, Question, StatusEvent
from corpus.entry import Entry
from corpus.models import Document

Event: TypeAlias = StatusEvent | ClaimEvent | Answer
"""What happens while a question is answered; the last one is the `Answer`."""


class Asker(Protocol):
    """Answers questions."""

    def ask(self, question: Question) -> Iterator[Event]:
        """Blocking. The last event is the `Answer`; a caller that loses interest closes the iterator."""
        ...


class Assessor(Protocol):
    """Decides what an applicant may apply for."""

    def eligible(self, given: Inquiry) -> Answer:
        """Blocking. The verdicts with their proof.

        Raises:
            FactsInvalid: the inquiry names no programme, call or role.
        """
        ...


class Feedback(Protocol):
    """Keeps what people say of answers."""

    def keep(self, answer_id: str, question: str, verdict: Verdict, comment: str | None) -> bool:
        """Whether the answer itself was still known and is kept beside it.

        Raises:
            FeedbackFull: no more is kept.
            FeedbackUnwritable: it could not be written down.
        """
        ...


class Archive(Protocol):
    """Keeps answers as they were given."""

    def recall(self, answer_id: str) -> Remembered | None:
        """An answer with its question and reasons; None where it is not kept any more."""
        ...


class Talks(Protocol):
    """Keeps conversations, each open to whoever holds its key and to nobody else.

    Every verb raises `HistoryUnusable`, and `ConversationUnknown` for what is not there or not theirs.
    """

    @property
    def days(self) -> int | None:
        """How many days conversations are kept; None where they are not."""
        ...

    def held_by(self, keys: Keys) -> Asker:
        """What asks for whoever holds ``keys``."""
        ...

    def admit(self, conversation: str, keys: Keys) -> None:
        """Let somebody ask in a conversation."""
        ...

    def listed(self, keys: Keys, words: str = "", before: Behind | None = None) -> Listed:
        """Their conversations in which ``words`` occur, from a place in the list on."""
        ...

    def told(self, conversation: str, keys: Keys) -> Told:
        """A conversation with its last turns."""
        ...

    def rename(self, conversation: str, title: str, keys: Keys) -> None:
        """Give a conversation another title."""
        ...

    def delete(self, conversation: str, keys: Keys) -> None:
        """Delete a conversation with the answers given in no other."""
        ...


class Shelf(Protocol):
    """The documents that the public role may see."""

    def documents(self) -> tuple[Entry, ...]:
        """Every visible document."""
        ...

    def document(self, document_id: str) -> Document:
        """One visible document with its text.

        Raises:
            UnknownDocument: no visible document has this id.
        """
        ...

    def path(self, document_id: str) -> Path:
        """The stored file of a visible document.

        Raises:
            UnknownDocument: no visible document has this id.
        """
        ...

    def generation(self) -> str | None:
        """The state of the index that answers now; None before the first one."""
        ...


class Stock(Protocol):
    """What is known of the documents beside what stands in them."""

    def passages(self) -> Mapping[str, int]:
        """How many passages of each visible document are searched, by its id."""
        ...

    def unread(self) -> tuple[Unread, ...]:
        """The listed documents that the public may know of and of which nothing could be read."""
        ...
