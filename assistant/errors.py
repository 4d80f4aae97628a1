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
        └── AnswerUnknown        no answer of this id is kept

A question without an answer is no error: it is an `Answer` with status ``not_found``.
"""

from __future__ import annotations

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
