"""Where feedback is worked off: what is open, a draft of a case, done. Must not judge feedback.

Cases belong to the evaluation, which stands to the right of this package; whatever makes them offers itself
through the entry-point group ``ascn.desk``, as commands do through ``ascn.commands``.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, cast

from assistant.feedback import Feedback
from indexing.folder import DataFolder


class Desk(Protocol):
    """Works off feedback. An id that no feedback has is an `AscnError` of every verb."""

    def open(self) -> tuple[Feedback, ...]:
        """What is not done yet, oldest first."""
        ...

    def draft(self, feedback_id: str) -> tuple[Path, str]:
        """Make the draft of a case where there is none; its file and its text."""
        ...

    def drafted(self, feedback_id: str) -> tuple[Path, str] | None:
        """The draft as it stands there, edited or not; None where there is none."""
        ...

    def done(self, feedback_id: str) -> None:
        """Take it off the desk without making a case of it; the feedback itself is kept."""
        ...


def installed_desk(folder: DataFolder) -> Desk | None:
    """The desk of a data folder; None where nothing is installed that makes cases."""
    for entry in entry_points(group="ascn.desk"):
        made = cast("Callable[[Path, Path], Desk]", entry.load())
        return made(folder.feedback, folder.cases)
    return None
