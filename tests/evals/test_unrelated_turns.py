"""A question of the evaluation that stands alone is read the same after a turn it has nothing to do with.

What is read the same is answered the same: nothing behind the reading looks at turns.
"""

from __future__ import annotations

from datetime import date

import pytest

from assistant.errors import QuestionInvalid
from assistant.rewrite import cleaned, rewrite
from assistant.schema import Question, Status
from evals.schema import Split, load_cases

TODAY = date(2026, 11, 24)
UNRELATED = (
    "What is the ASCAP?",
    "How many panic buttons has Putrajaya installed?",
    "Which cities joined the ASCN in 2023?",
    "How does Seberang Perai manage floods?",
    "Compare Hanoi and Da Nang.",
    "Berapa banyak proyek di Kuching pada 2024?",
    "เมืองภูเก็ตมีกี่โครงการ",
)


def questions() -> list[str]:
    """The questions of the dev split that come without turns, can be asked, and say what they are about."""
    found = []
    for case in load_cases():
        if case.split is Split.DEV and len(case.turns) == 1 and Status.CLARIFY not in case.expect.status:
            try:
                found.append(cleaned(case.turns[0]))
            except QuestionInvalid:
                continue
    return found


@pytest.mark.parametrize("before", UNRELATED)
def test_a_question_that_stands_alone_is_read_the_same_after_any_turn(before: str) -> None:
    asked = questions()
    assert len(asked) > 300
    read = {text: rewrite(Question(text=text, turns=(before,)), TODAY).rewritten for text in asked}
    assert {text: made for text, made in read.items() if made is not None} == {}
