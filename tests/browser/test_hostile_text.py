"""Text written to break pages: it is shown, it does nothing, and the layout survives it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from assistant.api.ports import Event
from assistant.schema import (
    Answer,
    AnswerList,
    Claim,
    ClaimEvent,
    Conflict,
    ConflictValue,
    ListItem,
    Question,
    Status,
    StatusEvent,
)
from tests.assistant.stage import (
    NOTE,
    NOTE_TEXT,
    REPORT,
    UNDERSTOOD,
    SmallShelf,
    WrittenAsker,
    answer,
    document,
)
from tests.browser.conftest import Watch
from tests.browser.moves import fits

BUILT_IN = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "</textarea><iframe src=//evil.example>",
    "\u202egnp.exe\u202c " + "A" * 500,
)


ALIEN = "script, iframe, object, style, a[href^=javascript], img:not(.sheet img), svg:not(.sheet svg)"
"""What no text may bring onto a page."""


def echo_everywhere(shelf: SmallShelf, asker: WrittenAsker) -> None:
    """Let every answer carry the question in each place where text can stand."""

    def echo(question: Question) -> Iterator[Event]:
        told = echoed(shelf, question.text)
        yield StatusEvent(step="compose", text=question.text)
        yield ClaimEvent(index=0, claim=told.claims[0])
        yield told

    asker.extra[""] = echo


def echoed(shelf: SmallShelf, words: str) -> Answer:
    """An answer with these words in each place where text can stand."""
    cited = shelf.cite(REPORT, "quays", title=words, quote=words, url=words, heading=words, page_label=words)
    value = ConflictValue(value=words, date=None, citation=cited)
    return answer(
        words,
        status=Status.PARTIAL,
        reason=words,
        generation=words,
        claims=(Claim(text=words, citations=(cited,)),),
        conflicts=(Conflict(about=words, values=(value,)),),
        also_read=(cited,),
        suggestions=(words,),
        rewritten=words,
    )


def stay_inert(page: Page, payloads: list[str]) -> None:
    for number, payload in enumerate(payloads, 1):
        page.get_by_label("Your question").fill(payload)
        page.get_by_label("Your question").press("Enter")
        expect(page.locator(".as-of")).to_have_count(number)
    shown = page.locator(".asked").evaluate_all("(nodes) => nodes.map((node) => node.textContent)")
    assert shown == payloads
    page.locator(".turn").last.locator(".chip").first.click()
    expect(page.locator(".drawn")).to_be_visible()
    assert page.locator("main, dialog").locator(ALIEN).count() == 0
    assert fits(page)


def test_markup_anywhere_in_an_answer_is_shown_as_text(
    page: Page, shelf: SmallShelf, asker: WrittenAsker
) -> None:
    echo_everywhere(shelf, asker)
    stay_inert(page, list(BUILT_IN))


IN_ALL_PLACES = """async ([payloads, answer]) => {
  const { Turn } = await import("/static/answer.js");
  const verdicts = await import("/static/verdicts.js");
  const ways = { cite() {}, ask() {}, retry() {}, correct() {} };
  for (const words of payloads) {
    const turn = new Turn(words, ways);
    document.getElementById("conversation").append(turn.node);
    const told = JSON.stringify(answer).replaceAll('"HERE"', () => JSON.stringify(words));
    turn.done(JSON.parse(told), verdicts);
  }
}"""
"""Shows an answer to each payload with the payload in every place, by the page's own script."""


def show_all(page: Page, shelf: SmallShelf, payloads: list[str]) -> None:
    understood = UNDERSTOOD.model_copy(update=dict.fromkeys(("words", "label", "shown"), "HERE"))
    rows = AnswerList(items=(ListItem(text="HERE"),), count=1)
    echo = echoed(shelf, "HERE").model_copy(update={"understood": (understood,), "list": rows})
    for first in range(0, len(payloads), 400):
        some = payloads[first : first + 400]
        page.evaluate(IN_ALL_PLACES, [some, echo.model_dump(mode="json")])
        shown = page.locator(".asked").evaluate_all("(nodes) => nodes.map((node) => node.textContent)")
        assert shown == some
        assert page.locator("main, dialog").locator(ALIEN).count() == 0
        assert fits(page)
        page.evaluate("document.getElementById('conversation').replaceChildren()")


def attacks(shared: Path) -> list[str]:
    """Every line written against browsers, each once; none that is longer than a question."""
    lines = [
        line.strip()
        for path in sorted((shared / "bench" / "xss").glob("*.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    return [line for line in dict.fromkeys(lines) if line and len(line) <= 3000]


def naughty(shared: Path) -> list[str]:
    strings = json.loads((shared / "bench" / "naughty_strings" / "blns.json").read_text())
    return [text for text in strings if text]


def test_every_payload_against_browsers_does_nothing(page: Page, shelf: SmallShelf, shared: Path) -> None:
    payloads = attacks(shared)
    assert len(payloads) > 1000
    show_all(page, shelf, payloads)


def test_every_naughty_string_is_shown_and_breaks_no_layout(
    page: Page, shelf: SmallShelf, shared: Path
) -> None:
    payloads = naughty(shared)
    assert len(payloads) > 400
    show_all(page, shelf, payloads)


def test_payloads_and_naughty_strings_can_be_asked(
    page: Page, shelf: SmallShelf, asker: WrittenAsker, shared: Path
) -> None:
    # A text box joins and drops characters of its own accord; what it would change is not its text.
    strings = [text.strip() for text in naughty(shared) if text.strip().isprintable() and text.strip()]
    payloads = [*attacks(shared)[::90], *strings[::32]]
    assert len(payloads) > 20
    echo_everywhere(shelf, asker)
    stay_inert(page, payloads)


def test_a_document_of_nothing_but_payloads_is_shown_as_text(
    page: Page, shelf: SmallShelf, shared: Path, watch: Watch
) -> None:
    words = "\n".join((*attacks(shared), *naughty(shared)))
    held, path = shelf.held[NOTE]
    shelf.held[NOTE] = (document(held.entry, (words,), paged=True), path)
    page.goto(f"{watch.address}/documents/{NOTE}/pages/1")
    assert page.locator("main").locator(ALIEN).count() == 0
    assert page.locator(".text").evaluate("(text) => text.childElementCount") == 0
    assert fits(page)


def test_markup_in_a_document_is_shown_as_text(page: Page, shelf: SmallShelf, asker: WrittenAsker) -> None:
    held, path = shelf.held[NOTE]
    hostile = NOTE_TEXT.replace("About this note.", "".join(BUILT_IN[:3]))
    shelf.held[NOTE] = (document(held.entry, (hostile,), paged=False), path)
    page.get_by_label("Your question").fill("two systems")
    page.get_by_label("Your question").press("Enter")
    page.get_by_role("button", name="Citation 3:").click()
    expect(page.locator(".frame")).to_contain_text(BUILT_IN[0])
    assert page.locator("dialog").locator("script, img, svg").count() == 0
