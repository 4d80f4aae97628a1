"""Where sources disagree the answer gives the preferred value, and every value with its date and proof."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant import phrases
from assistant.recorded import CONFLICTS
from assistant.schema import Answer, Question
from assistant.web.wording import ENGLISH, Wording
from assistant.workspace import Workspace
from corpus.records import records
from tests.running import workspace_of


@pytest.fixture(scope="module")
def workspace(built_in: Path) -> Iterator[Workspace]:
    with workspace_of(built_in) as opened:
        yield opened


def asked(workspace: Workspace, question: str, as_of: date | None = None) -> Answer:
    return workspace.pipeline.answer(Question(text=question, as_of=as_of))


def values(answer: Answer) -> list[str]:
    return [value.value for conflict in answer.conflicts for value in conflict.values]


@pytest.mark.parametrize(
    ("question", "preferred", "others"),
    [
        ("What is the population density of Manila?", "46,000", ["45.7", "42.8"]),
        ("How many projects were there in 2021?", "65", ["64"]),
        ("When was the ASEAN Smart Cities Network founded?", "28 April 2018", ["July 2018"]),
        ("How many cities are in the network?", "38", ["26", "29", "31", "35", "37"]),
        ("How many projects are completed?", "18", ["2", "11"]),
    ],
)
def test_the_preferred_value_answers_and_the_others_stand_beside_it(
    workspace: Workspace, question: str, preferred: str, others: list[str]
) -> None:
    answer = asked(workspace, question)
    assert answer.status == "answered"
    assert preferred in answer.claims[0].text
    assert len(answer.conflicts) == 1
    assert set(others) <= set(values(answer))


def test_a_value_that_was_not_known_on_the_day_is_not_shown(workspace: Workspace) -> None:
    answer = asked(workspace, "How many cities are in the network?", date(2024, 12, 31))
    assert "31 cities" in answer.claims[0].text
    assert "31" in values(answer)
    assert not {"35", "37", "38"} & set(values(answer))


def test_every_value_of_a_conflict_is_a_verified_quote_of_its_own(workspace: Workspace) -> None:
    answer = asked(workspace, "How many cities are in the network?")
    (conflict,) = answer.conflicts
    quotes = [value.citation.quote for value in conflict.values]
    assert all(value.value in value.citation.quote for value in conflict.values)
    assert len(set(quotes)) == len(quotes)


@pytest.mark.parametrize(
    "question",
    [
        "What are the two enablers of the framework?",
        "Which projects does the 2025 report list for Phuket?",
        "Which ASCN cities are in Malaysia?",
        "What is the recipe for pancakes?",
    ],
)
def test_where_nothing_is_disputed_there_is_no_box(workspace: Workspace, question: str) -> None:
    assert asked(workspace, question).conflicts == ()


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        (
            "Is Rayong's command centre counted under Quality Environment or under Safety and Security?",
            {"Quality Environment", "Safety and Security"},
        ),
        (
            "How many subdistricts does digital learning cover in Banyuwangi? Do the sources agree?",
            {"24", "25"},
        ),
    ],
)
def test_values_that_a_question_sets_against_each_other_are_shown(
    workspace: Workspace, question: str, shown: set[str]
) -> None:
    assert shown <= set(values(asked(workspace, question)))


def test_a_refuted_value_never_answers_unless_the_difference_is_asked_for(workspace: Workspace) -> None:
    refuted = {
        value.text
        for conflict in records().conflicts
        for value in conflict.values
        if not value.preferred and any(other.preferred for other in conflict.values)
    }
    for conflict in records().conflicts:
        answer = asked(workspace, f"What is the {conflict.about}?")
        cited = [c for claim in answer.claims for c in claim.citations if c.document_id == CONFLICTS]
        assert not [c.quote for c in cited if c.quote in refuted], conflict.id


def test_a_date_known_in_part_is_told_in_part(workspace: Workspace) -> None:
    (conflict,) = asked(workspace, "How many cities are in the network?").conflicts
    told = {value.value: value.when for value in conflict.values}
    assert conflict.kind == "changed"
    assert (told["31"], told["35"], told["38"]) == ("2024", "30 September 2025", "January 2026")


@pytest.mark.parametrize("kind", ["changed", "disagree", "error", "scope"])
def test_the_page_names_conflicts_as_the_assistant_does(kind: str) -> None:
    assert Wording(ENGLISH)(f"script.answer.differ.{kind}") == phrases.differ(kind)
