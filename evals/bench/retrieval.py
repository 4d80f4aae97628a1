"""Retrieval on XQuAD through the real path: paragraphs are documents, questions are asked of the index.

hit@k: share of questions whose paragraph is among the first k documents found. Must not tune.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.assembly import assemble
from corpus.entry import Entry
from corpus.models import Block, BlockKind, Media, RawPage, Reading
from evals.errors import MaterialMissing
from indexing.embedding import Embedder
from indexing.folder import DataFolder
from indexing.generations import Progress, build
from indexing.ledger import open_ledger
from indexing.probe import Prober
from indexing.retrieve import Retriever, open_retriever
from indexing.sync import embed, put_document

DIRECTIONS = (("en", "en"), ("th", "en"), ("vi", "en"), ("th", "th"), ("vi", "vi"))
"""(language of the questions, language of the paragraphs)."""

_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Score:
    """How often the right paragraph was found first, and among the first five."""

    asked: str
    searched: str
    questions: int
    hit_1: float
    hit_5: float


def score(
    material: Path,
    embedder: Embedder,
    progress: Progress,
    directions: Sequence[tuple[str, str]] = DIRECTIONS,
    every: int = 1,
) -> Iterator[Score]:
    """One score per direction; ``every`` n-th question only.

    Raises:
        MaterialMissing: XQuAD is not in ``material``.
    """
    home = material / "bench" / "xquad"
    if not home.is_dir():
        raise MaterialMissing(home)
    for searched in dict.fromkeys(s for _, s in directions):
        with tempfile.TemporaryDirectory() as scratch:
            retriever = index_paragraphs(
                home / f"docs_{searched}.jsonl", DataFolder(Path(scratch)), embedder, progress
            )
            for asked in (a for a, s in directions if s == searched):
                questions = read_rows(home / f"qa_{asked}.jsonl")[::every]
                yield _score(retriever, questions, embedder, asked, searched, progress)
            retriever.close()


def _score(
    retriever: Retriever,
    questions: list[dict[str, Any]],
    embedder: Embedder,
    asked: str,
    searched: str,
    progress: Progress,
) -> Score:
    first = five = 0
    for done, row in enumerate(questions):
        vector = embedder.embed_questions([row["question"]])[0]
        hits = retriever.retrieve(row["question"], vector, _DEPTH)
        found = list(dict.fromkeys(hit.stored.entry.id for hit in hits))[:5]
        first += found[:1] == [row["doc"]]
        five += row["doc"] in found
        progress("ask", done + 1, len(questions))
    return Score(asked, searched, len(questions), first / len(questions), five / len(questions))


def index_paragraphs(file: Path, folder: DataFolder, embedder: Embedder, progress: Progress) -> Retriever:
    """Index the paragraphs of an XQuAD file, each a document of its own."""
    ledger = open_ledger(folder.ledger)
    revisions = [put_document(assemble(*_document(row)), ledger) for row in read_rows(file)]
    embed(ledger, embedder, revisions, progress)
    with Prober() as prober:
        generation = build(folder, ledger, embedder.fingerprint, revisions, progress, prober)
    return open_retriever(folder, ledger, generation)


def _document(row: dict[str, str]) -> tuple[Reading, Entry]:
    page = RawPage(1, (Block(BlockKind.PARAGRAPH, row["text"]),))
    digest = hashlib.sha256(row["text"].encode()).hexdigest()
    title = row["title"].replace("_", " ")
    entry = Entry(id=row["id"], title=title, file=f"{row['id']}.txt", sha256=digest, media=Media.TEXT)
    return Reading(Media.TEXT, (page,), paged=False), entry


def read_rows(file: Path) -> list[dict[str, Any]]:
    """The rows of a JSON lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
