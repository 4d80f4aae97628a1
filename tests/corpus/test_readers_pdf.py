from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import Unreadable
from corpus.models import BlockKind, RawPage, Reading, Reason
from corpus.readers import Limits, read
from tests.corpus.pdf_writing import PdfPage, pdf

LEFT = ["The left column begins here and", "runs over several lines before", "it ends with a full stop."]
RIGHT = ["The right column follows it and", "must never be mixed with the", "lines of the left column."]


def save(folder: Path, data: bytes, name: str = "paper.pdf") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def texts(page: RawPage) -> list[str]:
    return [" ".join(block.text.split()) for block in page.blocks]


def kinds(reading: Reading) -> list[BlockKind]:
    return [block.kind for page in reading.pages for block in page.blocks]


def test_columns_written_line_by_line_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = PdfPage()
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        page.text(60, 100 + 12 * number, left).text(320, 100 + 12 * number, right)
    reading = read(save(tmp_path, pdf(page)))
    assert texts(reading.pages[0]) == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_column_written_out_of_order_stands_in_its_place(tmp_path: Path) -> None:
    page = PdfPage().text(60, 70, "A heading over both of the columns", 18, bold=True)
    page.lines(320, 100, RIGHT).lines(60, 100, LEFT)
    reading = read(save(tmp_path, pdf(page)))
    assert texts(reading.pages[0])[1:] == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_right_column_that_begins_higher_still_comes_second(tmp_path: Path) -> None:
    page = PdfPage().lines(320, 80, RIGHT * 2).lines(60, 104, LEFT)
    assert texts(read(save(tmp_path, pdf(page))).pages[0])[0] == " ".join(LEFT)


def test_text_below_both_columns_comes_last(tmp_path: Path) -> None:
    below = "A caption below both columns reaches from the left margin to the right one of the page."
    page = PdfPage().text(60, 200, below).lines(60, 100, LEFT).lines(320, 100, RIGHT)
    assert texts(read(save(tmp_path, pdf(page))).pages[0])[-1] == below


def test_larger_and_bold_lines_are_headings_by_rank(tmp_path: Path) -> None:
    page = PdfPage().text(60, 80, "The Title", 24, bold=True).text(60, 120, "A Part of It", 14, bold=True)
    page.lines(60, 145, LEFT).text(60, 200, "A small section", 10, bold=True).lines(60, 214, RIGHT)
    blocks = read(save(tmp_path, pdf(page))).pages[0].blocks
    headings = [(block.text, block.level) for block in blocks if block.kind is BlockKind.HEADING]
    assert [text for text, _ in headings] == ["The Title", "A Part of It", "A small section"]
    levels = [level for _, level in headings]
    assert levels == sorted(levels)
    assert levels[0] == 1


def test_a_first_line_in_larger_type_belongs_to_its_paragraph(tmp_path: Path) -> None:
    first = "The first line of this paragraph is set a little larger than all the"
    page = (
        PdfPage().text(60, 100, first, 12).lines(60, 113, ["others of it are, but it is", "no heading."], 10)
    )
    page.lines(60, 300, LEFT * 5)
    assert (
        texts(read(save(tmp_path, pdf(page))).pages[0])[0]
        == f"{first} others of it are, but it is no heading."
    )


def test_a_numbered_paragraph_keeps_its_number(tmp_path: Path) -> None:
    page = PdfPage().text(60, 100, "10").text(120, 100, "Planning enables the government to create")
    page.text(60, 112, "and manage the domains of a city.")
    page.text(60, 136, "11").text(120, 136, "Governance is the foundation of leadership.")
    assert texts(read(save(tmp_path, pdf(page))).pages[0]) == [
        "10 Planning enables the government to create and manage the domains of a city.",
        "11 Governance is the foundation of leadership.",
    ]


def test_list_items_keep_their_continuation_lines(tmp_path: Path) -> None:
    page = (
        PdfPage().text(60, 100, "-").text(75, 100, "The first item goes on").text(75, 112, "in a second line")
    )
    page.text(60, 124, "-").text(75, 124, "The second item")
    page.text(60, 136, "a.").text(75, 136, "The third item")
    reading = read(save(tmp_path, pdf(page)))
    assert texts(reading.pages[0]) == [
        "The first item goes on in a second line",
        "The second item",
        "a. The third item",
    ]
    assert set(kinds(reading)) == {BlockKind.LIST_ITEM}


def test_a_label_and_its_value_stay_on_one_line(tmp_path: Path) -> None:
    page = PdfPage().text(60, 100, "Population").text(170, 100, "1.6 million")
    page.text(60, 116, "Density").text(170, 116, "277 / km2")
    assert texts(read(save(tmp_path, pdf(page))).pages[0]) == ["Population 1.6 million", "Density 277 / km2"]


def test_running_headers_and_page_numbers_are_set_apart(tmp_path: Path) -> None:
    pages = [
        PdfPage().text(60, 40, "Report of 2025").lines(60, 200, LEFT).text(300, 810, str(number))
        for number in range(1, 5)
    ]
    reading = read(save(tmp_path, pdf(*pages)))
    assert [texts(page) for page in reading.pages] == [[" ".join(LEFT)]] * 4
    assert [page.furniture for page in reading.pages] == [("Report of 2025", str(n)) for n in range(1, 5)]


def table(rows: list[list[str]], top: float = 200, height: float = 30) -> PdfPage:
    page = PdfPage()
    edges = [60, 100, 200, 500]
    for number, row in enumerate(rows):
        y = top + number * height
        for left, right, cell in zip(edges, edges[1:], row, strict=False):
            page.box(left, y, right, y + height)
            page.lines(left + 4, y + 12, cell.split("\n"))
    return page


def test_a_row_keeps_its_column_names_over_a_page_break(tmp_path: Path) -> None:
    first = table([["No.", "City", "Project"], ["1.", "Da Nang", "Water"], ["2.", "", "Buses and\ntrams"]])
    second = table([["3.", "Phuket", "Mobility"], ["4.", "Phuket", "Piers"]])
    reading = read(save(tmp_path, pdf(first, second)))
    rows = [block for page in reading.pages for block in page.blocks if block.columns]
    assert [block.text for block in rows] == [
        "1. | Da Nang | Water",
        "2. |  | Buses and trams",
        "3. | Phuket | Mobility",
        "4. | Phuket | Piers",
    ]
    assert {block.columns for block in rows} == {("No.", "City", "Project")}


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_rotated_page_reads_the_same(tmp_path: Path, rotate: int) -> None:
    page = PdfPage(rotate=rotate).lines(60, 100, LEFT).lines(60, 160, RIGHT)
    assert texts(read(save(tmp_path, pdf(page))).pages[0]) == [" ".join(LEFT), " ".join(RIGHT)]


@pytest.mark.parametrize(("matrix", "start"), [("0 1 -1 0", "400 300"), ("0 -1 1 0", "400 600")])
def test_a_page_whose_text_is_drawn_sideways_reads_line_by_line(
    tmp_path: Path, matrix: str, start: str
) -> None:
    step = 12 if matrix.startswith("0 1") else -12
    x, y = map(int, start.split())
    page = PdfPage()
    for number, line in enumerate(LEFT):
        page.raw(f"BT /F1 10 Tf {matrix} {x + step * number} {y} Tm ({line}) Tj ET")
    assert texts(read(save(tmp_path, pdf(page))).pages[0]) == [" ".join(LEFT)]


def test_a_sideways_note_does_not_break_into_the_text(tmp_path: Path) -> None:
    page = PdfPage().raw("BT /F1 10 Tf 0 1 -1 0 300 640 Tm (a note along the side) Tj ET")
    page.lines(60, 100, LEFT).lines(60, 136, RIGHT)
    assert texts(read(save(tmp_path, pdf(page))).pages[0])[-1] == "a note along the side"


def test_declared_page_labels_are_kept_beside_the_numbers(tmp_path: Path) -> None:
    labels = "/PageLabels<</Nums[0<</S/r>>1<</S/D>>]>>"
    reading = read(
        save(tmp_path, pdf(PdfPage().lines(60, 100, LEFT), PdfPage().lines(60, 100, RIGHT), labels=labels))
    )
    assert [(page.number, page.label) for page in reading.pages] == [(1, "i"), (2, "1")]


@pytest.mark.parametrize("useless", ["", "Microsoft Word - ANNEX 5.docx", "untitled", "final.indd"])
def test_a_useless_title_gives_way_to_the_first_heading(tmp_path: Path, useless: str) -> None:
    page = PdfPage().text(60, 80, "The City Plan", 24, bold=True).lines(60, 120, LEFT)
    assert read(save(tmp_path, pdf(page, title=useless))).title == "The City Plan"


def test_a_declared_title_is_believed(tmp_path: Path) -> None:
    page = PdfPage().text(60, 80, "Chapter One", 24, bold=True).lines(60, 120, LEFT)
    assert read(save(tmp_path, pdf(page, title="The City Plan"))).title == "The City Plan"


def test_a_blank_page_is_listed_and_costs_nothing_else(tmp_path: Path) -> None:
    reading = read(save(tmp_path, pdf(PdfPage().lines(60, 100, LEFT), PdfPage())))
    assert [problem.page for problem in reading.all_problems] == [2]
    assert reading.pages[1].problem
    assert reading.pages[1].problem.reason is Reason.EMPTY


def test_a_drawing_without_text_is_a_picture(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read(save(tmp_path, pdf(PdfPage().box(10, 10, 500, 500))))
    assert caught.value.problem == Reason.PICTURE_ONLY


def test_a_page_over_its_limit_of_characters_costs_only_itself(tmp_path: Path) -> None:
    reading = read(
        save(tmp_path, pdf(PdfPage().lines(60, 100, LEFT * 9), PdfPage().lines(60, 100, RIGHT))),
        Limits(max_page_characters=200),
    )
    assert [(p.page, p.reason) for p in reading.all_problems] == [(1, Reason.OVER_LIMIT)]
    assert texts(reading.pages[1]) == [" ".join(RIGHT)]


def test_pages_beyond_the_limit_are_listed(tmp_path: Path) -> None:
    pages = [PdfPage().lines(60, 100, LEFT) for _ in range(4)]
    reading = read(save(tmp_path, pdf(*pages)), Limits(max_pages=2))
    assert [(p.page, p.reason) for p in reading.all_problems] == [
        (3, Reason.OVER_LIMIT),
        (4, Reason.OVER_LIMIT),
    ]


def test_a_page_that_takes_too_long_is_given_up_and_the_rest_is_read(tmp_path: Path) -> None:
    slow = PdfPage().raw("0 0 m 1 1 l S\n" * 6_000_000)
    path = save(tmp_path, pdf(PdfPage().lines(60, 100, LEFT), slow, PdfPage().lines(60, 100, RIGHT)))
    reading = read(path, Limits(seconds_per_page=2.5, seconds=40))
    assert [(p.page, p.reason) for p in reading.all_problems] == [(2, Reason.OVER_LIMIT)]
    assert [texts(page) for page in reading.pages] == [[" ".join(LEFT)], [], [" ".join(RIGHT)]]


def test_a_truncated_pdf_gives_what_is_left_or_a_reason(tmp_path: Path) -> None:
    whole = pdf(*(PdfPage().lines(60, 100, LEFT) for _ in range(3)))
    for share in (0.2, 0.5, 0.9):
        path = save(tmp_path, whole[: int(len(whole) * share)])
        try:
            found = texts(read(path).pages[0])
        except Unreadable as refusal:
            found = [refusal.problem]
        assert found in ([" ".join(LEFT)], [Reason.DAMAGED], [Reason.EMPTY])


@pytest.mark.parametrize("name", ["a#b.pdf", "-v.pdf", "naïve ₱ %41.pdf", "two\nlines.pdf", "plain.txt"])
def test_the_name_of_a_file_does_not_matter(tmp_path: Path, name: str) -> None:
    path = save(tmp_path, pdf(PdfPage().lines(60, 100, LEFT)), name)
    assert texts(read(path).pages[0]) == [" ".join(LEFT)]


def test_a_name_that_is_no_unicode_opens(tmp_path: Path) -> None:
    path = save(tmp_path, pdf(PdfPage().lines(60, 100, LEFT)), "caf\udce9.pdf")
    assert texts(read(path).pages[0]) == [" ".join(LEFT)]
