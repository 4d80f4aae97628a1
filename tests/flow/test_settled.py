"""What records settle before any search: premises, trust in a figure, eligibility in another language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.schema import Answer, Question, Status
from assistant.workspace import Workspace
from tests.running import workspace_of


@pytest.fixture(scope="module")
def workspace(built_in: Path) -> Iterator[Workspace]:
    with workspace_of(built_in) as opened:
        yield opened


def asked(workspace: Workspace, question: str) -> Answer:
    return workspace.pipeline.answer(Question(text=question))


def test_a_figure_of_an_official_text_goes_before_one_from_the_web(workspace: Workspace) -> None:
    first = asked(workspace, "How many people live in Ha Noi?").claims[0]
    assert "7,600,000" in first.text
    assert "web source" not in first.text


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        ("Is Johor Bahru in Indonesia?", "No", "Malaysia"),
        ("Is Phuket a member of the ASCN?", "Yes", "Phuket"),
    ],
)
def test_a_yes_or_no_comes_first_with_the_sentence_that_proves_it(
    workspace: Workspace, question: str, begins: str, says: str
) -> None:
    answer = asked(workspace, question)
    assert answer.text.startswith(begins)
    (quote,) = (citation.quote for claim in answer.claims[:1] for citation in claim.citations)
    assert says in quote


def test_whether_a_city_may_apply_can_be_asked_in_indonesian(workspace: Workspace) -> None:
    answer = asked(workspace, "Apakah Iloilo bisa mendaftar ke K-City?")
    assert answer.status is Status.CLARIFY
    assert {fact.fact: fact.value for fact in answer.understood}["applicant.country"] == "PH"
