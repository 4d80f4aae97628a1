"""`ascn corpus`: parses and prints; what is done stands in the modules it calls."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from assistant.progress import downloads
from assistant.terminal import err, opened, out, print_faults, synchronise

if TYPE_CHECKING:
    from corpus.coverage import Cell

app = typer.Typer(help="Fetch, check and show what the corpus is made of.", no_args_is_help=True)


@app.command()
def fetch(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Document ids; without any they are listed.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that are declared.")] = False,
) -> None:
    """Fetch official documents from their publishers, check and add them."""
    # A command that fetches nothing never pays for the HTTP client.
    from assistant.commands import fetching
    from corpus.sources import sources

    declared = fetching.officials(sources())
    wanted = fetching.chosen(declared, list(declared) if everything else ids or [])
    with opened() as workspace:
        if not wanted:
            table = Table(box=None, pad_edge=False)
            for column in ("id", "title", "bytes", "here"):
                table.add_column(column, overflow="fold")
            for o in declared.values():
                here = "yes" if fetching.present(workspace, o) else "no"
                table.add_row(o.id, o.given.title, f"{o.bytes:,}" if o.bytes else "unknown", here)
            out.print(table)
            out.print("Name the documents to fetch, or say --all.")
            return
        with workspace.folder.writing():
            with downloads(err) as progress:
                told = list(fetching.fetch_and_add(workspace, wanted, progress))
            for line in told:
                (out if line.taken else err).print(f"{line.id}: {line.text}")
                for warning in line.warnings:
                    err.print(f"  {warning}")
            if any(line.taken for line in told):
                synchronise(workspace)
    failed = [line for line in told if not line.taken]
    if failed and all(line.unreachable for line in failed):
        err.print("There is no way to the network from here; everything else works without it.")
    out.print(f"{len(told) - len(failed)} documents are here, {len(failed)} failed.")
    if failed:
        raise typer.Exit(2)


@app.command()
def lint(
    folder: Annotated[Path | None, typer.Argument(help="A working copy; else the installed corpus.")] = None,
) -> None:
    """Look for faults in sources, records and built-in documents."""
    from corpus.data_files import SHIPPED
    from corpus.lint import lint as faults

    if print_faults(faults(folder or SHIPPED)):
        raise typer.Exit(1)


@app.command()
def show(id_: Annotated[str, typer.Argument(metavar="ID", help="Of a document, record or source.")]) -> None:
    """Show a document's entry or a record: fields, values, sources, as of when."""
    from assistant.commands.showing import shown

    with opened() as workspace:
        for line in shown(workspace, id_):
            out.print(line)


@app.command()
def coverage(
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Count projects by city, focus area and year of report; show where there are none."""
    from corpus.city_records import FocusArea
    from corpus.coverage import coverage as covered
    from corpus.records import records

    found = covered(records())
    if json_:
        derived = {"without_projects": found.without_projects, "left_out": found.left_out}
        sys.stdout.write(json.dumps({**asdict(found), **derived}, indent=2) + "\n")
        return
    table = Table(box=None, pad_edge=False)
    for column in ("city", *(focus.title for focus in FocusArea)):
        table.add_column(column, no_wrap=column == "city", overflow="fold")
    for city in found.cities:
        table.add_row(city, *(_numbers(found.row(city, focus)) for focus in FocusArea))
    table.add_row("all", *("/".join(map(str, found.totals(focus))) for focus in FocusArea))
    out.print(table)
    years = ", ".join(map(str, found.years))
    out.print(f"The reports of {years}. · none listed; - not a member, or not certainly, on that day.")
    for year in found.years:
        if cities := [city for left_year, city in found.left_out if left_year == year]:
            out.print(f"Members of which the report of {year} lists nothing: {', '.join(cities)}.")
    for city in found.without_projects:
        out.print(f"No report lists a project of {city}.")


def _numbers(cells: Sequence[Cell]) -> str:
    return "/".join(str(cell.projects or ("·" if cell.member == "yes" else "-")) for cell in cells)
