"""The language of a question, as far as interface texts and reordering need it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from indexing.language import differ, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ประเทศไทยเป็นประธานในปีใด", "th"),
        ("新加坡的PayNow在2022年处理了多少笔交易", "zh"),
        ("ក្រុង Phnom Penh ជាអ្វី", "km"),
        ("How many cities?", "en"),
        ("Da Nang 2025", "en"),
        ("Berapa luas wilayah Makassar menurut rencana aksi 2018?", "id"),
        ("Đà Nẵng có bao nhiêu dự án trong báo cáo?", "vi"),
        ("Ilan ang mga lungsod sa network?", "fil"),
    ],
)
def test_script_and_short_words_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_malay_and_indonesian_are_not_foreign_to_each_other_and_regions_do_not_count() -> None:
    assert not differ("ms", "id")
    assert not differ("en-GB", "en")
    assert differ("th", "en")
    assert differ("ms", "en")


@pytest.mark.parametrize("language", ["en", "th", "vi"])
def test_few_questions_of_people_are_taken_for_another_language(language: str, shared: Path) -> None:
    lines = (shared / "bench" / "xquad" / f"qa_{language}.jsonl").read_text("utf-8").splitlines()
    questions = [str(json.loads(line)["question"]) for line in lines]
    wrong = sum(language_of(question) != language for question in questions)
    assert wrong <= 0.02 * len(questions)
