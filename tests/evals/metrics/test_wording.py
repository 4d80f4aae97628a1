"""What an answer says: its words are found whole, its apparatus is not."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.wording import occurs, said, spelled
from tests.evals.answers import answer, citation, claim, conflict, rows


def test_an_answer_says_its_text_claims_rows_and_reason() -> None:
    told = answer(claim("One."), reason="Because.", list=rows("Row"), text="One. [12]\n- Row [3]")
    assert said(told).splitlines() == ["One.", "- Row", "Because.", "One.", "Row"]


def test_what_sources_say_in_a_conflict_or_what_was_read_is_not_said() -> None:
    told = answer(claim("One."), conflicts=(conflict("26"),), also_read=(citation("thirty"),))
    assert "26" not in said(told)
    assert "thirty" not in said(told)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("ipoh", "IPOH"), ("km²", "199.3 km²"), ("km2", "199.3 km²"), ("a b", "a\u00a0b")],
)
def test_a_pattern_is_found_in_any_case_and_unicode_form(pattern: str, text: str) -> None:
    assert occurs(pattern, text)


@pytest.mark.parametrize("text", ["26", "in 26.", "26,", "26 and 27", "(26)", "26%", "เมือง26แห่ง"])
def test_a_number_is_found_where_it_stands_alone(text: str) -> None:
    assert spelled(["26"], text)


@pytest.mark.parametrize("text", ["126", "260", "26.5", "26,000", "1,026", "3.26", "x26"])
def test_a_number_is_not_found_inside_another(text: str) -> None:
    assert not spelled(["26"], text)


def test_a_spelling_is_a_pattern_and_stands_for_itself() -> None:
    assert spelled(["Grab (Thailand)"], "by Grab (Thailand) and others")
    assert spelled(["focus areas?"], "a focus area")
    assert not spelled(["Ipoh"], "Ipohan")
    assert spelled(["ไทย"], "ประเทศไทยเป็นประธาน")


@given(st.from_regex(r"[ab1]([ab1., ]{0,6}[ab1])?", fullmatch=True))
def test_any_plain_spelling_is_found_alone_and_not_inside_a_longer_word(spelling: str) -> None:
    assert spelled([spelling], f"« {spelling} »")
    assert not spelled([regex.escape(spelling)], f"«x{spelling}x»")
