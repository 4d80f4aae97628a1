"""From when the facts of records are known, and what takes their place."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.chronology import Era, era_of, first_day
from corpus.records import records
from corpus.rendering import rendered

FIGURES, CHAIRS = "governance-record:figures", "governance-record:chairs"


@pytest.mark.parametrize(
    ("when", "day"),
    [("2019", date(2019, 1, 1)), ("2018-04", date(2018, 4, 1)), ("2018-04-28", date(2018, 4, 28))],
)
def test_a_date_known_in_part_begins_with_its_first_day(when: str, day: date) -> None:
    assert first_day(when) == day


def test_a_project_row_is_known_with_its_report_and_replaced_by_the_next_one() -> None:
    # Reports as of 21 Sep 2022, 14 Aug 2023, 25 Sep 2024 and 30 Sep 2025.
    row = era_of("city-record:da-nang", "projects:2023:da-nang:1", records())
    assert row == Era(date(2023, 8, 14), date(2024, 9, 25))
    assert era_of("city-record:da-nang", "projects:2025:da-nang", records()) == Era(date(2025, 9, 30))


def test_a_count_of_cities_holds_from_the_day_they_joined_to_the_next() -> None:
    era = era_of(FIGURES, "figures:cities-26", records())
    assert era == Era(date(2018, 4, 28), date(2023, 7, 11))
    assert era_of(FIGURES, "figures:cities-38", records()).replaced is None


def test_a_total_of_projects_is_replaced_by_the_next_preferred_total() -> None:
    by_value = {f.value: f.id for f in records().figures if f.about == "projects" and f.as_of == "2022-09-21"}
    era = era_of(FIGURES, f"figures:{by_value[77]}", records())
    assert era == Era(date(2022, 9, 21), date(2023, 8, 14))


def test_a_chair_holds_for_its_year() -> None:
    assert era_of(CHAIRS, "chairs:2019", records()) == Era(date(2019, 1, 1), date(2020, 1, 1))


def test_every_key_of_every_record_has_an_era_and_none_is_replaced_before_it_is_known() -> None:
    for made in rendered():
        for key in filter(None, made.keys):
            era = era_of(made.entry.id, key, records())
            if era.known and era.replaced:
                assert era.known < era.replaced, (made.entry.id, key)
