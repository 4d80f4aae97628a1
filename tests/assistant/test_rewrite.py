"""Questions are cleaned, their script is known, and a follow-up leans on the one before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import QuestionInvalid
from assistant.rewrite import cleaned, rewrite
from assistant.schema import MAX_QUESTION_CHARACTERS, Question


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "?!…", "\x00\x07", "\u200b\u202e", "😀"])
def test_a_question_without_a_word_is_refused_with_a_next_step(text: str) -> None:
    with pytest.raises(QuestionInvalid, match="no word"):
        cleaned(text)


def test_a_question_that_is_too_long_is_refused_not_cut() -> None:
    with pytest.raises(QuestionInvalid, match="20,000 characters"):
        cleaned("a" * 20_000)
    assert cleaned("a" * MAX_QUESTION_CHARACTERS)


def test_control_characters_vanish_and_words_stay() -> None:
    assert cleaned("how\x00 many\u202e cities\r\n?") == "how many cities ?"


def test_a_follow_up_is_searched_as_the_question_it_asks() -> None:
    asked = rewrite(Question(text="And Lao PDR?", turns=("How many projects did Thailand have in 2022?",)))
    assert asked.standalone == asked.rewritten == "How many projects did Lao PDR have in 2022?"
    assert asked.text == "And Lao PDR?"


def test_what_would_grow_too_long_is_left_as_it_was_asked() -> None:
    long = "x" * (MAX_QUESTION_CHARACTERS - 10)
    asked = rewrite(Question(text="yes", turns=("Hello?",), offered=(long + "y" * 20,)))
    assert asked.standalone == "yes"


def test_a_new_question_stands_alone() -> None:
    asked = rewrite(Question(text="Which city has a smart pier in Thailand?", turns=("What is the ASCAP?",)))
    assert asked.standalone == "Which city has a smart pier in Thailand?"
    assert asked.rewritten is None


@given(st.text(max_size=300))
def test_any_text_is_cleaned_or_refused(text: str) -> None:
    try:
        result = cleaned(text)
        assert not any(c in result for c in "\n\r\t\x00\u202e")
        assert result == cleaned(result)
    except QuestionInvalid:
        pass


def test_naughty_strings_are_cleaned_or_refused(shared: Path) -> None:
    strings = json.loads((shared / "bench/naughty_strings/blns.json").read_text(encoding="utf-8"))
    kept = 0
    for text in strings:
        try:
            kept += bool(cleaned(text))
        except QuestionInvalid:
            continue
    assert kept > len(strings) / 2
