"""A question as it is searched for: its words, its vector, its token vectors, its language.

Must not search.
"""

from __future__ import annotations

from dataclasses import dataclass

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
        words: what keyword search looks for, ``text`` where empty: a foreign question in the words of the
            documents beside its own.
        tokens: None where passages shall not be reordered by them, or the embedder gives none.
    """

    text: str
    vector: Vectors
    language: str
    tokens: TokenVectors | None = None
    words: str = ""


def query_of(
    text: str, embedder: Embedder, language: str | None = None, *, tokens: bool = True, words: str = ""
) -> Query:
    """Embed a question, one pass; ``language`` is recognised where it is not given."""
    tag = language or language_of(text)
    vector, rows = embedder.embed_with_tokens(text, tag)
    fingerprint = embedder.token_fingerprint
    kept = TokenVectors(rows, fingerprint) if tokens and rows is not None and fingerprint else None
    return Query(text, vector, tag, kept, words)
