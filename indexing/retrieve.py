"""Finds the passages for a question: dense and keyword lists independently, fused, then reordered.

One `Retriever` reads one generation; `Library` hands out the one that serves now. Must not choose
sentences or compose answers.

Why scores are mixed and not ranks: reciprocal rank fusion lets the keyword list of a foreign
question, which is noise, outvote the dense one (hit@1 Thai to English .73 falls to .28). Only
positive scores take part, each list scaled to 0..1, the dense one weighing `DENSE_WEIGHT` and the
keyword list as much of the rest as the question's words are known to the index: no language has to
be recognised for a foreign question to be left to its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial

from corpus.entry import Entry
from corpus.models import Audience, Document, DocumentKind
from indexing import lexical, rerank, store
from indexing.embedding import PassageVectors
from indexing.folder import VECTORS, WORDS, DataFolder
from indexing.language import differ, language_of
from indexing.ledger import Ledger
from indexing.query import Query
from indexing.stored import Generation, StoredPassage

DENSE_WEIGHT = 0.65
"""Share of the dense list in the mix; `evals.fit_fusion` says how it was chosen and prints it."""

CANDIDATES = 50
"""Passages taken from each list before they are mixed."""


_UNPACKED = 128
"""Documents kept in memory for verification; a list quotes from dozens, all of ours take some 7 MB."""

_RECOGNISED_BY = 4_000
"""Characters of a document that tell its language."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents may be searched; an empty field lets everything through.

    Attributes:
        published_by: leaves out official and added documents published after this day.
            Built-in texts date their sentences themselves and stay.
        audiences: what the asker's role may see.
    """

    documents: frozenset[str] = frozenset()
    kinds: frozenset[DocumentKind] = frozenset()
    languages: frozenset[str] = frozenset()
    published_by: date | None = None
    audiences: frozenset[Audience] = frozenset({Audience.PUBLIC})

    def admits(self, entry: Entry) -> bool:
        """Whether a document may be searched."""
        return (
            entry.audience in self.audiences
            and (not self.documents or entry.id in self.documents)
            and (not self.kinds or entry.kind in self.kinds)
            and (not self.languages or (entry.language or "").split("-")[0] in self.languages)
            and not self._too_late(entry)
        )

    def _too_late(self, entry: Entry) -> bool:
        if self.published_by is None or entry.published is None or entry.trust == "own":
            return False
        return entry.published > self.published_by


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    Attributes:
        score: the mix, 0 to 1, comparable within one question only.
        cosine: of question and passage, comparable between questions.
        bm25: 0 where no term of the question occurs.
        vectors: of the passage and its sentences.
    """

    stored: StoredPassage
    score: float
    cosine: float
    bm25: float
    vectors: PassageVectors


@dataclass(frozen=True, slots=True)
class Lists:
    """Passage id → score, before the two lists are mixed.

    Attributes:
        dense: cosines; holds every passage of ``words`` too.
        words: BM25.
        known: share of the question's weight that lies on words of the index.
    """

    dense: dict[str, float]
    words: dict[str, float]
    known: float

    def mixed(self, dense_weight: float = DENSE_WEIGHT) -> dict[str, float]:
        """Both lists in one, keywords weighing as far as the question is known."""
        return fuse(self.dense, self.words, dense_weight, (1 - dense_weight) * self.known)


class Retriever:
    """Search over one generation."""

    def __init__(
        self, generation: Generation, ledger: Ledger, vectors: store.VectorStore, words: lexical.LexicalIndex
    ) -> None:
        self.generation = generation
        self._ledger = ledger
        self._vectors = vectors
        self._words = words
        # A generation never changes, so what was unpacked for one answer serves the next.
        self._documents = lru_cache(maxsize=_UNPACKED)(partial(ledger.document, generation.id))
        self._recognised: dict[str, str] = {}

    def retrieve(self, query: Query, k: int, only: Filter | None = None) -> list[Hit]:
        """The best ``k`` passages for a question, best first."""
        found = self.lists(query, only)
        mixed = found.mixed()
        mixed |= self._reordered(query, {id_: mixed[id_] for id_ in best(mixed, rerank.CANDIDATES)})
        ids = best(mixed, k)
        stored = self._ledger.passages_by_id(self.generation.id, ids)
        held = self._ledger.vectors([s.hash for s in stored.values()], self.generation.fingerprint)
        return [
            Hit(stored[id_], mixed[id_], found.dense[id_], found.words.get(id_, 0.0), held[stored[id_].hash])
            for id_ in ids
        ]

    def lists(self, query: Query, only: Filter | None = None) -> Lists:
        """What meaning and words find, each for itself."""
        ids = self._allowed(only or Filter())
        dense = dict(self._vectors.query(query.vector, CANDIDATES, ids))
        words = dict(self._words.query(query.words or query.text, CANDIDATES, ids))
        # A passage that only its words brought in has a cosine too.
        beside = self._ledger.passage_vectors(self.generation, sorted(words.keys() - dense.keys()))
        dense |= {id_: float(other @ query.vector) for id_, other in beside.items()}
        return Lists(dense, words, self._words.known(query.words or query.text))

    def _reordered(self, query: Query, mixed: dict[str, float]) -> dict[str, float]:
        """The candidates' scores after late interaction, as far as they are foreign to the question.

        As they were in a generation that was built before all its token vectors were there.
        """
        if query.tokens is None or query.tokens.fingerprint != self.generation.tokens:
            return mixed
        foreign = sum(differ(query.language, self.language(self._document_of[id_])) for id_ in mixed)
        if not foreign:
            return mixed
        hashes = self._ledger.hashes(self.generation.id, sorted(mixed))
        held = self._ledger.token_vectors(sorted(set(hashes.values())), query.tokens.fingerprint)
        packed = {id_: held[hash_] for id_, hash_ in hashes.items()}
        return rerank.reordered(mixed, packed, query.tokens, foreign / len(mixed))

    def language(self, document_id: str) -> str:
        """The BCP 47 tag of a document: as its entry says, else as its text tells."""
        if (declared := self.entries[document_id].language) is not None:
            return declared
        if document_id not in self._recognised:
            document = self.document(document_id)
            self._recognised[document_id] = language_of(document.text[:_RECOGNISED_BY] if document else "")
        return self._recognised[document_id]

    def idf(self, term: str) -> float:
        """Inverse document frequency of a stem in this generation."""
        return self._words.idf(term)

    def occurs(self, term: str) -> bool:
        """Whether a stem stands anywhere in this generation."""
        return self._words.occurs(term)

    def document_of(self, passage_id: str) -> str:
        """Id of the document that a passage stands in."""
        return self._document_of[passage_id]

    def document(self, document_id: str) -> Document | None:
        """The document as this generation holds it, None where it holds none of that id."""
        return self._documents(document_id)

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """All documents of the generation by id."""
        return {entry.id: entry for entry in self._ledger.entries(self.generation.id)}

    def close(self) -> None:
        """Release the files of the generation."""
        self._vectors.close()

    def _allowed(self, only: Filter) -> Sequence[str] | None:
        """Ids that may be searched; None where the filter lets everything through."""
        admitted = {id_ for id_, entry in self.entries.items() if only.admits(entry)}
        if len(admitted) == len(self.entries):
            return None
        return [id_ for document_id in sorted(admitted) for id_ in self._ids.get(document_id, ())]

    @cached_property
    def _document_of(self) -> Mapping[str, str]:
        """Document id by passage id."""
        return {id_: document_id for document_id, ids in self._ids.items() for id_ in ids}

    @cached_property
    def _ids(self) -> Mapping[str, list[str]]:
        """Passage ids by document."""
        ids: dict[str, list[str]] = {}
        for document_id, passage_id in self._ledger.passage_ids(self.generation.id):
            ids.setdefault(document_id, []).append(passage_id)
        return ids


class Library:
    """Hands out the retriever of the generation that serves, reopening when the pointer has moved."""

    def __init__(self, folder: DataFolder, ledger: Ledger) -> None:
        self._folder = folder
        self._ledger = ledger
        self._current: Retriever | None = None
        self._previous: Retriever | None = None

    def retriever(self) -> Retriever | None:
        """The retriever of the active generation, None before the first sync.

        Why the one before is kept open until the next move: another thread may be asking it.
        """
        active = self._ledger.active()
        if active is None:
            return None
        if self._current is None or self._current.generation.id != active.id:
            opened = open_retriever(self._folder, self._ledger, active)
            if self._previous is not None:
                self._previous.close()
            self._previous, self._current = self._current, opened
        return self._current


def open_retriever(folder: DataFolder, ledger: Ledger, generation: Generation) -> Retriever:
    """Open the two indexes of a generation.

    Raises:
        IndexDamaged: one of them is missing or unreadable.
    """
    home = folder.generations / generation.id
    words = lexical.open_index(home / WORDS)
    return Retriever(generation, ledger, store.open_store(home / VECTORS), words)


def fuse(
    dense: Mapping[str, float],
    words: Mapping[str, float],
    dense_weight: float = DENSE_WEIGHT,
    words_weight: float = 1 - DENSE_WEIGHT,
) -> dict[str, float]:
    """Mix two score lists, each scaled to 0..1 over its positive scores.

    A list without a positive score is left out and the other one counts whole.
    """
    lists = [(w, scaled(scores)) for w, scores in ((dense_weight, dense), (words_weight, words))]
    lists = [(w, scores) for w, scores in lists if scores]
    total = sum(w for w, _ in lists) or 1.0
    ids = {id_ for _, scores in lists for id_ in scores}
    return {id_: sum(w * scores.get(id_, 0.0) for w, scores in lists) / total for id_ in ids}


def best(scores: Mapping[str, float], k: int) -> list[str]:
    """Ids of the ``k`` highest scores; equal ones in the order of their ids."""
    return sorted(scores, key=lambda id_: (-scores[id_], id_))[:k]


def scaled(scores: Mapping[str, float]) -> dict[str, float]:
    """The positive scores between 0 (the least of them) and 1 (the greatest)."""
    positive = {id_: score for id_, score in scores.items() if score > 0}
    if not positive:
        return {}
    low, high = min(positive.values()), max(positive.values())
    return {id_: (s - low) / (high - low) if high > low else 1.0 for id_, s in positive.items()}
