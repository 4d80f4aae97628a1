import pytest

from assistant.compose.parts import parts
from assistant.names import names_side_by_side

ONE = [
    "How many cities are in the network?",
    "Which cities joined between 2023 and 2025?",
    "What do Bangkok and Phuket have in common?",
    "On what date and in which city were the Terms of Reference adopted?",
    "How large is Kuching? The plan of 2018 and the report on 2019 differ.",
    "When will the railway from Bangkok to Phuket be completed?",
    "Who runs the traffic and parking system of Cebu?",
]
SEVERAL = {
    "How many people live in Jakarta and in Manila?": [
        "How many people live in Jakarta?",
        "How many people live in Manila?",
    ],
    "How many projects were completed in the report of 2024, and how many in the one of 2025?": [
        "How many projects were completed in the report of 2024?",
        "How many projects were completed in the report of 2025?",
    ],
    "How did the number of projects grow from the report of 2022 to that of 2025?": [
        "How did the number of projects grow from the report of 2022?",
        "How did the number of projects grow from the report of 2025?",
    ],
    "How do the projects of Da Nang in the 2018 plan and in the list of 2022 differ?": [
        "How do the projects of Da Nang in the 2018 plan differ?",
        "How do the projects of Da Nang in the list of 2022 differ?",
    ],
    "How many units do phase I and phase II of Thu Kha Taw Win have?": [
        "How many units do phase I of Thu Kha Taw Win have?",
        "How many units do phase II of Thu Kha Taw Win have?",
    ],
    "How many students live in the area, and how many new ones arrive each year?": [
        "How many students live in the area?",
        "how many new students arrive each year?",
    ],
    "When was the plant of Vientiane started, and who pays for it?": [
        "When was the plant of Vientiane started?",
        "who pays for it?",
    ],
}


@pytest.mark.parametrize("question", ONE)
def test_a_question_for_one_thing_stays_whole(question: str) -> None:
    assert [part.ask for part in parts(question, names_side_by_side())] == [question]


@pytest.mark.parametrize("question", SEVERAL)
def test_a_question_for_several_things_is_taken_apart(question: str) -> None:
    assert [part.ask for part in parts(question, names_side_by_side())] == SEVERAL[question]


def test_a_clause_that_leans_on_the_first_is_searched_with_its_words() -> None:
    _, second = parts("When was the plant of Vientiane started, and who pays for it?", names_side_by_side())
    assert "plant of Vientiane" in second.search


def test_a_clause_of_another_year_is_searched_without_the_first_ones_year() -> None:
    _, second = parts(
        "What did the plan of 2018 want in Cebu, and what is its state in 2025?", names_side_by_side()
    )
    assert "2025" in second.search
    assert "2018" not in second.search


def test_a_comparison_gives_way_to_the_figures_it_compares() -> None:
    question = "Which is larger in the 2018 plans, Singapore or Kuala Lumpur, and what are their land areas?"
    found = parts(question, names_side_by_side())
    assert [part.ask for part in found] == ["what are their land areas?"] * 2
    assert ["Singapore" in part.search for part in found] == [True, False]
    assert ["Kuala Lumpur" in part.search for part in found] == [False, True]
