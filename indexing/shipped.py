"""Vectors of the built-in corpus that ship with the project, so that the first start takes seconds.

Keyed by text hash and model fingerprint: a changed text or another embedder simply finds none.
``python -m indexing.shipped`` writes the file anew; a test recomputes a sample. Must not touch the
data folder.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from indexing.embedding import PassageVectors


def shipped_vectors(fingerprint: str) -> Mapping[str, PassageVectors]:
    """Vector key → vectors made by the embedder of this fingerprint; empty for any other."""
    held, vectors = _load()
    return vectors if held == fingerprint else {}


def path() -> Path:
    """Where the file lies inside the installed package."""
    return Path(str(resources.files("corpus") / "documents" / "vectors.npz"))


@cache
def _load() -> tuple[str, Mapping[str, PassageVectors]]:
    if not path().is_file():
        return "", {}
    with np.load(path(), allow_pickle=False) as data:
        passages = data["passages"].astype(np.float32)
        sentences = data["sentences"].astype(np.float32) * data["scales"].astype(np.float32)[:, None]
        ends = np.cumsum(data["counts"])
        vectors = {
            str(key): PassageVectors(passages[i], sentences[ends[i] - data["counts"][i] : ends[i]])
            for i, key in enumerate(data["keys"])
        }
        return str(data["fingerprint"]), vectors


def save(target: Path, fingerprint: str, vectors: Mapping[str, PassageVectors]) -> None:
    """Write the file: passages as 16-bit floats, sentences as 8-bit integers with a scale each."""
    keys = sorted(vectors)
    inner = np.concatenate([vectors[key].sentences for key in keys])
    scales = np.abs(inner).max(axis=1) / 127.0
    np.savez_compressed(
        target,
        fingerprint=np.array(fingerprint),
        keys=np.array(keys),
        passages=np.stack([vectors[key].passage for key in keys]).astype(np.float16),
        counts=np.array([len(vectors[key].sentences) for key in keys]),
        sentences=np.round(inner / scales[:, None]).astype(np.int8),
        scales=scales.astype(np.float32),
    )


def _write() -> None:
    import tempfile

    from corpus.manifest import builtin
    from indexing.embedding import load_embedder
    from indexing.ledger import open_ledger
    from indexing.sync import read_all, vectors_of

    with tempfile.TemporaryDirectory() as scratch:
        ledger = open_ledger(Path(scratch) / "ledger.sqlite")
        embedder = load_embedder("e5-small", Path(scratch), threads=2)
        pending = ledger.pending(read_all(builtin(), ledger), embedder.fingerprint)
        made = dict(zip((p.hash for p in pending), vectors_of(pending, embedder), strict=True))
        save(path(), embedder.fingerprint, made)
        ledger.close()
    sys.stdout.write(f"{len(made)} passages, {path().stat().st_size:,} bytes\n")


if __name__ == "__main__":
    _write()
