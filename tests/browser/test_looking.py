"""Everybody: screen readers, the dark, narrow and wide windows, paper, and browsers without script."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE, Watch
from tests.browser.moves import ask, fits, prove


def violations(page: Page) -> list[str]:
    """What axe-core finds, one line each."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_any_state(
    page: Page, size: ViewportSize, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(size)
    found = {"start": violations(page)}
    for words in ("two systems", "lamps", "the moon", "rows", "refuse", "may we apply", "open to us"):
        ask(page, words)
    found["answers"] = violations(page)
    page.locator(".chip").first.click()
    expect(page.locator(".drawn")).to_be_visible()
    found["image"] = violations(page)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Next").click()
    expect(page.locator("mark")).to_be_visible()
    found["text"] = violations(page)
    page.keyboard.press("Escape")
    page.get_by_label("Your question").fill(" ")
    page.get_by_label("Your question").press("Enter")
    page.get_by_label("Your question").fill("broken")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator(".broken")).to_be_visible()
    found["failure"] = violations(page)
    assert found == {state: [] for state in found}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_without_script(
    browser: Browser, watch: Watch, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(color_scheme=scheme) as context:
        page = watch.over(context.new_page())
        page.goto(f"{watch.address}/documents/harbour-note/text?start=18&end=52")
        assert violations(page) == []
        watch.expected.append("status of 404")
        page.goto(f"{watch.address}/documents/nowhere/pages/1")
        assert violations(page) == []


def test_without_script_one_question_is_answered_and_proven(browser: Browser, watch: Watch) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = watch.over(context.new_page())
        page.goto(watch.address)
        page.get_by_label("Your question").fill("two systems")
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator(".claim")).to_have_count(2)
        page.get_by_role("link", name="Citation 1: Harbour Cities Report, page 2").click()
        expect(page.locator("mark")).to_have_text("They are quays and ferries.")
        expect(page.locator(".facsimile .mark")).to_have_count(1)
        page.get_by_role("link", name="Next page").click()
        expect(page.locator(".text")).to_contain_text("134 lamps")


@pytest.mark.parametrize("width", [320, 375, 700, 701, 1024, 1920])
def test_nothing_is_cut_off_at_any_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    assert fits(page)
    ask(page, "the moon " + "W" * 300)
    assert fits(page)
    prove(page, 1)
    assert fits(page)
    expect(page.get_by_role("button", name="Close")).to_be_in_viewport()
    expect(page.locator(".mark")).to_be_in_viewport()


def test_on_paper_there_are_only_questions_and_answers(page: Page) -> None:
    ask(page, "two systems")
    prove(page, 1)
    page.emulate_media(media="print")
    expect(page.locator(".claim").first).to_be_visible()
    for hidden in (".composer", ".proof", ".skip"):
        expect(page.locator(hidden)).to_be_hidden()
