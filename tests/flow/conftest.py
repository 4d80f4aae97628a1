"""Data folders for the real command, new for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.running import Ascn, run_ascn


@pytest.fixture
def ascn(tmp_path: Path) -> Ascn:
    """`ascn` on an empty data folder."""
    return lambda *arguments, **options: run_ascn(tmp_path / "data", *arguments, **options)


@pytest.fixture
def started(built_in: Path, tmp_path: Path) -> Ascn:
    """`ascn` on a data folder after its first start."""
    shutil.copytree(built_in, tmp_path / "data")
    return lambda *arguments, **options: run_ascn(tmp_path / "data", *arguments, **options)
