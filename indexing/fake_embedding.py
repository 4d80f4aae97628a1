"""A deterministic embedder without a model, so that tests and demonstrations start at once.

A text is the bag of its hashed groups of three characters: texts that share words are near, others
are not. Knows no synonyms and no second language; never the default.
"""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from indexing.embedding import PassageVectors
from indexing.tokens import PACKING_VERSION, pack

Vectors = NDArray[np.float32]

_DIMENSION = 256
_GROUP = 3


class FakeEmbedder:
    """Hashed character groups; questions and passages are embedded alike."""

    @property
    def fingerprint(self) -> str:
        """Changes with the way a vector is made."""
        return f"fake-{_DIMENSION}-1"

    @property
    def token_fingerprint(self) -> str | None:
        """A token is a word between spaces."""
        return f"{self.fingerprint}-words-packed{PACKING_VERSION}"

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return _DIMENSION

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of passages, (texts, dimension)."""
        vectors = np.zeros((len(texts), _DIMENSION), np.float32)
        for number, text in enumerate(texts):
            vectors[number] = _vector(text)
            if progress is not None:
                progress(number + 1)
        return vectors

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension)."""
        return self.embed_passages(texts)

    def embed_with_tokens(self, question: str, language: str) -> tuple[Vectors, Vectors | None]:
        """The vector of a question, and one for each of its words."""
        return _vector(question), self.embed_passages(question.split() or [""])

    def embed_with_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> list[PassageVectors]:
        """Vectors of passages, of spans inside them and of their words."""
        return [
            PassageVectors(
                _vector(text),
                self.embed_passages([text[start:end] for start, end in inner]),
                pack(self.embed_passages(text.split() or [""])),
            )
            for text, inner in zip(texts, spans, strict=True)
        ]


def _vector(text: str) -> Vectors:
    folded = unicodedata.normalize("NFKC", text).casefold()
    padded = f"  {' '.join(folded.split())}  "
    vector = np.zeros(_DIMENSION, np.float32)
    for start in range(len(padded) - _GROUP + 1):
        group = padded[start : start + _GROUP].encode("utf-8", "replace")
        vector[zlib.crc32(group) % _DIMENSION] += 1
    unit: Vectors = vector / np.linalg.norm(vector)
    return unit
