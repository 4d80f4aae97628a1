"""Drawn boxes → table grids, and words → their cells.

A grid is what a word processor draws: fills or borders of cells that touch each other. Tables without
any drawing are not guessed at. Must not know what a table says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.layout.lines import lines_of
from corpus.readers.pdf_page import Rect, Word

_NEAR = 2.0
"""Edges closer than this many points are one."""
_MIN_CELL = 7.0
_MAX_ROW = 400.0
_MIN_FULL_ROWS = 2
_MAX_PARTS = 2_000


@dataclass(frozen=True, slots=True)
class Grid:
    """Edges of columns and rows, in points, ascending."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def box(self) -> Rect:
        """The box around the whole grid."""
        return Rect(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word lies inside."""
        x, y = (word.left + word.right) / 2, word.middle
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


@dataclass(frozen=True, slots=True)
class Row:
    """The text of each cell; ``bold`` where all of it is."""

    cells: tuple[str, ...]
    bold: bool


def grids_of(rects: Sequence[Rect], width: float, height: float) -> list[Grid]:
    """Grids of at least two columns and two rows."""
    parts = _cells(rects, width, height) + _rules(rects)
    return [grid for group in _touching(parts) if (grid := _grid(group))]


def rows_of(grid: Grid, words: Iterable[Word]) -> list[Row]:
    """Rows from top to bottom; rows without any word are left out.

    A cell that spans several rows speaks in the row its first line is nearest to.
    """
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        row = _slot(grid.ys, word.middle)
        column = _slot(grid.xs, (word.left + min(word.right, word.left + 2 * word.size)) / 2)
        cells.setdefault((row, column), []).append(word)
    width = len(grid.xs) - 1
    rows = sorted({row for row, _ in cells})
    found = []
    for row in rows:
        held = [cells.get((row, column), []) for column in range(width)]
        found.append(Row(tuple(map(_text, held)), all(word.bold for cell in held for word in cell)))
    return found


def is_table(rows: Sequence[Row]) -> bool:
    """Whether most cells are filled and the first column too: boxes of a poster make grids as well."""
    cells = [cell for row in rows for cell in row.cells]
    named = sum(bool(row.cells[0]) for row in rows)
    return len(rows) >= 2 and 2 * sum(map(bool, cells)) > len(cells) and 2 * named >= len(rows)


def _text(words: list[Word]) -> str:
    return " ".join(line.text for line in lines_of(words))


def _slot(edges: Sequence[float], at: float) -> int:
    return max(0, min(sum(edge <= at for edge in edges) - 1, len(edges) - 2))


def _cells(rects: Sequence[Rect], width: float, height: float) -> list[Rect]:
    """Boxes that can be cells: large enough for a word, smaller than the page, not inside another."""
    large = {
        Rect(*(round(side, 1) for side in rect))
        for rect in rects
        if rect.width >= _MIN_CELL
        and rect.height >= _MIN_CELL
        and not (rect.width > 0.7 * width and rect.height > 0.5 * height)
    }
    ordered = sorted(large, key=lambda rect: rect.width * rect.height, reverse=True)[:_MAX_PARTS]
    kept: list[Rect] = []
    for rect in ordered:
        if not any(_inside(rect, other) for other in kept):
            kept.append(rect)
    return kept


def _rules(rects: Sequence[Rect]) -> list[Rect]:
    """Upright rules as tall as a row and level ones as wide as a word: borders of cells."""
    rules = {
        Rect(*(round(side, 1) for side in rect))
        for rect in rects
        if _is_upright(rect) or (rect.height <= _NEAR and rect.width >= _MIN_CELL)
    }
    return sorted(rules)[:_MAX_PARTS]


def _is_upright(rect: Rect) -> bool:
    return rect.width <= _NEAR and _MIN_CELL <= rect.height <= _MAX_ROW


def _inside(rect: Rect, other: Rect) -> bool:
    return (
        other.left - 1 <= rect.left
        and other.top - 1 <= rect.top
        and rect.right <= other.right + 1
        and rect.bottom <= other.bottom + 1
    )


def _touching(parts: Sequence[Rect]) -> list[list[Rect]]:
    """Groups of parts that share an edge with another of the group."""
    ordered = sorted(parts, key=lambda rect: (rect.top, rect.left))
    group_of = list(range(len(ordered)))

    def leader(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    open_parts: list[int] = []
    for index, part in enumerate(ordered):
        open_parts = [other for other in open_parts if ordered[other].bottom >= part.top - _NEAR]
        for other in open_parts:
            if _adjacent(ordered[other], part):
                group_of[leader(index)] = leader(other)
        open_parts.append(index)
    groups: dict[int, list[Rect]] = {}
    for index, part in enumerate(ordered):
        groups.setdefault(leader(index), []).append(part)
    return list(groups.values())


def _adjacent(a: Rect, b: Rect) -> bool:
    return (
        a.left - _NEAR <= b.right
        and b.left - _NEAR <= a.right
        and a.top - _NEAR <= b.bottom
        and b.top - _NEAR <= a.bottom
    )


def _grid(group: Sequence[Rect]) -> Grid | None:
    """The grid of a group, if in at least some rows each column is bounded by a fill or a rule."""
    upright = [rect for rect in group if _is_upright(rect)]
    fills = [rect for rect in group if rect.width >= _MIN_CELL and rect.height >= _MIN_CELL]
    xs = _edges([side for rect in fills + upright for side in (rect.left, rect.right)])
    ys = _edges([side for rect in group for side in (rect.top, rect.bottom)])
    if len(xs) < 3 or len(ys) < 3:
        return None
    bounds = [(rect.left, rect.top, rect.bottom) for rect in fills + upright]
    rows = range(len(ys) - 1)
    full = sum(_is_full((ys[row] + ys[row + 1]) / 2, xs[1:-1], bounds) for row in rows)
    return Grid(xs, ys) if full >= _MIN_FULL_ROWS else None


def _is_full(middle: float, inner: Sequence[float], bounds: Sequence[tuple[float, float, float]]) -> bool:
    """Whether every inner edge is drawn at this height."""
    drawn = [left for left, top, bottom in bounds if top <= middle <= bottom]
    return all(any(abs(left - edge) <= 2 * _NEAR for left in drawn) for edge in inner)


def _edges(values: Iterable[float]) -> tuple[float, ...]:
    merged: list[float] = []
    for value in sorted(values):
        if not merged or value - merged[-1] > _NEAR:
            merged.append(value)
    return tuple(merged)
