"""The priority projects of the action plans of 2018, and what their questions are not."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.lists.selection import select
from corpus.records import records
from tests.assistant.lists.reading_aid import read_today, understood


@pytest.mark.parametrize(
    ("question", "names"),
    [
        (
            "Which projects did Manila have in its 2018 plan?",
            {"Command Centre Upgrade", "E-Education", "E-Health"},
        ),
        (
            "What are the priority projects of Kuching?",
            {"Integrated Smart Traffic Light System", "Integrated Flood Management and Response System"},
        ),
    ],
)
def test_the_projects_of_a_plan_are_listed(question: str, names: set[str]) -> None:
    request = understood(question)
    assert request.planned
    assert {row.name for row in select(request, records()).rows} == names


def test_the_plans_hold_two_projects_for_each_pilot_city_and_a_third_for_manila() -> None:
    request = understood("How many priority projects do the Smart City Action Plans of 2018 hold?")
    assert len(select(request, records()).rows) == 2 * 26 + 1


@pytest.mark.parametrize(
    "question",
    [
        "Which completed projects are in the 2018 plans?",
        "Which Built Infrastructure projects are in the 2018 plan of Manila?",
        "Which projects of Da Nang are in the 2018 plan and in the report of 2022?",
        "Which cities have projects in the 2018 plans?",
        "Which targets does the 2018 plan of Makassar set for its projects?",
    ],
)
def test_what_the_plans_do_not_tell_of_projects_is_not_understood(question: str) -> None:
    request = read_today(question)
    assert request is not None
    assert not request.is_understood


def test_no_plan_was_out_before_the_network() -> None:
    request = read_today("Which projects did Manila have in its 2018 plan?", date(2017, 1, 1))
    assert request is not None
    assert not request.is_understood
