"""Tells other processes how far the one that writes has come, and asks it to pause.

    data/work.json     stage, done, total, since when; replaced as a whole, gone when the work ends

Pausing ends the process: every step leaves what the next `sync` finds and does not repeat, so going on
is nothing but another `sync`. Must not do the work.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from indexing.folder import DataFolder
from indexing.generations import Progress

_BETWEEN = 0.5
"""Seconds between two notes."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a process is at.

    Attributes:
        began: when the stage began, seconds since 1970.
        noted: when this was written.
    """

    process: int
    stage: str
    done: int
    total: int
    began: float
    noted: float

    @property
    def seconds_left(self) -> float | None:
        """What is left of the stage at its pace so far; None while nothing is done."""
        if not self.done:
            return None
        return (self.noted - self.began) / self.done * (self.total - self.done)


@contextmanager
def noted(
    folder: DataFolder, progress: Progress, clock: Callable[[], float] = time.time
) -> Iterator[Progress]:
    """``progress`` that is written down too. A note that cannot be written is left out."""
    stage, began, last = "", 0.0, 0.0

    def report(name: str, done: int, total: int) -> None:
        nonlocal stage, began, last
        progress(name, done, total)
        now = clock()
        if name != stage:
            stage, began, last = name, now, 0.0
        if now - last >= _BETWEEN:
            last = now
            _write(folder.work, Work(os.getpid(), name, done, total, began, now))

    try:
        yield report
    finally:
        with contextlib.suppress(OSError):
            folder.work.unlink(missing_ok=True)


def at_work(folder: DataFolder) -> Work | None:
    """What the process that writes is at; None where none writes or it has not said so yet."""
    writer = owner(folder)
    try:
        work = Work(**json.loads(folder.work.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return work if work.process == writer else None


def pause(folder: DataFolder) -> int | None:
    """Ask the process that writes to end after what it has in hand; its number, None where none writes."""
    writer = owner(folder)
    if writer is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(writer, signal.SIGTERM)
    return writer


def owner(folder: DataFolder) -> int | None:
    """The process that holds the right to write, found by failing to get it."""
    try:
        with (folder.root / "write.lock").open("r+b") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(handle.read(20) or b"0") or None
    except (OSError, ValueError):
        return None
    return None


def _write(path: Path, work: Work) -> None:
    with contextlib.suppress(OSError):
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".work-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(work), file)
        Path(draft).replace(path)
