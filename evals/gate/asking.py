"""Asks a few cases in this process, for gates and drills that need no workers. Must not judge."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.workspace import Workspace
from evals.answering import Task, answered
from evals.gate.invariants import Breach, of_answers, of_index
from evals.result import Recorded, Run
from evals.schema import Case


def asked(workspace: Workspace, run: Run, cases: Sequence[Case]) -> Recorded:
    """A whole run of these cases, each asked as often as the header says."""
    tasks = [Task(case, repeat) for repeat in range(run.repeats) for case in cases]
    return Recorded(run, {result.key: result for result in (answered(workspace, task) for task in tasks)})


def proven(workspace: Workspace, recorded: Recorded, cases: Sequence[Case]) -> tuple[Breach, ...]:
    """The invariants that a run breaks, its index looked at and every quote proven anew."""
    ids = {case for case, _ in recorded.results}
    own, retriever = [case for case in cases if case.id in ids], workspace.library.retriever()
    document_of = retriever.document if retriever else None
    results = list(recorded.results.values())
    return (*of_index(workspace, own), *of_answers(results, own, document_of))
