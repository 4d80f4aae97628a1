"""Answers one case as a user would be answered, and scores what comes back.

Whatever goes wrong is a failed result, never a dead run. The day is fixed: what is open or current
must not change what a case expects from one day to the next. Must not choose cases or write results.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

from pydantic import JsonValue

from assistant.commands.asking import answer_or_refusal
from assistant.pipeline import Pipeline
from assistant.schema import Answer, Question
from assistant.workspace import Workspace, open_workspace
from corpus.models import Media
from evals.bench.measure import resident_megabytes
from evals.errors import SelectionInvalid
from evals.metrics.retrieval import RECALL_AT, place, shown
from evals.result import Result, failed
from evals.schema import Case
from evals.scoring import score

TODAY = date(2026, 11, 24)
"""The day on which cases that name none are asked; cases are written for it."""


_WARMING = "How many cities are in the network?"


@dataclass(frozen=True, slots=True)
class Answerer:
    """What answers: a data folder, settings and a day. Can be sent to another process.

    Attributes:
        given: settings that differ from the defaults, as text; those of the environment count for nothing.
    """

    root: Path
    given: Mapping[str, str] = field(default_factory=dict)
    today: date = TODAY

    def open(self) -> Workspace:
        """The workspace; nothing is opened yet.

        Raises:
            SettingsInvalid: a setting is unknown or out of range.
        """
        variables = {f"ASCN_{key.upper()}": value for key, value in self.given.items()}
        return open_workspace({**variables, "ASCN_DATA": str(self.root)}, partial(_same, self.today))


def settings_of(pairs: Iterable[str]) -> dict[str, str]:
    """Settings written as "key=value".

    Raises:
        SelectionInvalid: one is not written so.
    """
    found = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not (key and equals):
            raise SelectionInvalid(pair, "this is no setting", "Write key=value, see `ascn settings`")
        found[key] = value
    return found


@dataclass(frozen=True, slots=True)
class Task:
    """One case to ask; ``repeat`` counts from 0."""

    case: Case
    repeat: int = 0


def open_answering(answerer: Answerer) -> Callable[[Task], Result]:
    """What answers tasks, opened and warm: records are read too, so that no case pays for them."""
    workspace = answerer.open()
    workspace.pipeline.warm()
    workspace.pipeline.answer(Question(text=_WARMING))
    return partial(answered, workspace)


def answered(workspace: Workspace, task: Task) -> Result:
    """The result of one case, whatever happens."""
    case, pipeline, begin = task.case, workspace.pipeline, time.perf_counter()
    try:
        answer = _answer(pipeline, case)
        seconds = time.perf_counter() - begin
        if answer is None:
            return failed(case, seconds, "not built yet", task.repeat)
        retriever = workspace.library.retriever()
        document_of = retriever.document if retriever else None
        ranking = _ranking(pipeline, case, answer)
        scored = score(case, answer, seconds, document_of=document_of, ranking=ranking, repeat=task.repeat)
        return scored.model_copy(update={"megabytes": round(resident_megabytes(), 1)})
    except Exception as error:  # noqa: BLE001  # a run goes on, and its report names what broke
        reason = f"{type(error).__name__}: {error}"
        return failed(case, time.perf_counter() - begin, reason, task.repeat)


def settings_hash(workspace: Workspace) -> str:
    """Names the settings and the day that a run is answered with."""
    text = f"{workspace.settings.model_dump_json()} {workspace.today()}"
    return sha256(text.encode()).hexdigest()[:16]


def _answer(pipeline: Pipeline, case: Case) -> Answer | None:
    """The answer; None where the product cannot do yet what is asked."""
    if case.facts is not None:
        eligible: Callable[[Mapping[str, JsonValue]], Answer] | None = getattr(pipeline, "eligible", None)
        return eligible(case.facts) if eligible else None
    return answer_or_refusal(pipeline, _question(case))


def _question(case: Case) -> Question:
    return Question(text=case.turns[-1], turns=case.turns[:-1], as_of=case.as_of)


def _ranking(pipeline: Pipeline, case: Case, answer: Answer) -> tuple[str, ...]:
    """The pages found for a question; for an answer that was not searched for, those that it shows."""
    if all(step.name != "retrieve" for step in answer.trace.steps):
        return shown(answer)
    passages = (hit.stored for hit in pipeline.found(_question(case), RECALL_AT))
    return tuple(
        dict.fromkeys(
            place(p.entry.id, p.passage.page if p.entry.media is Media.PDF else None) for p in passages
        )
    )


def _same(day: date) -> date:
    return day
