"""The seam of embedding: what an embedder must do, and which one a setting names.

    "e5-small"                              the default: multilingual-e5-small, nothing to download
    "fake"                                  hashed character groups, for tests
    "llama-index:<module>:<Class>:<json>"   any LlamaIndex embedding, made with these arguments

Vectors carry the fingerprint of their embedder and are never compared with those of another. Importing
this costs nothing: a model, ONNX Runtime or LlamaIndex is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from indexing.errors import EmbedderUnusable
from indexing.tokens import PACKING_VERSION, pack, unit_rows

if TYPE_CHECKING:
    from indexing.e5.engine import E5Engine

Vectors = NDArray[np.float32]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class PassageVectors:
    """What one pass over a passage yields.

    Attributes:
        passage: its unit vector, (d,).
        sentences: the unit vectors of its sentences in their order, (n, d).
        tokens: its token vectors as `indexing.tokens.pack` writes them; None where the embedder has
            none, or where only the other two were kept.
    """

    passage: Vectors
    sentences: Vectors
    tokens: bytes | None = None


class Embedder(Protocol):
    """Text → vectors of length 1. Can be used from several threads and after a fork."""

    @property
    def fingerprint(self) -> str:
        """Names model, weights, engine and pooling: vectors of different fingerprints never mix."""
        ...

    @property
    def token_fingerprint(self) -> str | None:
        """The same for token vectors; None where the embedder gives none."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of passages, (texts, dimension); ``progress`` is told how many are done."""
        ...

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension)."""
        ...

    def embed_with_tokens(self, question: str, language: str) -> tuple[Vectors, Vectors | None]:
        """The vector of a question, (dimension,), and its centred unit token vectors, (n, dimension).

        Args:
            language: BCP 47 tag of the question.
        """
        ...

    def embed_with_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[PassageVectors]:
        """Everything that is kept of passages, one pass each.

        Args:
            spans: for each text the (start, end) of its sentences, in characters of that text.
        """
        ...


def load_embedder(spec: str, cache: Path, threads: int = 1) -> Embedder:
    """The embedder that ``spec`` names.

    Args:
        cache: a folder for what is built once; may be deleted at any time.
        threads: how many the model may use for one text.

    Raises:
        EmbedderUnusable: no such embedder, or it cannot be made.
    """
    kind, _, details = spec.partition(":")
    if spec == "e5-small":
        from indexing.e5.engine import E5Engine

        return E5Embedder(E5Engine.load(cache, threads))
    if spec == "fake":
        from indexing.fake_embedding import FakeEmbedder

        return FakeEmbedder()
    if kind == "llama-index":
        from indexing.llama_embedding import load_llama_embedder

        return load_llama_embedder(details)
    known = "e5-small, fake or llama-index:<module>:<Class>:<json arguments>"
    raise EmbedderUnusable(f"embedder {spec!r}", "no embedder has this name", f"Set it to {known}")


class E5Embedder:
    """multilingual-e5-small with the prefixes it was trained with."""

    def __init__(self, engine: E5Engine) -> None:
        self._engine = engine

    @property
    def fingerprint(self) -> str:
        """Names weights, tokenizer, graph and pooling."""
        return self._engine.fingerprint

    @property
    def token_fingerprint(self) -> str | None:
        """Names beside these how token vectors are centred and packed."""
        from indexing.e5.centring import CENTRING_VERSION

        return f"{self.fingerprint}-centred{CENTRING_VERSION}-packed{PACKING_VERSION}"

    @property
    def dimension(self) -> int:
        """384."""
        return self._engine.width

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of passages; what lies beyond 2,042 tokens of one is not read."""
        return self._embed(_PASSAGE, texts, progress)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, comparable with those of passages."""
        return self._embed(_QUESTION, texts)

    def embed_with_tokens(self, question: str, language: str) -> tuple[Vectors, Vectors | None]:
        """The vector of a question and its centred token vectors, one pass."""
        from indexing.e5.centring import means
        from indexing.e5.engine import unit_mean

        (tokens,) = self._engine.token_vectors([_QUESTION + question])
        return unit_mean(tokens), unit_rows(tokens - means().of_question(language))

    def embed_with_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[PassageVectors]:
        """Vectors of passages, of spans in their context, and of tokens, one pass each."""
        return [self._with_spans(text, inner) for text, inner in zip(texts, spans, strict=True)]

    def _embed(
        self, prefix: str, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for number, text in enumerate(texts):
            vectors[number] = self._engine.vector(prefix + text)
            if progress is not None:
                progress(number + 1)
        return vectors

    def _with_spans(self, text: str, spans: Sequence[Span]) -> PassageVectors:
        from indexing.e5.centring import means
        from indexing.e5.engine import unit_mean

        shifted = [(len(_PASSAGE) + start, len(_PASSAGE) + end) for start, end in spans]
        tokens, found = self._engine.vectors_with_spans(_PASSAGE + text, shifted)
        inner = np.empty((len(spans), self.dimension), np.float32)
        for number, ((start, end), vector) in enumerate(zip(spans, found, strict=True)):
            # A span beyond what is read of its text stands alone rather than have no vector.
            inner[number] = self._engine.vector(_PASSAGE + text[start:end]) if vector is None else vector
        packed = pack(unit_rows(tokens - means().passages))
        return PassageVectors(unit_mean(tokens), inner, packed)


_PASSAGE, _QUESTION = "passage: ", "query: "
