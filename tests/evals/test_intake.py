"""Feedback becomes cases by hand: nothing is lost, steps can be repeated, nothing half-made is a case."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.feedback import Cited, Feedback, Given, Verdict, read
from assistant.schema import Status
from evals.drafts import read as read_drafts
from evals.errors import DraftUnfit, FeedbackUnknown
from evals.intake import Intake
from evals.schema import Split, Theme, load_cases

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
QUOTE = "The harbour plan has two systems, quays and ferries."
GIVEN = Given(
    id="answer-1",
    status=Status.ANSWERED,
    text="It has two systems. [1]",
    language="en",
    as_of=date(2026, 11, 24),
    generation="g",
    evidence=(Cited(document_id="harbour-report", page=2, start=0, end=len(QUOTE), quote=QUOTE),),
)


def said(number: int = 0, **given: Any) -> Feedback:
    row = {
        "time": NOON + timedelta(minutes=number),
        "question": f"How many systems, {number}?",
        "answer": GIVEN,
    }
    return Feedback.model_validate({"verdict": Verdict.WRONG, **row, **given})


@pytest.fixture
def taken(tmp_path: Path) -> Intake:
    return Intake(tmp_path / "data" / "feedback.jsonl", tmp_path / "cases")


def keep(taken: Intake, *lines: Feedback) -> None:
    taken.feedback.parent.mkdir(exist_ok=True)
    with taken.feedback.open("a", encoding="utf-8") as file:
        file.writelines(f"{line.model_dump_json()}\n" for line in lines)


def finish(taken: Intake, id_: str) -> None:
    """What a maintainer writes into a draft."""
    path = taken.draft(id_)
    (draft,) = read_drafts(path)
    row = draft.model_dump(mode="json")
    row["case"]["expect"] |= {
        "nuggets": [{"any_of": [r"\bthree\b"]}],
        "citations": [{"document": "harbour-report", "page": 3, "quote": "three systems"}],
    }
    path.write_text(yaml.safe_dump([row]), encoding="utf-8")


def test_each_feedback_gets_a_draft_that_is_no_case(taken: Intake) -> None:
    keep(taken, said(0, comment="It has\nthree: #1"), said(1))
    assert [feedback.question for feedback, _ in taken.propose()] == [said(0).question, said(1).question]
    path = taken.draft(said(0, comment="It has\nthree: #1").id)
    text = path.read_text(encoding="utf-8")
    assert "# Comment: It has\n# three: #1" in text
    assert "# From: harbour-report p. 2" in text
    (draft,) = read_drafts(path)
    assert not draft.approved
    assert draft.case["turns"] == ["How many systems, 0?"]
    assert load_cases(taken.cases) == ()


def test_of_an_answer_found_right_status_and_proof_are_filled_in(taken: Intake) -> None:
    right, wrong = said(0, verdict="right"), said(1)
    keep(taken, right, wrong)
    list(taken.propose())
    (one,), (two,) = (read_drafts(taken.draft(feedback.id)) for feedback in (right, wrong))
    gold = {"document": "harbour-report", "page": 2, "quote": QUOTE}
    assert one.case["expect"]["citations"] == [gold]
    assert two.case["expect"]["citations"] == []


def test_a_follow_up_is_drafted_with_the_questions_before_it(taken: Intake) -> None:
    follow = said(turns=("What is the harbour?",))
    keep(taken, follow)
    list(taken.propose())
    (draft,) = read_drafts(taken.draft(follow.id))
    assert draft.case["turns"] == ["What is the harbour?", follow.question]
    assert draft.case["theme"] == "follow_ups"


def test_proposing_again_keeps_what_was_edited(taken: Intake) -> None:
    keep(taken, said())
    list(taken.propose())
    finish(taken, said().id)
    edited = taken.draft(said().id).read_bytes()
    list(taken.propose())
    assert taken.draft(said().id).read_bytes() == edited


def test_an_unfinished_draft_is_refused_and_stays(taken: Intake) -> None:
    keep(taken, said())
    list(taken.propose())
    with pytest.raises(DraftUnfit, match="give the citations"):
        taken.accept(said().id, Theme.FACTS)
    assert taken.draft(said().id).exists()
    assert [feedback.id for feedback in taken.open()] == [said().id]


def test_a_finished_draft_becomes_a_case_once(taken: Intake) -> None:
    keep(taken, said(0), said(1))
    list(taken.propose())
    finish(taken, said(0).id)
    path = taken.accept(said(0).id[:6], Theme.DATES)
    assert path == taken.cases / "dates-feedback.yaml"
    (case,) = load_cases(taken.cases)
    assert (case.theme, case.split) == (Theme.DATES, Split.DEV), "its answer was seen: never held out"
    assert not taken.draft(said(0).id).exists()
    assert [feedback.id for feedback in taken.open()] == [said(1).id]
    assert taken.accept(said(0).id, Theme.DATES) is None
    assert len(load_cases(taken.cases)) == 1


def test_a_second_case_is_added_to_the_first(taken: Intake) -> None:
    keep(taken, said(0), said(1))
    list(taken.propose())
    for number in (0, 1):
        finish(taken, said(number).id)
        taken.accept(said(number).id, Theme.FACTS)
    assert [case.turns[-1] for case in load_cases(taken.cases)] == [said(0).question, said(1).question]


def test_accepting_that_was_cut_off_before_it_was_noted_ends_the_same(taken: Intake) -> None:
    keep(taken, said())
    list(taken.propose())
    finish(taken, said().id)
    draft = taken.draft(said().id).read_bytes()
    taken.accept(said().id, Theme.FACTS)
    whole = (taken.cases / "facts-feedback.yaml").read_bytes()
    taken.decisions.unlink()
    taken.draft(said().id).write_bytes(draft)
    taken.accept(said().id, Theme.FACTS)
    assert (taken.cases / "facts-feedback.yaml").read_bytes() == whole
    assert taken.open() == ()


def test_dropped_feedback_is_not_proposed_again_and_not_lost(taken: Intake) -> None:
    keep(taken, said(0), said(1))
    before = taken.feedback.read_bytes()
    list(taken.propose())
    taken.drop(said(0).id)
    taken.drop(said(0).id)
    assert [feedback.id for feedback, _ in taken.propose()] == [said(1).id]
    assert not taken.draft(said(0).id).exists()
    assert taken.feedback.read_bytes() == before
    assert len(taken.decisions.read_text().split()) == 1


def test_a_decision_torn_at_its_end_swallows_no_other(taken: Intake) -> None:
    keep(taken, said(0), said(1))
    taken.drop(said(0).id)
    with taken.decisions.open("ab") as file:
        file.write(b'{"id": "torn')
    taken.drop(said(1).id)
    assert taken.open() == ()


def test_the_same_said_twice_is_asked_once(taken: Intake) -> None:
    keep(taken, said(), said())
    assert len(taken.open()) == 1


@pytest.mark.parametrize("id_", ["", "zzz"])
def test_an_id_that_means_nothing_or_several_is_refused(taken: Intake, id_: str) -> None:
    keep(taken, said(0), said(1))
    with pytest.raises(FeedbackUnknown):
        taken.drop(id_)
    assert len(taken.open()) == 2


def test_a_dropped_one_cannot_be_accepted_without_a_draft(taken: Intake) -> None:
    keep(taken, said())
    taken.drop(said().id)
    with pytest.raises(FeedbackUnknown, match="no draft"):
        taken.accept(said().id, Theme.FACTS)


def test_what_is_a_case_cannot_be_dropped(taken: Intake) -> None:
    keep(taken, said())
    list(taken.propose())
    finish(taken, said().id)
    taken.accept(said().id, Theme.FACTS)
    with pytest.raises(FeedbackUnknown, match="a case already"):
        taken.drop(said().id)


def test_without_feedback_nothing_waits(taken: Intake) -> None:
    assert taken.open() == ()
    assert read(taken.feedback) == ()
