"""Chooses the weight of the dense list: `python -m evals.fit_fusion MATERIAL` prints hit@1 by weight.

Procedure: the dev half of every question set is ranked by the mix alone, without reordering, at each
weight; the weight with the highest mean of the sets' hit@1 is chosen, each set counting the same, or
rather the middle of the plateau around it: its neighbours as long as they are within `TIE` of it. The
other half reports. The
weight in force is `indexing.retrieve.DENSE_WEIGHT`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from evals.bench.retrieval import hits, indexed, only
from evals.bench.sets import Asked, retrieval_sets
from indexing.embedding import Embedder, load_embedder
from indexing.query import query_of
from indexing.retrieve import Lists, Retriever, best

WEIGHTS = tuple(round(0.40 + 0.05 * step, 2) for step in range(11))
TIE = 0.002

_DEPTH = 20


def hit_1(retriever: Retriever, found: Sequence[tuple[Asked, Lists]], weight: float) -> float:
    """Share of questions whose right document comes first when dense weighs ``weight``."""
    ranked = (
        ([retriever.document_of(id_) for id_ in best(lists.mixed(weight), _DEPTH)], asked.right)
        for asked, lists in found
    )
    return float(np.mean([hits(documents, right)[0] for documents, right in ranked]))


def chosen(means: Sequence[float]) -> float:
    """The weight that the procedure chooses for these means, one per weight."""
    first = last = max(range(len(means)), key=lambda i: means[i])
    floor = means[first] - TIE
    while first > 0 and means[first - 1] >= floor:
        first -= 1
    while last < len(means) - 1 and means[last + 1] >= floor:
        last += 1
    return WEIGHTS[(first + last) // 2]


def _lists(retriever: Retriever, embedder: Embedder, questions: Iterable[Asked]) -> list[tuple[Asked, Lists]]:
    return [(q, retriever.lists(query_of(q.text, embedder, tokens=False), only(q))) for q in questions]


def main(material: Path) -> None:
    """Print hit@1 of each set by weight, dev half and the rest, and the weight chosen."""
    dev: list[list[float]] = []
    rest: list[list[float]] = []
    sys.stdout.write(f"{'weight':22}{' '.join(f'{w:6.2f}' for w in WEIGHTS)}\n")
    with tempfile.TemporaryDirectory() as cache:
        embedder = load_embedder("e5-small", Path(cache), 2)
        for paragraphs in retrieval_sets(material):
            with indexed(paragraphs, embedder, lambda stage, done, total: None) as retriever:
                for language, questions in paragraphs.questions.items():
                    found = _lists(retriever, embedder, questions)
                    for rows, half in ((dev, True), (rest, False)):
                        own = [pair for pair in found if pair[0].dev is half]
                        rows.append([hit_1(retriever, own, weight) for weight in WEIGHTS])
                        name = f"{language} → {paragraphs.name}, {'dev' if half else 'rest'}"
                        sys.stdout.write(f"{name:22}{' '.join(f'{v:6.3f}' for v in rows[-1])}\n")
    for name, rows in (("mean, dev", dev), ("mean, rest", rest)):
        sys.stdout.write(f"{name:22}{' '.join(f'{v:6.4f}' for v in np.mean(rows, axis=0))}\n")
    sys.stdout.write(f"chosen: {chosen(np.mean(dev, axis=0).tolist())}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
