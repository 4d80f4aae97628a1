from typing import cast

import pytest

from assistant.evidence import Evidence, Wanted, content
from assistant.premises.assent import assents
from indexing.passages import SentenceKind
from indexing.retrieve import Hit
from tests.documents import entry


def evidence(text: str, place: str, words: Wanted) -> Evidence:
    covered = content(text) & words.weights.keys()
    met = content(f"{place} {text}") & words.weights.keys()
    return Evidence(
        entry("note", text), 1, 0, len(text), SentenceKind.SENTENCE, text, place, 1.0, 1.0, covered, met,
        cast(Hit, None),
    )  # fmt: skip


def says_yes(question: str, sentence: str, place: str = "Rules") -> bool:
    words = Wanted(dict.fromkeys(content(question), 1.0), content("Harbour"), frozenset())
    return assents(question, words, evidence(sentence, place, words))


def test_a_sentence_that_says_all_that_is_asked_means_yes() -> None:
    assert says_yes("Can the rules be changed by consensus?", "The rules may be changed by consensus.")


def test_a_name_may_stand_in_the_place_of_the_sentence() -> None:
    assert says_yes("Has Harbour opened the pier?", "The pier was opened in May.", "Harbour")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Can the rules be changed by vote?", "The rules may be changed by consensus."),
        ("Has the pier been opened?", "The pier has not been opened."),
        ("Must the rules be changed by consensus?", "The rules may be changed by consensus."),
        ("Has the pier been opened?", "It is planned that the pier is opened."),
        ("Who changed the rules?", "The members changed the rules."),
    ],
)
def test_less_than_that_a_denial_or_a_mere_plan_is_no_yes(question: str, sentence: str) -> None:
    assert not says_yes(question, sentence)
