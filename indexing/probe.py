"""Tells whether both indexes of a generation can be read whole: `python -m indexing.probe FOLDER COUNT`.

A process of its own because reading damaged vector files ends the process. Exits 0, or 1 with the
reason on the last line of standard error.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from indexing import lexical, store


def probe(folder: Path, count: int) -> str | None:
    """What is wrong with the indexes below ``folder``, None if nothing is."""
    words = lexical.open_index(folder / "words")
    if words.count() != count:
        return f"the keyword index holds {words.count()} of {count} passages"
    with store.open_store(folder / "vectors") as vectors:
        if vectors.count() != count:
            return f"the vector store holds {vectors.count()} of {count} passages"
        if count and not _answers(vectors):
            return "the vector store does not find a passage it holds"
    return None


def _answers(vectors: store.VectorStore) -> bool:
    id_, vector = vectors.first()
    return bool(vectors.query(np.asarray(vector, dtype=np.float32), 1, [id_]))


if __name__ == "__main__":
    reason = probe(Path(sys.argv[1]), int(sys.argv[2]))
    if reason:
        sys.stderr.write(reason + "\n")
        sys.exit(1)
