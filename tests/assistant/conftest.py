"""The stage of `tests.assistant.stage` and the town of `tests.assistant.town`, new for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from assistant.api.app import create_app
from assistant.cli import app
from tests.assistant.stage import SmallShelf, WrittenAsker, small_shelf
from tests.assistant.town import ENVIRONMENT, TEXTS, index


@pytest.fixture
def shelf(tmp_path: Path) -> SmallShelf:
    return small_shelf(tmp_path)


@pytest.fixture
def asker(shelf: SmallShelf) -> WrittenAsker:
    return WrittenAsker(shelf)


@pytest.fixture
def client(asker: WrittenAsker, shelf: SmallShelf) -> TestClient:
    """A caller on the loopback who gets a 500 as it is sent."""
    return TestClient(create_app(asker, shelf), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture(scope="session")
def _town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("town") / "data"
    index(root, TEXTS)
    return root


@pytest.fixture
def town(_town: Path, tmp_path: Path) -> Path:
    """A data folder of `tests.assistant.town` that a test may change."""
    return Path(shutil.copytree(_town, tmp_path / "data"))


@pytest.fixture
def ascn(town: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`ascn` on the town, in this process."""
    monkeypatch.setenv("ASCN_DATA", str(town))
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return lambda *arguments: CliRunner().invoke(app, list(arguments))
