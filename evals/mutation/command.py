"""`ascn eval mutate`: plants regressions and prints which layer of the gate caught each. Exit code 0 or 1."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from assistant.progress import shown
from assistant.terminal import err, out
from evals import index
from evals.answering import Answerer
from evals.errors import SelectionInvalid
from evals.material import MATERIAL, documents
from evals.mutation.drill import REGRESSIONS, Caught, drill, sound
from evals.quick import quick
from evals.schema import SHIPPED, load_cases


def mutate(
    regression: Annotated[list[str] | None, typer.Option(help="Only this one; may be repeated.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Ask all cases, not only the quick set.")] = False,
    data: Annotated[Path | None, typer.Option(help="Where indexes are kept.")] = None,
    cases: Annotated[Path, typer.Option(help="Folder of cases.")] = SHIPPED,
    material: Annotated[Path, typer.Option(help="Folder of test material.")] = MATERIAL,
) -> None:
    """Plant regressions in copies and see that the gate catches each; exit code 1 if one gets through."""
    names = tuple(regression or REGRESSIONS)
    if unknown := set(names) - REGRESSIONS.keys():
        raise SelectionInvalid(
            min(unknown), "no regression has this name", f"Known: {', '.join(REGRESSIONS)}"
        )
    known = load_cases(cases)
    found: list[Caught] = []
    with shown(err) as progress, tempfile.TemporaryDirectory() as scratch:
        root = index.prepare(data or index.default_home(), documents(material), {}, progress)
        answerer = Answerer(root)
        before = sound(answerer, known if every else quick(known))
        for name in names:
            progress("regressions", len(found), len(names))
            found.append(drill(answerer, before, name, Path(scratch)))
        progress("regressions", len(names), len(names))
    _print(found, len(before.cases))
    raise typer.Exit(0 if all(caught.layers for caught in found) else 1)


def _print(found: list[Caught], cases: int) -> None:
    table = Table("regression", "caught by", "breaches", "lost", "gained", box=None)
    for caught in found:
        lost = sum(flip.lost for flip in caught.judgement.flips)
        gained = len(caught.judgement.flips) - lost
        layers = ", ".join(caught.layers) or "NOTHING"
        breaches = len(caught.judgement.breaches)
        table.add_row(caught.regression, layers, str(breaches), str(lost), str(gained))
    out.print(table)
    score = sum(bool(caught.layers) for caught in found)
    out.print(f"Mutation score: {score} of {len(found)}, asking {cases} cases.")
