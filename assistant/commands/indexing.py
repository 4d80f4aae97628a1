"""Indexes here or in the background, and says how far that has come. Must not print or parse."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from assistant.workspace import Workspace
from indexing.errors import IndexBusy
from indexing.folder import DataFolder
from indexing.generations import Progress
from indexing.language import differ, language_of
from indexing.stored import Generation
from indexing.sync import complete_tokens, lacks_tokens
from indexing.work import at_work

_LOWER = 10
"""How much a process in the background gives way to others, as `nice` counts."""

_SHIPPED = "en"
"""Language of the built-in documents."""


def completed(workspace: Workspace, progress: Progress) -> Generation | None:
    """Make the token vectors that are lacking; the caller holds the right to write."""
    return complete_tokens(
        workspace.folder, workspace.ledger, workspace.embedder, progress, workspace.settings.index_workers
    )


def is_incomplete_for(workspace: Workspace, question: str) -> bool:
    """Whether the passages for this question would be found better once token vectors are complete."""
    return (
        workspace.settings.rerank
        and differ(language_of(question), _SHIPPED)
        and lacks_tokens(workspace.ledger, workspace.embedder)
    )


def give_way() -> None:
    """Let every other process go first, and end like on Ctrl-C when asked to pause."""
    os.nice(_LOWER)
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def started(folder: DataFolder) -> subprocess.Popen[bytes]:
    """`ascn sync` in the background, going on when this process ends.

    Raises:
        IndexBusy: another process is writing.
    """
    with folder.writing():
        pass
    log = (folder.root / "sync.log").open("wb")
    with log:
        return subprocess.Popen(
            _COMMAND, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )


@contextmanager
def beside(workspace: Workspace) -> Iterator[None]:
    """While the block runs, complete in a process of its own what was left out at a first start."""
    child = None
    if workspace.settings.rerank and lacks_tokens(workspace.ledger, workspace.embedder):
        with suppress(IndexBusy):
            child = started(workspace.folder)
    try:
        yield
    finally:
        if child is not None:
            child.terminate()
            child.wait()


def progress_line(folder: DataFolder) -> str | None:
    """What the process that writes is at, for people; None where none writes."""
    work = at_work(folder)
    if work is None:
        return None
    left = work.seconds_left
    about = "" if left is None else f", about {_duration(left)} left of this step"
    return f"Process {work.process} is at work: {work.stage} {work.done:,} of {work.total:,}{about}."


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"


_COMMAND = [sys.executable, "-m", "assistant", "sync", "--gently"]
