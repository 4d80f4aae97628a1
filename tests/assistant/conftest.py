"""The stage of `tests.assistant.stage`, set up anew for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.api.app import create_app
from tests.assistant.stage import SmallShelf, WrittenAsker, small_shelf


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
