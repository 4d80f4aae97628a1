"""The pages in every language: they fit into narrow windows and are accessible, whatever its script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assistant.web.wording import LANGUAGES, Wording
from tests.browser.conftest import Watch
from tests.browser.moves import fits


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def spoken(browser: Browser, watch: Watch, language: str) -> Iterator[Page]:
    """The first page as a browser of this language gets it, in a narrow window."""
    with browser.new_context(locale=language, viewport={"width": 320, "height": 700}) as context:
        page = watch.over(context.new_page())
        page.goto(watch.address)
        yield page


def test_an_answer_and_its_proof_fit_and_are_accessible(spoken: Page, language: str) -> None:
    say = Wording(language)
    expect(spoken.locator("html")).to_have_attribute("lang", language)
    assert fits(spoken)
    for question in ("the moon", "open to us", "two systems"):
        spoken.get_by_label(say("ask.label")).fill(question)
        spoken.get_by_role("button", name=say("ask.send"), exact=True).click()
        expect(spoken.locator(".turn").last.locator(".as-of")).to_be_visible()
    assert "2026" in spoken.locator(".as-of").last.inner_text()
    assert fits(spoken)
    assert Axe().run(spoken).response["violations"] == []
    spoken.locator(".turn").last.locator(".chip").first.click()
    expect(spoken.locator(".drawn")).to_be_visible()
    assert "2025" in spoken.locator("#proof .facts").first.inner_text()
    assert fits(spoken)
