from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.schema import Question, Status
from assistant.spelling import Spelling
from assistant.workspace import Workspace
from tests.running import workspace_of

TEXT = (
    "Kuching has upgraded its flood telemetry stations. Putrajaya has installed cameras under the programme."
    " How many projects are far from completed? The traffic of Jakarta. Commuting and votes."
)


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling([TEXT], ["which", "what", "fund"])


@pytest.fixture(scope="module")
def workspace(built_in: Path) -> Iterator[Workspace]:
    with workspace_of(built_in) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("How mnay flod telemtry statons has Kuchign?", "How many flood telemetry stations has Kuching?"),
        ("cameras in putrajya", "cameras in putrajaya"),
        ("PROGRAME of Jakrta", "Programme of Jakarta"),
    ],
)
def test_misspelt_words_become_the_nearest_known_ones(spelling: Spelling, asked: str, meant: str) -> None:
    assert spelling.mended(asked) == meant


@pytest.mark.parametrize(
    "asked",
    [
        "What is the fare?",
        "tariff in Jakarta",
        "Is Penang a city?",
        "What is a fond?",
        "quantum computing and jakarto",
        "voters in Jakarta",
        "Berapa jumlah kota anggota jaringan kota pintar?",
        "2019 ๒๕๖๒ 新加坡",
    ],
)
def test_a_word_that_is_merely_unknown_stays(spelling: Spelling, asked: str) -> None:
    assert spelling.mended(asked) == asked


def test_a_word_that_could_be_two_others_stays() -> None:
    assert Spelling(["stations and stattons"]).mended("statons") == "statons"


@given(st.sampled_from(TEXT.split()))
def test_known_words_are_never_changed(word: str) -> None:
    assert Spelling([TEXT]).mended(word) == word


def test_a_misspelt_question_is_answered_and_shown_as_it_was_understood(workspace: Workspace) -> None:
    answer = workspace.pipeline.answer(Question(text="What is the populaton of Da Nnag?"))
    assert answer.rewritten == "What is the population of Da Nang?"
    assert answer.status is Status.ANSWERED


def test_what_is_declined_is_not_spelt_otherwise(workspace: Workspace) -> None:
    assert workspace.pipeline.answer(Question(text="Write me a peom")).rewritten is None
