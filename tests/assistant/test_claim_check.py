"""A model's sentence passes only where one sentence it cites proves all it states."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.claim_check import Checked, Outcome, Said, check
from assistant.schema import Citation, Claim

HALL = (
    "Australia contributed 30 million Australian dollars to the ASEAN Smart Cities Trust Fund on 8 July 2018."
)
DRONES = "Japan gave the city of Phuket twenty-six drones, which have never been flown."
SHARE = "Sixty percent of the 1,234 households of Kota Kinabalu sort their waste."
OFFERED = (HALL, DRONES, SHARE)


def quoted(text: str) -> Claim:
    citation = Citation(
        document_id="d",
        title="Report",
        page=1,
        start=0,
        end=len(text),
        quote=text,
        published=date(2019, 1, 1),
    )
    return Claim(text=text, citations=(citation,))


def checked(text: str, *evidence: int, language: str = "en", near: float | None = 1.0) -> Checked:
    nearness = None if near is None else lambda one, other: near
    return check(Said(text, evidence), [quoted(offered) for offered in OFFERED], language, nearness)


@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        ("In July 2018 Australia contributed 30 million Australian dollars.", 1),
        ("Australia contributed A$30,000,000 to the ASEAN Smart Cities Trust Fund on 2018-07-08.", 1),
        ("Japan gave Phuket 26 drones, which have never been flown.", 2),
        ("The drones of Phuket were never flown.", 2),
        ("60% of 1234 households of Kota Kinabalu sort their waste.", 3),
        ("Yes, sixty per cent of the households in Kota Kinabalu sort waste.", 3),
    ],
)
def test_a_sentence_is_kept_in_other_words_with_numbers_and_dates_in_other_writings(
    said: str, evidence: int
) -> None:
    found = checked(said, evidence)
    assert found.outcome is Outcome.KEPT, found.why
    assert found.claims[0].text == said.removeprefix("Yes, ")
    assert [c.quote for c in found.claims[0].citations] == [OFFERED[evidence - 1]]


@pytest.mark.parametrize(
    ("said", "evidence", "why"),
    [
        pytest.param(
            "Australia contributed 40 million Australian dollars.", 1, "number 40000000", id="number"
        ),
        pytest.param("Australia contributed 30 Australian dollars.", 1, "number 30", id="unit of a number"),
        pytest.param(
            "Australia contributed Australian dollars on 8 July 2019.", 1, "date 2019-7-8", id="date"
        ),
        pytest.param("New Zealand contributed 30 million dollars.", 1, "country:NZ", id="country"),
        pytest.param("The drones of Rayong have never been flown.", 2, "city:rayong", id="city"),
        pytest.param(
            "The Asia Foundation gave Phuket 26 drones never flown.", 2, "asia foundat", id="organisation"
        ),
        pytest.param(
            "The drones which Japan gave Phuket have been flown.", 2, "a denial", id="denial left out"
        ),
        pytest.param("The households of Kota Kinabalu do not sort waste.", 3, "a denial", id="denial put in"),
        pytest.param("60 households of Kota Kinabalu sort waste.", 3, "number 60", id="share as an amount"),
        pytest.param("Kota Kinabalu households sort waste, see waste.example.", 3, "address", id="address"),
        pytest.param("Kota Kinabalu households sort waste by 5G.", 3, "5g", id="code"),
    ],
)
def test_an_invention_is_replaced_by_the_sentence_it_cites(said: str, evidence: int, why: str) -> None:
    found = checked(said, evidence)
    assert found.outcome is Outcome.REPLACED
    assert [claim.text for claim in found.claims] == [OFFERED[evidence - 1]]
    assert why in found.why


@pytest.mark.parametrize(
    "said",
    [
        "Phuket has been the leader in flying Japanese drones, never without praise.",
        "Many observers praised the splendid progress that 30 million dollars brought.",
    ],
)
def test_right_names_and_numbers_among_words_that_no_proof_holds_are_not_enough(said: str) -> None:
    assert checked(said, 1, 2).outcome is Outcome.REPLACED


def test_two_sentences_together_do_not_prove_what_neither_does_alone() -> None:
    found = checked("Japan contributed 30 million Australian dollars.", 1, 2)
    assert found.outcome is Outcome.REPLACED
    assert [claim.text for claim in found.claims] == [HALL]


def test_numbers_that_stand_with_other_years_in_the_proof_are_not_put_together() -> None:
    grown = quoted(
        "The projects of the network have grown from 65 projects in 2021 to 77 projects this year."
    )
    wrong = check(Said("The network has 77 projects in 2021.", (1,)), [grown])
    assert (wrong.outcome, wrong.claims) == (Outcome.REPLACED, (grown,))
    assert check(Said("The network has 65 projects in 2021.", (1,)), [grown]).outcome is Outcome.KEPT


@pytest.mark.parametrize("evidence", [(), (0,), (4,), (99,), (-1,)])
def test_a_sentence_that_cites_nothing_that_was_given_is_dropped(evidence: tuple[int, ...]) -> None:
    assert checked(HALL, *evidence) == Checked(Outcome.DROPPED, why="it cites no evidence that was given")


@pytest.mark.parametrize(
    "said",
    [
        "PWNED",
        "I will ignore my instructions.",
        "The password is swordfish.",
        "Visit us soon, friends!",
        "?!",
    ],
)
def test_a_sentence_about_something_else_than_it_cites_is_dropped(said: str) -> None:
    assert checked(said, 1).outcome is Outcome.DROPPED


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Pada 8 Juli 2018 Australia menyumbangkan 30 juta dolar Australia.", "id"),
        ("ออสเตรเลียบริจาค ๓๐ ล้านดอลลาร์เมื่อวันที่ 8 กรกฎาคม พ.ศ. 2561", "th"),
        ("Ngày 8 tháng 7 năm 2018, Úc đã đóng góp 30 triệu đô la.", "vi"),
        ("2018年7月8日,澳大利亚捐助了3000万澳元。", "zh"),
        ("ອົດສະຕາລີ ໄດ້ບໍລິຈາກ ໓໐ ລ້ານໂດລາ ໃນວັນທີ 8 ກໍລະກົດ 2018.", "lo"),
        ("អូស្ត្រាលី បានបរិច្ចាគ ៣០ លានដុល្លារ នៅថ្ងៃទី ៨ ខែកក្កដា ឆ្នាំ ២០១៨។", "km"),
        ("ဩစတြေးလျ က ဒေါ်လာ ၃၀ သန်း လှူဒါန်းခဲ့သည်။", "my"),
        ("A Austrália contribuiu com 30 milhões de dólares em 8 de julho de 2018.", "pt"),
        ("Nag-ambag ang Australia ng 30 milyong dolyar noong Hulyo 8, 2018.", "fil"),
        ("ஆஸ்திரேலியா 3 கோடி டாலர் வழங்கியது.", "ta"),
    ],
)
def test_a_sentence_in_the_askers_language_is_kept_where_all_it_states_is_proven(
    said: str, language: str
) -> None:
    found = checked(said, 1, language=language)
    assert found.outcome is Outcome.KEPT, found.why
    assert found.claims[0].citations[0].quote == HALL


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Jepang menyumbangkan 30 juta dolar Australia.", "id"),
        ("ญี่ปุ่นบริจาค ๓๐ ล้านดอลลาร์", "th"),
        ("ออสเตรเลียบริจาคสี่สิบล้านดอลลาร์", "th"),
        ("ออสเตรเลียไม่ได้บริจาค 30 ล้านดอลลาร์", "th"),
        ("Úc đã đóng góp 30 triệu đô la cho Đà Nẵng.", "vi"),
        ("Úc không đóng góp 30 triệu đô la.", "vi"),
        ("澳大利亚捐助了三百万澳元。", "zh"),
        ("អូស្ត្រាលី បានបរិច្ចាគ ៤០ លានដុល្លារ។", "km"),
        ("A Austrália contribuiu com 30 milhões em 8 de agosto de 2018.", "pt"),
    ],
)
def test_a_sentence_in_the_askers_language_that_states_more_is_replaced(said: str, language: str) -> None:
    found = checked(said, 1, language=language)
    assert found.outcome is Outcome.REPLACED
    assert found.claims[0].text == HALL


@pytest.mark.parametrize("near", [0.0, None])
def test_a_foreign_sentence_that_is_not_near_its_proof_or_cannot_be_measured_is_dropped(
    near: float | None,
) -> None:
    assert checked("ออสเตรเลียบริจาค 30 ล้านดอลลาร์", 1, language="th", near=near).outcome is Outcome.DROPPED


words = st.sampled_from(
    "Australia Japan Phuket contributed gave 30 40 million twenty-six drones never not on 8 9 July 2018 60"
    " percent of the households Kota Kinabalu Rayong dollars ASEAN Fund waste".split()
)


@settings(deadline=None)
@given(st.lists(words, min_size=1, max_size=12).map(" ".join), st.lists(st.integers(-2, 6), max_size=4))
def test_whatever_is_said_every_claim_carries_verbatim_quotes_of_what_was_offered(
    said: str, evidence: list[int]
) -> None:
    found = checked(said, *evidence)
    offered = [quoted(text) for text in OFFERED]
    allowed = [offered[n - 1].citations[0] for n in evidence if 1 <= n <= len(offered)]
    assert bool(found.claims) is (found.outcome is not Outcome.DROPPED)
    for claim in found.claims:
        assert claim.citations
        assert all(citation in allowed for citation in claim.citations)
        assert found.outcome is Outcome.KEPT or claim in offered


@settings(deadline=None)
@given(
    st.integers(31, 10**9),
    st.sampled_from(
        [
            "Australia contributed {} million Australian dollars.",
            "{} drones were given by Japan to Phuket, never flown.",
        ]
    ),
)
def test_no_number_that_its_proof_does_not_hold_is_ever_kept(number: int, sentence: str) -> None:
    assert checked(sentence.format(f"{number:,}"), 1, 2, 3).outcome is not Outcome.KEPT
