"""Cells → one table row block, the same for every kind of file; must not know where cells come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.models import CELL_SEPARATOR, Block, BlockKind


def row_block(cells: Iterable[str], columns: Sequence[str] = ()) -> Block:
    """A row whose cells are single lines; ``columns`` are cut or filled up to the number of cells."""
    texts = [cell_text(cell) for cell in cells]
    names = [cell_text(name) for name in columns]
    if names:
        names = (names + [""] * len(texts))[: len(texts)]
    return Block(BlockKind.TABLE_ROW, CELL_SEPARATOR.join(texts), columns=tuple(names))


def cell_text(text: str) -> str:
    """One line; a bar between blanks would look like the end of the cell."""
    return " ".join(text.split()).replace(CELL_SEPARATOR, " ¦ ").strip("|") if text else ""


def is_header(row: Sequence[str]) -> bool:
    """Whether a first row names columns: every cell filled, none twice, none a number, none long."""
    names = [cell_text(cell) for cell in row]
    filled = [name for name in names if name]
    return (
        len(filled) >= 2
        and len(filled) == len(names) == len(set(names))
        and all(len(name) <= 60 and any(map(str.isalpha, name)) for name in names)
    )
