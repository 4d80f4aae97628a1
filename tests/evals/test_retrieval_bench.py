"""The retrieval benchmark: sets in halves that never share an article, hits counted as defined."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.bench.retrieval import hits, score
from evals.bench.sets import Asked, Paragraphs, retrieval_sets
from evals.errors import MaterialMissing
from evals.fit_fusion import WEIGHTS, chosen
from indexing.embedding import load_embedder

SMALL = Paragraphs(
    "small",
    (
        ("harbour", "Harbour", "The harbour of Phuket opened a smart pier."),
        ("waste", "Waste", "Kota Kinabalu reduces its daily waste."),
        ("buses", "Buses", "Phnom Penh runs eight bus routes."),
    ),
    {
        "en": (
            Asked("smart pier of the harbour", frozenset({"harbour"}), "a"),
            Asked("bus routes of Phnom Penh", frozenset({"buses"}), "b"),
            Asked("daily waste of Kota Kinabalu, bus routes", frozenset({"buses"}), "c"),
            Asked("daily waste", frozenset({"waste"}), "d", frozenset({"harbour", "buses"})),
        )
    },
)


def test_a_hit_counts_documents_not_passages() -> None:
    ranked = ["a", "a", "b", "c", "c", "d", "e", "f"]
    assert hits(ranked, frozenset({"a"})) == (True, True)
    assert hits(ranked, frozenset({"e"})) == (False, True)
    assert hits(ranked, frozenset({"f"})) == (False, False)
    assert hits([], frozenset({"a"})) == (False, False)


def test_a_score_is_the_share_of_questions_that_found_their_paragraph(tmp_path: Path) -> None:
    embedder = load_embedder("fake", tmp_path)
    (row,) = score([SMALL], embedder, lambda stage, done, total: None)
    # Two questions are right first, one wrongly labelled is right among five, one may not see its own.
    assert row.questions == 4
    assert (row.whole.first, row.whole.five) == (0.5, 0.75)


def test_the_halves_share_no_article_and_are_of_like_size(shared: Path) -> None:
    for paragraphs in retrieval_sets(shared):
        ids = {id_ for id_, _, _ in paragraphs.rows}
        for questions in paragraphs.questions.values():
            halves: dict[bool, set[str]] = {True: set(), False: set()}
            for question in questions:
                halves[question.dev].add(question.group)
                assert question.right <= ids
            assert halves[True].isdisjoint(halves[False])
            assert 0.3 < sum(q.dev for q in questions) / len(questions) < 0.7


def test_missing_material_is_named(tmp_path: Path) -> None:
    with pytest.raises(MaterialMissing):
        list(retrieval_sets(tmp_path))


def test_the_best_weight_is_chosen_and_between_ties_the_middle_one() -> None:
    flat = [0.5] * len(WEIGHTS)
    assert chosen(flat) == WEIGHTS[len(WEIGHTS) // 2]
    peak = [*flat]
    peak[2] = 0.6
    assert chosen(peak) == WEIGHTS[2]
    peak[6:9] = [0.5995, 0.6001, 0.5995]
    assert chosen(peak) == WEIGHTS[7]
