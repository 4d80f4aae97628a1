"""Builds small real indexes for tests: real reader, ledger, Chroma and keywords, a light embedder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.manifest import Listed, file_hash
from indexing.embedding import Embedder, load_embedder
from indexing.folder import DataFolder
from indexing.ledger import Ledger, open_ledger
from indexing.query import query_of
from indexing.retrieve import Filter, Library
from indexing.sync import Outcome, sync
from tests.documents import entry

CITIES = {
    "harbour": "# Harbour report\n\nThe harbour of Phuket opened a smart pier in March 2024.\n",
    "waste": "# Waste plan\n\nKota Kinabalu wants to reduce sixty percent of its daily waste.\n",
    "buses": "# Bus network\n\nPhnom Penh runs eight bus routes with twenty thousand passengers a day.\n",
}


@dataclass
class Site:
    """A data folder with documents that tests may change between two syncs."""

    folder: DataFolder
    ledger: Ledger
    embedder: Embedder

    def write(self, id_: str, text: str, **given: object) -> Listed:
        """Write a document's file and return it as listed."""
        path = self.folder.documents / f"{id_}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return Listed(entry(id_, text, **given).model_copy(update={"sha256": file_hash(path)}), path)

    def sync(self, *listed: Listed) -> Outcome:
        """Synchronise with exactly these documents."""
        return sync(self.folder, listed, self.ledger, self.embedder)

    def index(self, texts: Mapping[str, str]) -> Outcome:
        """Write and synchronise exactly these texts."""
        return self.sync(*(self.write(id_, text) for id_, text in texts.items()))

    def found(self, question: str, k: int = 5, only: Filter | None = None) -> list[str]:
        """Ids of the documents found, best first, through a freshly opened generation."""
        library = Library(self.folder, self.ledger)
        retriever = library.retriever()
        assert retriever is not None
        try:
            hits = retriever.retrieve(query_of(question, self.embedder), k, only)
            return list(dict.fromkeys(hit.stored.entry.id for hit in hits))
        finally:
            retriever.close()


@contextmanager
def site(root: Path, embedder: str = "fake") -> Iterator[Site]:
    """An empty site below ``root``."""
    folder = DataFolder(root)
    ledger = open_ledger(folder.ledger)
    try:
        yield Site(folder, ledger, load_embedder(embedder, folder.cache, 1))
    finally:
        ledger.close()
