"""Why this answer: opened beside an answer, and as a page of its own without script."""

from __future__ import annotations

from datetime import date

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from assistant.schema import Fate, Step, Trace, WeighedSentence, Why
from tests.assistant.stage import REPORT, WrittenAsker, answer
from tests.browser.conftest import Watch
from tests.browser.moves import ask, fits

QUAYS = WeighedSentence(
    document_id=REPORT, page=2, text="<b>Quays</b>", score=0.9, cosine=0.9, coverage=1.0, fate=Fate.QUOTED
)
LAMPS = QUAYS.model_copy(update={"text": "It counted lamps.", "score": 0.2, "fate": Fate.LOW})
WHY = Why(
    standalone="Which systems has the harbour?",
    language="en",
    day=date(2026, 11, 24),
    settings="s",
    documents=2,
    sentences=(QUAYS, LAMPS),
)
TRACE = Trace(steps=(Step(name="embed", ms=3.6), Step(name="retrieve", ms=8.2)), confidence=0.83)


def test_the_reasons_open_beside_the_answer(page: Page, asker: WrittenAsker) -> None:
    asker.extra["explained"] = lambda _: iter([answer("Quays.", trace=TRACE, why=WHY)])
    turn = ask(page, "explained")
    turn.get_by_text("Why this answer").click()
    expect(turn.get_by_text("Searched 2 documents for “Which systems has the harbour?”")).to_be_visible()
    expect(turn.locator("details li")).to_have_text(
        ["<b>Quays</b> (quoted, score 0.90)", "It counted lamps. (scores too low, score 0.20)"]
    )
    expect(turn.get_by_text("It took 12 ms.")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    turn.get_by_role("link", name="All of it").click()
    expect(page.get_by_role("heading", name="Why this answer")).to_be_visible()
    expect(page.get_by_text("<b>Quays</b>")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    page.set_viewport_size({"width": 375, "height": 740})
    assert fits(page)


def test_reasons_that_are_not_kept_are_told_so(page: Page, asker: WrittenAsker, watch: Watch) -> None:
    asker.extra["explained"] = lambda _: iter([answer("Quays.", id="kept")])
    turn = ask(page, "explained")
    page.route(
        "**/answers/kept/why", lambda route: route.continue_(url=route.request.url.replace("kept", "lost"))
    )
    watch.expected.append("status of 404")
    turn.get_by_text("Why this answer").click()
    expect(turn.get_by_text("No answer of this id is kept.")).to_be_visible()
