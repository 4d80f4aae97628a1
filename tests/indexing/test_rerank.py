"""Reordering by late interaction: how much it decides, and when it stays out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.query import Query, TokenVectors, query_of
from indexing.rerank import reordered
from indexing.retrieve import Library, Retriever
from indexing.sync import complete_tokens, lacks_tokens, rebuild
from indexing.tokens import pack
from tests.library import CITIES, Site, site

AXES = np.eye(4, dtype=np.float32)
QUESTION = TokenVectors(AXES[:1], "any")
TOKENS = {"near": pack(AXES[:1]), "middle": pack(AXES[:1] + AXES[1:2]), "far": pack(AXES[2:3])}
MIXED = {"far": 0.9, "middle": 0.5, "near": 0.1}


def order(scores: dict[str, float]) -> list[str]:
    return sorted(scores, key=lambda id_: -scores[id_])


def test_alone_late_interaction_decides_the_order() -> None:
    assert order(reordered(MIXED, TOKENS, QUESTION, 1.0)) == ["near", "middle", "far"]


def test_without_a_share_nothing_changes() -> None:
    assert reordered(MIXED, TOKENS, QUESTION, 0.0) == MIXED


@settings(max_examples=100, deadline=None)
@given(share=st.floats(0, 1), scores=st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_scores_stay_between_the_least_and_the_greatest_before(share: float, scores: list[float]) -> None:
    mixed = dict(zip(TOKENS, scores, strict=True))
    after = reordered(mixed, TOKENS, QUESTION, share)
    assert after.keys() == mixed.keys()
    assert min(scores) - 1e-9 <= min(after.values())
    assert max(after.values()) <= max(scores) + 1e-9


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("rerank"), "e5-small") as made:
        made.sync(*(made.write(id_, text, language="en") for id_, text in CITIES.items()))
        yield made


@pytest.fixture
def retriever(at: Site) -> Iterator[Retriever]:
    opened = Library(at.folder, at.ledger).retriever()
    assert opened is not None
    yield opened
    opened.close()


def scores(retriever: Retriever, query: Query) -> dict[str, float]:
    return {hit.stored.entry.id: hit.score for hit in retriever.retrieve(query, 10)}


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


THAI = "พนมเปญมีผู้โดยสารรถเมล์วันละกี่คน"


def test_a_foreign_question_is_reordered_and_an_english_one_is_not(at: Site, retriever: Retriever) -> None:
    for question, changes in ((THAI, True), ("How many bus passengers has Phnom Penh?", False)):
        with_tokens = scores(retriever, query_of(question, at.embedder))
        without = scores(retriever, query_of(question, at.embedder, tokens=False))
        assert (with_tokens != without) is changes
        assert order(with_tokens)[0] == "buses"


def test_a_generation_built_before_its_token_vectors_keeps_its_answers_and_the_next_one_uses_them(
    at: Site, retriever: Retriever
) -> None:
    query = query_of(THAI, at.embedder)
    with_tokens = scores(retriever, query)
    at.ledger._db.execute("DELETE FROM token_vectors WHERE hash IN (SELECT hash FROM token_vectors LIMIT 1)")
    rebuild(at.folder, at.ledger, silent)
    assert lacks_tokens(at.ledger, at.embedder)
    before = Library(at.folder, at.ledger).retriever()
    assert before is not None
    mix = scores(before, query_of(THAI, at.embedder, tokens=False))
    assert scores(before, query) == mix
    made = complete_tokens(at.folder, at.ledger, at.embedder, silent)
    assert made is not None
    assert not lacks_tokens(at.ledger, at.embedder)
    assert scores(before, query) == mix
    after = Library(at.folder, at.ledger).retriever()
    assert after is not None
    assert scores(after, query) == pytest.approx(with_tokens)
    assert complete_tokens(at.folder, at.ledger, at.embedder, silent) is None
    before.close()
    after.close()


def test_removed_passages_take_their_token_vectors_with_them(tmp_path: Path) -> None:
    with site(tmp_path) as small:
        small.index(CITIES)
        small.index({"harbour": CITIES["harbour"]})
        small.index({"harbour": CITIES["harbour"], "new": "# New\n\nA new text.\n"})
        held = small.ledger._db.execute("SELECT count(*) FROM token_vectors").fetchone()[0]
        kept = small.ledger._db.execute("SELECT count(DISTINCT hash) FROM passages").fetchone()[0]
        assert held == kept
