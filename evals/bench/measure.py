"""Measures time and memory of this process. Must not know what is measured."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass
class Timer:
    """Wall and processor seconds added up over several stretches."""

    wall: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Add what happens inside."""
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            self.wall += time.perf_counter() - wall
            self.cpu += time.process_time() - cpu


def resident_megabytes(process: int | None = None) -> float:
    """Memory that a process holds now, this one unless another is named, in MB (10^6 bytes)."""
    for line in Path(f"/proc/{process or 'self'}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    return float("nan")


def quantile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed, linear between neighbours."""
    return float(np.quantile(np.asarray(values), share))
