"""The assistant's own sentences in every language: all there, with the same places to fill."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from string import Formatter

import pytest

from assistant import phrases
from assistant.languages.glossary import LANGUAGES as GLOSSARIES
from assistant.messages import LANGUAGES, catalogue, said, written_day

OTHERS = sorted(set(LANGUAGES) - {"en"})


def forms(language: str) -> Iterator[tuple[str, str]]:
    for key, form in catalogue(language).messages.items():
        yield from ((key, text) for text in (form.values() if isinstance(form, dict) else [form]))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_language_with_a_glossary_has_messages() -> None:
    assert set(OTHERS) == set(GLOSSARIES)


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_says_every_english_sentence_and_no_other(language: str) -> None:
    assert catalogue(language).messages.keys() == catalogue("en").messages.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_the_places_of_the_english_one(language: str) -> None:
    english = {key: places(text) for key, text in forms("en")}
    assert {key: places(text) for key, text in forms(language)} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_counts_has_a_form_for_one_and_one_for_many(language: str) -> None:
    counting = [form for form in catalogue(language).messages.values() if isinstance(form, dict)]
    assert all(form.keys() == {"one", "other"} for form in counting)


def test_what_nobody_native_has_checked_says_so() -> None:
    assert catalogue("en").checked
    assert not any(catalogue(language).checked for language in OTHERS)


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_was_left_in_english(language: str) -> None:
    english = dict(forms("en"))
    assert not [key for key, text in forms(language) if text == english[key] and key != "day"]


def test_a_language_without_a_catalogue_is_told_in_english_and_a_region_does_not_matter() -> None:
    assert phrases.closest("fr") == phrases.closest("en")
    assert phrases.closest("pt-TL") == phrases.closest("pt") != phrases.closest("en")


def test_a_sentence_agrees_with_its_number() -> None:
    assert phrases.searching(1) == "Searching 1 document"
    assert phrases.searching(2) == "Searching 2 documents"
    assert phrases.searching(1, "pt") == "A pesquisar 1 documento"


def test_words_of_the_question_are_filled_in_whatever_they_hold() -> None:
    assert "“{x} {0}”" in phrases.no_list(["{x} {0}"], "th")
    assert "Atlantis" in phrases.not_found(3, ["Atlantis,"], "vi")


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "9 September 2025"),
        ("id", "9 September 2025"),
        ("zh", "2025年9月9日"),
        ("pt", "9 de setembro de 2025"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(language: str, day: str) -> None:
    assert written_day(date(2025, 9, 9), language) == day


def test_a_quote_in_another_language_is_said_to_be_one() -> None:
    assert phrases.quoted(["en"], "en") is None
    assert phrases.quoted(["en-GB", "en"], "vi") == said("quoted_en", "vi")
    assert phrases.quoted(["en", "th"], "vi") == said("quoted", "vi")
    assert phrases.quoted(["th"], "th") is None
