"""`ascn programmes`: parses and prints; what is done stands in the modules it calls."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from assistant.terminal import out, print_faults
from corpus.errors import UnknownRecord

if TYPE_CHECKING:
    from corpus.programmes import Programme

AsOf = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of this day, else today.")]

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

    if print_faults(faults(folder or SHIPPED)):
        raise typer.Exit(1)


@app.command()
def draw(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Of a programme or of one of its calls.")],
    svg: Annotated[Path | None, typer.Option(help="Write a picture to this file instead.")] = None,
) -> None:
    """Draw the rules of a call, or of all calls of a programme, as a tree."""
    from assistant.eligibility.drawing import drawings, lines
    from assistant.eligibility.svg import svg as picture
    from corpus.records import records

    found = [drawing for p in records().programmes.values() for drawing in drawings(p, id_)]
    known = {name for p in records().programmes.values() for name in _names(p)}
    if id_ not in known:
        raise UnknownRecord(id_, get_close_matches(id_, sorted(known), 3), "a programme, such as kcity")
    if svg is not None:
        svg.write_text(picture(found, f"Rules of {id_}"), encoding="utf-8")
        out.print(f"{svg}: {len(found)} drawn.")
        return
    if not found:
        out.print(f"{id_}: no rules on who may apply were found in the sources.")
    for drawing in found:
        out.print(drawing.title)
        for line in lines(drawing.tree):
            out.print(line)
        out.print()


@app.command()
def table(
    as_of: AsOf = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown.")] = False,
) -> None:
    """Show which types of applicant each call admits, and whether it is open."""
    from assistant.eligibility import matrix
    from corpus.records import records

    rows = matrix.matrix(records().programmes.values(), _day(as_of))
    if markdown:
        for line in matrix.markdown(rows):
            out.print(line)
        return
    shown = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    shown.add_column("call or programme", overflow="fold")
    for column in ("window", *matrix.SHORT.values()):
        shown.add_column(column, no_wrap=True)
    for row in rows:
        shown.add_row(row.name, row.window, *(matrix.SIGNS[each] for each in row.access))
    out.print(shown)
    out.print(", ".join(f"{short} {kind.replace('_', ' ')}" for kind, short in matrix.SHORT.items()) + ".")
    out.print(matrix.LEGEND)


@app.command()
def calendar(
    file: Annotated[Path, typer.Argument(help="Where to write it; ends in .ics.")],
    as_of: AsOf = None,
) -> None:
    """Write the open and coming windows as a calendar file."""
    from assistant.eligibility.calendar import calendar as written
    from assistant.eligibility.calendar import upcoming
    from corpus.records import records
    from corpus.sources import sources

    events = upcoming(records().programmes.values(), sources(), _day(as_of))
    # The line ends are part of the format; text mode would change them on some systems.
    file.write_bytes(written(events).encode())
    out.print(f"{file}: windows that are open or coming: {len(events)}.")


def _names(programme: Programme) -> Iterator[str]:
    """Every id that can be drawn."""
    yield programme.id
    yield from filter(None, (programme.rules, *(call.id for call in programme.calls)))


def _day(given: datetime | None) -> date:
    return given.date() if given else date.today()
