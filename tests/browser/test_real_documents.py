"""The main job in a real browser, on the real documents, with the real server in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.moves import ask, prove
from tests.running import served

QUESTION = "How many smart city projects were there as of 30 September 2025?"


@pytest.fixture(scope="module")
def running(official: Path) -> Iterator[str]:
    with served(official) as address:
        yield address


@pytest.fixture
def address(running: str) -> str:
    """The real server instead of the staged one."""
    return running


def test_the_number_of_projects_is_answered_and_marked_on_its_page(page: Page) -> None:
    turn = ask(page, QUESTION)
    expect(turn).to_contain_text("lists 134 projects")
    expect(turn).to_contain_text("134 smart city projects")
    expect(turn.get_by_role("heading", name="Complete list: 134")).to_be_visible()
    panel = prove(page, 1)
    expect(panel).to_contain_text("Monitoring & Evaluation Report 2025")
    expect(panel).to_contain_text("5 of 33")
    mark, image = panel.locator(".mark").first.bounding_box(), panel.locator("img").bounding_box()
    assert mark
    assert image
    # The sentence ends the left column, above the chart in the lower half of the page.
    assert (mark["x"] - image["x"]) / image["width"] < 0.5
    assert 0.3 < (mark["y"] - image["y"]) / image["height"] < 0.6


@pytest.mark.parametrize(
    ("question", "part"),
    [
        (
            "What are the two urban systems and two enablers of the ASEAN Smart Cities Framework?",
            "Dynamic and Adaptive Urban Governance",
        ),
        ("How many people are expected to move to urban areas by 2030?", "90 million"),
    ],
)
def test_the_framework_questions_are_answered_with_their_proof(page: Page, question: str, part: str) -> None:
    expect(ask(page, question)).to_contain_text(part)
    expect(prove(page, 1)).to_contain_text(part)


def test_a_question_outside_the_documents_says_so_and_shows_the_nearest(page: Page) -> None:
    turn = ask(page, "How deep is the Yay Ni Canal in Mandalay?")
    expect(turn).to_contain_text("The documents do not")
    expect(turn.get_by_role("button", name="Citation 1:")).to_be_visible()


def test_a_follow_up_leans_on_the_question_before_it(page: Page) -> None:
    ask(page, "What is the ASCAP?")
    expect(ask(page, "Which years does it cover?")).to_contain_text("2035")


def test_the_example_questions_of_the_page_are_all_answered(page: Page) -> None:
    examples = page.locator("ul button[name=question]").all_inner_texts()
    assert len(examples) >= 4
    for example in examples:
        expect(ask(page, example).get_by_role("button", name="Citation 1:")).to_be_visible()
