"""A reload or a lost connection in the middle of an answer loses nothing.

The door to the kept conversations is written here, so that each of its states can be met.
"""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from assistant.schema import Answer
from tests.assistant.stage import WrittenAsker, answer
from tests.browser.conftest import Watch
from tests.browser.moves import ask

DOOR = "**/api/v1/conversations/*"
EVENTS = "text/event-stream"


def keeps(page: Page, *turns: tuple[str, Answer | None]) -> list[str]:
    """Lets the door tell of these turns; gives the addresses that are asked for."""
    asked: list[str] = []

    def tell(route: Route) -> None:
        asked.append(route.request.url)
        told = [{"question": q, "asked": "", "answer": a and a.model_dump(mode="json")} for q, a in turns]
        route.fulfill(json={"id": "c", "title": "t", "turns": told})

    page.route(DOOR, tell)
    return asked


def test_a_reload_brings_the_conversation_back_and_goes_on_in_it(page: Page, asker: WrittenAsker) -> None:
    ask(page, "two systems")
    conversation = asker.asked[0].conversation_id
    asked = keeps(page, ("two systems", answer("Quays.", claims=asker.claims())), ("refuse", answer("No.")))
    page.reload()
    expect(page.locator(".turn h2")).to_have_text(["two systems", "refuse"])
    expect(page.locator(".turn").first.locator(".claim")).to_have_count(2)
    assert [url.rpartition("/")[2] for url in asked] == [conversation]
    ask(page, "the moon")
    assert [question.conversation_id for question in asker.asked] == [conversation] * 2


def test_a_reload_in_the_middle_of_an_answer_asks_it_once_more(page: Page, asker: WrittenAsker) -> None:
    page.get_by_label("Your question").fill("wait")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator(".claim")).to_be_visible()
    keeps(page, ("two systems", answer("Quays.")), ("wait", None))
    page.reload()
    expect(page.locator(".claim")).to_be_visible()
    assert [question.text for question in asker.asked] == ["wait", "wait"]
    asker.release.set()
    expect(page.locator(".turn").last.locator(".as-of")).to_be_visible()
    expect(page.locator(".turn h2")).to_have_text(["two systems", "wait"])


def test_an_answer_that_the_server_finished_is_fetched_when_the_stream_broke(
    page: Page, asker: WrittenAsker
) -> None:
    keeps(page, ("two systems", answer("Quays.", claims=asker.claims())))
    page.route("**/api/v1/chat", lambda route: route.fulfill(body=": torn", content_type=EVENTS))
    assert ask(page, "two systems").locator(".claim").count() == 2
    expect(page.locator(".broken")).to_have_count(0)


def test_a_question_asked_twice_is_shown_once_and_one_without_answer_can_be_asked_again(page: Page) -> None:
    ask(page, "two systems")
    keeps(page, ("the moon", None), ("the moon", answer("None.")), ("list", None))
    page.reload()
    expect(page.locator(".turn h2")).to_have_text(["the moon", "list"])
    expect(page.locator(".broken")).to_have_text("This question was not answered to the end.")
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".turn").last.get_by_role("heading", name="Complete list: 2")).to_be_visible()


def test_a_new_conversation_forgets_the_old_one(page: Page, asker: WrittenAsker) -> None:
    expect(page.get_by_role("button", name="New conversation")).to_be_hidden()
    ask(page, "two systems")
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#examples")).to_be_visible()
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, "the moon")
    first, second = (question.conversation_id for question in asker.asked)
    assert first != second


def test_a_conversation_that_nobody_keeps_any_more_begins_anew(page: Page, watch: Watch) -> None:
    watch.expected.append("status of 404")
    ask(page, "two systems")
    page.route(DOOR, lambda route: route.fulfill(status=404, json={"detail": "unknown"}))
    page.reload()
    expect(page.locator("#examples")).to_be_visible()
    ask(page, "the moon")
    expect(page.locator(".turn")).to_have_count(1)
