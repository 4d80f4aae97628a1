"""A real browser before a real server; whatever goes to another host or fails silently fails the test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

from assistant.api.app import create_app
from assistant.conversations import Conversations
from tests.assistant.stage import SmallShelf, WrittenAsker, serving, small_shelf

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 740}


# Not the fixtures of pytest-playwright: they keep its event loop running to the end of the session,
# so that no test after them could run one of its own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's chromium, which looks for no updates; without it these tests are skipped."""
    if not CHROMIUM.exists():
        pytest.skip("no /usr/bin/chromium: install Debian's chromium to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without a past."""
    with browser.new_context(viewport=DESKTOP) as context:
        yield context


@pytest.fixture
def shelf(tmp_path: Path) -> SmallShelf:
    return small_shelf(tmp_path)


@pytest.fixture
def asker(shelf: SmallShelf) -> Iterator[WrittenAsker]:
    asker = WrittenAsker(shelf)
    yield asker
    asker.release.set()


@pytest.fixture
def address(asker: WrittenAsker, shelf: SmallShelf) -> Iterator[str]:
    """The application on a free port; its answers can be explained."""
    conversations = Conversations(asker)
    with serving(create_app(conversations, shelf, archive=conversations)) as address:
        yield address


@dataclass
class Watch:
    """What must not happen in a browser. ``expected`` holds parts of messages that a test brings about."""

    address: str
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def over(self, page: Page) -> Page:
        page.on("request", self._request)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("console", self._console)
        page.on("dialog", self._dialog)
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (e) =>"
            " console.error('CSP', e.violatedDirective, e.blockedURI))"
        )
        return page

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.address + "/"):
            self.faults.append(f"request to {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        known = any(part in message.text for part in self.expected)
        if message.type in {"error", "warning"} and not known:
            self.faults.append(f"console: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@pytest.fixture
def watch(address: str) -> Iterator[Watch]:
    watch = Watch(address)
    yield watch
    assert watch.faults == []


@pytest.fixture
def page(context: BrowserContext, address: str, watch: Watch) -> Page:
    """The first page, opened at desktop width."""
    page = watch.over(context.new_page())
    page.set_default_timeout(10_000)
    page.goto(address)
    return page
