"""Runs E5: text → token vectors → one unit vector.

Safe under fork (each process makes its own session, at first use) and between threads. Must not know
of the prefixes "query: " and "passage: ", nor keep any vector.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexing.e5.cache import kept
from indexing.e5.graph import GRAPH_VERSION, INPUT, OUTPUT, e5_graph
from indexing.e5.tokenizer import TOKENIZER_VERSION, Encoded, Tokenizer
from indexing.e5.weights import WEIGHTS_SHA256, Weights, find_weights

POOLING_VERSION = 1
"""Raise when the way from token vectors to a vector changes."""

MAX_TOKENS = 4 * 510 + 2
"""What is read of a text, both marks included: four parts of what the model takes at once."""

Floats = NDArray[np.float32]
Span = tuple[int, int]

_WARNINGS_OFF = 3


class E5Engine:
    """The model, ready to run; make it with `load`."""

    def __init__(self, weights: Weights, graph: Path, threads: int) -> None:
        self._weights = weights
        self._tokenizer = Tokenizer(weights, MAX_TOKENS)
        positions = weights.vector("emb.pos").reshape(weights.shape.positions, weights.shape.width)
        self._positions = positions + weights.vector("emb.type")[: weights.shape.width]
        self._graph = graph
        self._threads = threads
        self._sessions: dict[int, Any] = {}

    @classmethod
    def load(cls, cache: Path, threads: int = 1) -> E5Engine:
        """Find and verify the weights; the graph is built into ``cache`` where it is not there yet.

        Args:
            cache: a folder; made where missing.
            threads: how many one text is run with; 1 is best for questions on a busy machine.

        Raises:
            EmbedderUnusable: the weights are missing, cut or altered.
        """
        graph = cache / f"e5-small-{WEIGHTS_SHA256[:8]}-graph{GRAPH_VERSION}.bin"
        engine = cls(Weights(find_weights()), graph, threads)
        engine._own_session()
        return engine

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        return self._weights.shape.width

    @property
    def fingerprint(self) -> str:
        """Names everything a vector depends on."""
        versions = f"tokens{TOKENIZER_VERSION}-graph{GRAPH_VERSION}-mean{POOLING_VERSION}"
        return f"e5-small-{WEIGHTS_SHA256[:12]}-ort8bit-{versions}"

    def token_vectors(self, texts: Sequence[str]) -> list[Floats]:
        """For each text the vectors of its tokens, (tokens, width), the marks at both ends included."""
        return [self._run(self._tokenizer.encode(text)) for text in texts]

    def vector(self, text: str) -> Floats:
        """The mean of the token vectors, (width,), of length 1."""
        return unit_mean(self._run(self._tokenizer.encode(text)))

    def vectors_with_spans(self, text: str, spans: Sequence[Span]) -> tuple[Floats, list[Floats | None]]:
        """The token vectors of ``text``, and of each span of it the mean of the tokens that end inside.

        One pass over the text. None where no token ends inside: the span lies beyond what is read.
        """
        encoded = self._tokenizer.encode(text, cuts := sorted({offset for span in spans for offset in span}))
        tokens = self._run(encoded)
        folded = dict(zip(cuts, encoded.cuts, strict=True))
        bounds = [(folded[start], folded[end]) for start, end in spans]
        ranges = [(bisect_right(encoded.ends, s), bisect_right(encoded.ends, e)) for s, e in bounds]
        return tokens, [unit_mean(tokens[s:e]) if s < e else None for s, e in ranges]

    def _run(self, encoded: Encoded) -> Floats:
        """A row for each piece. A long text is run in parts, each between its own marks."""
        inner = encoded.ids[1:-1]
        room = self._weights.shape.positions - 2
        parts = [inner[start : start + room] for start in range(0, len(inner) or 1, room)]
        rows = [self._run_part((encoded.ids[0], *part, encoded.ids[-1])) for part in parts]
        first, last = rows[0][:1], rows[-1][-1:]
        return np.concatenate([first, *(part[1:-1] for part in rows), last])

    def _run_part(self, numbers: Sequence[int]) -> Floats:
        ids = np.array(numbers)
        embeddings = self._weights.words(ids) + self._positions[: len(ids)]
        outputs = self._own_session().run([OUTPUT], {INPUT: embeddings[np.newaxis]})
        tokens: Floats = outputs[0][0]
        return tokens

    def _own_session(self) -> Any:
        """The session of this process: one inherited through a fork has lost its threads.

        An inherited one is never used nor freed, as freeing it would wait for those threads.
        """
        process = os.getpid()
        if process not in self._sessions:
            model = kept(self._graph, partial(e5_graph, self._weights))
            self._sessions[process] = _session(model, self._threads)
        return self._sessions[process]


def unit_mean(tokens: Floats) -> Floats:
    """The mean of token vectors, (width,), of length 1: the vector of their text."""
    mean = tokens.mean(axis=0)
    unit: Floats = mean / np.linalg.norm(mean)
    return unit


def _session(model: bytes, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Waiting threads that spin starve whoever shares the processor.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # The arena keeps the memory of the longest text for ever; without it nothing gets slower.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = _WARNINGS_OFF
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
