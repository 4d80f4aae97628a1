"""The page of a report in a real browser: readable without script, on a phone, a wide window and paper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from evals.report_page import page as written
from tests.browser.conftest import Watch
from tests.browser.moves import fits
from tests.evals.reports import whole_report

WIDTHS = (320, 390, 768, 1200, 1920)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The page on a free port, so that any request for more would be seen."""
    (tmp_path / "index.html").write_text(written(whole_report()), encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(10)


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line each."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def open_all(page: Page) -> None:
    page.get_by_label("All ").check()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_axe_finds_nothing(page: Page, width: int, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    assert violations(page) == []
    open_all(page)
    assert violations(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_off_at_any_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert fits(page)
    open_all(page)
    assert fits(page)


def test_only_the_page_itself_is_asked_for(browser: Browser, address: str, watch: Watch) -> None:
    with browser.new_context() as context:
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        watch.over(page).goto(address)
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if not url.startswith("data:")] == [f"{address}/"]


def test_without_script_cases_are_filtered_and_opened(browser: Browser, watch: Watch) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = watch.over(context.new_page())
        page.goto(watch.address)
        failed, passed = page.locator("details.failed"), page.locator("details.passed")
        expect(passed.first).to_be_hidden()
        failed.first.locator("summary").click()
        expect(failed.first.get_by_text("Expected", exact=True)).to_be_visible()
        page.get_by_label("All ").check(force=True)
        expect(passed.first).to_be_visible()
        page.get_by_label("Changed ").check(force=True)
        expect(page.locator("details.unchanged").first).to_be_hidden()


def test_a_change_leads_to_its_case_and_opens_it(page: Page) -> None:
    link = page.locator(".changes a").first
    link.click()
    expect(page.locator(".body:target")).to_be_visible()
    expect(page.locator(".body:target")).to_be_in_viewport()


def test_on_paper_there_are_no_controls(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".choice")).to_be_hidden()
    expect(page.get_by_role("heading", name="Metrics")).to_be_visible()
