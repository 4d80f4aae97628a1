"""Feedback → cases: which feedback is not handled yet, a draft of each, and what became of it.

    feedback.jsonl ─▶ <folder>/drafts/feedback-<id>.yaml ─▶ edited by hand ─▶ <folder>/<theme>-feedback.yaml
                                                         └▶ dropped

Every step can be repeated. Feedback itself is never changed: what was decided stands in a file beside it.
Must not decide what is right: a draft holds what people said and what the answer was, not a verdict on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from assistant.feedback import Feedback, Verdict, read
from evals.drafts import FOLDER, Draft, adopt
from evals.drafts import read as read_drafts
from evals.drafts import write as write_drafts
from evals.errors import FeedbackUnknown
from evals.schema import ASSERTING, LONGEST_GOLD, Split, Theme

_SHOWN = 400
"""Characters of an answer in the head of its draft."""


class Outcome(StrEnum):
    """What became of feedback."""

    ACCEPTED = "accepted"
    DROPPED = "dropped"


class Decision(BaseModel):
    """One line of the file of decisions; of several on one id the last counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    outcome: Outcome
    time: AwareDatetime
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """Feedback of a data folder on its way into a folder of cases."""

    feedback: Path
    cases: Path

    @property
    def decisions(self) -> Path:
        """Where it stands what was decided."""
        return self.feedback.with_name(f"{self.feedback.stem}-handled.jsonl")

    def draft(self, id_: str) -> Path:
        """Where the draft of one stands."""
        return self.cases / FOLDER / f"feedback-{id_}.yaml"

    def open(self) -> tuple[Feedback, ...]:
        """What is not handled yet, oldest first.

        Raises:
            FeedbackUnreadable: the file cannot be opened.
        """
        handled = self._handled()
        once = {feedback.id: feedback for feedback in read(self.feedback)}
        return tuple(feedback for id_, feedback in once.items() if id_ not in handled)

    def propose(self) -> Iterator[tuple[Feedback, Path]]:
        """A draft of each that is not handled; one that stands there already is left as it was edited."""
        for feedback in self.open():
            yield feedback, self._propose(feedback)

    def propose_one(self, id_: str) -> Path:
        """The draft of one that is not handled.

        Raises:
            FeedbackUnknown: there is none of this id.
        """
        full = self._id(id_)
        for feedback in self.open():
            if feedback.id == full:
                return self._propose(feedback)
        raise FeedbackUnknown(full, "it is handled already", "See `ascn eval intake`")

    def accept(self, id_: str, theme: Theme) -> Path | None:
        """Make a case of an edited draft; gives the file it stands in, None where that was done before.

        Raises:
            FeedbackUnknown: no feedback has this id, it was dropped, or it has no draft.
            DraftUnfit: the draft is no whole case yet.
        """
        full = self._id(id_)
        path, earlier = self.draft(full), self._handled().get(full)
        if earlier is Outcome.ACCEPTED:
            path.unlink(missing_ok=True)
            return None
        if not path.exists():
            raise FeedbackUnknown(full, "it has no draft", "Run `ascn eval intake` first")
        (draft,) = read_drafts(path)
        adopted = adopt({**draft.case, "theme": theme.value}, self.cases, "feedback")
        self._decide(full, Outcome.ACCEPTED, str(draft.case["id"]))
        path.unlink()
        return adopted

    def drop(self, id_: str) -> None:
        """Make no case of it; the feedback itself stays where it is. Again it does nothing.

        Raises:
            FeedbackUnknown: no feedback has this id, or it is a case already.
        """
        full = self._id(id_)
        earlier = self._handled().get(full)
        if earlier is Outcome.ACCEPTED:
            raise FeedbackUnknown(full, "it is a case already", "Remove the case from its file")
        if earlier is None:
            self._decide(full, Outcome.DROPPED, None)
        self.draft(full).unlink(missing_ok=True)

    def _propose(self, feedback: Feedback) -> Path:
        path = self.draft(feedback.id)
        if not path.exists():
            write_drafts(path, [Draft(case=_row(feedback))], _notes(feedback))
        return path

    def _id(self, begun: str) -> str:
        """The id that begins so."""
        found = {feedback.id for feedback in read(self.feedback) if feedback.id.startswith(begun)}
        if len(found) != 1 or not begun:
            reason = "several begin so" if found else "no feedback has this id"
            raise FeedbackUnknown(begun, reason, "See `ascn eval intake`")
        return found.pop()

    def _handled(self) -> Mapping[str, Outcome]:
        if not self.decisions.exists():
            return {}
        lines = self.decisions.read_bytes().splitlines()
        return {d.id: d.outcome for line in lines if (d := _decision(line)) is not None}

    def _decide(self, id_: str, outcome: Outcome, case: str | None) -> None:
        decision = Decision(id=id_, outcome=outcome, time=datetime.now(UTC), case=case)
        # A line cut off earlier must not swallow this one.
        with self.decisions.open("ab") as file:
            file.write(b"\n" + decision.model_dump_json().encode() + b"\n")


def _decision(line: bytes) -> Decision | None:
    try:
        return Decision.model_validate_json(line)
    except ValidationError:
        return None


def _row(feedback: Feedback) -> dict[str, Any]:
    """What is known already of the case; what only a person can know is left empty to be filled in."""
    given = feedback.answer
    language = given.language if given else "en"
    row: dict[str, Any] = {
        "id": f"feedback-{feedback.id}",
        "theme": (Theme.FOLLOW_UPS if feedback.turns else Theme.FACTS).value,
        "language": language,
        # Its answer has been seen, so it cannot be held out.
        "split": Split.DEV.value,
        "as_of": None,
        "turns": [*feedback.turns, feedback.question],
    }
    if language.split("-")[0] != "en":
        row["english"] = ""
    return {**row, "expect": _expect(feedback), "why": _why(feedback)}


def _expect(feedback: Feedback) -> dict[str, Any]:
    """Of an answer found right its status and proof; else that an answer is expected, without any."""
    given = feedback.answer
    if given is None or feedback.verdict is not Verdict.RIGHT:
        return {"status": ["answered"], "nuggets": [], "forbidden": [], "citations": []}
    gold = [
        {"document": c.document_id, "page": c.page, "quote": " ".join(c.quote.split()[:LONGEST_GOLD])}
        for c in given.evidence
        if c.quote
    ]
    asserts = given.status in ASSERTING
    return {"status": [given.status.value], "nuggets": [], "citations": gold if asserts else []}


def _why(feedback: Feedback) -> str:
    return f"Feedback of {feedback.time:%Y-%m-%d}: {feedback.verdict}"


def _notes(feedback: Feedback) -> list[str]:
    """What a person needs to see to edit the draft, as lines of comment."""
    given = feedback.answer
    notes = [f"{feedback.time:%d %B %Y}: {feedback.verdict}"]
    if feedback.comment:
        notes.append(f"Comment: {feedback.comment}")
    if given is None:
        notes.append("The answer is not known any more.")
    else:
        text = given.text if len(given.text) <= _SHOWN else f"{given.text[:_SHOWN]}…"
        places = (c.document_id if c.page is None else f"{c.document_id} p. {c.page}" for c in given.evidence)
        notes += [
            f"Answered ({given.status}): {text}",
            f"From: {', '.join(dict.fromkeys(places)) or 'nothing'}",
        ]
    step = f"ascn eval intake --accept {feedback.id} --theme THEME"
    return [*notes, f"Say what a right answer holds and where it stands, then: {step}"]
