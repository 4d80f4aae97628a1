"""Makes a costly folder once for all processes that share a test run, and gives each a copy of its own.

Must not know what is made. Why copies: tests write into their data folder (a settings file, the history of
answers, the lock of a sync), and two processes that did so in one folder would see each other.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """``folder``, made by the first process that asks for it; those that ask meanwhile wait.

    ``make`` is given another path and its work is renamed, so that a half-made folder is never taken: where
    it fails, whoever asks next makes it anew and sees the reason too.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(folder)
    return folder
