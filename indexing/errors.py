"""What can go wrong while the index is built or read.

    AscnError
    └── IndexingError
        ├── DataFolderUnusable   read-only, full, or written by a newer version
        ├── IndexBusy            another process is writing
        ├── IndexDamaged         the ledger is unreadable: nothing can be rebuilt from it
        ├── EmbedderUnusable     weights missing or altered, or a setting names no embedder
        └── GenerationUnfit      a generation that may not serve again

Must not import anything but `corpus.errors`.
"""

from __future__ import annotations

from corpus.errors import AscnError


class IndexingError(AscnError):
    """Anything wrong with the index."""


class DataFolderUnusable(IndexingError):
    """The data folder is read-only, full, or written by a newer version."""


class IndexBusy(IndexingError):
    """Another process is writing to the index."""


class IndexDamaged(IndexingError):
    """The ledger, the source of truth, cannot be read."""


class EmbedderUnusable(IndexingError):
    """The weights are missing or altered, or a setting names no embedder."""


class GenerationUnfit(IndexingError):
    """A generation is not kept, or may not serve again."""
