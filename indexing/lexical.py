"""The keyword index of one generation in tantivy: built once, read afterwards, rebuildable.

Must not embed or fuse; it returns ids with BM25 scores. The only importer of tantivy.

Why text is analysed here and not by tantivy: its tokenizers know no script without spaces, and
they must be registered again at every opening, which a stock reader forgets.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import tantivy

from indexing.analysis import Terms, terms
from indexing.errors import DataFolderUnusable, IndexDamaged
from indexing.stored import StoredPassage

_ANALYSER = "stemmed"
_WEIGHTS = {"words": 1.0, "place": 0.4, "pairs": 1.0, "clusters": 0.25}
"""Boost of each field: ``place`` is the title and headings above a passage."""

_MOST_TERMS = 64
"""A question's terms beyond this many are left out: the first ones carry it."""

_HEAP = 64_000_000


class LexicalIndex:
    """Read-only BM25 search over the passages of a generation."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._searcher = index.searcher()

    def query(self, text: str, k: int, ids: Sequence[str] | None = None) -> list[tuple[str, float]]:
        """The best ``k`` passages that share a term with ``text``, best first; scores are positive.

        Args:
            ids: search among these only; None searches everything.
        """
        query = _any_term(self._index.schema, _query_terms(text))
        if query is None or (ids is not None and not ids):
            return []
        if ids is not None:
            allowed = tantivy.Query.const_score_query(
                tantivy.Query.term_set_query(self._index.schema, "id", list(ids)), 0.0
            )
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, query), (tantivy.Occur.Must, allowed)])
        hits = self._searcher.search(query, k).hits
        return [(str(self._searcher.doc(address)["id"][0]), float(score)) for score, address in hits]

    def known(self, text: str) -> float:
        """Share of a question's weight, 0 to 1, that lies on terms which occur in the index at all.

        Near 1 for a question in a language of the documents, lower for any other: then what the
        keyword list found rests on a few chance terms. Of a question in a script that the index does
        not hold, only names and numbers in other scripts count.
        """
        asked = _query_terms(text)
        pairs = asked["pairs"] if any(map(self.occurs, asked["pairs"])) else []
        weights = {term: self.idf(term) for term in (*asked["words"], *pairs)}
        total = sum(weights.values())
        met = sum(weight for term, weight in weights.items() if self.occurs(term))
        return met / total if total else 0.0

    def occurs(self, term: str) -> bool:
        """Whether a stem or a pair of clusters stands in any passage or heading."""
        return any(self._searcher.doc_freq(field, term) for field in ("words", "place", "pairs"))

    def idf(self, term: str) -> float:
        """Inverse document frequency of a stem or a pair of clusters, 0.7 and more for rare ones."""
        total = self.count()
        found = max(self._searcher.doc_freq(field, term) for field in ("words", "place", "pairs"))
        return math.log(1 + (total - found + 0.5) / (found + 0.5))

    def ids(self) -> set[str]:
        """The ids of all passages, for comparison with the ledger."""
        everything = self._searcher.search(tantivy.Query.all_query(), max(1, self.count())).hits
        return {str(self._searcher.doc(address)["id"][0]) for _, address in everything}

    def count(self) -> int:
        """How many passages the index holds."""
        return int(self._searcher.num_docs)


def build(folder: Path, passages: Iterable[StoredPassage]) -> None:
    """Write a new index into an empty ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(_schema(), path=str(folder))
    index.register_tokenizer(_ANALYSER, _analyser())
    writer = index.writer(heap_size=_HEAP, num_threads=1)
    for stored in passages:
        body, place = terms(stored.text), terms(stored.place)
        writer.add_document(
            tantivy.Document(
                id=[stored.id],
                words=[" ".join(body.words)],
                place=[" ".join(place.words)],
                pairs=[" ".join(body.pairs + place.pairs)],
                clusters=[" ".join(body.clusters + place.clusters)],
            )
        )
    writer.commit()
    writer.wait_merging_threads()


def open_index(folder: Path) -> LexicalIndex:
    """Open the index that `build` wrote.

    Raises:
        IndexDamaged: it is missing or unreadable.
        DataFolderUnusable: the folder cannot be written.
    """
    try:
        index = tantivy.Index.open(str(folder))
    except Exception as error:  # tantivy raises ValueError, OSError and panics alike
        if "ReadOnly" in str(error) or "PermissionDenied" in str(error):
            reason = "the data folder is read-only, and reading the index takes a lock there"
            raise DataFolderUnusable(
                folder.parent.name, reason, "Make it writable or set ASCN_DATA"
            ) from error
        reason = f"the keyword index cannot be opened ({error})"
        raise IndexDamaged(
            folder.parent.name, reason, "Run `ascn rebuild`, which embeds nothing again"
        ) from error
    index.register_tokenizer(_ANALYSER, _analyser())
    return LexicalIndex(index)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in _WEIGHTS:
        tokenizer = _ANALYSER if name in {"words", "place"} else "whitespace"
        builder.add_text_field(name, stored=False, tokenizer_name=tokenizer, index_option="freq")
    return builder.build()


@lru_cache(maxsize=1)
def _analyser() -> tantivy.TextAnalyzer:
    whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return whitespace.filter(tantivy.Filter.stemmer("english")).build()


def stems(words: Iterable[str]) -> list[str]:
    """The words as the index holds them, in order: what a question and a passage are compared by."""
    return list(_analyser().analyze(" ".join(words)))


def _query_terms(text: str) -> dict[str, list[str]]:
    asked: Terms = terms(text)
    words = list(dict.fromkeys(stems(asked.words)))[:_MOST_TERMS]
    return {
        "words": words,
        "place": words,
        "pairs": list(dict.fromkeys(asked.pairs))[:_MOST_TERMS],
        "clusters": list(dict.fromkeys(asked.clusters))[:_MOST_TERMS],
    }


def _any_term(schema: tantivy.Schema, by_field: dict[str, list[str]]) -> tantivy.Query | None:
    clauses = [
        (
            tantivy.Occur.Should,
            tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, term, "freq"), _WEIGHTS[field]),
        )
        for field, asked in by_field.items()
        for term in asked
    ]
    return tantivy.Query.boolean_query(clauses) if clauses else None
