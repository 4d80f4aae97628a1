"""The gate catches what it is there for: each regression, planted into a copy of the real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.answering import Answerer
from evals.gate.judgement import Layer
from evals.mutation.drill import REGRESSIONS, Sound, drill, sound
from evals.quick import quick
from evals.schema import load_cases

CATCHING = {
    "passages dropped": Layer.INDEX,
    "pages shifted": Layer.INDEX,
    "editions swapped": Layer.INDEX,
    "index stale": Layer.INDEX,
    "negation lost": Layer.ANSWERS,
    "neighbour cited": Layer.ANSWERS,
    "scripts not cut": Layer.INDEX,
    "always refusing": Layer.FLIPS,
    "never refusing": Layer.FLIPS,
    "wrong day": Layer.FLIPS,
}
"""The layer that must see each, whichever others do."""

BRIEF = {"suggestions": "0"}
"""What is suggested after an answer is found by asking several times more, and no layer looks at it."""


@pytest.fixture(scope="module")
def unspoilt(official: Path) -> Sound:
    return sound(Answerer(official, BRIEF), quick(load_cases()))


def test_nothing_is_wrong_where_nothing_was_planted(unspoilt: Sound) -> None:
    assert not unspoilt.breaches


@pytest.mark.parametrize("regression", REGRESSIONS)
def test_a_planted_regression_is_caught(
    regression: str, official: Path, unspoilt: Sound, tmp_path: Path
) -> None:
    caught = drill(Answerer(official, BRIEF), unspoilt, regression, tmp_path)
    assert CATCHING[regression] in caught.layers
    assert not list(tmp_path.iterdir())
