"""`ascn eval gate`: finds the run, its baseline and its index, and prints the judgement. Exit code 0 or 1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from assistant.progress import shown
from assistant.terminal import err, out
from assistant.workspace import Workspace
from evals import index
from evals.answering import Answerer
from evals.errors import BaselineUnusable
from evals.gate.asking import asked, proven
from evals.gate.invariants import Breach, of_answers
from evals.gate.judgement import judge
from evals.gate.snapshot import (
    Snapshot,
    baseline_path,
    read_baseline,
    snapshot,
    without_costs,
    write_baseline,
)
from evals.gate.telling import as_json, lines
from evals.quick import quick
from evals.result import Recorded, read
from evals.run import plan
from evals.schema import SHIPPED, Case, load_cases

QUICK = "quick"
"""Baseline of the quick set, asked of the built-in corpus alone."""


def gate(
    baseline: Annotated[str, typer.Option(help="Name of the baseline.")] = "main",
    results: Annotated[Path | None, typer.Option(help="File of results; else the latest run.")] = None,
    quick_: Annotated[bool, typer.Option("--quick", help="Ask the quick set now, baseline quick.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Make this run the baseline.")] = False,
    part: Annotated[bool, typer.Option("--part", help="Let cases of the baseline be missing.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print all of it for programs.")] = False,
    held_out: Annotated[bool, typer.Option("--held-out", help="Name held-out cases too.")] = False,
    data: Annotated[Path | None, typer.Option(help="Where indexes and runs are kept.")] = None,
    cases: Annotated[Path, typer.Option(help="Folder of cases.")] = SHIPPED,
) -> None:
    """Compare a run with a baseline: invariants, flips, themes, budgets; exit code 1 if it is worse."""
    home, known, name = data or index.default_home(), load_cases(cases), QUICK if quick_ else baseline
    if quick_:
        after, breaches = taken_now(_built_in(home), quick(known))
    else:
        recorded = read(results or _latest(home))
        after, breaches = snapshot(recorded, known), _breaches(recorded, known, home)
    if accept:
        _refuse(breaches)
        write_baseline(baseline_path(name), after)
        err.print(f"{len(after.outcomes)} cases are now the baseline {name}.")
        return
    judgement = judge(read_baseline(baseline_path(name)), after, known, breaches, part=part)
    if json_:
        out.print_json(json.dumps(as_json(judgement, name, held_out)))
    else:
        out.print("\n".join(lines(judgement, name, held_out)), soft_wrap=True)
    raise typer.Exit(0 if judgement.passed else 1)


def taken_now(answerer: Answerer, cases: Sequence[Case]) -> tuple[Snapshot, tuple[Breach, ...]]:
    """Ask cases twice in this process, those left out that the index cannot prove.

    Costs are left out too: so few questions, beside whatever else this process does, say nothing of them.
    """
    planned = plan(cases, answerer, repeats=2)
    workspace = answerer.open()
    try:
        workspace.pipeline.warm()
        recorded = asked(workspace, planned.run, planned.cases)
        return without_costs(snapshot(recorded, cases)), proven(workspace, recorded, planned.cases)
    finally:
        workspace.close()


def _built_in(home: Path) -> Answerer:
    with shown(err) as progress:
        return Answerer(index.prepare(home, (), {}, progress))


def _breaches(recorded: Recorded, cases: Sequence[Case], home: Path) -> tuple[Breach, ...]:
    with _index_of(recorded, home) as workspace:
        if workspace is not None:
            return proven(workspace, recorded, cases)
    err.print("The index of this run is gone: quotes and gold are not proven anew.")
    return tuple(of_answers(list(recorded.results.values()), cases))


@contextmanager
def _index_of(recorded: Recorded, home: Path) -> Iterator[Workspace | None]:
    """The index that every answer names, None where it is not there any more."""
    named = {result.answer["generation"] for result in recorded.results.values() if result.answer}
    for file in home.glob("*-*/ledger.sqlite"):
        workspace = Answerer(file.parent).open()
        try:
            active = workspace.ledger.active()
            if active is not None and named == {active.id}:
                yield workspace
                return
        finally:
            workspace.close()
    yield None


def _refuse(breaches: Sequence[Breach]) -> None:
    if breaches:
        reason = f"it breaks {len(breaches)} invariants, the first is {breaches[0]}"
        raise BaselineUnusable("run", reason, "Mend them first, see `ascn eval gate`")


def _latest(home: Path) -> Path:
    runs = sorted((home / "runs").glob("*.jsonl"), key=lambda path: path.stat().st_mtime)
    if not runs:
        raise BaselineUnusable(str(home), "no run is there", "Run `ascn eval run`")
    return runs[-1]
