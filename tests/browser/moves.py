"""What people do on the page, by its visible names."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def ask(page: Page, question: str) -> Locator:
    """Types a question, sends it with Enter and gives its finished turn."""
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    turn = page.locator(".turn").last
    expect(turn.locator(".as-of")).to_be_visible()
    return turn


def prove(page: Page, number: int) -> Locator:
    """Opens a citation of the last turn and gives the panel once its place is shown."""
    page.locator(".turn").last.get_by_role("button", name=f"Citation {number}:").click()
    return proven(page)


def proven(page: Page) -> Locator:
    """The panel once its place is shown."""
    panel = page.get_by_role("dialog")
    expect(panel.locator(".drawn, mark")).to_be_visible()
    return panel


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
