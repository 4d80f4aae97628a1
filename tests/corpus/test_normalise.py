from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.models import PAGE_SEPARATOR
from corpus.normalise import clean, fold, letters_and_digits, words_of

ANY_TEXT = st.text(st.characters(), max_size=200)
PIECES = (
    *("city", "Ho Chi Minh", "-\n", "\ufffe", "\x02", "\u00ad", "\u200b", "\u200d", "\u00a0", "\n", " ", "?"),
    *("90", "ﬁ", "é", "e\u0301", "â€™", "Ã©", "\ud83d", "\ude00", "\x0c", "ក\u200cខ", "www.a.b/?q=1", "\x92"),
)
DAMAGED = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("two\nlines", "two lines"),
        ("a\u00a0no-break\u2009space", "a no-break space"),
        ("ofﬁce eﬄuent", "office effluent"),
        ("cafe\u0301", "café"),
        ("soft\u00adly zero\u200bwidth", "softly zerowidth"),
        ("bell\x07 and feed\x0cend", "bell and feed end"),
        ("Thai: สวัส\nดี", "Thai: สวัสดี"),
        ("the cityâ€™s plan", "the city’s plan"),
        ("smile \ud83d\ude00 lone \ud83d", "smile 😀 lone \ufffd"),
        ("\uf0b7 a bullet", "• a bullet"),
        ("ក្រុង\u200cភ្នំពេញ", "ក្រុង\u200cភ្នំពេញ"),
    ],
)
def test_what_is_certainly_damage_is_repaired(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


@pytest.mark.parametrize(
    ("raw", "elsewhere", "expected"),
    [
        ("the urban-\nrural divide", "an urban-rural gap", "the urban-rural divide"),
        ("the implemen-\ntation of it", "its implementation", "the implementation of it"),
        ("people-cen-\ntred cities", "a people-centred city", "people-centred cities"),
        ("the urban\ufffe\nrural divide", "an urban-rural gap", "the urban-rural divide"),
        ("imple\x02\nmentation", "to implement an implementation", "implementation"),
        ("a wide-\nranging plan", "nothing else", "a wide-ranging plan"),
        ("from 2018-\n2025", "", "from 2018-2025"),
        ("a dash -\nand more", "", "a dash - and more"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_unless_only_the_joined_word_is_known(
    raw: str, elsewhere: str, expected: str
) -> None:
    assert clean(raw, words_of(elsewhere)).text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("an additional 90?million people", "an additional 90 million people"),
        ("the 2018?ASEAN Chairmanship", "the 2018 ASEAN Chairmanship"),
        ("in May?2018, at the 22nd?ASEAN-China Summit", "in May 2018, at the 22nd ASEAN-China Summit"),
        ("see https://example.org/page2?id=4", "see https://example.org/page2?id=4"),
        ("see www.example.org/page2?x", "see www.example.org/page2?x"),
        ("Was it in 2018?Yes, it was", "Was it in 2018?Yes, it was"),
        ("Is it so?No", "Is it so?No"),
        ("How many in 2018? Ten", "How many in 2018? Ten"),
    ],
)
def test_a_question_mark_in_place_of_a_lost_space_becomes_a_space(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


@pytest.mark.parametrize(
    ("raw", "glued"),
    [
        ("Middleweight citiesbetween two rivers; other cities", "citiesbetween"),
        ("partners of ASEANprivate sector; the private sector of ASEAN", "ASEANprivate"),
        ("For exampleunder the plan; for example", "exampleunder"),
        ("its hallmarkIt creates", "hallmarkIt"),
    ],
)
def test_glued_words_are_reported_and_left_alone(raw: str, glued: str) -> None:
    cleaned = clean(raw)
    assert cleaned.text == raw
    assert any(glued in report for report in cleaned.reports)


def test_ordinary_compounds_are_not_reported() -> None:
    assert (
        clean("Therefore we understand that within another whenever, JavaScript and OpenData").reports == ()
    )


def test_the_seed_page_has_nineteen_lost_spaces_and_four_glued_words(shared: Path) -> None:
    text = next((shared / "seed").glob("*.txt")).read_text(encoding="utf-8")
    reports = clean(text).reports
    assert sum(report.startswith("lost space") for report in reports) == 19
    glued = {report.rpartition(" ")[2] for report in reports if report.startswith("glued")}
    assert glued == {"citiesbetween", "ASEANprivate", "exampleunder", "hallmarkIt"}
    assert "?" not in clean(text).text


@pytest.mark.parametrize(
    "unit", ["a", "a-", "a'", "a?1", "1?", "é", "a-\n", "\u200d", "e\u0301", "Aa", "QUJD"]
)
def test_a_word_without_end_is_cleaned_all_the_same(unit: str) -> None:
    raw = unit * (60_000 // len(unit))
    assert letters_and_digits(clean(raw).text).startswith(letters_and_digits(clean(unit * 3).text)[:2])


@given(ANY_TEXT | DAMAGED)
@example("a-\nb-\nc")
@example("\ud800")
@example("﷽" * 5)
@example("Ã\u00a0 la carte")
def test_cleaning_never_raises_and_is_idempotent(raw: str) -> None:
    once = clean(raw).text
    assert clean(once).text == once
    once.encode("utf-8")
    assert PAGE_SEPARATOR not in once
    assert "\n" not in once


@given(ANY_TEXT | DAMAGED)
def test_the_map_runs_forward_within_the_raw_text(raw: str) -> None:
    cleaned = clean(raw)
    places = [cleaned.offsets.to_raw(offset) for offset in range(len(cleaned.text) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(raw) for place in places)
    assert cleaned.offsets.clean[0] == 0
    assert list(cleaned.offsets.clean) == sorted(set(cleaned.offsets.clean))


@given(st.text(st.sampled_from("abc XYZ 019 \n\t\u00a0\u00ad-?éß\u200bสวั한"), max_size=120))
def test_every_letter_and_digit_maps_to_itself(raw: str) -> None:
    cleaned = clean(raw)
    for offset, char in enumerate(cleaned.text):
        if char.isalnum():
            assert raw[cleaned.offsets.to_raw(offset)] == char


@given(ANY_TEXT)
def test_folding_compares_what_people_see_as_equal(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded or unicodedata.normalize("NFKC", folded) != folded
    assert letters_and_digits(folded) == letters_and_digits(text)


def test_folding_ignores_spacing_and_compatibility_forms() -> None:
    assert fold(" the\u00a0oﬃce\n of  2018 ") == "the office of 2018"
    assert letters_and_digits("“Smart-City” №1 (２０１８)") == "SmartCityNo12018"
