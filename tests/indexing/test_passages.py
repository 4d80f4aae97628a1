"""Passages and sentences are slices of their document, by construction."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.assembly import assemble
from corpus.errors import Unreadable
from corpus.intake import Given, entry_for
from corpus.manifest import Listed, builtin, file_hash
from corpus.models import Document
from corpus.readers import Limits, read
from indexing.passages import (
    MOST_CHARACTERS,
    Passage,
    SentenceKind,
    context,
    split,
    text_hash,
)
from indexing.sync import reading_of
from tests.documents import document


def text_of(doc: Document, passage: Passage) -> str:
    return doc.text[passage.start : passage.end]


def check_invariants(doc: Document) -> None:
    """What holds for the passages of every document."""
    passages = split(doc)
    covered = bytearray(len(doc.text))
    for passage in passages:
        page = next(p for p in doc.pages if p.number == passage.page)
        text = text_of(doc, passage)
        assert text == text.strip() != ""
        assert page.start <= passage.start < passage.end <= page.end
        assert page.text[passage.start - page.start : passage.end - page.start] == text
        assert len(text) <= MOST_CHARACTERS
        assert passage.sentences
        for sentence in passage.sentences:
            assert passage.start <= sentence.start < sentence.end <= passage.end
        covered[passage.start : passage.end] = b"\1" * (passage.end - passage.start)
    assert len({p.id for p in passages}) == len(passages)
    for region in doc.regions:
        if region.kind != "heading":
            text = doc.text[region.start : region.end]
            missed = [c for c, hit in zip(text, covered[region.start : region.end], strict=True) if not hit]
            assert not "".join(missed).strip(), f"text of a region is in no passage: {missed}"


def test_a_passage_knows_the_headings_above_it() -> None:
    doc = document(
        "# Framework\n\n## Systems\n\nThere are two systems.\n\n## Enablers\n\nThere are two enablers.\n"
    )
    found = {text_of(doc, p): p.headings for p in split(doc)}
    assert found["There are two systems."] == ("Framework", "Systems")
    assert found["There are two enablers."] == ("Framework", "Enablers")


def test_a_list_stays_whole_with_the_line_that_introduces_it() -> None:
    doc = document("Some words first.\n\nA plan has three parts:\n\n- a vision;\n- targets;\n- projects.\n")
    whole = [s for p in split(doc) for s in p.sentences if s.kind is SentenceKind.LIST]
    assert len(whole) == 1
    text = doc.text[whole[0].start : whole[0].end]
    assert text.startswith("A plan has three parts:")
    assert text.endswith("projects.")


def test_each_row_of_a_table_is_a_passage_that_knows_its_column_names() -> None:
    doc = document("| City | Project |\n|---|---|\n| Phuket | Smart Pier |\n| Rayong | Health Database |\n")
    rows = [p for p in split(doc) if p.sentences[0].kind is SentenceKind.ROW]
    assert [text_of(doc, p) for p in rows] == ["Phuket | Smart Pier", "Rayong | Health Database"]
    assert {p.columns for p in rows} == {("City", "Project")}


def test_the_headings_and_column_names_are_embedded_with_a_row() -> None:
    doc = document("# Projects\n\n| City | Project |\n|---|---|\n| Phuket | Smart Pier |\n")
    row = next(p for p in split(doc) if p.columns)
    assert context(row) == "Projects (City, Project)\n"


def test_a_heading_with_nothing_below_it_is_searchable_by_itself() -> None:
    doc = document("# Monitoring Report 2025\n\n# Contents\n\nNothing much.\n")
    assert "Monitoring Report 2025" in [text_of(doc, p) for p in split(doc)]


def test_a_sentence_longer_than_a_passage_may_be_is_cut_and_nothing_is_lost() -> None:
    check_invariants(document("word " * 2_000 + ".\n"))
    check_invariants(document("x" * 10_000 + "\n"))


def test_the_key_of_the_vectors_changes_with_the_text_and_with_the_sentences() -> None:
    assert text_hash("a b", [(0, 3)]) != text_hash("a c", [(0, 3)])
    assert text_hash("a b", [(0, 3)]) != text_hash("a b", [(0, 1), (2, 3)])


@pytest.mark.parametrize("item", builtin(), ids=lambda item: item.entry.id)
def test_every_built_in_document_is_split_into_exact_slices(item: Listed) -> None:
    check_invariants(assemble(reading_of(item, Limits()), item.entry))


def test_every_official_document_is_split_into_exact_slices(shared: Path) -> None:
    for path in sorted((shared / "documents").iterdir()):
        reading = read(path)
        check_invariants(assemble(reading, entry_for(path, file_hash(path), reading, Given())))


_BLOCK = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300),
    st.text(max_size=60).map(lambda t: f"# {t}"),
    st.lists(st.text(max_size=40), max_size=4).map(lambda items: "\n".join(f"- {i}" for i in items)),
    st.lists(st.text("ab |", max_size=9), min_size=2, max_size=3).map(
        lambda cells: "| a | b |\n|---|---|\n" + "\n".join(f"| {c} | {c} |" for c in cells)
    ),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_BLOCK, min_size=1, max_size=6))
def test_any_markdown_is_split_into_exact_slices(blocks: list[str]) -> None:
    try:
        doc = document("\n\n".join(blocks))
    except Unreadable:
        return
    check_invariants(doc)
