"""Lists of projects on the page count what the assistant counts, and never more than a report states."""

from __future__ import annotations

import pytest

from assistant.library.projects import Condition, Found, Grouping, Standing, divided, find, proof_of
from assistant.lists.selection import select
from corpus.city_records import FocusArea
from corpus.records import records
from tests.assistant.lists.reading_aid import TODAY, understood
from tests.assistant.lists.test_selection import BY_COUNTRY, TOTALS

CODES = {state.name: code for code, state in records().states.items()}
EVERY = tuple(TOTALS)


def found(**conditions: object) -> Found:
    return find(Condition(**conditions), records(), TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(("country", "numbers"), list(BY_COUNTRY.items()))
def test_every_country_has_as_many_projects_as_each_report_lists(
    country: str, numbers: tuple[int, ...]
) -> None:
    place = CODES[country]
    assert tuple(len(found(place=place, years=(year,)).projects) for year in TOTALS) == numbers
    assert len(found(place=place, years=EVERY).projects) == sum(numbers)


# Question, and the same condition as the page's form sends it.
SAME: list[tuple[str, dict[str, object]]] = [
    ("How many projects are there?", {}),
    ("projects of Viet Nam in 2024", {"place": "VN", "years": (2024,)}),
    ("How many projects does Da Nang have?", {"place": "da-nang"}),
    ("How many projects in the 2022 report?", {"years": (2022,)}),
    ("Which projects are completed?", {"standing": Standing.COMPLETED}),
    ("How many on-going projects are there in Malaysia?", {"standing": Standing.ON_GOING, "place": "MY"}),
    ("Which projects are in the planning stage?", {"standing": Standing.PLANNING}),
    ("projects on flood control", {"words": "floods"}),
    ("How many projects are under Health and Well-Being?", {"focus": FocusArea.HEALTH_WELL_BEING}),
    (
        "How many Safety and Security projects does Thailand have?",
        {"focus": FocusArea.SAFETY_SECURITY, "place": "TH"},
    ),
]


@pytest.mark.parametrize(("question", "conditions"), SAME)
def test_the_page_lists_the_rows_that_the_assistant_answers_with(
    question: str, conditions: dict[str, object]
) -> None:
    answered = [row.proof.key for row in select(understood(question), records()).rows]
    assert answered
    assert [f"projects:{project.id}" for project in found(**conditions).projects] == answered


@pytest.mark.parametrize(
    ("standing", "number", "untold"),
    [
        (Standing.COMPLETED, 11 + 18, (2022, 2023)),
        (Standing.PLANNING, 8, (2022, 2023, 2024)),
        (Standing.ACTIVE, 97 + 108 + 8, (2022, 2023)),
    ],
)
def test_a_report_that_does_not_state_a_status_counts_nothing_and_says_so(
    standing: Standing, number: int, untold: tuple[int, ...]
) -> None:
    listed = found(standing=standing, years=EVERY)
    assert (len(listed.projects), listed.untold) == (number, untold)


def test_a_place_that_is_on_no_record_is_no_condition_to_be_guessed() -> None:
    assert found(years=(2031,)).projects == ()
    assert found(years=(2031,)).reports == ()


@pytest.mark.parametrize("by", list(Grouping))
def test_a_list_in_groups_is_the_same_list(by: Grouping) -> None:
    whole = found(years=EVERY).projects
    groups = divided(whole, by, records())
    assert sorted(p.id for group in groups for p in group.projects) == sorted(p.id for p in whole)
    assert len({group.key for group in groups}) == len(groups)


def test_groups_by_report_begin_with_the_latest() -> None:
    assert [g.key for g in divided(found(years=EVERY).projects, Grouping.REPORT, records())] == [
        "2025", "2024", "2023", "2022"
    ]  # fmt: skip


def test_a_project_that_is_not_on_record_has_no_proof() -> None:
    assert proof_of("2025:da-nang:3", records()) is None
    proof = proof_of("2025:da-nang:2", records())
    assert proof is not None
    assert proof.document_id == "city-record:da-nang"
