"""Feedback as the maintainers' pages work it off: `evals.intake` behind three verbs. Must not judge feedback.

Found by the server through the entry-point group ``ascn.desk``, for `assistant` imports nothing from here.
"""

from __future__ import annotations

from pathlib import Path

from assistant.feedback import Feedback
from evals.intake import Intake


class IntakeDesk:
    """The feedback of a file, and drafts of cases below a folder."""

    def __init__(self, feedback: Path, cases: Path) -> None:
        self._intake = Intake(feedback, cases)

    def open(self) -> tuple[Feedback, ...]:
        """What is neither a case nor dropped, oldest first."""
        return self._intake.open()

    def draft(self, feedback_id: str) -> tuple[Path, str]:
        """Make the draft of a case; one that stands there already is left as it was edited.

        Raises:
            FeedbackUnknown: no open feedback has this id.
        """
        path = self._intake.propose_one(feedback_id)
        return path, path.read_text(encoding="utf-8")

    def drafted(self, feedback_id: str) -> tuple[Path, str] | None:
        """The draft as it stands there; None where there is none."""
        path = self._intake.draft(feedback_id)
        return (path, path.read_text(encoding="utf-8")) if path.exists() else None

    def done(self, feedback_id: str) -> None:
        """Make no case of it.

        Raises:
            FeedbackUnknown: no feedback has this id, or it is a case already.
        """
        self._intake.drop(feedback_id)
