from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.assembly import assemble
from corpus.entry import Entry
from corpus.models import (
    CELL_SEPARATOR,
    PAGE_SEPARATOR,
    Block,
    BlockKind,
    Document,
    Media,
    RawPage,
    Reading,
    Reason,
)
from corpus.readers import read
from tests.corpus.real_documents import reading

ENTRY = Entry(id="sample", title="Sample", file="sample.md", sha256="0" * 64, media=Media.MARKDOWN)
REAL = (
    "ascn-concept-note.pdf",
    "ascn-consolidated-scaps.pdf",
    "ascn-framework-2018.pdf",
    "ascn-monitoring-evaluation-2022.pdf",
    "ascn-monitoring-evaluation-2023.pdf",
    "ascn-monitoring-evaluation-2024.pdf",
    "ascn-monitoring-evaluation-2025.pdf",
    "ascn-report-2019.pdf",
    "eas-leaders-statement-asean-smart-cities-2018.pdf",
    "asean-org-ascn-page.html",
    "eas-leaders-statement.html",
)


@cache
def assembled(path: Path) -> Document:
    return assemble(reading(path), ENTRY)


def reading_of(*pages: tuple[Block, ...], footnotes: dict[str, str] | None = None) -> Reading:
    raw = tuple(RawPage(number, blocks) for number, blocks in enumerate(pages, start=1))
    return Reading(Media.MARKDOWN, raw, paged=True, footnotes=footnotes or {})


def paragraph(text: str, **given: object) -> Block:
    return Block(BlockKind.PARAGRAPH, text, **given)  # type: ignore[arg-type]


def check_invariants(document: Document) -> None:
    text = document.text
    assert PAGE_SEPARATOR.join(page.text for page in document.pages) == text
    before = 0
    for page in document.pages:
        assert text[page.start : page.end] == page.text
        assert PAGE_SEPARATOR not in page.text
        places = [page.offsets.to_raw(offset) for offset in range(len(page.text) + 1)]
        assert places == sorted(places)
        assert all(0 <= place <= len(page.raw) for place in places)
    for region in document.regions:
        inside = text[region.start : region.end]
        assert inside
        assert inside == inside.strip()
        assert region.start >= before
        before = region.end
        page = document.page_at(region.start)
        assert page.start <= region.start < region.end <= page.end
        if region.columns:
            assert len(inside.split(CELL_SEPARATOR)) == len(region.columns)
    assert all(0 <= note.offset <= len(text) for note in document.notes)


@pytest.mark.parametrize("name", REAL)
def test_every_region_of_a_real_document_is_a_slice_of_one_page(shared: Path, name: str) -> None:
    check_invariants(assembled(shared / "documents" / name))


@pytest.mark.parametrize("name", REAL)
def test_letters_of_a_real_document_map_to_themselves(shared: Path, name: str) -> None:
    document = assembled(shared / "documents" / name)
    for page in document.pages:
        letters = [(i, char) for i, char in enumerate(page.text) if char.isascii() and char.isalnum()]
        same = sum(page.raw[page.offsets.to_raw(i)] == char for i, char in letters)
        assert same >= 0.999 * len(letters)


BLOCKS = st.builds(
    lambda kind, text, level: Block(kind, text, level if kind is BlockKind.HEADING else 0),
    st.sampled_from([BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]),
    st.text(max_size=40),
    st.integers(1, 6),
)
ROWS = st.lists(st.text(st.sampled_from("ab 1\u00a0\n"), max_size=6), min_size=2, max_size=4).map(
    lambda cells: Block(
        BlockKind.TABLE_ROW,
        CELL_SEPARATOR.join(" ".join(cell.split()) for cell in cells),
        columns=tuple(f"c{i}" for i in range(len(cells))),
    )
)


@given(st.lists(st.lists(BLOCKS | ROWS, max_size=6).map(tuple), max_size=4))
def test_any_reading_keeps_the_invariants(pages: list[tuple[Block, ...]]) -> None:
    check_invariants(assemble(reading_of(*pages), ENTRY))


def test_blocks_are_joined_by_line_ends_and_pages_by_their_separator() -> None:
    document = assemble(
        reading_of((paragraph("one\ntwo"), paragraph("three")), (), (paragraph("four"),)), ENTRY
    )
    assert document.text == f"one two\nthree{PAGE_SEPARATOR}{PAGE_SEPARATOR}four"
    assert [page.start for page in document.pages] == [0, 14, 15]


def test_a_word_of_another_page_decides_on_a_hyphen() -> None:
    document = assemble(
        reading_of((paragraph("imple-\nmentation"),), (paragraph("the implementation"),)), ENTRY
    )
    assert document.pages[0].text == "implementation"


def test_a_block_of_litter_is_left_out() -> None:
    document = assemble(
        reading_of((paragraph("one"), paragraph(". . . ."), paragraph("\u200b"), paragraph("two"))), ENTRY
    )
    assert document.text == "one\ntwo"


def test_empty_cells_inside_a_row_stay_and_those_at_its_ends_go_with_their_names() -> None:
    row = Block(BlockKind.TABLE_ROW, " | 2. |  | Da Nang | ", columns=("A", "No.", "Country", "City", "Note"))
    document = assemble(reading_of((row,)), ENTRY)
    assert document.text == "2. |  | Da Nang"
    assert document.regions[0].columns == ("No.", "Country", "City")


def test_a_footnote_stands_where_its_marker_stood() -> None:
    text = "The network\u00a0 has 38 cities. More follow."
    marked = paragraph(text, notes=((text.index(" More"), "a"), (9, "absent")))
    document = assemble(
        reading_of((paragraph("First."), marked), footnotes={"a": "See <https://example.org/x>, PDF p.12."}),
        ENTRY,
    )
    (note,) = document.notes
    assert document.text[: note.offset].endswith("has 38 cities.")
    assert (note.url, note.page) == ("https://example.org/x", 12)


def test_problems_of_pages_are_carried_along(shared: Path) -> None:
    document = assembled(shared / "documents" / "ascn-concept-note.pdf")
    assert [(p.page, p.reason) for p in document.problems] == [(9, Reason.PICTURE_ONLY)]


def test_what_belongs_to_others_on_the_seed_page_is_set_apart(shared: Path) -> None:
    document = assemble(read(next((shared / "seed").glob("*.txt"))), ENTRY)
    headings = [region for region in document.regions if region.kind is BlockKind.HEADING]
    named = {document.text[region.start : region.end]: region for region in headings}
    apart = named["Similar Solutions"]
    assert apart.level == 1
    assert all(region.level > 1 for region in headings if region.start > apart.start)
    assert {"Challenges", "Project Period", "Primary SDG"} <= named.keys()
    assert document.text.index("Cotton") > apart.start
    assert any("Similar Solutions" in report for report in document.reports)
    check_invariants(document)


def test_reports_are_summed_up_in_a_few_lines(shared: Path) -> None:
    document = assemble(read(next((shared / "seed").glob("*.txt"))), ENTRY)
    assert len(document.reports) == 3
    assert any("lost space restored (19)" in report for report in document.reports)
    assert any("glued words left alone (4)" in report for report in document.reports)
