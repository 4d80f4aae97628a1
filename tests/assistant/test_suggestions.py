"""Follow-up questions are offered only where the documents answer them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assistant.names import NameKind
from assistant.schema import Answer, Citation, Claim, Question, Status
from assistant.suggestions import MOST_TRIED, Candidate, Suggester, candidates, is_answered
from assistant.workspace import Workspace, open_workspace
from tests.assistant.stage import answer
from tests.running import workspace_of

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def workspace(built_in: Path) -> Iterator[Workspace]:
    with workspace_of(built_in) as opened:
        yield opened


def claim(text: str, document: str = "some-report") -> Claim:
    quote = Citation(document_id=document, title="Some report", page=None, start=0, end=1, quote=text)
    return Claim(text=text, citations=(quote,))


def offered(
    text: str, *claims: Claim, turns: tuple[str, ...] = (), status: Status = Status.ANSWERED
) -> list[str]:
    given = answer("…", claims=claims, status=status)
    return [each.question for each in candidates(Question(text=text, turns=turns), text, given, TODAY)]


class Counting:
    """Answers each question with a sentence of its own that tells everything."""

    def __init__(self, status: Status = Status.ANSWERED) -> None:
        self.asked: list[Question] = []
        self.status = status

    def __call__(self, question: Question) -> Answer:
        self.asked.append(question)
        everything = "Phuket's officer, partner, vision, area of 5 km², population and projects"
        return answer("…", claims=(claim(f"{everything}: {question.text}"),), status=self.status)


def tried(ask: Counting, text: str, most: int = 3, **changes: object) -> list[str]:
    given = answer("…", generation="g", claims=(claim("Phuket is an island."),)).model_copy(update=changes)
    found = Suggester(ask).tried(Question(text=text), text, given, TODAY, most)
    return [each.question for each in found if each.answered]


def test_what_is_named_can_be_asked_about_and_what_was_asked_is_not_asked_again() -> None:
    first = offered("What is the population of Phuket?")
    assert first[0] == "Which projects are in Phuket?"
    assert not [each for each in first if "population" in each]
    later = offered("What is its area?", claim("Phuket has 543 km²."), turns=("Which projects has Phuket?",))
    assert later
    assert not [each for each in later if "project" in each or "area" in each]


def test_the_other_year_is_offered_for_a_year() -> None:
    assert offered("What did Phuket report in 2022?")[0] == "What did Phuket report in 2023?"
    assert offered("What did Phuket report in 2026?")[0] == "What did Phuket report in 2025?"
    turns = ("What did Phuket report in 2023?",)
    assert "What did Phuket report in 2023?" not in offered("What did Phuket report in 2022?", turns=turns)
    assert not [each for each in offered("What changed in Phuket from 2022 to 2024?") if "20" in each]


def test_two_things_are_asked_about_in_turn() -> None:
    assert offered("Compare Bangkok and Jakarta.")[:2] == [
        "Which projects are in Bangkok?",
        "Which projects are in Jakarta?",
    ]


def test_nothing_is_offered_for_what_names_nothing_and_was_not_found() -> None:
    assert offered("What does a lighthouse cost?", status=Status.NOT_FOUND) == []


@pytest.mark.parametrize(
    ("proof", "right"),
    [
        (claim("The population of Phuket is 400,000."), True),
        (claim("Population: 400,000", "city-record:phuket"), True),
        (claim("The population of Manila is 1,600,000."), False),
        (claim("Phuket is an island."), False),
    ],
)
def test_an_answer_counts_if_it_tells_what_was_asked_of_just_that_thing(proof: Claim, right: bool) -> None:
    (candidate,) = (
        each
        for each in candidates(Question(text="Phuket?"), "Phuket?", answer("…"), TODAY)
        if "population" in each.question
    )
    assert isinstance(candidate, Candidate)
    assert candidate.subject == (NameKind.CITY, "phuket")
    assert is_answered(candidate, (proof,), ()) is right
    assert not is_answered(candidate, (proof,), (proof,))
    assert not is_answered(candidate, (), ())


def test_at_most_so_many_are_asked_and_offered() -> None:
    none = Counting(Status.NOT_FOUND)
    assert tried(none, "Where is Phuket?") == []
    assert len(none.asked) == MOST_TRIED
    assert len(tried(Counting(), "Where is Phuket?")) == 3
    assert len(tried(Counting(), "Where is Phuket?", most=1)) == 1


@pytest.mark.parametrize(
    "changes", [{"language": "vi"}, {"status": Status.REFUSED}, {"status": Status.CLARIFY}]
)
def test_a_refusal_or_another_language_gets_none(changes: dict[str, object]) -> None:
    ask = Counting()
    assert tried(ask, "Where is Phuket?", 3, **changes) == []
    assert ask.asked == []


def test_what_was_tried_once_is_not_asked_again_while_the_generation_serves() -> None:
    ask = Counting()
    suggester = Suggester(ask)
    for generation, most in (("g", 3), ("g", 3), ("h", 6)):
        given = answer("…", generation=generation)
        suggester.tried(Question(text="Where is Phuket?"), "Where is Phuket?", given, TODAY, 3)
        assert len(ask.asked) == most


def test_two_suggestions_never_bring_the_same_claim() -> None:
    def same(_: Question) -> Answer:
        return answer("…", claims=(claim("Phuket has projects, people, an officer and a vision."),))

    given = answer("…", generation="g")
    found = Suggester(same).tried(Question(text="Where is Phuket?"), "Where is Phuket?", given, TODAY, 3)
    assert [each.answered for each in found].count(True) == 1


@pytest.mark.parametrize(
    "question",
    [
        "What is the population of Da Nang?",
        "Who may apply to the K-City Network?",
        "Which cities of Malaysia are in the network?",
        "What is the metro budget of Ha Noi?",
        "Who chairs the network in 2024?",
    ],
)
def test_every_suggestion_is_answered_when_it_is_asked(workspace: Workspace, question: str) -> None:
    pipeline = workspace.pipeline
    told = pipeline.answer(Question(text=question))
    assert 1 <= len(told.suggestions) <= 3
    assert question not in told.suggestions
    answers = [pipeline.answer(Question(text=each)) for each in told.suggestions]
    assert all(each.status == "answered" for each in answers)
    firsts = {each.claims[0].text for each in answers}
    assert len(firsts) == len(answers)
    assert not firsts & {each.text for each in told.claims}


def test_suggestions_do_not_depend_on_what_was_asked_before(workspace: Workspace) -> None:
    question = Question(text="What is the population of Da Nang?")
    fresh = workspace.pipeline_on(workspace.today)
    fresh.answer(Question(text="Which projects are in Da Nang?"))
    assert (
        fresh.answer(question).suggestions
        == workspace.pipeline_on(workspace.today).answer(question).suggestions
    )


def test_they_can_be_turned_off(built_in: Path) -> None:
    with closing(open_workspace({"ASCN_DATA": str(built_in), "ASCN_SUGGESTIONS": "0"})) as workspace:
        told = workspace.pipeline.answer(Question(text="What is the population of Da Nang?"))
    assert told.status == "answered"
    assert told.suggestions == ()
