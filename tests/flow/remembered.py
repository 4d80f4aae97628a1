"""A fresh data folder that remembers most of what takes long to make, as after a sync that was paused.

Why: making all token vectors takes half a minute, and a test that waits for the end sees no more of it.
Must not be used where the start itself is what is tested.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from indexing.ledger import open_ledger

FEW = 50
"""Passages whose token vectors are left to make."""


def remember_most(root: Path, complete: Path) -> None:
    """Put all token vectors of a complete data folder but `FEW` into the ledger of another."""
    with (
        closing(open_ledger(complete / "ledger.sqlite")) as there,
        closing(open_ledger(root / "ledger.sqlite")) as here,
    ):
        active = there.active()
        assert active is not None
        assert active.tokens is not None
        hashes = sorted({stored.hash for stored in there.passages(active.id)})
        here.put_token_vectors(active.tokens, there.token_vectors(hashes[FEW:], active.tokens))
