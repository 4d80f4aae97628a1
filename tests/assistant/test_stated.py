"""Numbers, dates, names and denials are read by what they mean, in all the languages asked in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.stated.dates import Day, take_dates
from assistant.stated.names import named
from assistant.stated.numbers import Number, codes, numbers, plain
from assistant.stated.pairing import mispaired
from assistant.stated.reading import is_negated, stated, unproven
from indexing.language import language_of


def amounts(text: str, language: str = "en") -> set[Decimal]:
    return {number.value for number in numbers(take_dates(plain(text))[1], language)}


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("30 million", "en", 30_000_000),
        ("US$5.05bn", "en", 5_050_000_000),
        ("1,234,567", "en", 1_234_567),
        ("1 234 567", "en", 1_234_567),
        ("1.234.567", "en", 1_234_567),
        ("thirty-two", "en", 32),
        ("two hundred and six", "en", 206),
        ("three hundred thousand", "en", 300_000),
        ("a million people", "en", 1_000_000),
        ("30.000 orang", "id", 30_000),
        ("1,5 juta", "id", Decimal(1_500_000)),
        ("dua puluh enam kota", "id", 26),
        ("dua belas kota", "ms", 12),
        ("hai mươi sáu dự án", "vi", 26),
        ("ba trăm nghìn", "vi", 300_000),
        ("vinte e seis cidades", "pt", 26),
        ("dalawampu't anim na lungsod", "fil", 26),
        ("๒๖ เมือง", "th", 26),
        ("ยี่สิบหกเมือง", "th", 26),
        ("สามล้านบาท", "th", 3_000_000),
        ("ຊາວຫົກ", "lo", 26),
        ("២៦ គម្រោង", "km", 26),
        ("៣០ លាន", "km", 30_000_000),
        ("၂၆ မြို့", "my", 26),
        ("இருபத்தி ஆறு நகரங்கள்", "ta", 26),
        ("二十六个城市", "zh", 26),
        ("3000万澳元", "zh", 30_000_000),
        ("三百二十个", "zh", 320),
    ],
)
def test_a_number_is_read_by_value(text: str, language: str, value: int | Decimal) -> None:
    assert amounts(text, language) == {Decimal(value)}


@pytest.mark.parametrize("text", ["60%", "60 per cent", "sixty percent", "60 percentage points"])
def test_a_share_is_told_from_an_amount(text: str) -> None:
    assert numbers(text, "en") == {Number(Decimal("0.6"), "share")}


def test_a_rank_is_told_from_an_amount() -> None:
    assert (
        numbers("the 8th meeting", "en")
        == numbers("the eighth meeting", "en")
        == {Number(Decimal(8), "rank")}
    )
    assert numbers("eight meetings", "en") == {Number(Decimal(8))}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("one of the cities", "en"),
        ("สามารถห้ามความสัมพันธ์", "th"),
        ("统一十分重要", "zh"),
        ("trong năm qua, đầu tư", "vi"),
        ("ដើម្បី", "km"),
    ],
)
def test_a_word_that_looks_like_a_number_is_none(text: str, language: str) -> None:
    assert amounts(text, language) == set()


@settings(deadline=None)
@given(st.text("0123456789., '", max_size=30), st.sampled_from(["en", "id"]))
def test_any_row_of_figures_and_separators_can_be_read(text: str, language: str) -> None:
    assert all(value >= 0 for value in amounts(text, language))


@settings(deadline=None)
@given(st.integers(0, 10**12))
def test_separators_change_no_value(number: int) -> None:
    assert amounts(f"{number:,} people") == amounts(f"{number} people") or 1900 <= number < 2100


def test_words_of_letters_and_digits_are_codes() -> None:
    assert codes("5G, CO2 and the 8th of 30k") == {"5g", "co2"}


@pytest.mark.parametrize(
    "text",
    [
        "8 July 2018",
        "July 8, 2018",
        "8th of July 2018",
        "2018-07-08",
        "8 Juli 2018",
        "8 Julai 2018",
        "8 de julho de 2018",
        "Hulyo 8, 2018",
        "ngày 8 tháng 7 năm 2018",
        "8 กรกฎาคม พ.ศ. 2561",
        "๘ กรกฎาคม ๒๕๖๑",
        "2018年7月8日",
        "8 ກໍລະກົດ 2018",
    ],
)
def test_a_date_is_the_same_in_all_writings(text: str) -> None:
    found, rest = take_dates(plain(text))
    assert found == {frozenset({Day(2018, 7, 8)})}
    assert not any(char.isdigit() for char in rest)


def test_a_date_of_figures_has_both_readings_and_a_span_both_ends() -> None:
    assert take_dates("8/7/2018")[0] == {frozenset({Day(2018, 7, 8), Day(2018, 8, 7)})}
    assert take_dates("8-9 July 2018")[0] == {frozenset({Day(2018, 7, 8)}), frozenset({Day(2018, 7, 9)})}


def test_a_day_proves_its_month_and_year_and_not_the_other_way_round() -> None:
    day = Day(2018, 7, 8)
    assert day.proves(Day(2018, 7))
    assert day.proves(Day(2018))
    assert not Day(2018, 7).proves(day)


def test_places_compare_by_what_they_are_and_other_names_by_their_words() -> None:
    proof = named("Viet Nam and the Asian Development Bank support Da Nang.", latin=True)
    assert proof.lacks(named("ดานัง เวียดนาม", latin=False)) == []
    assert proof.lacks(named("ADB supports Vietnamese cities", latin=True)) == []
    assert proof.lacks(named("The Asian Investment Bank", latin=True)) == ["asian invest bank"]
    assert proof.lacks(named("Bank Asian", latin=True)) == ["bank asian"]
    assert proof.lacks(named("Phuket", latin=True)) == ["city:phuket"]


def test_each_part_of_a_joined_name_may_be_named_alone() -> None:
    proof = named("It began under the ASEAN-Australia Smart Cities Trust Fund.", latin=True)
    assert proof.lacks(proof) == []
    assert proof.lacks(named("Australia and ASEAN", latin=True)) == []
    assert proof.lacks(named("ASEAN-Japan Fund", latin=True)) == ["country:JP"]


@pytest.mark.parametrize("opener", ["The", "According to", "Twenty-six", "In", "Roughly"])
def test_a_word_that_opens_a_sentence_is_no_name(opener: str) -> None:
    assert (
        named(f"{opener} people came. {opener} more left.", latin=True, ordinary={"roughly"}).runs
        == frozenset()
    )


def test_a_name_may_open_a_sentence() -> None:
    assert named("Acme paid. Umbrella Group did too.", latin=True).runs == {("acm",), ("umbrella", "group")}


@pytest.mark.parametrize(
    ("text", "language", "denies"),
    [
        ("It has not closed.", "en", True),
        ("It hasn't closed.", "en", True),
        ("Not only the pier, also the hall.", "en", False),
        ("See No. 5.", "en", False),
        ("tidak ada", "id", True),
        ("không có", "vi", True),
        ("không gian", "vi", False),
        ("hindi ito", "fil", True),
        ("não há", "pt", True),
        ("ไม่มี", "th", True),
        ("ບໍ່ມີ", "lo", True),
        ("មិនមាន", "km", True),
        ("မရှိပါ", "my", True),
        ("没有", "zh", True),
        ("未来", "zh", False),
    ],
)
def test_a_denial_is_seen(text: str, language: str, denies: bool) -> None:
    assert is_negated(text, language) is denies


SENTENCES = st.sampled_from(
    [
        "Australia gave 30 million dollars on 8 July 2018.",
        "The 26 pilot cities of ASEAN are not alone.",
        "เมืองภูเก็ตมี 26 โครงการ",
        "Năm 2018 Đà Nẵng có ba dự án.",
        "2018年7月8日,日本有二十六个城市。",
        "Sixty percent of US$5bn, see asean.org.",
    ]
)


@settings(deadline=None)
@given(SENTENCES, st.sampled_from(["en", "th", "vi", "zh", "id"]))
def test_a_sentence_proves_itself_in_whatever_language_it_is_read(text: str, language: str) -> None:
    assert unproven(stated(text, language), stated(text, language)) == ()


@settings(deadline=None)
@given(
    st.text(max_size=200),
    st.sampled_from(["en", "th", "vi", "zh", "km", "lo", "my", "ta", "fil", "pt", "id"]),
)
def test_any_text_can_be_read_and_proves_itself(text: str, language: str) -> None:
    assert unproven(stated(text, language), stated(text, language)) == ()


GROWN = "The number of projects has grown from 65 projects in 2021 to 77 projects this year."
SHARED_OUT = "Singapore has 3 pilots, Malaysia 5 and Phuket joined in 2024 with 2 lamps."
OPENED = "In 2021, Singapore had 3 projects and 5 pilots."
ABOUT_ONE = "Manila has had 1.2 million registrants, 1.4 million transactions, with 15.9 billion pesos."


@pytest.mark.parametrize(
    ("said", "proof", "wrong"),
    [
        ("There were 65 projects in 2021.", GROWN, False),
        ("There were 77 projects in 2021.", GROWN, True),
        ("There are 77 projects.", GROWN, False),
        ("Singapore has 3 pilots.", SHARED_OUT, False),
        ("Singapore has 5 pilots.", SHARED_OUT, True),
        ("Malaysia has 3 pilots.", SHARED_OUT, True),
        ("Malaysia joined in 2024.", SHARED_OUT, True),
        ("Phuket joined in 2024.", SHARED_OUT, False),
        ("Singapore had 5 pilots in 2021.", OPENED, False),
        ("Manila has had 1.4 million transactions.", ABOUT_ONE, False),
        (
            "On 8 July 2018 two hundred and six cities met.",
            "Two hundred and six cities met on July 8, 2018.",
            False,
        ),
        ("In 2021, there were 77 projects.", GROWN, True),
        ("77 projects were there, in 2021.", GROWN, True),
        ("ในปี 2021 มี 77 โครงการ", GROWN, True),
        ("Năm 2021 có 65 dự án.", GROWN, False),
    ],
)
def test_what_stands_in_different_clauses_of_a_proof_is_not_told_together(
    said: str, proof: str, wrong: bool
) -> None:
    assert bool(mispaired(said, language_of(said), proof, "en")) is wrong


@settings(deadline=None)
@given(
    st.sampled_from([GROWN, SHARED_OUT, OPENED, ABOUT_ONE]) | SENTENCES,
    st.sampled_from(["en", "th", "vi", "zh"]),
)
def test_a_sentence_pairs_nothing_that_itself_divides(text: str, language: str) -> None:
    assert mispaired(text, language, text, language) == ()
