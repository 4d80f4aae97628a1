"""The parts of a question that the records answer, beside those that passages do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.compose.parts import parts
from assistant.lists.parts import asks_apart, listed_parts, requests_of
from assistant.lists.path import listed
from assistant.names import names_side_by_side
from assistant.verify import DocumentOf
from tests.assistant.lists.reading_aid import TODAY, understood
from tests.running import workspace_of


@pytest.fixture(scope="module")
def document_of(built_in: Path) -> Iterator[DocumentOf]:
    with workspace_of(built_in) as workspace:
        retriever = workspace.library.retriever()
        assert retriever is not None
        yield retriever.document


def told(question: str, document_of: DocumentOf) -> list[list[str]]:
    """What the records say of each part of a question, nothing of a part that is left to passages."""
    asked = parts(question, names_side_by_side())
    found = listed_parts(requests_of(asked, (), TODAY, None, "en"), document_of, TODAY, "en")
    return [[claim.text for claim in found.get(part, ())] for part in asked]


def test_a_count_and_a_pick_of_the_same_rows_are_two_parts(document_of: DocumentOf) -> None:
    count, latest = told(
        "How many High-Level Meetings with Japan have been held, and where was the latest?", document_of
    )
    assert count == ["The records hold 7 high-level meetings with Japan."]
    assert len(latest) == 1
    assert "Takamatsu" in latest[0]


def test_a_list_says_each_of_its_rows_beside_a_part_that_is_left_to_passages(
    document_of: DocumentOf,
) -> None:
    cities, funded = told("Which cities joined in 2024, and who paid for the toolkit?", document_of)
    assert cities[1:] == ["Sihanoukville City, Cambodia (since 2024)", "Sumedang, Indonesia (since 2024)"]
    assert funded == []


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("How many cities are in the network, and how many projects are there?", True),
        ("Which country has the most member cities, and how many?", False),
        ("Which cities joined in 2023 and in 2024?", False),
        ("How many cities are in the network, and who paid for the toolkit?", False),
    ],
)
def test_two_clauses_for_rows_are_not_read_as_one_question(
    question: str, apart: bool, document_of: DocumentOf
) -> None:
    asked = parts(question, names_side_by_side())
    rows = listed_parts(requests_of(asked, (), TODAY, None, "en"), document_of, TODAY, "en")
    assert asks_apart(question, asked, rows, TODAY) is apart


def test_that_year_is_the_year_of_the_first_part(document_of: DocumentOf) -> None:
    _, meeting = told("Who chaired in 2022, and where was that year's annual meeting?", document_of)
    assert len(meeting) == 1
    assert "fifth annual meeting" in meeting[0]


def test_a_part_that_names_no_place_is_about_the_place_of_the_first(document_of: DocumentOf) -> None:
    planned, listed = told(
        "Which projects did Manila have in its 2018 plan, and which projects does the 2025 report list?",
        document_of,
    )
    assert len(planned) == 1 + 3
    assert len(listed) == 1 + 2
    assert all("Manila" in text for text in (*planned, *listed))


def test_a_part_that_nothing_narrows_is_not_asked_of_all(document_of: DocumentOf) -> None:
    chair, body = told("Who is the chair of the network at present, and which body leads?", document_of)
    assert "the Philippines" in chair[0] or "The Philippines" in chair[0]
    assert body == []


def test_more_rows_than_bear_telling_are_left_to_passages(document_of: DocumentOf) -> None:
    projects, _ = told("Which projects does the 2025 report list, and who wrote the report?", document_of)
    assert projects == []


def test_a_question_of_one_part_is_none_of_its_business(document_of: DocumentOf) -> None:
    assert told("How many cities are in the network?", document_of) == [[]]


def test_a_status_that_a_list_does_not_tell_is_counted_by_its_report(document_of: DocumentOf) -> None:
    request = understood("How many projects were in planning in September 2022 and in September 2025?")
    answer = listed(request, document_of, TODAY)
    assert answer is not None
    assert "17 on 21 September 2022 and 8 on 30 September 2025" in answer.claims[0].text


def test_cities_of_two_countries_are_counted_for_each(document_of: DocumentOf) -> None:
    answer = listed(understood("How many member cities do Malaysia and Indonesia have?"), document_of, TODAY)
    assert answer is not None
    assert "7 in Malaysia and 6 in Indonesia" in answer.claims[0].text


def test_trust_funds_without_a_deadline_are_proven_by_what_is_said_of_their_window(
    document_of: DocumentOf,
) -> None:
    answer = listed(understood("Which trust funds take projects all year round?"), document_of, TODAY)
    assert answer is not None
    assert answer.list is not None
    quotes = {item.citation.quote for item in answer.list.items if item.citation}
    assert len(quotes) == len(answer.list.items) == 4
    assert all("all year" in quote for quote in quotes)
