"""Token vectors in four bits, and what late interaction makes of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexing.tokens import late_interaction, pack, unit_rows, unpack

Floats = NDArray[np.float32]


def rows(seed: int, count: int, width: int = 32) -> Floats:
    return unit_rows(np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32))


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 40))
def test_packing_takes_half_a_byte_a_number_and_turns_a_vector_by_little(seed: int, count: int) -> None:
    vectors = rows(seed, count)
    packed = pack(vectors)
    assert len(packed) == count * 16
    back = unpack(packed, 32)
    assert np.linalg.norm(back, axis=1) == pytest.approx(np.ones(count), abs=1e-5)
    assert (back * vectors).sum(axis=1).min() > 0.98


def test_a_row_of_zeros_survives_packing() -> None:
    assert not unpack(pack(np.zeros((2, 8), np.float32)), 8).any()


def test_a_question_is_as_near_as_the_best_token_for_each_of_its_own() -> None:
    # Worked by hand: of two question tokens one is in the passage, the other at right angles to it.
    question = np.array([[1, 0, 0, 0], [0, 1, 0, 0]], np.float32)
    passage = pack(np.array([[1, 0, 0, 0], [0, 0, 1, 0]], np.float32))
    opposite = pack(np.array([[-1, 0, 0, 0], [0, -1, 0, 0]], np.float32))
    near, far = late_interaction(question, [passage, opposite])
    assert near == pytest.approx(0.5, abs=1e-6)
    assert far == pytest.approx(0.0, abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 10_000), lengths=st.lists(st.integers(1, 30), min_size=1, max_size=8))
def test_a_passage_scores_the_same_alone_and_among_others(seed: int, lengths: list[int]) -> None:
    question = rows(seed, 5)
    packed = [pack(rows(seed + number, length)) for number, length in enumerate(lengths, 1)]
    together = late_interaction(question, packed)
    alone = [late_interaction(question, [one])[0] for one in packed]
    assert together == pytest.approx(alone, abs=1e-6)
    assert all(-1.001 <= score <= 1.001 for score in together)


def test_more_tokens_never_make_a_passage_farther() -> None:
    question, passage = rows(1, 6), rows(2, 10)
    (less,) = late_interaction(question, [pack(passage[:5])])
    (more,) = late_interaction(question, [pack(passage)])
    assert more >= less
