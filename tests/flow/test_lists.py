"""Lists and counts through the whole pipeline: exact, complete, proven row by row, as of any day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.schema import Answer, Question
from assistant.workspace import Workspace
from tests.running import run_ascn, workspace_of


@pytest.fixture(scope="module", params=["built_in", "official"])
def workspace(request: pytest.FixtureRequest) -> Iterator[Workspace]:
    root: Path = request.getfixturevalue(request.param)
    with workspace_of(root) as opened:
        yield opened


def asked(workspace: Workspace, *turns: str, as_of: date | None = None) -> Answer:
    return workspace.pipeline.answer(Question(text=turns[-1], turns=turns[:-1], as_of=as_of))


def rows_of(answer: Answer) -> list[str]:
    """The rows of a list, which must be whole: counted right, each with its citation."""
    assert answer.status == "answered", answer.reason
    assert all(claim.citations for claim in answer.claims)
    assert answer.list is not None
    assert answer.list.count == len(answer.list.items)
    assert all(item.citation is not None and item.citation.quote for item in answer.list.items)
    assert all(item.text in answer.text for item in answer.list.items)
    assert "retrieve" not in {step.name for step in answer.trace.steps}
    return [item.text for item in answer.list.items]


# Question, number that the first sentence states, number of rows, words that rows must hold.
COUNTED: list[tuple[str, str, int, tuple[str, ...]]] = [
    ("Which ASCN cities are in Malaysia?", "7 cities", 7, ("Ipoh", "Putrajaya", "Seberang Perai", "Kuching")),
    ("which ASCN cities are in malaysia", "7 cities", 7, ("Johor Bahru", "Kuala Lumpur", "Kota Kinabalu")),
    ("List the member cities of Malaysia", "7 cities", 7, ()),
    ("How many Malaysian cities are in the network?", "7 cities", 7, ()),
    ("Which cities of the Philippines are members?", "4 cities", 4, ("Cauayan City", "Cebu City", "Manila")),
    ("Which cities in Timor-Leste have joined?", "1 city", 1, ("Dili",)),
    ("How many cities are in the network?", "38 cities", 38, ("Dili", "Singapore", "Ha Noi")),
    ("How many cities were there in 2022?", "26 cities", 26, ()),
    ("How many member cities did the network have at the end of 2023?", "29 cities", 29, ("Rayong",)),
    ("List the pilot cities", "26 pilot cities", 26, ("Da Nang", "Battambang")),
    ("How many projects in 2022?", "77 projects", 77, ()),
    ("How many projects did the 2023 report list?", "86 projects", 86, ()),
    ("How many projects were there as of 25 September 2024?", "108 projects", 108, ()),
    ("How many smart city projects are there in total?", "134 projects", 134, ()),
    ("projects on flood control", "2 projects", 2, ("Kuching", "Seberang Perai")),
    ("Which projects deal with flood control?", "2 projects", 2, ("Pump House",)),
    ("Are there projects about floods in Malaysia?", "2 projects", 2, ()),
    ("Da Nang's projects in the 2025 report", "2 projects", 2, ("Operation Centre", "Water Management")),
    ("What projects does the 2025 monitoring report list for Da Nang?", "2 projects", 2, ()),
    (
        "Which projects does the 2025 report list for Phuket?",
        "4 projects",
        4,
        ("Smart Pier", "Healthcare Platform"),
    ),
    ("Count the Putrajaya projects in the appendix of the 2025 monitoring report.", "5 projects", 5, ()),
    ("How many projects does Hanoi have?", "2 projects", 2, ()),
    ("projects of the Philippines in 2022", "6 projects", 6, ()),
    ("How many Thai projects were there in 2024?", "19 projects", 19, ()),
    ("How many completed projects are there?", "18 completed projects", 18, ("Digital Payment Hub",)),
    ("Which projects were completed in 2024?", "11 completed projects", 11, ()),
    ("How many projects are in the planning stage?", "8 planned projects", 8, ()),
    ("How many projects are under Health & Well-Being?", "8 projects", 8, ()),
    ("cities that joined after 2022", "12 cities", 12, ("Chiang Mai", "Sumedang", "Denpasar", "Dili")),
    ("Which cities joined since 2023?", "12 cities", 12, ()),
    ("Which cities became members in 2024?", "2 cities", 2, ("Sumedang", "Sihanoukville City")),
    ("Which two cities were admitted in 2024?", "2 cities", 2, ()),
    ("Which cities joined between 2019 and 2023?", "3 cities", 3, ("Khon Kaen",)),
    ("which chairs since 2018", "9 chairs", 9, ("2018: Singapore", "2021: Brunei", "2026: Philippines")),
    ("Which countries have chaired the network since 2018?", "9 chairs", 9, ("2024: Lao PDR",)),
    ("Who chaired the network before 2021?", "3 chairs", 3, ("2020: Viet Nam",)),
    ("programmes for city governments", "16 admit local governments", 16, ("K-City Network", "AASCTF")),
    ("Which programmes are open to cities?", "16 admit local governments", 16, ()),
    ("Which programmes can local governments apply to?", "16 admit local governments", 16, ("CDIA",)),
    ("How many annual meetings has the ASCN held?", "8 annual meetings", 8, ("Luang Prabang",)),
    ("How many countries are members of ASEAN?", "11 member states", 11, ("Timor-Leste",)),
    ("Which cities have no project?", "3 cities", 3, ("Denpasar", "Dili", "Semarang")),
    ("Which countries have more than 15 projects?", "4 countries", 4, ("Malaysia: 29 projects",)),
    ("Which cities have projects in Health and Well-Being?", "6 cities", 6, ("Rayong",)),
    ("Which countries have only one city?", "3 countries", 3, ("Singapore",)),
]


@pytest.mark.parametrize(
    ("question", "said", "number", "words"), COUNTED, ids=[row[0][:50] for row in COUNTED]
)
def test_a_list_is_complete_counted_and_proven(
    workspace: Workspace, question: str, said: str, number: int, words: tuple[str, ...]
) -> None:
    answer = asked(workspace, question)
    rows = rows_of(answer)
    assert len(rows) == number
    assert said in answer.claims[0].text
    for word in words:
        assert any(word in row for row in rows), word


# Question, the counts told.
GROUPED: list[tuple[str, list[str]]] = [
    (
        "How many projects did Malaysia have in 2022 and 2025?",
        ["2022: 15 projects", "2025: 29 projects"],
    ),
    ("Compare the projects of Malaysia and Viet Nam", ["Malaysia: 29 projects", "Viet Nam: 6 projects"]),
    ("Which has more projects, Malaysia or Singapore?", ["Malaysia: 29 projects", "Singapore: 6 projects"]),
    (
        "How many projects by status in 2025?",
        ["on-going: 108 projects", "completed: 18 projects", "planning: 8 projects"],
    ),
    (
        "How many projects by year?",
        ["2022: 77 projects", "2023: 86 projects", "2024: 108 projects", "2025: 134 projects"],
    ),
    (
        "How many cities were there in 2022 and 2025?",
        ["31 December 2022: 26 cities", "31 December 2025: 37 cities"],
    ),
]


@pytest.mark.parametrize(("question", "rows"), GROUPED, ids=[row[0][:50] for row in GROUPED])
def test_counts_are_told_side_by_side(workspace: Workspace, question: str, rows: list[str]) -> None:
    assert rows_of(asked(workspace, question)) == rows


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Which country has the most projects?", "Malaysia has the most projects: 29."),
        ("Which country has the most projects in 2023?", "Malaysia has the most projects: 15."),
        ("Which country has the fewest projects?", "Singapore and Viet Nam have the fewest projects: 6."),
        ("Which city has the most projects?", "Siem Reap has the most projects: 8."),
        ("Which focus area has the most projects?", "Civic and Social has the most projects: 34."),
        ("Which country has the most cities?", "Malaysia has the most cities: 7."),
        ("Which year had the most projects?", "2025 has the most projects: 134."),
    ],
)
def test_the_most_and_the_fewest_are_named_with_all_that_are_equal(
    workspace: Workspace, question: str, best: str
) -> None:
    answer = asked(workspace, question)
    rows_of(answer)
    assert answer.claims[0].text.startswith(best)


@pytest.mark.parametrize(
    ("as_of", "cities", "malaysian", "projects", "chair"),
    [
        (date(2019, 6, 1), 26, 4, None, "Thailand"),
        (date(2022, 6, 1), 26, 4, None, "Cambodia"),
        (date(2024, 12, 1), 31, 4, 108, "Lao PDR"),
        (None, 38, 7, 134, "Philippines"),
    ],
    ids=str,
)
def test_the_values_are_those_of_the_day(
    workspace: Workspace, as_of: date | None, cities: int, malaysian: int, projects: int | None, chair: str
) -> None:
    assert len(rows_of(asked(workspace, "How many cities are in the network?", as_of=as_of))) == cities
    assert len(rows_of(asked(workspace, "Which ASCN cities are in Malaysia?", as_of=as_of))) == malaysian
    assert chair in asked(workspace, "Who chairs the ASCN?", as_of=as_of).claims[0].text
    counted = asked(workspace, "How many projects are there?", as_of=as_of)
    if projects is None:
        assert counted.list is None
        assert counted.reason is not None
        assert "No monitoring report with a list of projects was out on" in counted.reason
    else:
        assert len(rows_of(counted)) == projects


def test_a_city_that_joined_on_an_unknown_day_is_named_beside_the_count(workspace: Workspace) -> None:
    answer = asked(workspace, "How many cities are in the network?", as_of=date(2024, 6, 1))
    assert len(rows_of(answer)) == 29
    assert answer.reason is not None
    assert "Sihanoukville City; Sumedang" in answer.reason


@pytest.mark.parametrize(
    ("turns", "number", "said"),
    [
        (("Which ASCN cities are in Malaysia?", "How many in 2022?"), 4, "4 cities in Malaysia"),
        (("How many projects did Thailand have in 2022?", "And Lao PDR?"), 6, "6 projects of Lao PDR"),
        (("How many projects did Thailand have in 2022?", "And Lao PDR?", "And in 2025?"), 9, "9 projects"),
        (("Which projects does Phuket have?", "And Putrajaya?"), 5, "5 projects of Putrajaya"),
        (("Which projects does Singapore have?", "Which of them are completed?"), 3, "3 completed projects"),
        (("What is Phuket?", "How many projects does it have?"), 4, "4 projects of Phuket"),
        (("cities that joined after 2022", "And in Thailand?"), 3, "3 cities in Thailand"),
        (("Which cities have no project?", "And in Indonesia?"), 2, "2 cities in Indonesia"),
        (("What is the ASCN?", "How many cities does it have?"), 38, "38 cities"),
    ],
    ids=lambda value: str(value)[-40:],
)
def test_a_follow_up_changes_what_it_names_and_keeps_the_rest(
    workspace: Workspace, turns: tuple[str, ...], number: int, said: str
) -> None:
    answer = asked(workspace, *turns)
    assert len(rows_of(answer)) == number
    assert said in answer.claims[0].text


def test_a_project_that_reports_list_differently_is_listed_from_each(workspace: Workspace) -> None:
    answer = asked(
        workspace, "Under which focus area do the monitoring reports list Singapore's E-Payments project?"
    )
    rows = rows_of(answer)
    assert ["Civic and Social" in row for row in rows] == [True, False, False, False]
    assert ["Industry and Innovation" in row for row in rows] == [False, True, True, True]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("What are Bandung's ASCN projects?", "“Bandung” is not among the cities, states and programmes"),
        ("Which cities near Malaysia are members?", "“near”"),
        ("Which projects cost more than 5 million?", "“cost”"),
        ("Which projects deal with quantum computing?", "no project with “quantum computing” in its title"),
        (
            "How many projects were on-going in Thailand in 2022?",
            "does not say which status each project has",
        ),
        (
            "How many projects were there in 2020?",
            "no list of projects was out for each of these years: 2020",
        ),
    ],
)
def test_a_list_that_cannot_be_given_is_refused_with_the_reason(
    workspace: Workspace, question: str, why: str
) -> None:
    answer = asked(workspace, question)
    assert answer.list is None
    assert answer.reason is not None
    assert why in answer.reason


def test_rows_and_passages_answer_one_question_part_by_part(workspace: Workspace) -> None:
    answer = asked(workspace, "Which cities joined in 2024, and when was the network established?")
    assert answer.status == "answered"
    told = [claim.text for claim in answer.claims]
    assert told[1:3] == ["Sihanoukville City, Cambodia (since 2024)", "Sumedang, Indonesia (since 2024)"]
    assert any("28 April 2018" in text for text in told[3:])
    assert answer.reason is None


def test_two_counts_are_not_read_as_one(workspace: Workspace) -> None:
    answer = asked(workspace, "How many cities are in the network, and how many projects are there?")
    told = " ".join(claim.text for claim in answer.claims)
    assert "38 cities" in told
    assert "134 projects" in told


def test_a_count_without_rows_is_stated_by_its_source(workspace: Workspace) -> None:
    answer = asked(workspace, "How many projects were completed in 2022?")
    assert answer.list is None
    assert "2 of the 77 projects" in answer.claims[0].text
    assert answer.claims[0].citations


def test_that_there_is_none_is_proven_by_the_whole_list(workspace: Workspace) -> None:
    answer = asked(workspace, "Which projects does Dili have?")
    assert rows_of(answer) == []
    assert "lists no project of Dili. The whole list of 134 projects was gone through." in answer.text
    assert "134" in answer.claims[0].citations[0].quote


def test_the_number_that_a_question_takes_for_granted_is_corrected(workspace: Workspace) -> None:
    answer = asked(workspace, "Name the 26 cities of the network")
    assert len(rows_of(answer)) == 38
    assert answer.reason == "The question speaks of 26; the records hold 38."


@pytest.mark.parametrize(
    "question",
    [
        "What are the two enablers of the framework?",
        "How many people live in Da Nang?",
        "Which city pilots the smart pier?",
        "What is the Smart Pier project in Phuket?",
        "Who paid for the bus project in Davao?",
    ],
)
def test_a_question_for_something_else_goes_the_usual_way(workspace: Workspace, question: str) -> None:
    answer = asked(workspace, question)
    assert answer.list is None
    assert "retrieve" in {step.name for step in answer.trace.steps}
    assert "no complete list" not in (answer.reason or "")


def test_the_same_question_gets_the_same_answer(workspace: Workspace) -> None:
    for question in (
        "How many projects are completed, on-going and in planning?",
        "Which cities have no project?",
    ):
        first, second = (asked(workspace, question).model_dump(exclude={"trace"}) for _ in range(2))
        assert first == second


def test_a_list_is_answered_without_searching_or_embedding(workspace: Workspace) -> None:
    for question in ("How many projects are there?", "Which projects do the monitoring reports list?"):
        steps = {step.name for step in asked(workspace, question).trace.steps}
        assert steps.isdisjoint({"embed", "retrieve", "evidence", "compose"}), question


def test_the_command_prints_the_list_with_its_citations(official: Path) -> None:
    done = run_ascn(
        official, "ask", "Which projects does the 2025 report list for Phuket?", "--json", offline=True
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["list"]["count"] == len(answer["list"]["items"]) == 4
    pages = {(i["citation"]["document_id"], i["citation"]["page"]) for i in answer["list"]["items"]}
    assert pages == {("ascn-monitoring-evaluation-2025", 31)}
