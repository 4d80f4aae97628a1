"""A follow-up is read as the question that it asks; a question that stands alone is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.rewriting.proposals import is_faithful
from assistant.rewriting.standalone import MOST_CHARACTERS, standalone
from tests.assistant.rewriting.examples import ENGLISH, OTHERS, TODAY

ALL = [*ENGLISH, *OTHERS]


def _name(turns: tuple[str, ...] | str) -> str:
    return turns[-1] if isinstance(turns, tuple) else ""


@pytest.mark.parametrize(("turns", "expected"), ENGLISH, ids=_name)
def test_an_english_turn_asks_what_people_mean_by_it(turns: tuple[str, ...], expected: str) -> None:
    assert standalone(turns[-1], turns[:-1], TODAY) == expected


@pytest.mark.parametrize(("turns", "expected"), OTHERS, ids=_name)
def test_a_turn_in_another_language_asks_what_people_mean_by_it(
    turns: tuple[str, ...], expected: str
) -> None:
    assert standalone(turns[-1], turns[:-1], TODAY) == expected


@pytest.mark.parametrize(("turns", "expected"), ALL, ids=_name)
def test_what_stands_alone_is_not_rewritten_again(turns: tuple[str, ...], expected: str) -> None:
    made = standalone(turns[-1], turns[:-1], TODAY)
    assert standalone(made, turns[:-1], TODAY) == made


@pytest.mark.parametrize(("turns", "expected"), ALL, ids=_name)
def test_no_name_or_number_comes_from_nowhere(turns: tuple[str, ...], expected: str) -> None:
    assert is_faithful(standalone(turns[-1], turns[:-1], TODAY), turns, TODAY)


@pytest.mark.parametrize("turns", [turns for turns, _ in ALL], ids=_name)
def test_without_turns_before_it_a_turn_stays_as_it_is(turns: tuple[str, ...]) -> None:
    assert standalone(turns[-1], (), TODAY) == turns[-1]


PARTS = st.sampled_from(sorted({turn for turns, _ in ALL for turn in turns}))
WILD = st.lists(
    st.sampled_from("it the and of both city 2024 Hue? No, its there two who".split()), max_size=12
)


@given(st.one_of(PARTS, WILD.map(" ".join)), st.lists(st.one_of(PARTS, WILD.map(" ".join)), max_size=4))
def test_any_conversation_gives_the_same_question_every_time(text: str, turns: list[str]) -> None:
    made = standalone(text, turns, TODAY)
    assert made == standalone(text, turns, TODAY)
    assert made or not text


def test_a_very_long_turn_is_no_follow_up() -> None:
    text = "and " + "it is there " * (MOST_CHARACTERS // 10)
    assert standalone(text, ["How many people live in Hue?"], TODAY) == text


def test_last_year_is_not_guessed_where_the_day_is_unknown() -> None:
    turns = ["Which cities joined the ASCN in 2023?"]
    assert "20" not in standalone("And last year?", turns, 0).replace("2023", "")
