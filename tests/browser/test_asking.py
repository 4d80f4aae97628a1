"""Asking in the page: examples, streaming, every way to end, stopping, retrying."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import BrowserContext, Page, expect

from assistant.api.pages import EXAMPLES
from assistant.api.ports import Event
from assistant.schema import Question
from tests.assistant.stage import WrittenAsker, answer
from tests.browser.conftest import Watch
from tests.browser.moves import ask

EVENTS = "text/event-stream"


def test_a_question_is_answered_with_numbered_citations_and_its_day(page: Page) -> None:
    turn = ask(page, "What are the two systems?")
    expect(turn.get_by_role("heading", name="What are the two systems?")).to_be_visible()
    expect(turn.locator(".claim")).to_have_count(2)
    expect(turn.locator(".claim .chip")).to_have_text(["1", "2", "3"])
    expect(turn.get_by_text("The harbour plan has two systems.")).to_be_hidden()
    turn.get_by_text("Also read").click()
    expect(turn.get_by_text("The harbour plan has two systems.")).to_be_visible()
    expect(turn).to_contain_text("As of 22 November 2026")
    expect(turn).to_contain_text("from a superseded edition")
    expect(page.get_by_label("Your question")).to_have_value("")


def test_the_finished_answer_is_announced_and_the_conversation_is_not(page: Page) -> None:
    ask(page, "What are the two systems?")
    expect(page.locator("#announcer")).to_have_text(
        "Answer: They are quays and ferries. Its two enablers are tides and lamps. 3 citations."
    )
    expect(page.locator("#announcer")).to_have_attribute("role", "status")
    expect(page.get_by_role("region", name="Conversation")).to_have_attribute("aria-live", "off")


def test_an_example_is_asked_with_one_click(page: Page, asker: WrittenAsker) -> None:
    page.get_by_role("button", name=EXAMPLES[0]).click()
    expect(page.locator(".turn .as-of")).to_be_visible()
    assert [question.text for question in asker.asked] == [EXAMPLES[0]]


def test_earlier_turns_stay_above_and_share_one_conversation(page: Page, asker: WrittenAsker) -> None:
    ask(page, "two systems")
    ask(page, "the moon")
    expect(page.locator(".turn h2")).to_have_text(["two systems", "the moon"])
    first, second = (question.conversation_id for question in asker.asked)
    assert first
    assert first == second


def test_shift_and_enter_begin_a_new_line(page: Page, asker: WrittenAsker) -> None:
    box = page.get_by_label("Your question")
    box.fill("two")
    box.press("Shift+Enter")
    box.press_sequentially("systems")
    expect(box).to_have_value("two\nsystems")
    assert asker.asked == []


def test_a_question_of_white_space_is_refused_beside_the_box(page: Page, asker: WrittenAsker) -> None:
    page.get_by_label("Your question").fill("  \n ")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("alert")).to_have_text("Type what you would like to know.")
    expect(page.get_by_label("Your question")).to_be_focused()
    assert asker.asked == []


def test_a_question_of_20000_characters_is_kept_and_told_the_limit(page: Page) -> None:
    box = page.get_by_label("Your question")
    box.fill("a" * 20_000)
    box.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("20,000 characters; at most 4,000")
    assert len(box.input_value()) == 20_000
    box.fill("two systems")
    expect(page.get_by_role("alert")).to_be_empty()


def test_claims_are_shown_before_the_answer_is_complete(page: Page, asker: WrittenAsker) -> None:
    page.get_by_label("Your question").fill("wait")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".claim")).to_have_text("They are quays and ferries. 1")
    expect(page.locator(".progress")).to_have_text("Still reading")
    expect(page.locator(".as-of")).to_have_count(0)
    chip = page.locator(".chip").element_handle()
    asker.release.set()
    expect(page.locator(".as-of")).to_be_visible()
    assert chip.evaluate("(node) => node.isConnected")  # what was there stays, and with it the focus


def test_stopping_ends_the_work_and_keeps_what_is_proven(page: Page, asker: WrittenAsker) -> None:
    page.get_by_label("Your question").fill("wait")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".claim")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".broken")).to_contain_text("Stopped. What stands above is proven")
    expect(page.locator(".claim")).to_be_visible()
    expect(page.get_by_role("heading", name="wait")).to_be_focused()
    assert asker.closed.wait(10)


def test_a_lost_connection_is_told_and_the_question_can_be_asked_again(page: Page, watch: Watch) -> None:
    watch.expected.append("status of 404")  # the server knows nothing of the conversation either
    page.route("**/api/v1/chat", lambda route: route.fulfill(body=": torn", content_type=EVENTS))
    page.get_by_label("Your question").fill("two systems")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator(".broken")).to_contain_text("The connection was lost")
    page.unroute("**/api/v1/chat")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".claim")).to_have_count(2)
    expect(page.locator(".broken")).to_have_count(0)
    expect(page.locator(".turn")).to_have_count(1)


def test_a_server_that_is_gone_is_told(page: Page, watch: Watch) -> None:
    watch.expected.append("net::ERR_FAILED")
    page.route("**/api/v1/chat", lambda route: route.abort())
    page.get_by_label("Your question").fill("two systems")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator(".broken")).to_contain_text("The server could not be reached")


def test_an_error_of_the_server_is_told_with_its_next_step(page: Page) -> None:
    page.get_by_label("Your question").fill("broken")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator(".broken")).to_have_text("The harbour is under water. Wait for the tide.")


def test_nothing_found_shows_the_closest_passages_and_other_questions(page: Page) -> None:
    turn = ask(page, "the moon")
    expect(turn).to_contain_text("Nothing in 2 documents tells of the moon.")
    expect(turn.get_by_text("Closest passages")).to_be_visible()
    expect(turn.locator("blockquote")).to_have_text("The harbour plan has two systems.")
    turn.get_by_role("button", name="What are the two systems?").click()
    expect(page.locator(".turn .claim")).to_have_count(2)


def test_a_follow_up_is_shown_as_it_was_understood(page: Page, asker: WrittenAsker) -> None:
    def leaning(question: Question) -> Iterator[Event]:
        yield answer("Seven.", rewritten="How many quays has Hue?")

    asker.extra["and quays"] = leaning
    expect(ask(page, "two systems").get_by_text("Understood as")).to_have_count(0)
    expect(ask(page, "and quays?").locator(".understood")).to_have_text(
        "Understood as: How many quays has Hue?"
    )


def test_a_disagreement_shows_both_values_with_their_proofs(page: Page) -> None:
    box = ask(page, "lamps").locator(".conflict")
    expect(box.get_by_role("heading")).to_have_text("The documents disagree: number of lamps")
    expect(box.get_by_role("listitem")).to_have_text(["134, 30 September 2025 2", "none 3"])


def test_two_people_get_their_own_answers(page: Page, context: BrowserContext, watch: Watch) -> None:
    other = watch.over(context.new_page())
    other.goto(watch.address)
    for each, words in ((page, "who am I"), (other, "where am I")):
        each.get_by_label("Your question").fill(words)
        each.get_by_label("Your question").press("Enter")
    expect(page.locator(".words")).to_have_text("You asked: who am I")
    expect(other.locator(".words")).to_have_text("You asked: where am I")


def test_the_first_load_is_small(context: BrowserContext, watch: Watch) -> None:
    page = watch.over(context.new_page())
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    page.goto(watch.address, wait_until="networkidle")
    assert len(sizes) <= 6
    assert sum(sizes) <= 40_000
