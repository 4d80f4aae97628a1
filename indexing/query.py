"""A question as it is searched for: its words, its vector, its token vectors, its language.

Why a foreign question is searched for in two readings: with the vector half way between its own and that
of its English words, cosines of answerable and unanswerable questions part as they do in English (.90 and
.86, English .91 and .86, its own vector alone .85 and .83), and one set of limits serves both.

Must not search.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from indexing.embedding import Embedder, Vectors
from indexing.language import language_of


@dataclass(frozen=True, slots=True, eq=False)
class TokenVectors:
    """Centred unit vectors of a question's tokens, (n, d), comparable within one fingerprint only."""

    rows: Vectors
    fingerprint: str


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What a retriever needs of a question.

    Attributes:
        vector: its unit vector, (d,).
        language: BCP 47 tag.
        words: what keyword search looks for, ``text`` where empty.
        tokens: None where passages shall not be reordered by them, or the embedder gives none.
    """

    text: str
    vector: Vectors
    language: str
    tokens: TokenVectors | None = None
    words: str = ""


def query_of(
    text: str, embedder: Embedder, language: str | None = None, *, tokens: bool = True, read: str = ""
) -> Query:
    """Embed a question; ``language`` is recognised where it is not given.

    Args:
        read: the question in words of the documents' language, searched for beside its own.
    """
    tag = language or language_of(text)
    vector, rows = embedder.embed_with_tokens(text, tag)
    fingerprint = embedder.token_fingerprint
    kept = TokenVectors(rows, fingerprint) if tokens and rows is not None and fingerprint else None
    if read in {"", text}:
        return Query(text, vector, tag, kept)
    return Query(text, _between(vector, embedder.embed_questions([read])[0]), tag, kept, f"{text} {read}")


def _between(one: Vectors, other: Vectors) -> Vectors:
    """The unit vector half way between two."""
    half = one + other
    between: Vectors = half / np.linalg.norm(half)
    return between
