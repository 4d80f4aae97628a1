"""People look through the library: on any width, in both schemes, without script, whatever the files say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.api.app import create_app
from corpus.assembly import assemble
from corpus.models import Problem, Reason
from corpus.rendering import rendered
from tests.assistant.stage import NOTE, SmallShelf, WrittenAsker, document, serving
from tests.assistant.test_api_library import SmallStock
from tests.browser.conftest import DESKTOP, PHONE, Watch
from tests.browser.moves import fits
from tests.browser.test_looking import violations

PAGES = (
    "/library", f"/library/documents/{NOTE}", "/library/cities", "/library/cities/phuket",
    "/library/projects", "/library/records", "/library/records/chairs", "/library/programmes",
    "/library/coverage",
)  # fmt: skip


@pytest.fixture
def address(asker: WrittenAsker, shelf: SmallShelf) -> Iterator[str]:
    """The staged server, with a document that has a faulty page and the record of a city."""
    made = next(each for each in rendered() if each.entry.id == "city-record:phuket")
    shelf.held[made.entry.id] = (assemble(made.reading, made.entry), shelf.path(NOTE))
    app = create_app(asker, shelf, stock=SmallStock(), today=lambda: date(2026, 11, 22))
    with serving(app) as running:
        yield running


def test_axe_finds_nothing_on_any_page_of_the_library(page: Page, watch: Watch) -> None:
    found, wide = {}, []
    page.emulate_media(reduced_motion="reduce")
    # Contrast hangs on the scheme and layout on the size: two of the four pairs show all of both.
    for (size, scheme), path in product(((DESKTOP, "light"), (PHONE, "dark")), PAGES):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(watch.address + path)
        found[path, size["width"], scheme] = violations(page)
        if not fits(page):
            wide.append((path, size["width"]))
    assert found == {state: [] for state in found}
    assert wide == []


@pytest.mark.parametrize("width", [320, 1920])
def test_no_page_of_the_library_is_scrolled_sideways(page: Page, watch: Watch, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    for path in PAGES:
        page.goto(watch.address + path)
        assert fits(page), path


def test_without_script_projects_are_narrowed_and_proven(browser: Browser, watch: Watch) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = watch.over(context.new_page())
        page.goto(f"{watch.address}/library")
        page.get_by_role("link", name="Projects", exact=True).click()
        page.get_by_label("City or country").select_option(label="Phuket")
        page.get_by_label("Report", exact=True).select_option("2025")
        page.get_by_role("button", name="Show").click()
        expect(
            page.get_by_role("heading", name="4 projects in the monitoring report of 2025")
        ).to_be_visible()
        page.get_by_role("link", name="Proof of Smart Pier").click()
        expect(page.locator("mark")).to_contain_text("Smart Pier")


def test_on_a_phone_the_matrix_scrolls_in_its_own_box_and_keeps_the_cities_in_sight(
    page: Page, watch: Watch
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{watch.address}/library/coverage?year=2025")
    box = page.get_by_role("region", name="Projects of the report of 2025 by city and focus area")
    box.focus()
    box.evaluate("(node) => node.scrollTo({ left: 10000, behavior: 'instant' })")
    expect(box.get_by_role("rowheader", name="Bangkok")).to_be_in_viewport()
    expect(box.get_by_role("columnheader", name="All", exact=True)).to_be_in_viewport()
    box.get_by_role("link", name="2 projects of Bangkok in the report of 2025").click()
    expect(page.locator(".total")).to_have_text("2 projects")


def test_a_bar_of_the_plot_is_reached_by_keys_and_leads_to_its_list(page: Page, watch: Watch) -> None:
    page.goto(f"{watch.address}/library/coverage")
    page.get_by_role("link", name="34 projects in the report of 2025").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".total")).to_have_text("34 projects")


def hostile(shared: Path) -> list[str]:
    """Lines written to break pages, a part of each set."""
    lines = [
        line.strip()
        for path in sorted((shared / "bench" / "xss").glob("*.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    naughty = json.loads((shared / "bench" / "naughty_strings" / "blns.json").read_text())
    return [line for line in lines if 0 < len(line) <= 2000][::9] + [text for text in naughty if text.strip()]


def test_titles_and_texts_written_to_break_pages_do_nothing(
    page: Page, watch: Watch, shelf: SmallShelf, shared: Path
) -> None:
    payloads = hostile(shared)
    assert len(payloads) > 400
    note, path = shelf.held[NOTE]
    for number, payload in enumerate(payloads):
        entry = note.entry.model_copy(
            update={"id": f"note-{number}", "title": payload, "publisher": payload, "url": payload}
        )
        text = document(entry, (payload,), paged=False)
        shelf.held[entry.id] = (replace(text, problems=(Problem(Reason.DAMAGED, payload),)), path)
    whole = document(
        note.entry.model_copy(update={"title": payloads[0]}), ("\n".join(payloads),), paged=False
    )
    shelf.held[NOTE] = (whole, path)
    page.set_viewport_size(PHONE)
    for address in ("/library", f"/library/documents/{NOTE}", "/library/documents/note-7"):
        page.goto(watch.address + address)
        alien = "script, iframe, object, style, img, svg, a[href^=javascript], a[href^=data]"
        assert page.locator("main").locator(alien).count() == 0
        assert fits(page)
    shown = page.goto(f"{watch.address}/library")
    assert shown is not None
    assert page.locator(".catalogue > li").count() == len(payloads) + 2
