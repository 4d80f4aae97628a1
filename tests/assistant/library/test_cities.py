"""The overview of cities, the coverage of focus areas and the plots beside it, against the facts."""

from __future__ import annotations

import pytest

from assistant.library.cities import CityOrder, CityRow, chosen_cities, city_rows, projects_of
from assistant.library.matrix import growth, joining, matrix
from corpus.city_records import FocusArea
from corpus.records import records
from corpus.validity import Holds
from tests.assistant.lists.test_selection import LATE_2025, OF_2024, OF_2025, PILOTS, THAI, TOTALS


def names(words: str = "", country: str | None = None, order: CityOrder = CityOrder.NAME) -> list[str]:
    return [row.city.name for row in chosen_cities(city_rows(records()), words, country, order)]


def row_of(city: str) -> CityRow:
    return next(row for row in city_rows(records()) if row.city.id == city)


def test_all_38_cities_are_there_with_their_country() -> None:
    assert len(names()) == 38
    assert names(country="MY") == sorted(names(country="MY"))
    assert len(names(country="MY")) == 7


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("nang", ["Da Nang"]),
        ("Đà Nẵng", ["Da Nang"]),
        ("HANOI", ["Ha Noi"]),
        ("viet  noi", ["Ha Noi"]),
        ("x9", []),
    ],
)
def test_a_city_is_found_by_any_of_its_names(words: str, found: list[str]) -> None:
    assert names(words) == found


def test_the_city_with_most_projects_in_the_latest_report_comes_first() -> None:
    numbers = [row_of_name(name).projects[2025] for name in names(order=CityOrder.PROJECTS)]
    assert numbers == sorted(numbers, reverse=True)
    assert names(order=CityOrder.SINCE)[-1] == "Dili"


def row_of_name(name: str) -> CityRow:
    return next(row for row in city_rows(records()) if row.city.name == name)


def test_a_city_is_told_with_its_projects_by_report_and_their_focus_areas() -> None:
    row = row_of("da-nang")
    assert row.projects == {2022: 2, 2023: 2, 2024: 2, 2025: 2}
    assert row.focus == (FocusArea.SAFETY_SECURITY, FocusArea.QUALITY_ENVIRONMENT)
    assert row.planned == ()


def test_the_projects_of_a_city_begin_with_the_latest_report_and_leave_out_empty_ones() -> None:
    cities = records().cities
    assert [each.year for each in projects_of(cities["da-nang"], records())] == [2025, 2024, 2023, 2022]
    assert [each.year for each in projects_of(cities["chiang-mai"], records())] == [2025, 2024]
    assert projects_of(cities["dili"], records()) == ()


@pytest.mark.parametrize(("year", "total"), list(TOTALS.items()))
def test_the_matrix_of_a_report_adds_up_to_its_projects(year: int, total: int) -> None:
    found = matrix(records(), year)
    assert found.total == total == sum(row.total for row in found.rows)
    assert len(found.rows) == 38


def test_a_city_that_was_no_member_yet_is_told_apart_from_one_without_projects() -> None:
    rows = {row.city.id: row for row in matrix(records(), 2023).rows}
    assert rows["dili"].member is Holds.NO
    assert rows["khon-kaen"].member is Holds.YES
    assert rows["khon-kaen"].total == rows["dili"].total == 0


def test_the_bars_of_the_focus_areas_are_the_numbers_of_the_reports_on_one_scale() -> None:
    panels = {panel.key: panel.bars for panel in growth(records())}
    assert [bar.number for bar in panels["civic_social"]] == [22, 25, 28, 34]
    assert [bar.number for bar in panels["built_infrastructure"]] == [19, 20, 28, 32]
    assert panels["civic_social"][-1].height == 100
    assert panels["built_infrastructure"][-1].height == round(100 * 32 / 34)


def test_the_cities_that_joined_in_a_year_are_named_and_counted_on() -> None:
    found = [(bar.label, bar.number, {city.name for city in cities}) for bar, cities in joining(records())]
    assert found == [
        ("2018", 26, PILOTS),
        ("2023", 29, THAI),
        ("2024", 31, OF_2024),
        ("2025", 37, OF_2025 | LATE_2025),
        ("2026", 38, {"Dili"}),
    ]
