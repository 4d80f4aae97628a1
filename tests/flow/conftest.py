"""An empty data folder for the real command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import Ascn, run_ascn


@pytest.fixture
def ascn(tmp_path: Path) -> Ascn:
    """`ascn` on an empty data folder."""
    return lambda *arguments, **options: run_ascn(tmp_path / "data", *arguments, **options)
