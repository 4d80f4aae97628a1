"""A maintainer in a real browser: in with the key, a file added and removed; on a phone, in the dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from indexing import work
from tests.assistant.maintaining import KEY, Maintained, maintained
from tests.assistant.stage import serving
from tests.assistant.town import TEXTS, index
from tests.browser.conftest import DESKTOP, PHONE, Watch
from tests.browser.moves import fits

NOTE = "# Ferry note\n\nThe ferry of Northport carries 7,300 passengers on every weekday.\n"


@pytest.fixture(scope="module")
def _town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("town") / "data"
    index(root, TEXTS)
    return root


@pytest.fixture
def at(_town: Path, tmp_path: Path) -> Iterator[Maintained]:
    with maintained(Path(shutil.copytree(_town, tmp_path / "data"))) as at:
        yield at


@pytest.fixture
def address(at: Maintained) -> Iterator[str]:
    """The maintained town in place of the stage."""
    with serving(at.app) as address:
        yield address


def faults(page: Page) -> list[str]:
    """What axe-core finds and what does not fit, at both widths and in both schemes."""
    found = []
    for size, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
        found += [f"{scheme} {each['id']}: {each['nodes'][0]['html'][:200]}" for each in violations]
        if not fits(page):
            found.append(f"{page.url} is wider than {size['width']} px")
    return found


def enter(page: Page) -> None:
    page.get_by_label("Key").fill(KEY)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Overview", level=1)).to_be_visible()


def test_a_document_is_added_and_removed_and_every_page_on_the_way_is_fit_for_everybody(
    page: Page, watch: Watch, at: Maintained, tmp_path: Path
) -> None:
    watch.expected.append("status of 401")
    found = {}
    page.get_by_role("link", name="Maintain").click()
    found["enter"] = faults(page)
    enter(page)
    found["overview"] = faults(page)
    page.get_by_role("link", name="Add documents").click()
    (tmp_path / "ferry-note.md").write_text(NOTE)
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.4 no page at all")
    page.get_by_label("Files").set_input_files([tmp_path / "ferry-note.md", tmp_path / "plan.pdf"])
    page.get_by_role("button", name="Send and look").click()
    expect(page.get_by_text("Not readable")).to_be_visible()
    found["upload"] = faults(page)
    page.get_by_label("Publisher").fill("Ferry Office")
    page.get_by_role("button", name="Add to the documents").click()
    expect(page.get_by_text("Done.")).to_be_visible(timeout=30_000)
    found["run"] = faults(page)
    page.get_by_role("link", name="Documents", exact=True).click()
    found["documents"] = faults(page)
    page.get_by_role("link", name="Ferry note").click()
    expect(page.get_by_text("7,300 passengers")).to_be_visible()
    expect(page.get_by_text("Ferry Office")).to_be_visible()
    found["document"] = faults(page)
    page.get_by_role("link", name="Remove this document").click()
    found["removal"] = faults(page)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Done.")).to_be_visible(timeout=30_000)
    for part in ("Index", "Feedback", "Evaluation"):
        page.get_by_role("link", name=part, exact=True).click()
        expect(page.get_by_role("heading", name=part, level=1)).to_be_visible()
        found[part] = faults(page)
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{watch.address}/maintain")
    expect(page.get_by_label("Key")).to_be_visible()
    assert found == {state: [] for state in found}


def test_progress_follows_by_itself_and_ends_by_itself(page: Page, watch: Watch, at: Maintained) -> None:
    watch.expected.append("status of 401")
    page.goto(f"{watch.address}/maintain")
    enter(page)
    folder = at.workspace.folder
    with folder.writing(), work.noted(folder, lambda stage, done, total: None) as report:
        report("embed", 0, 40)
        page.goto(f"{watch.address}/maintain/run")
        expect(page.get_by_text("Embedding passages: 0 of 40.")).to_be_visible()
        assert faults(page) == []
        report("words", 7, 40)
        expect(page.get_by_text("Indexing words: 7 of 40.")).to_be_visible()
    expect(page.get_by_text("Nothing goes on")).to_be_visible()


def test_without_script_a_file_is_added_too(
    browser: Browser, watch: Watch, at: Maintained, tmp_path: Path
) -> None:
    watch.expected.append("status of 401")
    with browser.new_context(java_script_enabled=False) as context:
        page = watch.over(context.new_page())
        page.goto(f"{watch.address}/maintain/documents")
        page.get_by_label("Key").fill(KEY)
        page.get_by_role("button", name="Log in").click()
        (tmp_path / "ferry-note.md").write_text(NOTE)
        page.get_by_label("Files").set_input_files(tmp_path / "ferry-note.md")
        page.get_by_role("button", name="Send and look").click()
        page.get_by_label("Title").fill("The ferry")
        page.get_by_role("button", name="Look again with this").click()
        expect(page.locator(".facts").get_by_text("The ferry")).to_be_visible()
        page.get_by_role("button", name="Add to the documents").click()
        expect(page.get_by_text("Done.")).to_be_visible(timeout=30_000)
