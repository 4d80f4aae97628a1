"""The vectors of one generation in Chroma, behind few verbs. The only importer of chromadb.

A store is built once into an empty folder and only read afterwards; it can always be rebuilt from
the ledger. Passage text and flat citation metadata are stored too, so that any Chroma or
LlamaIndex client can read the collection. Must not decide anything: filters arrive as ids.

Why built once: a kill during a flush of Chroma's vector file leaves a collection that opens but
crashes on the next write, and several writers on one folder damage it for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

import numpy as np
from numpy.typing import NDArray

from indexing.errors import IndexDamaged
from indexing.stored import StoredPassage

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

COLLECTION = "passages"

_BATCH = 2_000
"""Rows a call; Chroma's own limit is 5,461."""


class VectorStore:
    """A read-only collection of passages; scores are cosines, 1 for the same direction."""

    def __init__(self, client: Client, collection: Collection) -> None:
        self._client = client
        self._collection = collection
        self._count = collection.count()  # a store is never written after it was built

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the folder; a closed store must not be asked."""
        self._client.close()

    def query(
        self, vector: NDArray[np.float32], k: int, ids: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ``k`` passages nearest to a unit ``vector`` of shape (d,), best first.

        Args:
            ids: search among these only; None searches everything.
        """
        if ids is not None and not ids:
            return []
        most = min(k, self.count() if ids is None else len(ids))
        if most == 0:
            return []
        found = self._collection.query(
            query_embeddings=vector[np.newaxis, :],
            n_results=most,
            ids=None if ids is None else list(ids),
            include=["distances"],
        )
        distances = (found["distances"] or [[]])[0]
        return [(id_, 1.0 - float(d)) for id_, d in zip(found["ids"][0], distances, strict=True)]

    def count(self) -> int:
        """How many passages the collection holds."""
        return self._count

    def first(self) -> tuple[str, NDArray[np.float32]]:
        """The id and vector of one passage of a collection that is not empty."""
        row = self._collection.get(limit=1, include=["embeddings"])
        return row["ids"][0], np.asarray(row["embeddings"], dtype=np.float32)[0]

    def texts(self) -> dict[str, str]:
        """Passage id → text of the whole collection, for comparison with the ledger."""
        texts: dict[str, str] = {}
        total = self.count()
        for offset in range(0, total, _BATCH):
            part = self._collection.get(limit=_BATCH, offset=offset, include=["documents"])
            texts.update(zip(part["ids"], part["documents"] or [], strict=True))
        return texts


def build(folder: Path, rows: Iterable[tuple[StoredPassage, NDArray[np.float32]]], generation: str) -> None:
    """Write a new collection into an empty ``folder``."""
    client = _client(folder)
    try:
        collection = client.create_collection(
            COLLECTION,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine"}},
            metadata={"generation": generation},
        )
        for batch in _batches(rows):
            collection.upsert(
                ids=[stored.id for stored, _ in batch],
                embeddings=[vector for _, vector in batch],
                documents=[stored.text for stored, _ in batch],
                metadatas=[metadata(stored) for stored, _ in batch],
            )
    finally:
        client.close()


def open_store(folder: Path) -> VectorStore:
    """Open the collection that `build` wrote.

    Raises:
        IndexDamaged: it is missing, unreadable or measures another distance than the cosine.
    """
    if not (folder / "chroma.sqlite3").is_file():
        raise _damaged(folder, "the vector store is missing")
    client = _client(folder)
    try:
        collection = client.get_collection(COLLECTION, embedding_function=None)
        space = (collection.configuration_json.get("hnsw") or {}).get("space")
    except Exception as error:  # chromadb raises pyo3 panics and its own errors alike
        client.close()
        raise _damaged(folder, f"the vector store cannot be opened ({error})") from error
    if space != "cosine":
        client.close()
        raise _damaged(folder, f"the vector store measures {space} instead of cosine")
    return VectorStore(client, collection)


def preload() -> None:
    """Import chromadb, which takes over a second, before it is needed."""
    import chromadb  # noqa: F401


def metadata(stored: StoredPassage) -> dict[str, str | int | float | bool]:
    """The flat citation metadata that stock clients see; what is unknown is left out."""
    passage, entry = stored.passage, stored.entry
    known = {
        "document_id": entry.id,
        "title": entry.title,
        "kind": entry.kind.value,
        "page": passage.page,
        "start": passage.start,
        "end": passage.end,
        "headings": " › ".join(passage.headings),
        "columns": " | ".join(passage.columns),
        "published": entry.published.isoformat() if entry.published else "",
        "language": entry.language or "",
        "audience": entry.audience.value,
        "publisher": entry.publisher or "",
        "url": entry.url or "",
    }
    return {key: value for key, value in known.items() if value != ""}


def _client(folder: Path) -> Client:
    import chromadb  # takes over a second: only those who search pay for it
    from chromadb.config import Settings

    folder.mkdir(parents=True, exist_ok=True)
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    return cast("Client", client)


def _damaged(folder: Path, reason: str) -> IndexDamaged:
    return IndexDamaged(folder.parent.name, reason, "Run `ascn rebuild`, which embeds nothing again")


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
