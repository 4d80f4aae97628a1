from datetime import date

import pytest

from assistant.premises.asserted import asserted
from assistant.premises.ruling import ruling

TODAY = date(2026, 11, 24)

RULED = [
    ("Is Johor Bahru in Indonesia?", False),
    ("Is Kuching in Malaysia?", True),
    ("Is Dili an Indonesian city?", False),
    ("Did Rayong join the ASCN in 2023?", True),
    ("Did Sumedang become a member in 2019?", False),
    ("Was Cauayan City one of the pilot cities?", False),
    ("Is Phuket a member of the network?", True),
    ("Does Malaysia chair the network in 2026?", False),
    ("Do the Philippines chair the ASCN?", True),
    ("Is Indonesia the Shepherd of the network?", True),
    ("Was the fifth annual meeting of the ASCN held in Bali?", False),
    ("Was the sixth annual meeting held in Bali in 2023?", True),
    ("Was the fifth High-Level Meeting with Japan held in Tsukuba?", True),
    ("Was the network established in Bangkok?", False),
    ("Was the ASCN established in 2018?", True),
    ("Does the network have 26 cities today?", False),
    ("Did the ASCN have 134 projects in September 2025?", True),
]


@pytest.mark.parametrize(("question", "holds"), RULED)
def test_the_records_say_yes_or_no_to_what_they_tell(question: str, holds: bool) -> None:
    stated = asserted(question)
    assert stated is not None and stated.asked
    ruled = ruling(stated, TODAY)
    assert ruled is not None
    assert ruled.holds is holds


GRANTED = [
    ("Since when is Kuching in Brunei a member of the network?", False),
    ("When did the Indonesian city of Davao join?", False),
    ("Since when is Kuching, Malaysia, a member?", True),
    ("Why was the network founded in Ha Noi?", False),
    ("Who met when Viet Nam chaired the network in 2024?", False),
    ("What did the fourth annual meeting in Bali decide?", False),
]


@pytest.mark.parametrize(("question", "holds"), GRANTED)
def test_what_a_question_takes_for_granted_is_held_against_the_records(question: str, holds: bool) -> None:
    stated = asserted(question)
    assert stated is not None and not stated.asked
    ruled = ruling(stated, TODAY)
    assert ruled is not None
    assert ruled.holds is holds


UNTOLD = [
    "Was the second annual meeting in Bangkok chaired by Singapore?",
    "Is the tram of Khon Kaen in Thailand finished?",
    "Was the seventh meeting in Luang Prabang?",
    "Did Malaysia hand the chair to the Philippines in 2025?",
]


@pytest.mark.parametrize("question", UNTOLD)
def test_what_the_records_do_not_tell_whole_gets_neither_yes_nor_no(question: str) -> None:
    stated = asserted(question)
    assert stated is None or ruling(stated, TODAY) is None


OPEN = [
    "Which cities are in Malaysia?",
    "Which projects do Singapore and Cambodia share?",
    "Who handed the chair to the Philippines in 2025?",
    "How do Bangkok, Thailand and Malaysia compare?",
]


@pytest.mark.parametrize("question", OPEN)
def test_an_open_question_takes_nothing_for_granted(question: str) -> None:
    assert asserted(question) is None
