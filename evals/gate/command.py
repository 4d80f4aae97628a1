"""`ascn eval gate`: finds the run, its baseline and its index, and prints the judgement. Exit code 0 or 1."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from assistant.terminal import err, out
from assistant.workspace import Workspace
from evals import index
from evals.answering import Answerer
from evals.errors import BaselineUnusable
from evals.gate.invariants import Breach, of_answers, of_index
from evals.gate.judgement import judge
from evals.gate.snapshot import baseline_path, read_baseline, snapshot, write_baseline
from evals.gate.telling import as_json, lines
from evals.result import Recorded, read
from evals.run import plan
from evals.schema import SHIPPED, Case, load_cases


def gate(
    baseline: Annotated[str, typer.Option(help="Name of the baseline.")] = "main",
    results: Annotated[Path | None, typer.Option(help="File of results; else the latest run.")] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Make this run the baseline.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print all of it for programs.")] = False,
    held_out: Annotated[bool, typer.Option("--held-out", help="Name held-out cases too.")] = False,
    data: Annotated[Path | None, typer.Option(help="Where indexes and runs are kept.")] = None,
    cases: Annotated[Path, typer.Option(help="Folder of cases.")] = SHIPPED,
) -> None:
    """Compare a run with a baseline: invariants, flips, themes, budgets; exit code 1 if it is worse."""
    home, known = data or index.default_home(), load_cases(cases)
    recorded = read(results or _latest(home))
    after, breaches = snapshot(recorded, known), tuple(_breaches(recorded, known, home))
    if accept:
        _refuse(breaches)
        write_baseline(baseline_path(baseline), after)
        err.print(f"{len(after.outcomes)} cases are now the baseline {baseline}.")
        return
    judgement = judge(read_baseline(baseline_path(baseline)), after, known, breaches)
    if json_:
        out.print_json(json.dumps(as_json(judgement, baseline, held_out)))
    else:
        out.print("\n".join(lines(judgement, baseline, held_out)), soft_wrap=True)
    raise typer.Exit(0 if judgement.passed else 1)


def _breaches(recorded: Recorded, cases: Sequence[Case], home: Path) -> Iterator[Breach]:
    asked = {case for case, _ in recorded.results}
    own, found = [case for case in cases if case.id in asked], list(recorded.results.values())
    with _index_of(recorded, own, home) as workspace:
        if workspace is None:
            err.print("The index of this run is gone: quotes and gold are not proven anew.")
            yield from of_answers(found, own)
            return
        retriever = workspace.library.retriever()
        yield from of_index(workspace, own)
        yield from of_answers(found, own, retriever.document if retriever else None)


@contextmanager
def _index_of(recorded: Recorded, cases: Sequence[Case], home: Path) -> Iterator[Workspace | None]:
    """The index that answered, None where it is not there any more."""
    for root in sorted(home.glob("*-*/")):
        answerer = Answerer(root)
        if not (root / "ledger.sqlite").is_file():
            continue
        if plan(cases, answerer).run.generation == recorded.run.generation:
            workspace = answerer.open()
            try:
                yield workspace
            finally:
                workspace.close()
            return
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
