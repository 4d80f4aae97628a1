"""Questions of several parts, answered by the whole path."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.schema import Answer, Question
from assistant.workspace import Workspace
from tests.running import workspace_of


@pytest.fixture(scope="module")
def workspace(built_in: Path) -> Iterator[Workspace]:
    with workspace_of(built_in) as opened:
        yield opened


def asked(workspace: Workspace, question: str) -> Answer:
    return workspace.pipeline.answer(Question(text=question))


def test_a_sentence_that_tells_two_figures_answers_the_parts_that_ask_for_them(workspace: Workspace) -> None:
    answer = asked(
        workspace, "How many students live in the Jatinangor area and how many new ones arrive each year?"
    )
    assert answer.status == "answered"
    assert "60,000" in answer.text
    assert "12,000" in answer.text


def test_a_part_that_nothing_answers_is_named_as_missing(workspace: Workspace) -> None:
    answer = asked(workspace, "Which cities joined in 2024, and how many penguins live in Dili?")
    assert answer.status == "partial"
    assert answer.reason is not None
    assert "penguins" in answer.reason
    assert "Sumedang" in answer.text
