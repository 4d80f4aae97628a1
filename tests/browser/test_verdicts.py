"""Eligibility in the conversation: choices, corrections, and verdicts as a table that a phone can show."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.assistant.stage import WrittenAsker
from tests.browser.moves import ask, fits, proven


def test_answers_are_chosen_with_one_click_in_the_same_conversation(page: Page, asker: WrittenAsker) -> None:
    turn = ask(page, "may we apply")
    expect(turn.locator(".words")).to_have_text("Are you a company?")
    expect(turn.get_by_role("heading", name="Choose an answer")).to_be_visible()
    expect(turn.get_by_role("heading", name="You could ask")).to_have_count(0)
    turn.get_by_role("button", name="yes").click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn h2").last).to_have_text("yes")
    expect(page.locator(".turn").last.locator(".as-of")).to_be_visible()
    first, second = (question.conversation_id for question in asker.asked)
    assert first == second


def test_what_was_understood_is_shown_with_its_words_and_can_be_corrected(page: Page) -> None:
    turn = ask(page, "may we apply")
    expect(turn.get_by_role("row", name="Country")).to_contain_text("Netherlands“Dutch”")
    turn.get_by_role("button", name="Correct something").click()
    expect(page.get_by_label("Your question")).to_be_focused()
    expect(page.get_by_label("Your question")).to_have_value("Actually, ")


def test_verdicts_are_a_table_best_first_and_their_numbers_are_those_of_the_quotes(page: Page) -> None:
    turn = ask(page, "What is open to us?")
    expect(turn.get_by_text("1 of the calls and roles looked at is open to you now")).to_be_visible()
    rows = turn.get_by_role("table", name="Verdicts").get_by_role("row")
    expect(rows).to_have_count(3)
    expect(rows.nth(1)).to_contain_text("open until 1 December 2026")
    expect(rows.nth(1)).to_contain_text("Meets the published conditions")
    expect(rows.nth(1).locator(".chip")).to_have_text(["1", "2"])
    expect(rows.nth(2)).to_contain_text("To be answered: Which city is it?")
    expect(turn.get_by_text("The sponsor decides:")).to_be_visible()
    expect(turn.get_by_text("Lamps 3")).to_be_hidden()
    turn.get_by_text("For 5 more the answer is no").click()
    expect(turn.get_by_text("Lamps 3")).to_be_visible()
    rows.nth(1).locator(".chip").nth(1).click()
    expect(proven(page)).to_contain_text("Citation 2 of 2")
    page.keyboard.press("Escape")
    expect(rows.nth(1).locator(".chip").nth(1)).to_be_focused()


def test_on_a_phone_each_verdict_is_a_block_that_names_its_parts(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    turn = ask(page, "open to us")
    cell = turn.get_by_role("cell", name="Meets the published conditions")
    assert cell.evaluate("(cell) => getComputedStyle(cell, '::before').content") == '"Verdict: "'
    turn.get_by_text("For 5 more the answer is no").click()
    assert fits(page)


def test_a_long_list_opens_in_place_and_keeps_its_numbers(page: Page) -> None:
    turn = ask(page, "rows")
    expect(turn.get_by_role("heading", name="Complete list: 30")).to_be_visible()
    expect(turn.get_by_text("Quay 12", exact=False).first).to_be_visible()
    expect(turn.get_by_text("Quay 30")).to_be_hidden()
    turn.get_by_text("Show the other 18").click()
    expect(turn.get_by_text("Quay 30")).to_be_visible()
    expect(turn.locator("ol").last).to_have_attribute("start", "13")
