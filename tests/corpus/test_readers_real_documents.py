from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from corpus.models import Block, BlockKind, RawPage, Reading, Reason
from corpus.normalise import clean, letters_and_digits
from tests.corpus.real_documents import reading

PAGES = {
    "ascn-concept-note": 9,
    "ascn-consolidated-scaps": 60,
    "ascn-framework-2018": 5,
    "ascn-monitoring-evaluation-2022": 24,
    "ascn-monitoring-evaluation-2023": 24,
    "ascn-monitoring-evaluation-2024": 31,
    "ascn-monitoring-evaluation-2025": 33,
    "ascn-report-2019": 38,
    "eas-leaders-statement-asean-smart-cities-2018": 3,
}
# What the reports themselves count, see the facts beside the documents.
PROJECTS = {2022: 77, 2023: 86, 2024: 108, 2025: 134}


# Pages whose images show fewer letters than their text holds: a running header below a coloured ground, a
# white copy of a heading beside it, a share left over below a chart.
HIDING = {
    "ascn-monitoring-evaluation-2022": {5, 6},
    "ascn-monitoring-evaluation-2023": {5, 6, 8, 11, 12, 14, 16, 18},
    "ascn-monitoring-evaluation-2024": {5, 6, 9, 12, 14, 17, 20, 23},
    "ascn-monitoring-evaluation-2025": {5, 6, 7, 9, 12, 14, 17, 20, 23},
    "ascn-report-2019": {2, 7, 32},
}
HIDDEN_LETTERS = 60
"""At most, on one page."""


def real(shared: Path, name: str) -> Reading:
    return reading(shared / "documents" / f"{name}.pdf")


def texts(page: RawPage) -> list[str]:
    return [clean(block.text).text for block in page.blocks]


def position(page: RawPage, start: str) -> int:
    return next(i for i, text in enumerate(texts(page)) if text.startswith(start))


def project_rows(shared: Path, year: int) -> list[Block]:
    pages = real(shared, f"ascn-monitoring-evaluation-{year}").pages
    rows = [b for page in pages for b in page.blocks if b.kind is BlockKind.TABLE_ROW]
    return [row for row in rows if re.match(r"\d+\.", row.text)]


@pytest.mark.parametrize(("name", "count"), PAGES.items())
def test_every_page_is_there_and_no_letter_is_lost(shared: Path, name: str, count: int) -> None:
    pages = real(shared, name).pages
    assert [page.number for page in pages] == list(range(1, count + 1))
    document = pdfium.PdfDocument(shared / "documents" / f"{name}.pdf")
    for page in pages:
        raw = document[page.number - 1].get_textpage().get_text_range()
        raw = re.sub(r"(?m)^o(?=\s)", " ", raw)  # a bullet, not a letter
        expected = Counter(letters_and_digits(raw))
        found = Counter(letters_and_digits(" ".join([b.text for b in page.blocks] + [*page.furniture])))
        hidden = HIDDEN_LETTERS if page.number in HIDING.get(name, ()) else 0
        assert (expected - found).total() <= 0.005 * expected.total() + hidden
        assert (found - expected).total() <= 0.005 * expected.total()


@pytest.mark.parametrize(("year", "count"), PROJECTS.items())
def test_a_project_list_has_as_many_rows_as_the_report_counts(shared: Path, year: int, count: int) -> None:
    rows = project_rows(shared, year)
    assert len(rows) == count
    assert {row.columns for row in rows} == {("No.", "Country", "City", "Project", "Focus Area")}
    assert {len(row.text.split(" | ")) for row in rows} == {5}


def test_phuket_has_its_four_projects_of_2025(shared: Path) -> None:
    rows = [row.text.split(" | ") for row in project_rows(shared, 2025)]
    phuket = [cells[3] for cells in rows if cells[2] == "Phuket"]
    assert len(phuket) == 4
    for word in ("Mobility", "Pier", "Data", "Healthcare"):
        assert any(word in project for project in phuket), word


def test_a_cell_of_two_lines_is_one_cell(shared: Path) -> None:
    row = next(row for row in project_rows(shared, 2025) if row.text.startswith("41."))
    assert row.text.split(" | ")[3].endswith("(VirGo) Platform")


def test_a_merged_country_cell_stays_empty(shared: Path) -> None:
    assert [row.text.split(" | ")[1] for row in project_rows(shared, 2025)[:5]] == [
        "Brunei Darussalam",
        "",
        "",
        "",
        "Cambodia",
    ]


def test_a_city_is_not_interrupted_by_the_next_column(shared: Path) -> None:
    page = real(shared, "ascn-monitoring-evaluation-2022").pages[16]
    bangkok, chonburi = position(page, "Bangkok, Thailand"), position(page, "Chonburi, Thailand")
    text = " ".join(texts(page)[bangkok:chonburi])
    assert "Transit Oriented Development" in text
    assert "Smart Grid" not in text


def test_a_share_stands_with_its_focus_area(shared: Path) -> None:
    page = real(shared, "ascn-monitoring-evaluation-2025").pages[4]
    headings = [clean(block.text).text for block in page.blocks if block.kind is BlockKind.HEADING]
    assert "25% CIVIC & SOCIAL" in headings
    assert "18% QUALITY ENVIRONMENT" in headings


def test_numbered_paragraphs_of_the_framework_keep_their_numbers(shared: Path) -> None:
    pages = real(shared, "ascn-framework-2018").pages
    found = [text.split()[0] for page in pages for text in texts(page) if text[0].isdigit()]
    assert found == [str(number) for number in range(1, 22)]
    headings = [b.text for page in pages for b in page.blocks if b.kind is BlockKind.HEADING]
    assert headings == [
        "ASEAN Smart Cities Framework",
        "Strategic Outcomes",
        "Urban Systems",
        "Focus Areas",
        "Enablers",
    ]


def test_a_running_header_is_set_apart_on_every_page(shared: Path) -> None:
    for page in real(shared, "ascn-framework-2018").pages:
        assert page.furniture == ("Endorsed by ASCN on 8 July 2018",)


def test_the_left_page_of_a_spread_is_read_before_the_right_one(shared: Path) -> None:
    pages = real(shared, "ascn-report-2019").pages
    jakarta, prabang = position(pages[19], "07 Indonesia"), position(pages[19], "08 Lao PDR")
    assert "Jak Lingko" in " ".join(texts(pages[19])[jakarta:prabang])
    assert "Jak Lingko" not in " ".join(texts(pages[19])[prabang:])
    thai = " ".join(texts(pages[9]))
    assert (
        thai.index("host country of Thailand")
        < thai.index("In the coming time")
        < thai.index("organizational scheme")
    )


def test_a_table_of_two_columns_has_rows(shared: Path) -> None:
    page = real(shared, "ascn-concept-note").pages[7]
    rows = [block for block in page.blocks if block.columns]
    assert len(rows) == 26
    assert rows[0].columns == ("S/N", "Pilot ASCN Cities")


def test_a_city_profile_keeps_labels_with_values(shared: Path) -> None:
    page = texts(real(shared, "ascn-consolidated-scaps").pages[14])
    assert page.index("Banyuwangi") < page.index("Population 1.6 million")
    assert "Density 277 / km2" in page


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("ascn-consolidated-scaps", "SMART CITY ACTION PLANS"),
        ("ascn-framework-2018", "ASEAN Smart Cities Framework"),
        ("ascn-concept-note", "CONCEPT NOTE"),
        ("ascn-monitoring-evaluation-2024", "Report 2024"),
    ],
)
def test_the_title_comes_from_the_first_page(shared: Path, name: str, title: str) -> None:
    found = real(shared, name).title
    assert found
    assert title.casefold() in found.casefold()


def test_pages_without_text_are_listed_with_their_reason(shared: Path) -> None:
    found = {
        (name.removeprefix("ascn-"), problem.page): problem.reason
        for name in PAGES
        for problem in real(shared, name).all_problems
    }
    blank = {(f"monitoring-evaluation-{year}", 2): Reason.EMPTY for year in PROJECTS}
    pictures = {
        ("concept-note", 9): Reason.PICTURE_ONLY,
        **{("report-2019", page): Reason.PICTURE_ONLY for page in (6, 8, 38)},
    }
    hiding = {(name.removeprefix("ascn-"), None): Reason.HIDDEN for name in HIDING}
    assert found == blank | pictures | hiding


def test_the_membership_page_gives_its_content_and_no_menu(shared: Path) -> None:
    page = reading(shared / "documents" / "asean-org-ascn-page.html")
    text = " ".join(texts(page.pages[0]))
    assert "38 cities as of January 2026" in text
    for menu in ("Cookie", "Subscribe", "Copyright", "Secretary-General"):
        assert menu not in text
    assert page.title == "ASEAN Smart Cities Network"
    assert page.language == "en-US"


def test_the_statement_page_ends_with_the_statement(shared: Path) -> None:
    page = reading(shared / "documents" / "eas-leaders-statement.html")
    text = " ".join(texts(page.pages[0]))
    assert "Heads of State/Government" in text
    assert "Other Articles" not in text
    assert page.published
    assert page.published.isoformat() == "2018-11-14"
