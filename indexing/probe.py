"""Tells whether both indexes of a generation can be read whole, in a process of its own.

Why a process: reading damaged vector files ends the process that reads them. Why started early: it
takes over a second to import chromadb, which it does while this process embeds.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from indexing import lexical, store
from indexing.errors import IndexDamaged
from indexing.folder import VECTORS, WORDS

_SECONDS = 600


class Prober:
    """A process that waits for the folder of a generation to look at; ends with the block it is used in."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(
            [sys.executable, "-m", "indexing.probe"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.kill()
        self._child.communicate()

    def probe(self, folder: Path, count: int) -> None:
        """Have the generation in ``folder`` opened and counted; once per prober.

        Raises:
            IndexDamaged: it cannot be read, or does not hold ``count`` passages.
        """
        try:
            verdict, _ = self._child.communicate(f"{count} {folder}\n", timeout=_SECONDS)
        except (subprocess.TimeoutExpired, BrokenPipeError):
            verdict = "its reader does not answer"
        if verdict.strip() != "sound":
            reason = verdict.strip() or "its reader died"
            raise IndexDamaged(f"generation {folder.name}", reason, "Run `ascn sync` again")


def examine(folder: Path, count: int) -> str:
    """What is wrong with the indexes below ``folder``; "sound" if nothing is."""
    try:
        words = lexical.open_index(folder / WORDS)
        if words.count() != count:
            return f"the keyword index holds {words.count()} of {count} passages"
        with store.open_store(folder / VECTORS) as vectors:
            if vectors.count() != count:
                return f"the vector store holds {vectors.count()} of {count} passages"
            if count and not _answers(vectors):
                return "the vector store does not find a passage it holds"
    except IndexDamaged as error:
        return error.reason
    return "sound"


def _answers(vectors: store.VectorStore) -> bool:
    id_, vector = vectors.first()
    return bool(vectors.query(vector, 1, [id_]))


def main() -> None:
    """Import what takes long, then wait for one line: how many passages, and where."""
    store.preload()
    count, _, folder = sys.stdin.readline().strip().partition(" ")
    if folder:
        sys.stdout.write(examine(Path(folder), int(count)) + "\n")


if __name__ == "__main__":
    main()
