"""A whole document's pages of words → pages of blocks.

Knows what only all pages together tell: the body's font size, heading levels, running headers and
footers, and the column names a table carries over from page to page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.models import Block, BlockKind
from corpus.readers.layout.furniture import furniture_keys, is_furniture
from corpus.readers.layout.lines import Line, lines_of
from corpus.readers.layout.order import Column, columns_of, in_reading_order
from corpus.readers.layout.paragraphs import Paragraph, blocks_of, heading_levels, paragraphs_of
from corpus.readers.layout.tables import Grid, Row, grids_of, is_table, rows_of
from corpus.readers.layout.upright import upright
from corpus.readers.pdf_page import PageWords, Rect
from corpus.readers.rows import cell_text, is_header, row_block

Piece = Paragraph | Row


_MAX_BAR = 30.0
_MAX_BARS = 50
_FULL_PAGE = 600
"""Characters of a page that can tell its own body size."""


@dataclass(slots=True)
class LaidPage:
    """A page on its way: ``tables`` holds the rows of each grid, ``aside`` text in another direction."""

    number: int
    height: float
    lines: list[Line]
    tables: list[tuple[Grid, list[Row]]]
    bars: list[Rect]
    aside: list[Line]
    furniture: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


def lay_out(pages: Sequence[PageWords]) -> dict[int, tuple[tuple[Block, ...], tuple[str, ...]]]:
    """Blocks in reading order and furniture, by page number."""
    main_font = _main_font(pages)
    laid = [_page(page, main_font) for page in pages]
    _set_furniture_apart(laid)
    body = _body_size(laid)
    for page in laid:
        page.pieces = _pieces(page, _body_of(page, body))
    levels = heading_levels([piece for page in laid for piece in page.pieces if isinstance(piece, Paragraph)])
    names: tuple[str, ...] = ()
    done = {}
    for page in laid:
        blocks, names = _blocks(page, levels, names)
        done[page.number] = (tuple(blocks), tuple(page.furniture))
    return done


def _main_font(pages: Sequence[PageWords]) -> str:
    """Of the fonts whose weight is unknown the one with the most text: the others stand out like bold."""
    fonts: Counter[str] = Counter()
    for page in pages:
        for word in page.words:
            fonts[word.font] += len(word.text) if word.font else 0
    return fonts.most_common(1)[0][0] if fonts else ""


def _page(page: PageWords, main_font: str) -> LaidPage:
    words, rects, width, height, turned = upright(page)
    words = [word._replace(bold=word.font != main_font) if word.font else word for word in words]
    tables = []
    for grid in grids_of(rects, width, height):
        held = [word for word in words if grid.holds(word)]
        rows = rows_of(grid, held)
        if is_table(rows):
            words = [word for word in words if not grid.holds(word)]
            tables.append((grid, rows))
    return LaidPage(page.number, height, lines_of(words), tables, _bars(rects, width), turned)


def _bars(rects: Sequence[Rect], width: float) -> list[Rect]:
    """Low drawn boxes across at least half of the page."""
    return [rect for rect in rects if rect.width >= 0.5 * width and rect.height <= _MAX_BAR][:_MAX_BARS]


def _set_furniture_apart(laid: Sequence[LaidPage]) -> None:
    keys = furniture_keys([(page.lines, page.height) for page in laid])
    for page in laid:
        kept = []
        for line in page.lines:
            if is_furniture(line, page.height, keys):
                page.furniture.append(line.text)
            else:
                kept.append(line)
        page.lines = kept


def _body_size(laid: Sequence[LaidPage]) -> float:
    """The font size of most characters."""
    sizes: Counter[float] = Counter()
    for page in laid:
        for line in page.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _body_of(page: LaidPage, body: float) -> float:
    """A page full of text in larger type than the rest has its own body size."""
    letters = sum(len(line.text) for line in page.lines)
    return max(body, _body_size([page])) if letters >= _FULL_PAGE else body


def _pieces(page: LaidPage, body: float) -> list[Piece]:
    """Paragraphs and rows in reading order; a table takes its place as if it were one column."""
    columns = columns_of(page.lines)
    stand_ins = [Column(box=grid.box) for grid, _ in page.tables]
    pieces: list[Piece] = []
    run: list[Column] = []
    for column in in_reading_order([*columns, *stand_ins], page.bars):
        index = next((i for i, stand_in in enumerate(stand_ins) if stand_in is column), None)
        if index is None:
            run.append(column)
            continue
        pieces += paragraphs_of(run, body)
        run = []
        pieces += page.tables[index][1]
    pieces += paragraphs_of(run, body)
    return pieces + [Paragraph(BlockKind.PARAGRAPH, [line]) for line in page.aside]


def _blocks(
    page: LaidPage, levels: dict[tuple[float, bool], int], names: tuple[str, ...]
) -> tuple[list[Block], tuple[str, ...]]:
    """Blocks of a page.

    Args:
        names: column names in force where a table runs on from the page before; those in force at the
            page's end are returned.
    """
    blocks: list[Block] = []
    before: Piece | None = None
    for piece in page.pieces:
        if isinstance(piece, Paragraph):
            names = ()
            blocks += blocks_of([piece], levels)
        elif not isinstance(before, Row) and _names_columns(piece):
            names = tuple(map(cell_text, piece.cells))
            blocks.append(row_block(piece.cells))
        else:
            blocks.append(row_block(piece.cells, names if len(names) == len(piece.cells) else ()))
        before = piece
    return blocks, names


def _names_columns(row: Row) -> bool:
    """Two unemphasised cells are as likely a term and its meaning."""
    return is_header(row.cells) and (row.bold or len(row.cells) > 2)
