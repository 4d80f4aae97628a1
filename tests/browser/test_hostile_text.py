"""Text written to break pages: it is shown, it does nothing, and the layout survives it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from assistant.api.ports import Event
from assistant.schema import Claim, ClaimEvent, Conflict, ConflictValue, Question, Status, StatusEvent
from tests.assistant.stage import NOTE, NOTE_TEXT, REPORT, SmallShelf, WrittenAsker, answer, document
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


def echo_everywhere(shelf: SmallShelf, asker: WrittenAsker) -> None:
    """Let every answer carry the question in each place where text can stand."""

    def echo(question: Question) -> Iterator[Event]:
        words = question.text
        cited = shelf.cite(
            REPORT, "quays", title=words, quote=words, url=words, heading=words, page_label=words
        )
        claim = Claim(text=words, citations=(cited,))
        yield StatusEvent(step="compose", text=words)
        yield ClaimEvent(index=0, claim=claim)
        yield answer(
            words,
            status=Status.PARTIAL,
            reason=words,
            generation=words,
            claims=(claim,),
            conflicts=(
                Conflict(about=words, values=(ConflictValue(value=words, date=None, citation=cited),)),
            ),
            also_read=(cited,),
            suggestions=(words,),
            rewritten=words,
        )

    asker.extra[""] = echo


def stay_inert(page: Page, payloads: list[str]) -> None:
    for number, payload in enumerate(payloads, 1):
        page.get_by_label("Your question").fill(payload)
        page.get_by_label("Your question").press("Enter")
        expect(page.locator(".as-of")).to_have_count(number)
    shown = page.locator(".asked").evaluate_all("(nodes) => nodes.map((node) => node.textContent)")
    assert shown == payloads
    page.locator(".turn").last.locator(".chip").first.click()
    expect(page.locator(".drawn")).to_be_visible()
    alien = "script, iframe, object, style, a[href^=javascript], img:not(.sheet img), svg:not(.sheet svg)"
    assert page.locator("main, dialog").locator(alien).count() == 0
    assert fits(page)


def test_markup_anywhere_in_an_answer_is_shown_as_text(
    page: Page, shelf: SmallShelf, asker: WrittenAsker
) -> None:
    echo_everywhere(shelf, asker)
    stay_inert(page, list(BUILT_IN))


def test_payloads_against_browsers_do_nothing(
    page: Page, shelf: SmallShelf, asker: WrittenAsker, shared: Path
) -> None:
    lines = [
        line.strip()
        for path in sorted((shared / "bench" / "xss").glob("*.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    payloads = [line for line in lines if line and len(line) <= 3000][::45]
    assert len(payloads) > 20
    echo_everywhere(shelf, asker)
    stay_inert(page, payloads)


def test_naughty_strings_break_no_layout(
    page: Page, shelf: SmallShelf, asker: WrittenAsker, shared: Path
) -> None:
    strings = json.loads((shared / "bench" / "naughty_strings" / "blns.json").read_text())
    # A text box joins and drops characters of its own accord; what it would change is not its text.
    payloads = [text.strip() for text in strings if text.strip().isprintable() and text.strip()][::16]
    assert len(payloads) > 20
    echo_everywhere(shelf, asker)
    stay_inert(page, payloads)


def test_markup_in_a_document_is_shown_as_text(page: Page, shelf: SmallShelf, asker: WrittenAsker) -> None:
    held, path = shelf.held[NOTE]
    hostile = NOTE_TEXT.replace("About this note.", "".join(BUILT_IN[:3]))
    shelf.held[NOTE] = (document(held.entry, (hostile,), paged=False), path)
    page.get_by_label("Your question").fill("two systems")
    page.get_by_label("Your question").press("Enter")
    page.get_by_role("button", name="Citation 3:").click()
    expect(page.locator(".frame")).to_contain_text(BUILT_IN[0])
    assert page.locator("dialog").locator("script, img, svg").count() == 0
