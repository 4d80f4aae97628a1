"""Whether a named city may apply to a named programme can be asked in the network's other languages."""

from __future__ import annotations

import pytest

from assistant.eligibility.elsewhere import asked_in_english

ASKED = "Can Iloilo apply to K-City Network Global Cooperation Program?"


@pytest.mark.parametrize(
    "question",
    [
        "Apakah Iloilo bisa mendaftar ke K-City?",
        "Bolehkah Iloilo memohon kepada K-City?",
        "Iloilo có thể nộp đơn vào K-City không?",
        "Maaari bang mag-apply ang Iloilo sa K-City?",
        "តើ Iloilo អាចដាក់ពាក្យសុំ K-City បានទេ?",
        "Iloilo ສະໝັກ K-City ໄດ້ບໍ?",
        "Iloilo က K-City ကို လျှောက်ထားနိုင်သလား",
        "Iloilo K-City-க்கு விண்ணப்பிக்க முடியுமா?",
    ],
)
def test_a_city_and_a_programme_with_a_word_for_applying_are_a_question_of_eligibility(question: str) -> None:
    assert asked_in_english(question) == ASKED


def test_a_city_by_its_local_spelling_is_the_city_of_the_records() -> None:
    assert asked_in_english("ขอนแก่นสมัคร K-City ได้ไหม").startswith("Can Khon Kaen apply to K-City")


@pytest.mark.parametrize(
    "question",
    [
        "Kapan batas waktu pendaftaran K-City untuk Iloilo?",
        "Bagaimana cara Iloilo mendaftar ke K-City?",
        "Apakah Iloilo bisa mendaftar?",
        "Siapa yang bisa mendaftar ke K-City?",
        "Can Iloilo apply to K-City?",
    ],
)
def test_a_question_that_says_less_or_asks_for_something_else_is_left_as_it_is(question: str) -> None:
    assert asked_in_english(question) == question
