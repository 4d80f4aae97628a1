"""First, last and numbered meetings, when and where they were."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.lists.request import Dimension, Edge
from assistant.lists.rows import Selection
from assistant.lists.selection import select
from corpus.records import records
from tests.assistant.lists.reading_aid import read_today, understood


@pytest.mark.parametrize(
    ("question", "as_of", "place"),
    [
        ("Where was the latest annual meeting?", None, "Kuala Lumpur"),
        ("Where did the latest annual meeting take place?", date(2020, 1, 1), "Bangkok"),
        ("When was the first annual meeting?", None, "Singapore"),
        ("Where was the sixth annual meeting held?", None, "Bali"),
        ("In which city was the 7th annual meeting?", None, "Luang Prabang"),
        ("Where was the last high-level meeting with Japan?", None, "Takamatsu"),
        ("When was the first annual meeting that was held online?", None, "July 2020"),
    ],
)
def test_one_meeting_is_picked_by_its_number_or_place_in_the_order(
    question: str, as_of: date | None, place: str
) -> None:
    (row,) = select(understood(question, as_of), records()).rows
    assert place in row.text


def test_several_meetings_are_picked_by_their_numbers_or_ends() -> None:
    both = select(understood("Where were the first and the latest annual meeting?"), records())
    assert _years(both) == ["2018", "2025"]
    two = select(understood("Where were the fifth and the sixth high-level meeting with Japan?"), records())
    assert _years(two) == ["2023", "2024"]
    three = select(understood("Name the three most recent annual meetings."), records())
    assert _years(three) == ["2023", "2024", "2025"]


def test_meetings_of_two_series_or_counted_and_picked_at_once_are_not_understood() -> None:
    for question in (
        "When was the seventh annual meeting, and when the seventh high-level meeting with Japan?",
        "How many annual meetings have been held, and where was the latest?",
        "What was on the agenda of the eighth annual meeting?",
    ):
        request = read_today(question)
        assert request is not None
        assert not request.is_understood


def test_where_meetings_were_is_told_with_their_list() -> None:
    request = understood("Give all high-level meetings with Japan and where they were held.")
    assert request.edges == frozenset[Edge]()
    assert len(select(request, records()).rows) == 7


def test_the_first_who_held_an_office_is_picked_too() -> None:
    (chair,) = select(understood("Which country chaired first?"), records()).rows
    assert chair.name == "Singapore"
    (shepherd,) = select(understood("Who was the first Shepherd?"), records()).rows
    assert "2019" in shepherd.text


def _years(found: Selection) -> list[str]:
    return [row.label(Dimension.YEAR) for row in found.rows]
