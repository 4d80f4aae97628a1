"""Where everything lies inside the data folder, and who may write there.

    data/
    ├── manifest.yaml        the documents that were added
    ├── documents/           copies of their files
    ├── downloads/           official documents on their way; what is unfinished ends in .part
    ├── ledger.sqlite        source of truth
    ├── generations/<id>/    vectors/ and words/, rebuildable from the ledger
    ├── cache/               built once, can be deleted
    ├── feedback.jsonl       what people said of answers, only added to
    ├── history.sqlite       answers as they were given and conversations, for a while
    ├── work.json            how far the process that writes has come
    ├── uploads/             files that maintainers sent and have not added yet
    ├── run/                 the last change made from the maintainers' pages, and what became of it
    ├── cases/               drafts of cases made from feedback
    ├── reports/             pages of evaluations, to be looked at by maintainers
    └── write.lock           held by the one process that writes

Must not read or write what lies there.
"""

from __future__ import annotations

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from indexing.errors import DataFolderUnusable, IndexBusy

VECTORS, WORDS = "vectors", "words"
"""The two indexes in the folder of a generation."""

BUILDING = ".building-"
"""Name prefix of a generation that is not complete."""


_INSTANT = 0.05
"""Seconds."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The data folder at ``root``; it need not exist."""

    root: Path

    @property
    def manifest(self) -> Path:
        """The list of added documents."""
        return self.root / "manifest.yaml"

    @property
    def documents(self) -> Path:
        """Copies of the added files."""
        return self.root / "documents"

    @property
    def downloads(self) -> Path:
        """Official documents on their way into `documents`."""
        return self.root / "downloads"

    @property
    def ledger(self) -> Path:
        """The source of truth."""
        return self.root / "ledger.sqlite"

    @property
    def generations(self) -> Path:
        """One folder per generation."""
        return self.root / "generations"

    @property
    def cache(self) -> Path:
        """What is built once and can be deleted."""
        return self.root / "cache"

    @property
    def feedback(self) -> Path:
        """What people said of answers."""
        return self.root / "feedback.jsonl"

    @property
    def history(self) -> Path:
        """Answers as they were given, and conversations."""
        return self.root / "history.sqlite"

    @property
    def work(self) -> Path:
        """How far the process that writes has come."""
        return self.root / "work.json"

    @property
    def uploads(self) -> Path:
        """Files that maintainers sent and have not added yet."""
        return self.root / "uploads"

    @property
    def run(self) -> Path:
        """The last change made from the maintainers' pages, and what became of it."""
        return self.root / "run"

    @property
    def cases(self) -> Path:
        """Drafts of cases made from feedback."""
        return self.root / "cases"

    @property
    def reports(self) -> Path:
        """Pages of evaluations."""
        return self.root / "reports"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the right to write; the system releases it when the process ends, however it ends.

        Raises:
            IndexBusy: another process holds it.
            DataFolderUnusable: the folder cannot be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.root / "write.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise unusable(self.root, error) from error
        try:
            _lock(handle)
            os.truncate(handle, 0)
            os.pwrite(handle, str(os.getpid()).encode(), 0)
            yield
        except BlockingIOError as error:
            owner = os.pread(handle, 20, 0).decode(errors="replace") or "unknown"
            raise IndexBusy(
                str(self.root), f"process {owner} is writing to it", "Wait until it has finished"
            ) from error
        finally:
            os.close(handle)


def _lock(handle: int) -> None:
    """Take the lock. Why twice: whoever only asks who writes holds it for an instant."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        time.sleep(_INSTANT)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def unusable(folder: Path, error: Exception) -> DataFolderUnusable:
    """The error that people are shown when ``folder`` cannot be used, whoever found out."""
    text = str(error).lower()
    if getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT} or "full" in text:
        reason, step = "the disk is full", "Free some space and run the command again"
    elif "locked" in text:
        reason, step = "another process has held the ledger for 30 s", "Wait for it or end it, then try again"
    else:
        why = getattr(error, "strerror", None) or error
        reason, step = f"the data folder cannot be used ({why})", "Make it writable or set ASCN_DATA"
    return DataFolderUnusable(str(folder), reason, step)
