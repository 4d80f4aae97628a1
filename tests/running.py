"""Runs the real `ascn` command in processes of its own, with the real embedder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

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


@contextmanager
def workspace_of(root: Path) -> Iterator[Workspace]:
    """The workspace of a data folder, in this process."""
    opened = open_workspace({"ASCN_DATA": str(root)})
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def served(root: Path) -> Iterator[str]:
    """`ascn serve` on a free port, in a process of its own; gives its address."""
    command = [sys.executable, "-m", "assistant", "serve", "--port", "0"]
    environment = {**os.environ, "ASCN_DATA": str(root), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            assert "http://127.0.0.1:" in line, line
            yield line.split()[-1].rstrip("/")
        finally:
            server.terminate()
            server.wait(20)
