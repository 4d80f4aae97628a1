"""The proof panel: the marked page, the keys, the phone, and documents without pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from playwright.sync_api import Page, expect

from assistant.api.ports import Event
from assistant.schema import Claim, Question
from corpus.models import Media
from tests.assistant.stage import REPORT, SmallShelf, WrittenAsker, answer
from tests.browser.conftest import Watch
from tests.browser.moves import ask, prove, proven


def test_a_citation_opens_the_page_image_with_its_words_marked(page: Page) -> None:
    ask(page, "two systems")
    panel = prove(page, 1)
    expect(panel.get_by_role("heading", name="Harbour Cities Report")).to_be_focused()
    expect(panel.locator(".quote")).to_have_text("They are quays and ferries.")
    for words in ("Harbour Office", "30 September 2025", "2 of 3, printed as 1", "Citation 1 of 4"):
        expect(panel).to_contain_text(words)
    mark, image = panel.locator(".mark").bounding_box(), panel.locator("img").bounding_box()
    assert mark
    assert image
    # The line stands 72 of 595 points from the left and its foot 172 of 842 from the top.
    assert abs((mark["x"] - image["x"]) / image["width"] - 72 / 595) < 0.01
    foot = (mark["y"] + mark["height"] - image["y"]) / image["height"]
    assert abs(foot - 172 / 842) < 0.02


def test_a_document_without_pages_shows_the_quote_in_its_text(page: Page) -> None:
    ask(page, "two systems")
    panel = prove(page, 3)
    expect(panel.locator("mark")).to_have_text("The harbour opened on 8 July 2018.")
    expect(panel.locator(".frame")).to_contain_text("About this note.")
    expect(panel.locator("img")).to_have_count(0)


def test_only_web_addresses_become_links(page: Page) -> None:
    ask(page, "two systems")
    official = prove(page, 1).get_by_role("link", name="Official page")
    expect(official).to_have_attribute("href", "https://harbour.example/report")
    expect(official).to_have_attribute("rel", "noopener noreferrer external")
    page.keyboard.press("Escape")
    expect(prove(page, 3).get_by_role("link", name="Official page")).to_have_count(0)


def test_words_that_cannot_be_marked_still_show_the_page_and_say_so(page: Page) -> None:
    ask(page, "lamps")
    panel = prove(page, 3)
    expect(panel).to_contain_text("The words could not be marked on this image.")
    expect(panel.locator(".mark")).to_have_count(0)


def test_a_quote_after_an_emoji_is_marked_at_its_own_place(
    page: Page, shelf: SmallShelf, asker: WrittenAsker
) -> None:
    held, path = shelf.held[REPORT]
    text_only = held.entry.model_copy(update={"media": Media.TEXT})
    shelf.held[REPORT] = (replace(held, entry=text_only), path)

    def tell(question: Question) -> Iterator[Event]:
        claim = Claim(text="Nothing.", citations=(shelf.cite(REPORT, "Ships pay nothing."),))
        yield answer("Nothing.", claims=(claim,))

    asker.extra["ships"] = tell
    ask(page, "What do ships pay?")
    expect(prove(page, 1).locator("mark")).to_have_text("Ships pay nothing.")


def test_a_lost_file_leaves_quote_and_title(page: Page, shelf: SmallShelf, watch: Watch) -> None:
    watch.expected += ["status of 422", "status of 500"]
    ask(page, "two systems")
    for _, path in shelf.held.values():
        path.unlink(missing_ok=True)
    page.locator(".chip").first.click()
    panel = page.get_by_role("dialog")
    expect(panel.locator(".broken")).to_contain_text("could not be")
    expect(panel.locator(".quote")).to_have_text("They are quays and ferries.")


def test_escape_closes_the_panel_and_gives_the_focus_back(page: Page) -> None:
    turn = ask(page, "two systems")
    prove(page, 2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(turn.locator(".chip").nth(1)).to_be_focused()


def test_the_whole_way_works_by_keys_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the main part")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type("two systems")
    page.keyboard.press("Enter")
    expect(page.locator(".as-of")).to_be_visible()
    for _ in range(5):  # over the button of a new conversation, the reasons, the passages, the last chip
        page.keyboard.press("Shift+Tab")
    expect(page.locator(".chip").nth(1)).to_be_focused()
    page.keyboard.press("Space")
    panel = proven(page)
    expect(panel).to_contain_text("Citation 2 of 4")
    page.keyboard.press("Shift+Tab")  # Close, before the heading
    page.keyboard.press("Shift+Tab")
    expect(panel.get_by_role("button", name="Next")).to_be_focused()
    for number in (3, 4, 4):  # the last one stays
        page.keyboard.press("Enter")
        expect(panel).to_contain_text(f"Citation {number} of 4")
        expect(panel.get_by_role("button", name="Next")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".chip").nth(3)).to_be_focused()  # also out of the closed list of passages


def test_the_arrow_keys_go_through_the_citations_but_for_where_they_scroll(page: Page) -> None:
    ask(page, "two systems")
    panel = prove(page, 1)
    expect(panel.get_by_role("button", name="Next")).to_have_attribute(
        "title", "Next citation (right arrow key)"
    )
    page.keyboard.press("ArrowRight")
    expect(panel).to_contain_text("Citation 2 of 4")
    page.keyboard.press("ArrowLeft")
    expect(panel).to_contain_text("Citation 1 of 4")
    panel.locator(".frame").focus()
    page.keyboard.press("ArrowRight")
    expect(panel).to_contain_text("Citation 1 of 4")


def test_a_replaced_edition_is_told_with_the_one_that_took_its_place(page: Page, shelf: SmallShelf) -> None:
    ask(page, "two systems")
    expect(prove(page, 1)).to_contain_text("Statecurrent")
    held, path = shelf.held[REPORT]
    newer = held.entry.model_copy(
        update={"id": "newer", "title": "Harbour Cities 2026", "supersedes": REPORT}
    )
    shelf.held["newer"] = (replace(held, entry=newer), path)
    page.keyboard.press("Escape")
    link = prove(page, 1).get_by_role("link", name="superseded by Harbour Cities 2026")
    expect(link).to_have_attribute("href", "/documents/newer/pages/1")


def test_the_quote_is_copied_with_its_reference(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "two systems")
    panel = prove(page, 1)
    panel.get_by_role("button", name="Copy quote with reference").click()
    expect(panel.get_by_role("status")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "“They are quays and ferries.” Harbour Cities Report, Harbour Office, 30 September 2025, p. 2."
        " https://harbour.example/report"
    )


def test_a_larger_image_keeps_the_marks_in_sight(page: Page) -> None:
    ask(page, "two systems")
    panel = prove(page, 1)
    before = panel.locator("img").bounding_box()
    panel.get_by_role("button", name="Larger").click()
    after = panel.locator("img").bounding_box()
    assert before
    assert after
    assert after["width"] > before["width"] * 1.4
    expect(panel.locator(".mark")).to_be_in_viewport()


def test_on_a_phone_the_sheet_leaves_the_first_line_of_the_answer_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 740})
    turn = ask(page, "two systems")
    panel = prove(page, 3)
    page.wait_for_function("() => new Promise((done) => setTimeout(() => done(true), 600))")
    line, sheet = turn.locator(".claim").first.bounding_box(), panel.bounding_box()
    assert line
    assert sheet
    assert line["y"] >= 0
    assert line["y"] + 24 <= sheet["y"]
    assert sheet["y"] + sheet["height"] == 740
