"""The language of a question, as far as interface texts and reordering need it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from indexing.language import differ, language_of

SHORT = yaml.safe_load((Path(__file__).parent / "short_questions.yaml").read_text("utf-8"))


@pytest.mark.parametrize("language", SHORT)
def test_a_short_question_tells_its_language(language: str) -> None:
    assert {text: language_of(text) for text in SHORT[language]} == dict.fromkeys(SHORT[language], language)


def test_the_short_questions_are_of_every_language_that_is_spoken() -> None:
    assert set(SHORT) == {"en", "id", "ms", "th", "vi", "fil", "km", "lo", "my", "ta", "zh", "pt"}
    assert min(map(len, SHORT.values())) >= 8


@pytest.mark.parametrize("name", ["Da Nang 2025", "Kota Kinabalu", "Nay Pyi Taw", "Bandar Seri Begawan"])
def test_a_name_alone_counts_as_english(name: str) -> None:
    assert language_of(name) == "en"


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


def test_what_tells_no_language_is_of_the_one_given() -> None:
    assert language_of("Kamboja 2023?", "id") == "id"
    assert language_of("Who chairs the network?", "id") == "en"
