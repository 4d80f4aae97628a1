"""The library over HTTP: what is on the shelves, narrowed by the address; every link leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import unescape

import pytest
from starlette.testclient import TestClient

from assistant.api.app import create_app
from assistant.library.holdings import Unread
from corpus.assembly import assemble
from corpus.models import Problem, Reason
from corpus.rendering import rendered
from tests.assistant.stage import NOTE, REPORT, SECRET, SmallShelf, WrittenAsker
from tests.assistant.stage import document as written

PAGE = {"Accept": "text/html"}
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
PAGES = (
    "/library", "/library/records", "/library/cities", "/library/projects", "/library/programmes",
    "/library/coverage", "/library/cities/da-nang", "/library/cities/dili", "/library/programmes/kcity",
    "/library/records/meetings", "/library/records/chairs", "/library/records/conflicts",
    f"/library/documents/{NOTE}",
)  # fmt: skip


@dataclass
class SmallStock:
    """Two passages of the report, and a file that could not be read."""

    title: str = "Locked minutes"

    def passages(self) -> Mapping[str, int]:
        return {REPORT: 2}

    def unread(self) -> tuple[Unread, ...]:
        return (Unread(self.title, Problem(Reason.ENCRYPTED, "the file is locked with a password")),)


@pytest.fixture
def stock() -> SmallStock:
    return SmallStock()


@pytest.fixture
def client(asker: WrittenAsker, shelf: SmallShelf, stock: SmallStock) -> TestClient:
    app = create_app(asker, shelf, stock=stock, today=lambda: date(2026, 11, 22))
    return TestClient(app, base_url="http://127.0.0.1", headers=PAGE)


def page(client: TestClient, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return unescape(response.text)


def titles(client: TestClient, query: str) -> list[str]:
    return re.findall(r'<h3 dir="auto"><a href="[^"]*">([^<]*)</a>', page(client, f"/library?{query}"))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_the_library_has_one_title_and_no_script_or_style_of_its_own(
    client: TestClient, address: str
) -> None:
    text = client.get(address).text
    assert text.count("<h1") == 1
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script", text)


def test_no_link_within_the_library_leads_nowhere(client: TestClient) -> None:
    shown = {address: client.get(address).text for address in PAGES[:6]}
    links = {unescape(link) for text in shown.values() for link in re.findall(r'href="(/[^"#]*)', text)}
    links -= {link for link in links if link.startswith(("/static", "/language"))}
    assert len(links) > 300
    by_kind: dict[str, list[str]] = {}
    for link in sorted(links):  # a few of each kind are enough: they are made by the same template
        by_kind.setdefault(re.sub(r"[?].*", "", re.sub(r"/[^/]*$", "", link)), []).append(link)
    for link in [link for some in by_kind.values() for link in some[:4]]:
        if not link.endswith("/proof"):
            assert client.get(link).status_code == 200, link


def test_a_document_is_told_with_date_edition_extent_and_official_page(client: TestClient) -> None:
    text = page(client, "/library")
    for part in ("Harbour Office", "second edition", "30 September 2025", "3 pages", "2 passages searched"):
        assert part in text
    assert 'href="https://harbour.example/report"' in text
    assert titles(client, "") == ["A note on the harbour", "Harbour Cities Report"]


def test_what_could_not_be_read_is_listed_with_the_reason(client: TestClient) -> None:
    text = page(client, "/library")
    assert "the file is locked with a password" in text
    assert "whole document" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=harbour+office", ["Harbour Cities Report"]),
        ("q=nowhere", []),
        ("sort=newest", ["Harbour Cities Report", "A note on the harbour"]),
        ("edition=superseded", []),
        ("kind=&edition=&q=", ["A note on the harbour", "Harbour Cities Report"]),
    ],
)
def test_the_address_narrows_the_list_without_script(
    client: TestClient, query: str, found: list[str]
) -> None:
    assert titles(client, query) == found


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/library?kind=fish&q=note", 'value="note"'),
        ("/library/cities?country=XX&q=nang", 'value="nang"'),
        ("/library/projects?focus=bogus&q=water", 'value="water"'),
        ("/library/projects?year=1999", "Projects"),
        ("/library/coverage?year=2031", "Coverage"),
    ],
)
def test_a_choice_that_does_not_exist_is_complained_of_and_the_rest_is_kept(
    client: TestClient, address: str, field: str
) -> None:
    text = page(client, address, status=422)
    assert "This choice does not exist" in text
    assert field in text


def test_a_newer_edition_is_named_at_the_older_one(client: TestClient, shelf: SmallShelf) -> None:
    report, path = shelf.held[REPORT]
    newer = report.entry.model_copy(update={"id": "newer", "title": "Newer report", "supersedes": REPORT})
    shelf.held["newer"] = (replace(report, entry=newer), path)
    assert titles(client, "edition=superseded") == ["Harbour Cities Report"]
    assert titles(client, "edition=current") == ["A note on the harbour", "Newer report"]
    one = page(client, "/library/documents/harbour-report%20%232%20%282025%29%2C%20vol.%201")
    assert '<a href="/library/documents/newer" dir="auto">Newer report</a>' in one


def test_an_internal_document_is_nowhere_in_the_library(client: TestClient) -> None:
    assert SECRET not in page(client, "/library?q=harbour")
    assert client.get(f"/library/documents/{SECRET}").status_code == 404


def test_a_document_leads_to_its_pages_or_shows_its_text(client: TestClient) -> None:
    report = page(client, "/library/documents/harbour-report%20%232%20%282025%29%2C%20vol.%201")
    links = re.findall(r'href="(/documents/[^"]*/pages/\d)"', report)
    assert len(set(links)) == 3
    assert client.get(links[-1]).status_code == 200
    assert "The harbour opened on 8 July 2018." in page(client, f"/library/documents/{NOTE}")
    assert client.get(f"/library/documents/{NOTE}?part=9").status_code == 404


def test_the_matrix_leads_to_lists_of_as_many_projects_as_its_cells_say(client: TestClient) -> None:
    text = page(client, "/library/coverage?year=2024")
    cells = re.findall(r'<a class="heat-\d" href="([^"]+)" aria-label="(\d+) projects? of', text)
    assert sum(int(number) for _, number in cells) == 108
    for address, number in [*cells[:6], *cells[-6:]]:
        assert f'<span class="total">{number} project' in page(client, address)


def test_an_empty_field_of_the_matrix_does_not_say_that_nothing_exists(client: TestClient) -> None:
    text = page(client, "/library/coverage?year=2023")
    dili = text[text.index("/library/cities/dili") :]
    assert "not yet a member" in dili[: dili.index("</tr>")]
    bangkok = text[text.index("/library/cities/bangkok") :]
    assert "none on record" in bangkok[: bangkok.index("</tr>")]
    assert "does not mean that none exists" in text


def test_a_status_that_a_report_does_not_state_is_said_to_be_unstated(client: TestClient) -> None:
    text = page(client, "/library/projects?year=2022&status=completed")
    assert "The list of 2022 does not tell projects apart by this status" in text
    assert '<span class="total">0 projects' in text


def test_a_project_leads_to_the_words_that_prove_it(client: TestClient, shelf: SmallShelf) -> None:
    address = "/library/projects/2025:da-nang:1/proof"
    assert client.get(address, follow_redirects=False).status_code == 404
    made = next(each for each in rendered() if each.entry.id == "city-record:da-nang")
    shelf.held[made.entry.id] = (assemble(made.reading, made.entry), shelf.path(NOTE))
    shown = page(client, address)
    assert re.search(r"<mark>[^<]*Intelligent Operation Centre[^<]*</mark>", shown)
    assert client.get("/library/projects/2025:atlantis:1/proof").status_code == 404


def test_unknown_records_and_documents_are_a_page_that_says_so(client: TestClient) -> None:
    for address in ("cities/atlantis", "programmes/none", "records/none", "documents/none"):
        assert "<h1>" in page(client, f"/library/{address}", status=404)


def test_hostile_titles_and_texts_are_shown_as_text(
    client: TestClient, shelf: SmallShelf, stock: SmallStock
) -> None:
    stock.title = HOSTILE
    note, path = shelf.held[NOTE]
    entry = note.entry.model_copy(
        update={"title": HOSTILE, "publisher": HOSTILE, "edition": HOSTILE, "language": HOSTILE}
    )
    shelf.held[NOTE] = (written(entry, (HOSTILE,), paged=False), path)
    for address in ("/library", f"/library/documents/{NOTE}", f"/library?q={HOSTILE}&kind={HOSTILE}"):
        raw = client.get(address).text
        assert "<img" not in raw
        assert "<script" not in raw
        assert HOSTILE in unescape(raw)
