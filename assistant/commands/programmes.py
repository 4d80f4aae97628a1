"""`ascn programmes`: parses and prints; what is drawn and written stands in `assistant.eligibility`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from assistant.errors import ProgrammeUnknown
from assistant.terminal import out

app = typer.Typer(help="Check, draw and list the programmes of partners.", no_args_is_help=True)

AsOf = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of this day, else today.")]


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
    if not found:
        raise ProgrammeUnknown(id_, "no programme or call with rules has this id")
    if svg is not None:
        svg.write_text(picture(found, f"Rules of {id_}"), encoding="utf-8")
        out.print(f"{svg}: {len(found)} drawn.")
        return
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
        shown.add_row(row.call or row.programme, row.window, *(matrix.SIGNS[each] for each in row.access))
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
    out.print(f"{file}: {len(events)} windows.")


def _day(given: datetime | None) -> date:
    return given.date() if given else date.today()
