from datetime import date

import pytest

from assistant.compose.amounts import Measure, amounts
from assistant.compose.fitting import fit
from assistant.compose.sought import Kind, sought

ANSWERS = [
    ("How many patients did the service see?", "It saw more than 4,700 patients.", True),
    ("How many patients did the service see?", "It saw patients at 3 hospitals.", True),
    (
        "How many trees did the city plant along its three boulevards?",
        "Trees were planted along 3 boulevards.",
        False,
    ),
    ("How many volunteers were trained?", "Volunteers were trained to use the tool.", False),
    ("How many new students arrive each year?", "It has some 12,000 new students a year.", True),
    ("How many new students arrive each year?", "The course lasts 2 years.", False),
    ("How many people live in the city?", "The city has a population of 1.8 million.", True),
    ("How many people live in the city?", "The city has 12 districts and 40 parks.", None),
    ("How many times did they meet?", "They met four times.", True),
    ("How deep is the canal?", "The canal is 4 km in length.", False),
    ("How deep is the canal?", "The canal has a depth of 3 metres.", True),
    ("How long is the tram line?", "The line has 26 kilometres of track.", True),
    ("How long does the appointment last?", "A state is appointed for two years.", True),
    ("How long does the appointment last?", "A state is appointed by consensus.", False),
    ("What did the upgrade of the 78 stations cost?", "The city upgraded 78 stations.", False),
    ("What did the upgrade of the 78 stations cost?", "The upgrade cost USD 2.5 million.", True),
    ("How much does a ride cost?", "The bus service runs 24 hours a day.", False),
    ("How much does a ride cost?", "Rides are free of charge.", True),
    ("How much does a ride cost?", "A ride costs 15 baht.", True),
    ("What percentage of projects was completed?", "Of the 108 projects 11 were completed.", False),
    ("What percentage of projects was completed?", "Of 108 projects, 10.2 % were completed.", True),
    ("What land area does the plan give?", "Total Land Area 719.9 km2", True),
    ("What land area does the plan give?", "The plan has six focus areas.", False),
    ("When was the network founded?", "The network was founded in April 2018.", True),
    ("When will the system be completed?", "As of 30 September 2025 the system is on-going.", False),
    ("When will the system be completed?", "The system is due by 2027.", True),
    ("On which day did they meet?", "They met in July 2024.", False),
    ("On which day did they meet?", "They met on 30 July 2024.", True),
    ("In which year was it built?", "It was built in 2019.", True),
    ("In which year was it built?", "It was built with a loan.", False),
    ("What does CHASE stand for?", "CHASE | Clean, Healthy, Advanced, Safe and Eco-friendly", True),
    ("What does CHASE stand for?", "The CHASE programme installed cameras.", False),
    ("What does JICA stand for?", "The Japan International Cooperation Agency (JICA) helps.", True),
]


def test_where_prefers_a_sentence_with_a_place_that_the_question_does_not_name() -> None:
    wants = sought("Where in Thailand was the meeting held?")
    assert wants.kind is Kind.PLACE
    held, online, elsewhere, unplaced = (
        fit(wants, text)
        for text in (
            "It was held in Bangkok on 23 August 2019.",
            "It was held virtually on 30 August 2021.",
            "Under the chair of Lao PDR they met on 30 July 2024.",
            "They met on 30 July 2024.",
        )
    )
    assert held == online == 1.0
    assert 1.0 > elsewhere > unplaced >= 0.3


@pytest.mark.parametrize(("question", "sentence", "answers"), ANSWERS)
def test_a_sentence_fits_only_if_it_offers_the_sort_of_thing_asked_for(
    question: str, sentence: str, answers: bool | None
) -> None:
    found = fit(sought(question), sentence)
    if answers is None:  # a bare number may count it under another word
        assert 0.0 < found < 0.5
    else:
        assert (found >= 0.3) is answers


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [
        ("In 2022 it saw 4,700 patients.", False),
        ("By 2021 it had seen 4,700 patients.", True),
        ("From 2020 to 2022 it saw 4,700 patients.", True),
        ("It saw 4,700 patients.", True),
    ],
)
def test_a_number_of_another_year_than_the_one_asked_for_is_none(sentence: str, fits: bool) -> None:
    assert (fit(sought("How many patients did it see in 2021?"), sentence) >= 0.3) is fits


def test_a_year_that_names_a_document_is_no_year_of_the_fact() -> None:
    wants = sought("How many patients does the report of 2023 give?")
    assert wants.editions == {2023}
    assert not wants.years
    assert fit(wants, "In 2022 it saw 4,700 patients.") >= 0.3


def test_a_text_of_the_year_asked_about_may_mention_other_years() -> None:
    wants = sought("Why was the building halted in 2025?")
    sentence = "Phase II, begun in 2023, was halted by the earthquake."
    assert fit(wants, sentence) == 0.0
    assert fit(wants, sentence, published=date(2025, 9, 30)) == 1.0


def test_another_ordinal_is_another_thing() -> None:
    wants = sought("On which day will the tenth annual meeting be held?")
    assert fit(wants, "The eighth annual meeting was held on 9 September 2025.") == 0.0
    assert fit(wants, "The 10th annual meeting is planned for 3 May 2027.") == 1.0


def test_a_number_that_the_question_states_itself_answers_nothing() -> None:
    assert fit(sought("What share of the 26 cities has a plan?"), "26 cities take part.") == 0.0


@pytest.mark.parametrize(
    "question",
    [
        "What happens when the canal overflows?",
        "Why was phase II halted?",
        "Which focus area covers cybersecurity?",
        "What does the budget toolkit help with?",
        "Who leads the network?",
    ],
)
def test_a_question_for_nothing_definite_is_open(question: str) -> None:
    assert sought(question).kind is Kind.OPEN


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("US$ 2.5 million", 2_500_000, Measure.MONEY),
        ("AUD 30 million", 30_000_000, Measure.MONEY),
        ("15 baht", 15, Measure.MONEY),
        ("52,000 m3 a day", 52_000, Measure.VOLUME),
        ("719.9 km2", 719.9, Measure.AREA),
        ("two years", 2, Measure.TIME),
        ("10.2 %", 10.2, Measure.SHARE),
    ],
)
def test_an_amount_is_read_with_its_unit(text: str, value: float, measure: Measure) -> None:
    (amount,) = amounts(text)
    assert amount.value == pytest.approx(value)
    assert measure in amount.measures


def test_a_bare_year_is_told_from_a_number() -> None:
    assert [a.is_year for a in amounts("In 2019 it had 2,019 seats.")] == [True, False]


@pytest.mark.parametrize(("asked", "fits"), [(2025, True), (2024, True), (2019, False), (2026, False)])
def test_a_sentence_without_a_year_tells_of_the_time_when_it_was_published(asked: int, fits: bool) -> None:
    wants = sought(f"How many buses ran in {asked}?")
    assert bool(fit(wants, "The town runs 100 buses.", "Buses", date(2025, 11, 1))) is fits
