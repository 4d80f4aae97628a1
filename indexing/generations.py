"""Builds a generation from the ledger, makes it serve, and clears away what no longer does.

A generation is a new folder: built under another name, probed in a child process, renamed, and
only then named by the ledger as the active one. A process killed anywhere before that last step
leaves the old generation serving; the rest is cleared by the next build. Must not read documents
or embed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indexing import lexical, store
from indexing.errors import DataFolderUnusable
from indexing.folder import BUILDING, VECTORS, WORDS, DataFolder
from indexing.ledger import Ledger
from indexing.probe import Prober
from indexing.stored import Generation, StoredPassage

Row = TypeVar("Row")

Fingerprints = tuple[str, str | None]
"""Of an embedder's vectors, and of its token vectors."""

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total)."""

_FULL = 20_000_000
"""Bytes left on a disk below which a failed write is put down to the full disk."""


def build(
    folder: DataFolder,
    ledger: Ledger,
    fingerprints: Fingerprints,
    revisions: Iterable[int],
    progress: Progress,
    prober: Prober,
) -> Generation:
    """Build, probe and activate a generation of these revisions, whose vectors are in the ledger.

    Raises:
        DataFolderUnusable: the disk is full.
        IndexDamaged: the probe could not read what was built.
    """
    generation = _record(ledger, fingerprints, revisions)
    draft = folder.generations / f"{BUILDING}{generation.id}"
    try:
        _write(draft, ledger, generation, progress)
        prober.probe(draft, generation.passages)
        _sync_to_disk(draft)
        draft.rename(folder.generations / generation.id)
    except Exception as error:
        shutil.rmtree(draft, ignore_errors=True)
        if shutil.disk_usage(folder.root).free < _FULL:
            reason = "the disk is full"
            raise DataFolderUnusable(
                str(folder.root), reason, "Free some space and run `ascn sync`"
            ) from error
        raise
    served = ledger.active()
    ledger.activate(generation.id)
    clear(folder, ledger, {generation.id, served.id if served else generation.id})
    return generation


def clear(folder: DataFolder, ledger: Ledger, keep: Collection[str]) -> None:
    """Remove every generation but those to ``keep``, drafts included.

    Why the one that served before is kept: a server that still answers from it has its files open, and it
    can be gone back to.
    """
    keep = {id_ for id_ in keep if (folder.generations / id_).is_dir()}
    ledger.forget_generations(g.id for g in ledger.generations() if g.id not in keep)
    if folder.generations.is_dir():
        for path in folder.generations.iterdir():
            if path.name not in keep:
                shutil.rmtree(path, ignore_errors=True)


def content_hash(passages: Iterable[tuple[str, str]]) -> str:
    """A hash over (passage id, text) pairs in any order."""
    digests = sorted(hashlib.sha256(f"{i}\0{text}".encode()).digest() for i, text in passages)
    return hashlib.sha256(b"".join(digests)).hexdigest()


def _record(ledger: Ledger, fingerprints: Fingerprints, revisions: Iterable[int]) -> Generation:
    now = datetime.now(UTC)
    generation_id = now.strftime("%Y%m%dT%H%M%S-%f")
    return ledger.put_generation(generation_id, *fingerprints, now.isoformat(), revisions, content_hash)


def _write(draft: Path, ledger: Ledger, generation: Generation, progress: Progress) -> None:
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    total = generation.passages
    lexical.build(draft / WORDS, _told(ledger.passages(generation.id), "words", total, progress))
    rows = _told(_with_vectors(ledger, generation), "vectors", total, progress)
    store.build(draft / VECTORS, rows, generation.id)


def _with_vectors(
    ledger: Ledger, generation: Generation
) -> Iterator[tuple[StoredPassage, NDArray[np.float32]]]:
    passages = ledger.passages(generation.id)
    while batch := list(islice(passages, 500)):
        vectors = ledger.vectors([stored.hash for stored in batch], generation.fingerprint)
        for stored in batch:
            yield stored, vectors[stored.hash].passage


def _told(rows: Iterable[Row], stage: str, total: int, progress: Progress) -> Iterator[Row]:
    for done, row in enumerate(rows):
        if done % 200 == 0:
            progress(stage, done, total)
        yield row
    progress(stage, total, total)


def _sync_to_disk(folder: Path) -> None:
    """Have the system write every file of ``folder`` before the ledger names it."""
    for path in [folder, *folder.rglob("*")]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
