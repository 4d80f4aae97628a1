"""Retrieval through the real path: paragraphs are documents, questions are asked of the index.

hit@k: share of questions with a right paragraph among the first k documents found. Must not tune.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.assembly import assemble
from evals.bench.sets import Asked, Paragraphs
from indexing.embedding import Embedder
from indexing.folder import DataFolder
from indexing.generations import Progress, build
from indexing.ledger import open_ledger
from indexing.probe import Prober
from indexing.query import Query, query_of
from indexing.retrieve import Filter, Retriever, best, open_retriever
from indexing.sync import embed, fingerprints, put_document

_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Hits:
    """Shares of questions whose right paragraph was found first, and among the first five."""

    first: float
    five: float


@dataclass(frozen=True, slots=True)
class Score:
    """One question set asked of one set of paragraphs.

    Attributes:
        dense: by vectors alone.
        mixed: vectors and keywords, without reordering.
        whole: as users are served.
    """

    asked: str
    searched: str
    questions: int
    dense: Hits
    mixed: Hits
    whole: Hits


def score(
    sets: Iterable[Paragraphs], embedder: Embedder, progress: Progress, split: str = "all", every: int = 1
) -> Iterator[Score]:
    """One score per question set: of the "dev" half, the "test" half or "all", every n-th question only."""
    for paragraphs in sets:
        with indexed(paragraphs, embedder, progress) as retriever:
            for language, questions in paragraphs.questions.items():
                chosen = [q for q in questions if split == "all" or q.dev == (split == "dev")][::every]
                yield _score(retriever, embedder, language, paragraphs.name, chosen, progress)


@contextmanager
def indexed(paragraphs: Paragraphs, embedder: Embedder, progress: Progress) -> Iterator[Retriever]:
    """The paragraphs in an index of their own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ascn-bench-") as scratch:
        folder = DataFolder(Path(scratch))
        ledger = open_ledger(folder.ledger)
        revisions = [put_document(assemble(*document), ledger) for document in paragraphs.documents()]
        embed(ledger, embedder, revisions, progress)
        with Prober() as prober:
            generation = build(folder, ledger, fingerprints(embedder), revisions, progress, prober)
        retriever = open_retriever(folder, ledger, generation)
        try:
            yield retriever
        finally:
            retriever.close()
            ledger.close()


def hits(ranked: Iterable[str], right: frozenset[str]) -> tuple[bool, bool]:
    """Whether a right document is first, and among the first five, of ranked passages' documents."""
    found = list(dict.fromkeys(ranked))[:5]
    return bool(found) and found[0] in right, not right.isdisjoint(found)


def only(question: Asked) -> Filter:
    """What a question may be answered from."""
    return Filter(documents=question.among)


def _score(
    retriever: Retriever,
    embedder: Embedder,
    language: str,
    name: str,
    questions: Sequence[Asked],
    progress: Progress,
) -> Score:
    rows = []
    for done, question in enumerate(questions, 1):
        query = query_of(question.text, embedder)
        rows.append([hits(ranked, question.right) for ranked in _three_ways(retriever, query, question)])
        progress("ask", done, len(questions))
    shares = np.array(rows, dtype=float).mean(axis=0).tolist()
    return Score(language, name, len(questions), *(Hits(*pair) for pair in shares))


def _three_ways(
    retriever: Retriever, query: Query, question: Asked
) -> tuple[list[str], list[str], list[str]]:
    """Documents as vectors alone, the mix, and the whole of retrieval rank them."""
    lists = retriever.lists(query, only(question))
    whole = [hit.stored.entry.id for hit in retriever.retrieve(query, _DEPTH, only(question))]
    dense, mixed = (
        [retriever.document_of(id_) for id_ in best(scores, _DEPTH)]
        for scores in (lists.dense, lists.mixed())
    )
    return dense, mixed, whole
