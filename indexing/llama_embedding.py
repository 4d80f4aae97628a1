"""Both ways across to LlamaIndex: its embeddings as ours, and ours as one of its.

Must be imported only where LlamaIndex is wanted: that import costs seconds.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray
from pydantic import PrivateAttr

from indexing.embedding import Embedder, PassageVectors, Span
from indexing.errors import EmbedderUnusable

Vectors = NDArray[np.float32]

_EXAMPLE = 'llama-index:llama_index.embeddings.openai_like:OpenAILikeEmbedding:{"model_name": "…"}'


class LlamaIndexEmbedder:
    """A LlamaIndex embedding behind our seam; its vectors are brought to length 1.

    Spans are embedded one by one, as LlamaIndex gives no token vectors.
    """

    def __init__(self, embedding: BaseEmbedding) -> None:
        self._embedding = embedding
        self._dimension = len(self._asked(embedding.get_query_embedding, "dimension"))
        kind = type(embedding)
        name = f"{kind.__module__}.{kind.__qualname__}"
        self._fingerprint = f"llama-index-{name}-{embedding.model_name}-{self._dimension}"

    @property
    def fingerprint(self) -> str:
        """Names class, model and dimension: all that LlamaIndex tells."""
        return self._fingerprint

    @property
    def token_fingerprint(self) -> str | None:
        """LlamaIndex gives no token vectors."""
        return None

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._dimension

    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """Vectors of passages, asked for in the embedding's own batch size."""
        rows: list[list[float]] = []
        size = self._embedding.embed_batch_size
        for start in range(0, len(texts), size):
            batch = list(texts[start : start + size])
            rows += self._asked(self._embedding.get_text_embedding_batch, batch)
            if progress is not None:
                progress(len(rows))
        return self._unit(rows)

    def embed_questions(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return self._unit([self._asked(self._embedding.get_query_embedding, text) for text in texts])

    def embed_with_tokens(self, question: str, language: str) -> tuple[Vectors, Vectors | None]:
        """The vector of a question alone."""
        return self.embed_questions([question])[0], None

    def embed_with_spans(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[PassageVectors]:
        """Vectors of passages, and of spans inside them taken out of their passage."""
        wholes = self.embed_passages(texts)
        inner = [[text[start:end] for start, end in own] for text, own in zip(texts, spans, strict=True)]
        return [
            PassageVectors(whole, self.embed_passages(own)) for whole, own in zip(wholes, inner, strict=True)
        ]

    def _asked(self, method: Callable[[Any], Any], argument: object) -> Any:
        """The answer of a method that may do anything, a failed network included."""
        try:
            return method(argument)
        except Exception as error:
            name = type(self._embedding).__qualname__
            reason = f"it failed to embed ({_one_line(error)})"
            raise EmbedderUnusable(name, reason, "Check its service, key and arguments") from error

    def _unit(self, rows: list[list[float]]) -> Vectors:
        vectors = np.array(rows, np.float32).reshape(len(rows), self._dimension)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
        return unit


class LlamaIndexEmbedding(BaseEmbedding):
    """One of our embedders for use inside LlamaIndex."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(model_name=embedder.fingerprint)
        self._embedder = embedder

    def _get_query_embedding(self, query: str) -> list[float]:
        row: list[float] = self._embedder.embed_questions([query])[0].tolist()
        return row

    async def _aget_query_embedding(self, query: str) -> list[float]:
        import asyncio

        return await asyncio.to_thread(self._get_query_embedding, query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._embedder.embed_passages(texts).tolist()
        return rows


def load_llama_embedder(details: str) -> LlamaIndexEmbedder:
    """The embedder of "<module>:<Class>:<json arguments>".

    Raises:
        EmbedderUnusable: the module or class is absent, or the class refuses the arguments.
    """
    module, _, rest = details.partition(":")
    class_name, _, arguments = rest.partition(":")
    name = f"llama-index:{module}:{class_name}"  # without the arguments: they may hold a key
    if not module or not class_name:
        raise _unusable(name, "module and class are not both named")
    try:
        keywords = json.loads(arguments or "{}")
        made = getattr(importlib.import_module(module), class_name)(**keywords)
    except Exception as error:
        raise _unusable(name, f"it cannot be made ({_one_line(error)})") from error
    if not isinstance(made, BaseEmbedding):
        raise _unusable(name, "it is no LlamaIndex embedding")
    return LlamaIndexEmbedder(made)


def _unusable(name: str, reason: str) -> EmbedderUnusable:
    return EmbedderUnusable(f"embedder {name!r}", reason, f"Write it like {_EXAMPLE}")


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
