"""Digits of all scripts are the same numbers to keyword search, to years and to types of answers."""

from __future__ import annotations

import pytest

from assistant.compose.question_type import QuestionType, offers
from assistant.dating import years
from indexing.analysis import terms
from indexing.digits import ascii_digits

WRITTEN = ["๒๐๑๙", "໒໐໑໙", "២០១៩", "၂၀၁၉", "௨௦௧௯", "２０１９"]


@pytest.mark.parametrize("year", WRITTEN)
def test_a_year_in_local_digits_is_that_year(year: str) -> None:
    assert ascii_digits(year) == "2019"
    assert years(f"({year})") == [2019]
    assert "2019" in terms(f"ปี{year}").words
    assert offers(QuestionType.DATE, year)


def test_other_signs_stay_and_the_length_too() -> None:
    text = "ห้า ½ Ⅻ ๕ 5"
    assert ascii_digits(text) == "ห้า ½ Ⅻ 5 5"
    assert len(ascii_digits(text)) == len(text)


def test_a_name_in_letters_without_capitals_may_be_a_name() -> None:
    assert offers(QuestionType.PERSON, "นายกเทศมนตรีคือสมชาย")
    assert not offers(QuestionType.PERSON, "nobody at all")
