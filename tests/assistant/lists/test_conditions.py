"""Places and years left out, conditions to be met together, focus areas named in part."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.lists.having import select_having
from assistant.lists.reading import read
from assistant.lists.selection import select
from corpus.records import records
from tests.assistant.lists.reading_aid import TODAY, names, understood


@pytest.mark.parametrize(
    "question",
    [
        "Which cities are not in Malaysia?",
        "Which cities outside Malaysia are members?",
        "List all member cities except those in Malaysia.",
    ],
)
def test_the_cities_of_a_country_left_out_are_not_listed(question: str) -> None:
    request = understood(question)
    assert request.without == {"MY"}
    rows = {row.name for row in select(request, records()).rows}
    assert "Kuching" not in rows
    assert {"Dili", "Manila"} <= rows
    assert len(rows) == 38 - 7


def test_a_place_joined_to_one_left_out_is_left_out_too() -> None:
    assert understood("Which cities lie outside Malaysia and Indonesia?").without == {"MY", "ID"}
    request = understood("Which projects in Thailand are not in Phuket?")
    assert request.states == {"TH"}
    assert request.without == {"phuket"}


def test_cities_that_joined_neither_in_one_year_nor_another_are_those_of_the_others() -> None:
    request = understood("Which cities joined neither in 2018 nor in 2025?")
    rows = {row.name for row in select(request, records()).rows}
    assert rows == {"Chiang Mai", "Khon Kaen", "Rayong", "Sumedang", "Sihanoukville City", "Dili"}


def test_a_year_left_out_divides_the_time_before_it_from_the_time_after_it() -> None:
    request = read("Which cities joined except in 2023?", names(), TODAY)
    assert request is not None
    assert [(span.first, span.last) for span in request.spans] == [
        (None, date(2022, 12, 31)),
        (date(2024, 1, 1), None),
    ]


def test_both_focus_areas_are_asked_of_a_city_that_has_both() -> None:
    both = understood(
        "Which cities have both Health and Well-Being and Safety and Security projects in 2025?"
    )
    either = understood("Which cities have Health and Well-Being or Safety and Security projects in 2025?")
    assert both.every_focus
    assert not either.every_focus
    rows = {row.name for row in select_having(both, records()).rows}
    assert rows == {"Nay Pyi Taw", "Phuket", "Rayong"}
    assert rows < {row.name for row in select_having(either, records()).rows}


@pytest.mark.parametrize(
    ("question", "area"),
    [
        ("List infrastructure projects in Thailand in 2025.", "built_infrastructure"),
        ("Which health projects does Indonesia have?", "health_well_being"),
        ("projects safety security 2024 Viet Nam", "safety_security"),
    ],
)
def test_one_word_of_a_focus_area_before_projects_names_it(question: str, area: str) -> None:
    assert understood(question).focus == {area}


def test_one_word_of_a_focus_area_elsewhere_is_a_topic() -> None:
    request = understood("Which projects are about health?")
    assert (request.focus, request.topic) == (frozenset(), ("health",))
