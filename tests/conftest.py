"""What every test stands on: no network but loopback, and the real documents where they are."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from tests.running import run_ascn

SHARED = Path(os.environ.get("ASCN_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents and benches beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"the folder of real documents is absent ({SHARED.name} beside the checkout)")
    return SHARED


@pytest.fixture(autouse=True)
def _no_network_but_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for another host fails with the host's name."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def refuse_others(address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test reached for the network: {address[0]}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        refuse_others(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        refuse_others(address)
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)


@pytest.fixture(scope="session")
def built_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the built-in corpus, made by a first start without any network."""
    root = tmp_path_factory.mktemp("built-in") / "data"
    done = run_ascn(root, "sync", offline=True)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="session")
def official(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the built-in corpus and the official documents, added through the command."""
    root = tmp_path_factory.mktemp("official") / "data"
    done = run_ascn(root, "add", str(shared / "documents"), offline=True)
    assert done.returncode == 0, done.stderr
    return root
