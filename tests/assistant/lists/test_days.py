"""Days and years whose states are compared, and months that are said in other words."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assistant.lists.reading_aid import read_today, understood


@pytest.mark.parametrize(
    ("question", "days"),
    [
        (
            "How did the number of member cities grow from 2018 to 2024?",
            (date(2018, 12, 31), date(2024, 12, 31)),
        ),
        (
            "How many projects were in planning in September 2022 and in September 2025?",
            (date(2022, 9, 30), date(2025, 9, 30)),
        ),
    ],
)
def test_counts_at_two_times_are_compared(question: str, days: tuple[date, ...]) -> None:
    assert understood(question).days == days


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("How many member cities were there in mid-2023?", date(2023, 6, 30)),
        ("How many member cities were there in the middle of 2023?", date(2023, 6, 30)),
        ("How many member cities were there at the beginning of 2026?", date(2026, 1, 31)),
    ],
)
def test_the_middle_and_the_beginning_of_a_year_are_months(question: str, day: date) -> None:
    assert understood(question).day == day


def test_a_list_over_two_days_is_not_understood() -> None:
    request = read_today("Which projects were in planning in September 2022 and in September 2025?")
    assert request is not None
    assert not request.is_understood
