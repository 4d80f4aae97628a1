"""Public yardsticks: retrieval and rule texts of others, through the same code as users are served.

Beside our numbers stand those measured of other components, each with where it stands; where none is known,
none is made up. Reported, never gating: sets of other subjects say little about ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.readers import read
from evals.bench.retrieval import Score, score
from evals.bench.sets import Asked, Paragraphs, read_rows, retrieval_sets
from evals.errors import MaterialMissing, SelectionInvalid
from indexing.embedding import Embedder
from indexing.generations import Progress

NOTES = "choices.md"
"""File of the test material with what was measured of other components."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What another component reaches on one set, as shares.

    Attributes:
        first, five: a right paragraph found first, and among the first five; None where not told.
        stands: where the number stands.
    """

    searched: str
    asked: str
    name: str
    first: float | None
    five: float | None
    stands: str = NOTES


PEERS = (
    Peer("xquad en", "en", "multilingual-e5-small alone", 0.937, 0.995),
    Peer("xquad en", "en", "all-MiniLM", 0.885, 0.982),
    Peer("xquad en", "en", "USE multilingual", 0.794, 0.964),
    Peer("xquad en", "en", "WordLlama, static", 0.813, 0.974),
    Peer("xquad en", "en", "BM25 with stemming", 0.939, None),
    Peer("xquad en", "en", "reciprocal rank fusion, k = 60", 0.949, 0.995),
    Peer("xquad en", "en", "best other system measured", 0.950, None),
    Peer("xquad en", "th", "multilingual-e5-small alone", 0.73, 0.93),
    Peer("xquad en", "th", "all-MiniLM", 0.06, 0.10),
    Peer("xquad en", "th", "reciprocal rank fusion, k = 60", 0.28, None),
    Peer("xquad en", "vi", "multilingual-e5-small alone", 0.71, 0.91),
    Peer("xquad th", "th", "BM25, character trigrams", 0.932, None),
    Peer("xquad th", "th", "BM25, words", 0.778, None),
)
"""All questions of a set, while ours by default are the half on which nothing was chosen."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """One question set asked of one set of paragraphs, and what others reach on it."""

    ours: Score
    peers: tuple[Peer, ...]


def measure(
    material: Path,
    embedder: Embedder,
    progress: Progress,
    names: Collection[str] = (),
    split: str = "test",
    every: int = 1,
) -> Iterator[Yardstick]:
    """Ask the sets one after the other; ``names`` are beginnings of their names, none means all.

    Raises:
        MaterialMissing: they are not in ``material``.
        SelectionInvalid: no set has such a name.
    """
    chosen = _named(sets(material), names)
    for ours in score(chosen, embedder, progress, split, every):
        peers = tuple(p for p in PEERS if (p.searched, p.asked) == (ours.searched, ours.asked))
        yield Yardstick(ours, peers)


def sets(material: Path) -> Iterator[Paragraphs]:
    """Every set: those of retrieval, then whole pages of rules.

    Raises:
        MaterialMissing: they are not in ``material``.
    """
    yield from retrieval_sets(material)
    yield conditional_qa(material / "bench" / "conditionalqa")


def conditional_qa(home: Path) -> Paragraphs:
    """ConditionalQA: a scenario and a question about it ask for the page of rules that decides it.

    Pages come in through our HTML reader. Source: Sun, Cohen and Salakhutdinov 2022, arXiv 2110.06884, where
    the page is given; to find it is our question, so that no published number compares.

    Raises:
        MaterialMissing: it is not there.
    """
    if not home.is_dir():
        raise MaterialMissing(home)
    rows = tuple(
        (row["doc"], row["title"], _text(home / "docs" / f"{row['doc']}.html"))
        for row in read_rows(home / "index.jsonl")
    )
    questions = tuple(
        Asked(f"{row['scenario']} {row['question']}"[:_LONGEST], frozenset({row["doc"]}), row["doc"])
        for row in read_rows(home / "qa_dev.jsonl")
    )
    return Paragraphs("conditionalqa", rows, {"en": questions})


_LONGEST = 900
"""Characters of a scenario with its question, as for the other rule texts."""


def _text(path: Path) -> str:
    reading = read(path)
    return "\n\n".join(block.text for page in reading.pages for block in page.blocks)


def _named(found: Iterable[Paragraphs], names: Collection[str]) -> Iterator[Paragraphs]:
    some = False
    for paragraphs in found:
        if not names or paragraphs.name.startswith(tuple(names)):
            some = True
            yield paragraphs
    if not some:
        raise SelectionInvalid(", ".join(sorted(names)), "no set has such a name", "See `ascn eval public`")
