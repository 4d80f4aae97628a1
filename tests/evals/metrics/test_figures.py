"""Numbers and dates: one figure in all its writings, and what no quote holds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.figures import figures, proven, states, unproven
from tests.evals.answers import answer, citation, claim, rows


def readings(text: str) -> list[set[str]]:
    return [set(figure) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20,000 people", [{"20000", "20"}]),
        ("20 000 people", [{"20000"}]),
        ("2.031,5 km", [{"2031.5"}]),
        ("1,234,567.80", [{"1234567.8"}]),
        ("199,3 and 199.30", [{"199.3"}, {"199.3"}]),
        ("7.054 km²", [{"7054", "7.054"}]),
        ("from 30% to 25%", [{"30"}, {"25"}]),
        ("2026–2035", [{"2026"}, {"2035"}]),
        ("in 2019, 26 cities", [{"2019"}, {"26"}]),
        ("on 12 March 2025", [{"2025-03-12"}]),
        ("on March 12th, 2025", [{"2025-03-12"}]),
        ("2025-03-12", [{"2025-03-12"}]),
        ("since April 2018", [{"2018-04"}]),
        ("12 Maret 2025", [{"2025-03-12"}]),
        ("พ.ศ. ๒๕๖๒", [{"2562"}]),
        ("two cities", []),
        ("no figure.", []),
    ],
)
def test_a_figure_is_read_in_all_its_writings(text: str, expected: list[set[str]]) -> None:
    assert readings(text) == expected


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("20 000 riders", "about 20,000 riders"),
        ("on 12 March 2025", "launched 2025-03-12"),
        ("in March 2025", "on 12 March 2025"),
        ("in 2025", "on 12 March 2025"),
        ("2 systems", "two systems"),
        ("199.3 km²", "199,3 km²"),
    ],
)
def test_a_figure_is_proven_in_another_writing(said: str, quoted: str) -> None:
    told = answer(claim(said, citation(quoted, title="")))
    assert proven(told) == 1


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("on 13 March 2025", "12 March 2025"),
        ("26", "126"),
        ("20", "20,500"),
        ("2.5", "25"),
        ("1.2 million", "2"),
    ],
)
def test_a_figure_that_no_quote_holds_is_found(said: str, quoted: str) -> None:
    told = answer(claim(said, citation(quoted, title="")))
    assert unproven(told.claims[0], told)
    assert proven(told) == 0


def test_a_claim_may_name_its_report_its_day_and_the_number_of_rows() -> None:
    quote = citation("projects", title="Report 2025", published=date(2024, 5, 6))
    told = answer(claim("On 6 May 2024 and 2026-01-01 the report of 2025 lists 3.", quote), list=rows(*"abc"))
    assert proven(told) == 1


def test_an_answer_without_figures_has_no_score() -> None:
    assert proven(answer(claim("None."))) is None
    assert proven(answer()) is None


def test_a_number_is_stated_in_digits_or_words() -> None:
    assert states(7, "It has seven.")
    assert states(1200, "1,200 sensors")
    assert not states(7, "77 and 7.5")


@given(st.integers(0, 10**9), st.sampled_from([",", " ", ".", "'"]))
def test_a_grouped_number_is_the_same_number(number: int, separator: str) -> None:
    (figure,) = figures(f"{number:,}".replace(",", separator))
    assert str(number) in figure


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_is_the_same_day_in_every_writing(day: date) -> None:
    for form in (f"{day.day} {day:%B %Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        assert readings(form) == [{day.isoformat()}]


@given(st.text(max_size=60))
def test_figures_can_be_read_in_any_text_and_prove_themselves(text: str) -> None:
    told = answer(claim(text or "x", citation(text or "x", title="")))
    assert proven(told) in (None, 1)
