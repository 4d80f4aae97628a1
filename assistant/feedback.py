"""What people say of an answer, kept line by line in the data folder beside the answer as it was given.

Lines are only added: `ascn eval intake` makes cases of them and remembers elsewhere which. Who said it is
not kept: no address, no name, no conversation. Must not judge or answer.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock

from pydantic import AwareDatetime, ValidationError

from assistant.errors import FeedbackFull, FeedbackUnreadable, FeedbackUnwritable
from assistant.memory import Remembered
from assistant.schema import Answer, Citation, Status, Value

MAX_COMMENT_CHARACTERS = 2_000
"""Longer comments are refused with a message, not cut."""

MOST_LINE_BYTES = 10_000
"""Of one line; what does not fit is shortened from its least telling end, and ``shortened`` says so."""

MOST_BYTES = 50_000_000
"""Of the whole file: anybody may send feedback, and nobody may fill the disk."""


class Verdict(StrEnum):
    """What a person finds of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    UNCLEAR = "unclear"


class Cited(Value):
    """Where evidence of an answer stands; ``quote`` is None where it was too long to be kept."""

    document_id: str
    page: int | None
    start: int
    end: int
    quote: str | None


class Given(Value):
    """An answer as it was given."""

    id: str
    status: Status
    text: str
    language: str
    as_of: date
    generation: str | None
    evidence: tuple[Cited, ...] = ()


class Feedback(Value):
    """One line.

    Attributes:
        turns: the questions before, where the answer leaned on them.
        answer: None where the server did not hold it any more.
    """

    time: AwareDatetime
    question: str
    turns: tuple[str, ...] = ()
    verdict: Verdict
    comment: str | None = None
    answer: Given | None = None
    shortened: bool = False

    @property
    def id(self) -> str:
        """The same for the same line, and for no other."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]


class FeedbackFile:
    """Adds to a file of feedback; usable from several threads.

    Args:
        recall: gives an answer by its id for as long as it is remembered.
    """

    def __init__(
        self,
        path: Path,
        recall: Callable[[str], Remembered | None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._path = path
        self._recall = recall
        self._now = now
        self._lock = Lock()

    def keep(self, answer_id: str, question: str, verdict: Verdict, comment: str | None) -> bool:
        """Add what was said; whether the answer itself was still remembered and stands beside it.

        Raises:
            FeedbackFull: the file has reached its limit.
            FeedbackUnwritable: the disk is full, or the file cannot be opened.
        """
        known = self._recall(answer_id)
        line = _line(
            Feedback(
                time=self._now().replace(microsecond=0),
                question=known.question.text if known else question,
                turns=known.question.turns if known else (),
                verdict=verdict,
                comment=comment or None,
                answer=_given(known.answer) if known else None,
            )
        )
        try:
            self._add(line)
        except OSError as error:
            raise FeedbackUnwritable(self._path, error.strerror or str(error)) from error
        return known is not None

    def _add(self, line: bytes) -> None:
        with self._lock:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            try:
                size = os.fstat(handle).st_size
                if size + len(line) > MOST_BYTES:
                    raise FeedbackFull(self._path)
                torn = size and os.pread(handle, 1, size - 1) != b"\n"
                os.write(handle, b"\n" * bool(torn) + line)
                os.fsync(handle)
            finally:
                os.close(handle)


def _line(feedback: Feedback) -> bytes:
    return _fitted(feedback).model_dump_json().encode() + b"\n"


def read(path: Path) -> tuple[Feedback, ...]:
    """All feedback, oldest first; a line cut off when its process was killed is left out.

    Raises:
        FeedbackUnreadable: the file cannot be opened.
    """
    try:
        lines = path.read_bytes().splitlines() if path.exists() else []
    except OSError as error:
        raise FeedbackUnreadable(path, error.strerror or str(error)) from error
    return tuple(found for line in lines if (found := _parsed(line)) is not None)


def _parsed(line: bytes) -> Feedback | None:
    try:
        return Feedback.model_validate_json(line)
    except ValidationError:
        return None


def _given(answer: Answer) -> Given:
    rows = (item.citation for item in answer.list.items if item.citation) if answer.list else ()
    claimed = (citation for claim in answer.claims for citation in claim.citations)
    return Given(
        id=answer.id,
        status=answer.status,
        text=answer.text,
        language=answer.language,
        as_of=answer.as_of,
        generation=answer.generation,
        evidence=tuple(_cited(citation) for citation in dict.fromkeys((*claimed, *rows))),
    )


def _cited(citation: Citation) -> Cited:
    return Cited(
        document_id=citation.document_id,
        page=citation.page,
        start=citation.start,
        end=citation.end,
        quote=citation.quote,
    )


def _fitted(feedback: Feedback) -> Feedback:
    """As much of it as fits a line: quotes go first, they can be read in the document, the comment last."""
    if _fits(feedback):
        return feedback
    feedback = feedback.model_copy(update={"shortened": True})
    if feedback.answer is not None:
        bare = tuple(cited.model_copy(update={"quote": None}) for cited in feedback.answer.evidence)
        feedback = _with_answer(feedback, evidence=bare)
        while not _fits(feedback) and bare:
            bare = bare[: len(bare) // 2]
            feedback = _with_answer(feedback, evidence=bare)
        while not _fits(feedback) and feedback.answer and feedback.answer.text:
            feedback = _with_answer(feedback, text=_halved(feedback.answer.text))
    while not _fits(feedback) and feedback.turns:
        feedback = feedback.model_copy(update={"turns": feedback.turns[1:]})
    while not _fits(feedback):
        feedback = feedback.model_copy(update={"question": _halved(feedback.question)})
    return feedback


def _with_answer(feedback: Feedback, **changes: object) -> Feedback:
    assert feedback.answer is not None
    return feedback.model_copy(update={"answer": feedback.answer.model_copy(update=changes)})


def _halved(text: str) -> str:
    return text[: len(text) // 2]


def _fits(feedback: Feedback) -> bool:
    return len(feedback.model_dump_json().encode()) < MOST_LINE_BYTES
