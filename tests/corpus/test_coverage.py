from __future__ import annotations

from functools import cache

import pytest

from corpus.city_records import FocusArea
from corpus.coverage import Coverage, coverage
from corpus.records import records
from corpus.validity import Holds


@cache
def covered() -> Coverage:
    return coverage(records())


def test_every_city_area_and_year_has_one_cell() -> None:
    found = covered()
    assert len(found.cells) == 38 * 6 * 4
    assert len({(cell.city, cell.focus, cell.year) for cell in found.cells}) == len(found.cells)


def test_the_cells_of_a_year_add_up_to_its_report() -> None:
    sums = {year: sum(c.projects for c in covered().cells if c.year == year) for year in covered().years}
    assert sums == {2022: 77, 2023: 86, 2024: 108, 2025: 134}


def test_the_totals_of_an_area_are_those_of_the_reports_charts() -> None:
    assert covered().totals(FocusArea.CIVIC_SOCIAL) == (22, 25, 28, 34)
    assert covered().totals(FocusArea.BUILT_INFRASTRUCTURE) == (19, 20, 28, 32)


@pytest.mark.parametrize(
    ("city", "area", "projects"),
    [
        ("bandar-seri-begawan", FocusArea.CIVIC_SOCIAL, (3, 4, 4, 4)),
        ("da-nang", FocusArea.CIVIC_SOCIAL, (0, 0, 0, 0)),
    ],
)
def test_a_row_holds_a_number_for_each_report(city: str, area: FocusArea, projects: tuple[int, ...]) -> None:
    assert tuple(cell.projects for cell in covered().row(city, area)) == projects


def test_nothing_is_expected_of_a_city_that_was_no_member_yet() -> None:
    members = [cell.member for cell in covered().row("dili", FocusArea.CIVIC_SOCIAL)]
    assert members == [Holds.NO] * 4


def test_the_cities_without_any_project_are_those_that_joined_after_the_last_report() -> None:
    assert covered().without_projects == ("denpasar", "dili", "semarang")


def test_the_members_that_a_report_leaves_out_are_told() -> None:
    assert covered().left_out == ((2023, "chiang-mai"), (2023, "khon-kaen"), (2023, "rayong"))
