"""What can go wrong between a question and its answer.

    AscnError
    └── AssistantError
        ├── QuestionInvalid      empty, too long, nothing but signs
        ├── SettingsInvalid      an unknown key or a value out of range
        └── BatchInvalid         a line of a batch file is no question

A question without an answer is no error: it is an `Answer` with status ``not_found``.
"""

from __future__ import annotations

from corpus.errors import AscnError


class AssistantError(AscnError):
    """Anything wrong with a question or a setting."""


class QuestionInvalid(AssistantError):
    """The question cannot be asked: empty, too long, nothing but signs."""


class SettingsInvalid(AssistantError):
    """An unknown key, or a value out of range."""


class BatchInvalid(AssistantError):
    """A line of a batch file is no question."""
