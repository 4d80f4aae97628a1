"""`ascn programmes`: parses and prints; what is done stands in the modules it calls."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.terminal import err, out

app = typer.Typer(help="Show and check the programmes and their rules.", no_args_is_help=True)


@app.command("list")
def list_() -> None:
    """List the programmes, their calls, windows and roles."""
    from assistant.commands.eligibility import programme_table

    out.print(programme_table())


@app.command()
def lint(
    folder: Annotated[Path | None, typer.Argument(help="A working copy; else the installed corpus.")] = None,
) -> None:
    """Look for faults in rules: unknown facts, sets or sources, quotes that are gone."""
    from assistant.eligibility.lint import lint as faults
    from corpus.data_files import SHIPPED

    found = faults(folder or SHIPPED)
    for finding in found:
        out.print(f"{finding.place}: {finding.thing}: {finding.reason}.")
    if found:
        err.print(f"{len(found)} findings.")
        raise typer.Exit(1)
    out.print("No faults found.")
