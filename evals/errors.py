"""What can go wrong while quality or speed is measured.

AscnError
└── EvaluationError
    └── MaterialMissing      the folder of test material is not there
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import AscnError


class EvaluationError(AscnError):
    """Anything wrong with a measurement."""


class MaterialMissing(EvaluationError):
    """The folder of test material is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), "the test material is not there", "Name its folder with --material")
