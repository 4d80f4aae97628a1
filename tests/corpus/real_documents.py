"""The real documents, each read once for all tests of a run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus.models import Reading
from corpus.readers import read


@cache
def reading(path: Path) -> Reading:
    """What the reader makes of a file."""
    return read(path)
