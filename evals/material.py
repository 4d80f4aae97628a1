"""Where test material lies beside the checkout. Must not read it."""

from __future__ import annotations

import os
from pathlib import Path

MATERIAL = Path(os.environ.get("ASCN_SHARED", "../shared"))
"""The folder of real documents and yardsticks, unless another is named."""


def documents(material: Path) -> tuple[Path, ...]:
    """The official documents of a folder of material; none where it has none."""
    home = material / "documents"
    return tuple(sorted(path for path in home.iterdir() if path.is_file())) if home.is_dir() else ()
