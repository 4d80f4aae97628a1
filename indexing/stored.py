"""What the ledger gives back: a generation, a passage as it is searched, one that waits for its vectors.

Must not read or write them.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.entry import Entry
from indexing.passages import Passage


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete state of the index.

    Attributes:
        id: sorts by time of creation.
        fingerprint: of the embedder that made all of its vectors.
        content_hash: over the ids and texts of its passages, what the indexes are compared with.
        tokens: fingerprint of the token vectors that all of its passages have; None where some lack them.
    """

    id: str
    fingerprint: str
    created: str
    passages: int
    content_hash: str
    tokens: str | None


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its text as it is searched and shown.

    Attributes:
        context: what was embedded before the text.
        hash: key of its vectors.
    """

    passage: Passage
    text: str
    context: str
    hash: str
    entry: Entry

    @property
    def place(self) -> str:
        """The title of its document and the headings and column names above it."""
        return f"{self.entry.title} › {self.context}".strip(" ›\n")

    @property
    def id(self) -> str:
        """The passage's id."""
        return self.passage.id


@dataclass(frozen=True, slots=True)
class Pending:
    """A passage that waits for its vectors; ``spans`` are its sentences, counted in ``text``."""

    hash: str
    context: str
    text: str
    spans: tuple[tuple[int, int], ...]
