"""Conversations, links to answers, exports and feedback, as somebody with a browser uses them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assistant.feedback import Verdict, read
from tests.assistant.stage import SmallShelf, WrittenAsker, serving
from tests.assistant.talks_stage import keeping_town
from tests.browser.conftest import Watch
from tests.browser.moves import ask, fits


@pytest.fixture
def address(asker: WrittenAsker, shelf: SmallShelf, tmp_path: Path) -> Iterator[str]:
    town = keeping_town(asker, shelf, tmp_path)
    with serving(town.app) as address:
        yield address
    town.history.close()


def faults(page: Page) -> list[str]:
    found = [each["id"] for each in Axe().run(page).response["violations"]]
    return found if fits(page) else [*found, "too wide"]


def test_what_was_asked_is_listed_found_renamed_and_deleted(page: Page) -> None:
    ask(page, "two systems")
    ask(page, "the moon")
    page.get_by_role("link", name="Conversations", exact=True).click()
    page.get_by_label("Search in questions").fill("QUAYS")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Rename").click()
    page.get_by_label("Title").fill("<b>Harbour</b>")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="<b>Harbour</b>", exact=True).click()
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_label("Your next question").fill("lamps")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".turn")).to_have_count(3)
    page.get_by_role("link", name="Delete", exact=True).click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_text("There are none yet.")).to_be_visible()


def test_another_browser_sees_nothing_of_it(page: Page, browser: Browser, watch: Watch) -> None:
    ask(page, "two systems")
    with browser.new_context() as other:
        stranger = watch.over(other.new_page())
        stranger.goto(f"{watch.address}/conversations")
        expect(stranger.get_by_text("There are none yet.")).to_be_visible()


def test_an_answer_has_a_link_and_comes_as_files(page: Page) -> None:
    turn = ask(page, "two systems")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn.get_by_role("button", name="Copy the link").click()
    expect(turn.get_by_text("The link is copied.")).to_be_visible()
    for kind, ending in (("Markdown", ".md"), ("Word", ".docx")):
        with page.expect_download() as coming:
            turn.get_by_role("link", name=kind).click()
        assert coming.value.suggested_filename == f"answer-answer-1{ending}"
    copied = page.evaluate("navigator.clipboard.readText()")
    page.goto(copied)
    expect(page.get_by_role("heading", name="An answer that was kept")).to_be_visible()
    page.get_by_role("link", name="Print").click()
    expect(page.get_by_role("button", name="Print, or save as PDF")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()


def test_feedback_says_first_what_becomes_of_it_and_is_sent_by_keyboard(page: Page, tmp_path: Path) -> None:
    turn = ask(page, "two systems")
    turn.get_by_text("Is this answer right?").press("Enter")
    expect(turn.get_by_text("without who sent it")).to_be_visible()
    turn.get_by_role("button", name="Send").press("Enter")
    expect(turn.get_by_role("alert")).to_have_text("Choose one of the four.")
    turn.get_by_label("Incomplete").press("Space")
    turn.get_by_label("Why?").fill("There are three.")
    turn.get_by_role("button", name="Send").press("Enter")
    expect(turn.get_by_text("Thank you.")).to_be_focused()
    (line,) = read(tmp_path / "feedback.jsonl")
    assert (line.verdict, line.comment) == (Verdict.INCOMPLETE, "There are three.")
    assert line.answer is not None


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_all_fits(page: Page, address: str, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    turn = ask(page, "two systems " + "W" * 150)
    turn.get_by_text("Is this answer right?").click()
    expect(turn.get_by_role("button", name="Send")).to_be_visible()
    found = {"feedback": faults(page)}
    page.goto(f"{address}/conversations")
    found["list"] = faults(page)
    whole = page.locator(".talks h2 a").get_attribute("href")
    for path in (whole, f"{whole}/rename", f"{whole}/delete", "/answers/answer-1", "/answers/answer-1/memo"):
        page.goto(f"{address}{path}")
        found[str(path)] = faults(page)
    page.goto(f"{address}/feedback/kept?answer=answer-1")
    found["thanks"] = faults(page)
    assert found == {state: [] for state in found}


def test_without_script_a_conversation_goes_on_and_feedback_is_given(browser: Browser, watch: Watch) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = watch.over(context.new_page())
        page.goto(watch.address)
        for question in ("two systems", "the moon"):
            page.locator("textarea[name=question]").fill(question)
            page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator(".turn")).to_have_count(2)
        turn = page.locator(".turn").first
        turn.get_by_text("Is this answer right?").click()
        turn.get_by_label("Wrong").check()
        turn.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", name="Thank you. It is kept.")).to_be_visible()
