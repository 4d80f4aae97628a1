"""`ascn eval`: parses and prints; what is done stands in the modules beside it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from assistant.progress import shown
from assistant.terminal import err, out
from evals import index, review_commands, summary
from evals.answering import Answerer, settings_of
from evals.gate.command import gate
from evals.material import MATERIAL, documents
from evals.mutation.command import mutate
from evals.run import Finished, Planned, plan, select
from evals.run import run as run_cases
from evals.schema import SHIPPED, Split, Theme, load_cases

app = typer.Typer(help="Ask the cases, score the answers, compare runs.", no_args_is_help=True)
app.command()(gate)
app.command()(mutate)
review_commands.register(app)


@app.callback()
def group() -> None:
    """Ask the cases, score the answers, compare runs."""


@app.command()
def run(
    theme: Annotated[list[Theme] | None, typer.Option(help="Only this theme; may be repeated.")] = None,
    split: Annotated[list[Split] | None, typer.Option(help="Only this split.")] = None,
    case: Annotated[list[str] | None, typer.Option(help="Only the case of this id; may be repeated.")] = None,
    settings: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="Another setting.")] = None,
    repeat: Annotated[int, typer.Option(min=1, help="How often each case is asked.")] = 1,
    data: Annotated[Path | None, typer.Option(help="Where indexes and runs are kept.")] = None,
    cases: Annotated[Path, typer.Option(help="Folder of cases.")] = SHIPPED,
    material: Annotated[Path, typer.Option(help="Folder of test material.")] = MATERIAL,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")] = 2,
    out_: Annotated[Path | None, typer.Option("--out", help="File of results; a begun one goes on.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew, whatever is there.")] = False,
    failures: Annotated[bool, typer.Option("--failures", help="Name failed cases, none held out.")] = False,
) -> None:
    """Ask cases of the real documents, in parallel; killed, it goes on where it stopped."""
    chosen = select(load_cases(cases), theme or (), split or (), case or ())
    given = settings_of(settings or ())
    home, found = data or index.default_home(), documents(material)
    if not found:
        err.print(f"{material} holds no documents: the built-in corpus alone is asked.")
    with shown(err) as progress:
        answerer = Answerer(index.prepare(home, found, given, progress), given)
        planned = plan(chosen, answerer, repeat)
        file = out_ or home / "runs" / f"{planned.name}.jsonl"
        begin = time.perf_counter()
        finished = run_cases(planned, file, workers, progress, fresh)
        seconds = time.perf_counter() - begin
    _print(planned, finished, failures)
    new = len(finished.results) - finished.resumed
    kept = f", {finished.resumed:,} were there already" if finished.resumed else ""
    err.print(f"{new:,} answers in {seconds:.1f} s{kept}: {file}")


def _print(planned: Planned, finished: Finished, failures: bool) -> None:
    for table in summary.tables(finished.results):
        out.print(table)
        out.print()
    for note in summary.notes(finished.results):
        out.print(note)
    if planned.skipped:
        reasons = ", ".join(sorted(set(planned.skipped.values())))
        out.print(f"Skipped: {len(planned.skipped)} cases ({reasons}), counted nowhere above.")
    if failures:
        for line in summary.failures(finished.results):
            out.print(line)
