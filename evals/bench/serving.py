"""Runs the real server in a process of its own, on a free port of the loopback. Must not measure anything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.bench.measure import resident_megabytes
from evals.bench.speed import environment
from evals.errors import ServerAbsent


@dataclass(frozen=True, slots=True)
class Running:
    """A server; ``address`` without a slash at its end."""

    address: str
    process: int

    @property
    def megabytes(self) -> float:
        """Memory that it holds now, in MB (10^6 bytes)."""
        return resident_megabytes(self.process)


@contextmanager
def served(root: Path) -> Iterator[Running]:
    """`ascn serve` on a data folder.

    Raises:
        ServerAbsent: it ended before it was ready.
    """
    command = [sys.executable, "-m", "assistant", "serve", "--port", "0"]
    known = {**environment(root), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, env=known, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            if "http://" not in line:
                raise ServerAbsent(root)
            yield Running(line.split()[-1].rstrip("/"), server.pid)
        finally:
            server.terminate()
            server.wait(20)
