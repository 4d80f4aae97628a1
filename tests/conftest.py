"""What every test stands on: no network but loopback, and the real documents where they are."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.once import made_once
from tests.running import run_ascn

SHARED = Path(os.environ.get("ASCN_SHARED", Path(__file__).parents[2] / "shared"))

# Processes that run tests side by side slow each other down, which is no failure of any of them.
settings.register_profile(
    "untimed", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


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
def common(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this test run, the same in each of its processes (`pytest -n`)."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if hasattr(request.config, "workerinput") else own


@pytest.fixture(scope="session")
def _first_start(common: Path) -> Path:
    def synced(root: Path) -> None:
        done = run_ascn(root, "sync", offline=True)
        assert done.returncode == 0, done.stderr

    return made_once(common / "first-start", synced)


@pytest.fixture(scope="session")
def _with_documents(common: Path, shared: Path, _first_start: Path) -> Path:
    def added(root: Path) -> None:
        shutil.copytree(_first_start, root)
        done = run_ascn(root, "add", str(shared / "documents"), offline=True)
        assert done.returncode == 0, done.stderr

    return made_once(common / "with-documents", added)


@pytest.fixture(scope="session")
def built_in(_first_start: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the built-in corpus, made by a first start without any network."""
    return Path(shutil.copytree(_first_start, tmp_path_factory.mktemp("built-in") / "data"))


@pytest.fixture(scope="session")
def official(_with_documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the built-in corpus and the official documents, added through the command."""
    return Path(shutil.copytree(_with_documents, tmp_path_factory.mktemp("official") / "data"))
