"""Measures time and memory of this process. Must not know what is measured."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import Embedder, Span


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


class TimedEmbedder:
    """An embedder that times every call of the one it wraps."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.timer = Timer()

    @property
    def fingerprint(self) -> str:
        """As the wrapped one."""
        return self._embedder.fingerprint

    @property
    def dimension(self) -> int:
        """As the wrapped one."""
        return self._embedder.dimension

    def embed_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """As the wrapped one, timed."""
        with self.timer.running():
            return self._embedder.embed_passages(texts, progress)

    def embed_with_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        """As the wrapped one, timed."""
        with self.timer.running():
            return self._embedder.embed_with_spans(texts, spans)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the wrapped one, timed."""
        with self.timer.running():
            return self._embedder.embed_questions(texts)


def resident_megabytes() -> float:
    """Memory this process holds now, in MB (10^6 bytes)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    return float("nan")


def quantile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed, linear between neighbours."""
    return float(np.quantile(np.asarray(values), share))
