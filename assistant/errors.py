"""What can go wrong between a question and its answer.

    AscnError
    └── AssistantError
        ├── QuestionInvalid      empty, too long, nothing but signs
        ├── SettingsInvalid      an unknown key or a value out of range
        ├── BatchInvalid         a line of a batch file is no question
        ├── FactsInvalid         a fact about an applicant is unknown, wrong or contradicts another
        ├── FeedbackFull         the file of feedback has reached its limit
        ├── FeedbackUnreadable   the file of feedback cannot be opened
        ├── FeedbackUnwritable   the file of feedback cannot be written
        ├── HistoryUnusable      answers and conversations can be neither kept nor read
        ├── ConversationUnknown  no conversation of this id is kept for whoever asks
        ├── AnswerUnknown        no answer of this id is kept
        ├── AdmissionRefused     a key or a link lets nobody in
        ├── AdmissionTooSoon     too many wrong keys came just before
        ├── UploadUnknown        no upload of this id waits
        ├── UploadsFull          too many uploads wait
        └── RunUnderWay          a change that was started from the pages goes on

A question without an answer is no error: it is an `Answer` with status ``not_found``.
"""

from __future__ import annotations

from datetime import datetime
from math import ceil
from pathlib import Path

from corpus.errors import AscnError


class AssistantError(AscnError):
    """Anything wrong with a question or a setting."""


class QuestionInvalid(AssistantError):
    """The question cannot be asked: empty, too long, nothing but signs."""


class SettingsInvalid(AssistantError):
    """An unknown key, or a value out of range."""


class BatchInvalid(AssistantError):
    """A line of a batch file is no question."""


class FactsInvalid(AssistantError):
    """A fact is unknown, of the wrong kind, or contradicts another; ``thing`` is its field."""


class FeedbackFull(AssistantError):
    """The file of feedback has reached its limit."""

    def __init__(self, path: Path) -> None:
        super().__init__(path.name, "no more feedback is kept", "Tell whoever runs this server")


class FeedbackUnreadable(AssistantError):
    """The file of feedback cannot be opened."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(str(path), f"it cannot be read ({reason})", "Check that you may open it")


class FeedbackUnwritable(AssistantError):
    """The file of feedback cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path.name, f"it could not be kept ({reason})", "Tell whoever runs this server")


class HistoryUnusable(AssistantError):
    """Answers and conversations can be neither kept nor read."""


class ConversationUnknown(AssistantError):
    """No conversation of this id is kept for whoever asks; one of somebody else is told the same way."""

    def __init__(self, conversation: str) -> None:
        super().__init__(
            conversation, "no conversation of this id is kept for this browser", "Begin a new one"
        )


class AnswerUnknown(AssistantError):
    """No answer of this id is kept."""

    def __init__(self, answer_id: str) -> None:
        super().__init__(answer_id, "no answer of this id is kept", "Ask the question again")


class AdmissionRefused(AssistantError):
    """A key or a link lets nobody in."""

    def __init__(self) -> None:
        super().__init__("key", "this does not let in", "Check the key, or ask for a new link")


class AdmissionTooSoon(AssistantError):
    """Too many wrong keys came just before; ``retry_after`` is in whole seconds."""

    def __init__(self, seconds: float) -> None:
        self.retry_after = ceil(seconds)
        step = f"Try again in {self.retry_after} seconds"
        super().__init__("key", "too many wrong keys were tried just before", step)


class UploadUnknown(AssistantError):
    """No upload of this id waits."""

    def __init__(self) -> None:
        super().__init__("upload", "it was added or discarded, or waited too long", "Send the files again")


class UploadsFull(AssistantError):
    """Too many uploads wait."""

    def __init__(self, most: int) -> None:
        super().__init__("upload", f"{most} uploads wait already", "Add or discard one of them first")


class RunUnderWay(AssistantError):
    """A change that was started from the pages goes on."""

    def __init__(self, verb: str, began: datetime) -> None:
        reason = f"another change goes on: {verb}, since {began:%H:%M} UTC"
        super().__init__("change", reason, "Wait until it has finished")
