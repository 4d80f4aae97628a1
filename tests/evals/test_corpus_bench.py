"""The benchmark of the corpus measures what it says: real lists, over all records."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.assembly import assemble
from corpus.models import Document
from corpus.rendering import rendered
from evals.bench.corpus import QUESTIONS, listing, loading, originals
from evals.errors import MaterialMissing

DAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {made.entry.id: assemble(made.reading, made.entry) for made in rendered()}


def test_every_question_is_met_by_all_rows_of_its_kind(documents: dict[str, Document]) -> None:
    """The reports list 134 and 405 projects, those of 2025 of 35 cities; the network has 38."""
    rows = {figure.name: figure.value for figure in listing(documents.get, DAY)}
    assert [rows[question] for question in QUESTIONS[:4]] == ["134 rows", "405 rows", "35 rows", "38 rows"]
    assert rows[QUESTIONS[4]].endswith(" rows")


def test_a_list_with_a_gap_is_told_and_not_timed(documents: dict[str, Document]) -> None:
    gap = {id_: document for id_, document in documents.items() if id_ != "city-record:da-nang"}
    told = [(figure.name, figure.value) for figure in listing(gap.get, DAY)]
    place = told.index(("Which cities are in the network?", "no list"))
    assert told[place + 1][0] == QUESTIONS[4]


def test_the_steps_of_loading_add_up_to_the_whole() -> None:
    _, whole, *steps = loading()
    seconds = float(whole.value.split()[1])
    assert sum(float(step.value.split()[0]) for step in steps) / 1000 == pytest.approx(seconds, rel=0.3)


def test_absent_material_is_told(tmp_path: Path) -> None:
    with pytest.raises(MaterialMissing, match="--material"):
        originals(tmp_path)
