"""CSV and XLSX → table rows with their column names; sheets become headings.

Must not compute: of a formula only the value that was saved with it is read.
"""

from __future__ import annotations

import csv
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from corpus.errors import Unreadable
from corpus.models import Block, BlockKind, Media, RawPage, Reading, Reason
from corpus.readers.limits import Limits
from corpus.readers.rows import cell_text, row_block

_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 50
_MAX_COLUMNS = 500
_MAX_CELL = 131_072


def read_csv(text: str, name: str) -> Reading:
    """The file as one page; the delimiter is the one that splits its lines most evenly."""
    lines = [line for line in text.splitlines() if line.strip()]
    delimiter = max(_DELIMITERS, key=lambda mark: _evenness(lines[:_SAMPLE_LINES], mark))
    csv.field_size_limit(_MAX_CELL * 8)
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    except csv.Error:
        rows = [line.split(delimiter) for line in lines]
    return Reading(Media.CSV, (RawPage(1, tuple(_blocks(rows))),), paged=False, title=name)


def read_xlsx(path: Path, limits: Limits) -> Reading:
    """All visible sheets on one page, each under its name.

    Raises:
        Unreadable: the workbook is damaged or over the limit.
    """
    import openpyxl

    try:
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles it does not know
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            blocks = list(_sheets(book, limits.max_characters))
            title, language = book.properties.title, book.properties.language
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
        zipfile.BadZipFile,
    ) as error:
        raise Unreadable(
            path.name, Reason.DAMAGED, "the workbook cannot be opened", "Save it again as XLSX or CSV"
        ) from error
    except OverflowError as error:
        raise Unreadable(path.name, Reason.OVER_LIMIT, str(error), "Split the workbook") from error
    return Reading(
        Media.XLSX,
        (RawPage(1, tuple(blocks)),),
        paged=False,
        title=title or None,
        language=language or None,
    )


def _evenness(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
    if not widths or max(widths) < 2:
        return 0.0, 0
    usual = max(set(widths), key=widths.count)
    return (widths.count(usual) / len(widths) if usual > 1 else 0.0), usual


def _sheets(book: object, max_characters: int) -> Iterator[Block]:
    total = 0
    for sheet in book.worksheets:  # type: ignore[attr-defined]  # openpyxl ships no types
        if sheet.sheet_state != "visible":
            continue
        rows = _bounded(sheet.iter_rows(values_only=True, max_col=_MAX_COLUMNS), max_characters - total)
        blocks = _blocks(rows)
        if blocks:
            yield Block(BlockKind.HEADING, cell_text(sheet.title), 1)
            yield from blocks
        total += sum(len(block.text) for block in blocks)


def _bounded(rows: Iterable[Sequence[object]], max_characters: int) -> list[list[str]]:
    total, found = 0, []
    for row in islice(rows, 1_000_000):
        cells = [_value(value) for value in row]
        total += sum(map(len, cells))
        if total > max_characters:
            raise OverflowError(f"it has more than {max_characters:,} characters")
        if any(cells):
            found.append(cells)
    return found


def _value(value: object) -> str:
    """As a person would write it: no midnight after a day, no `.0` after a whole number."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)[:_MAX_CELL]


def _blocks(rows: Iterable[Sequence[str]]) -> list[Block]:
    """Lines above the table with a single cell are paragraphs; the first full row names the columns."""
    filled = [list(row) for row in rows if any(cell.strip() for cell in row)]
    width = max((_last_filled(row) for row in filled), default=0)
    grid = [(row + [""] * width)[:width] for row in filled]
    blocks: list[Block] = []
    columns: list[str] = []
    for row in grid:
        cells = [cell for cell in row if cell.strip()]
        if len(cells) == 1 and width > 1 and not columns:
            blocks.append(Block(BlockKind.PARAGRAPH, cell_text(cells[0])))
        elif not columns and _names_columns(row) and len(grid) > 1:
            columns = row
            blocks.append(row_block(row))
        else:
            blocks.append(row_block(row, columns))
    return blocks


def _names_columns(row: Sequence[str]) -> bool:
    """Words, not figures, in at least half of the cells."""
    named = [cell for cell in row if any(map(str.isalpha, cell)) and len(cell) <= 200]
    filled = [cell for cell in row if cell.strip()]
    return len(named) >= max(len(filled) * 0.6, 1) and len(filled) * 2 >= len(row)


def _last_filled(row: Sequence[str]) -> int:
    return max((i + 1 for i, cell in enumerate(row) if cell.strip()), default=0)
