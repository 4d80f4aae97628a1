"""Runs the real `ascn` command in processes of its own, with the real embedder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.workspace import Workspace, open_workspace

Ascn = Callable[..., subprocess.CompletedProcess[str]]


def no_network() -> list[str]:
    """A prefix that runs a command in a network namespace without any network, where that is allowed."""
    unshare = shutil.which("unshare")
    allowed = unshare and subprocess.run([unshare, "-n", "true"], capture_output=True, check=False)
    return [unshare, "-n"] if unshare and allowed and allowed.returncode == 0 else []


def run_ascn(
    root: Path, *arguments: str, feed: str | None = None, offline: bool = False
) -> subprocess.CompletedProcess[str]:
    command = [*(no_network() if offline else []), sys.executable, "-m", "assistant", *arguments]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ASCN_")}
    environment |= {"ASCN_DATA": str(root), "COLUMNS": "200"}
    return subprocess.run(
        command, env=environment, input=feed, capture_output=True, text=True, timeout=900, check=False
    )


@pytest.fixture
def ascn(tmp_path: Path) -> Ascn:
    """`ascn` on an empty data folder."""
    return lambda *arguments, **options: run_ascn(tmp_path / "data", *arguments, **options)


@contextmanager
def workspace_of(root: Path) -> Iterator[Workspace]:
    """The workspace of a data folder, in this process."""
    opened = open_workspace({"ASCN_DATA": str(root)})
    try:
        yield opened
    finally:
        opened.close()


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
