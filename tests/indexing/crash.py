"""A real process that synchronises and is killed at a named point: ``python -m tests.indexing.crash``.

Points: ``name:n`` kills at the n-th call of a function, ``flush:ms`` kills that many milliseconds
after Chroma was given its rows, ``time:ms`` that many milliseconds after the start of the sync.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chromadb.api.models.Collection import Collection

from indexing import generations, ledger, lexical, probe, store
from tests.library import site

MANY = 1_300
"""Passages of the large document: enough for Chroma to write its vector file while rows arrive."""


def many(version: str) -> str:
    """A document of `MANY` passages."""
    lines = (f"## Part {n}\n\nCounter {n} of version {version} stands at {n * 7}.\n" for n in range(MANY))
    return "# Counters\n\n" + "\n".join(lines)


def die(how: int) -> None:
    os.kill(os.getpid(), how)
    time.sleep(60)


def dying(function: Callable[..., Any], call: int, how: int) -> Callable[..., Any]:
    """The function, until its ``call``-th call, which ends the process before it does anything."""
    calls = 0

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            die(how)
        return function(*args, **kwargs)

    return wrapped


def later(milliseconds: float, how: int) -> None:
    def wait() -> None:
        time.sleep(milliseconds / 1000)
        die(how)

    threading.Thread(target=wait, daemon=True).start()


def arm(point: str, how: int) -> None:
    """Prepare the death at ``point``."""
    name, _, number = point.partition(":")
    targets: dict[str, tuple[Any, str]] = {
        "revision": (ledger.Ledger, "put_revision"),
        "vectors": (ledger.Ledger, "put_vectors"),
        "record": (ledger.Ledger, "put_generation"),
        "words": (lexical, "build"),
        "store": (store, "build"),
        "probe": (probe.Prober, "probe"),
        "rename": (Path, "rename"),
        "activate": (ledger.Ledger, "activate"),
        "clear": (generations, "clear"),
    }
    if name == "time":
        later(float(number), how)
    elif name == "flush":
        upsert = Collection.upsert

        def flushed(self: Collection, *args: Any, **kwargs: Any) -> Any:
            later(float(number), how)
            return upsert(self, *args, **kwargs)

        Collection.upsert = flushed  # type: ignore[method-assign]
    else:
        home, attribute = targets[name]
        setattr(home, attribute, dying(getattr(home, attribute), int(number), how))


def main() -> None:
    root, point, version, how = sys.argv[1:]
    with site(Path(root)) as at:
        listed = [
            at.write("counters", many(version)),
            at.write("steady", "# Steady\n\nThe lighthouse stays.\n"),
        ]
        arm(point, signal.Signals[how])
        with at.folder.writing():
            at.sync(*listed)
    sys.stdout.write("survived\n")


if __name__ == "__main__":
    main()
