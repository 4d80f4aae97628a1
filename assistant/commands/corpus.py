"""`ascn corpus`: parses and prints; what is done stands in the modules it calls."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from assistant.progress import downloads
from assistant.terminal import err, opened, out, synchronise

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
