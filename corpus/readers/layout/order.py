"""Lines → columns in reading order.

Lines are stacked to columns; a column comes before another when it is above it in the same part of the
page's width, or left of it with nothing between them that spans both (the rule of T. Breuel, "High
performance document layout analysis", 2003). Must not look at words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.readers.layout.lines import Line, level
from corpus.readers.pdf_page import Rect

_MAX_COLUMNS = 400
_STACK_EMS = 1.6
"""A line joins the column above it over a blank of up to this many font sizes."""


@dataclass(slots=True)
class Column:
    """Lines one above the other; ``box`` is the box around them."""

    lines: list[Line] = field(default_factory=list)
    box: Rect = field(default_factory=lambda: Rect(0, 0, 0, 0))

    def add(self, line: Line) -> None:
        """Put a line below the last."""
        self.box = around(self.box, line.box) if self.lines else line.box
        self.lines.append(line)


def around(a: Rect, b: Rect) -> Rect:
    """The box around two boxes."""
    return Rect(min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom))


def columns_of(lines: Sequence[Line]) -> list[Column]:
    """Stack lines that follow each other in one part of the page's width."""
    columns: list[Column] = []
    for row in _rows(lines):
        above = [_above(line, columns) for line in row]
        for line, candidates in zip(row, above, strict=True):
            alone = len(candidates) == 1 and sum(candidates[0] in others for others in above) == 1
            if alone and _stacks(candidates[0].lines[-1], line):
                candidates[0].add(line)
            else:
                columns.append(Column())
                columns[-1].add(line)
    return columns


def in_reading_order(columns: Sequence[Column], bars: Sequence[Rect] = ()) -> list[Column]:
    """Sort columns; a page with absurdly many is taken from top to bottom.

    Args:
        bars: drawn bars and rules that part what is above them from what is below.
    """
    by_height = sorted(columns, key=lambda column: (column.box.top, column.box.left))
    if len(by_height) > _MAX_COLUMNS:
        return by_height
    before = {
        id(b): [a for a in by_height if a is not b and _precedes(a, b, by_height, bars)] for b in by_height
    }
    done: list[Column] = []
    seen: set[int] = set()
    for column in by_height:
        _visit(column, before, seen, done)
    return done


def _visit(column: Column, before: dict[int, list[Column]], seen: set[int], done: list[Column]) -> None:
    """Everything that precedes a column, then the column; without recursion, cycles are cut."""
    stack = [(column, iter(before[id(column)]))]
    if id(column) in seen:
        return
    seen.add(id(column))
    while stack:
        current, earlier = stack[-1]
        following = next((item for item in earlier if id(item) not in seen), None)
        if following is None:
            done.append(current)
            stack.pop()
        else:
            seen.add(id(following))
            stack.append((following, iter(before[id(following)])))


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.box.top + line.box.bottom, line.box.left)):
        if rows and all(level(other.box, line.box) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _above(line: Line, columns: Sequence[Column]) -> list[Column]:
    """Columns whose last line is the nearest above ``line`` in its part of the width."""
    reach = 4 * line.em
    found = []
    for column in columns:
        last = column.lines[-1].box
        if _share_width(last, line.box) > 0 and -0.6 * line.em < line.box.top - last.bottom <= reach:
            found.append(column)
    # What another candidate covers is not the nearest.
    return [
        column
        for column in found
        if not any(
            other is not column
            and other.lines[-1].box.top >= column.lines[-1].box.bottom - 1
            and _share_width(other.lines[-1].box, column.lines[-1].box) > 0
            for other in found
        )
    ]


def _stacks(above: Line, line: Line) -> bool:
    gap = line.box.top - above.box.bottom
    narrower = min(above.box.width, line.box.width)
    return gap <= _STACK_EMS * max(above.em, line.em) and _share_width(above.box, line.box) >= 0.3 * narrower


def _share_width(a: Rect, b: Rect) -> float:
    return min(a.right, b.right) - max(a.left, b.left)


def _precedes(a: Column, b: Column, columns: Sequence[Column], bars: Sequence[Rect]) -> bool:
    overlap = _share_width(a.box, b.box)
    if overlap > 0.1 * min(a.box.width, b.box.width):
        return a.box.top < b.box.top
    if a.box.left >= b.box.left:
        return False
    if any(_bars_off(bar, a.box, b.box) for bar in bars):
        return False
    return not any(_separates(c.box, a.box, b.box) for c in columns if c is not a and c is not b)


def _bars_off(bar: Rect, a: Rect, b: Rect) -> bool:
    """Whether ``a`` stands below a bar that spans both, and ``b`` on it or above."""
    between = b.bottom <= bar.bottom + 2 and bar.bottom <= a.top + 2
    return between and _share_width(bar, a) > 0 and _share_width(bar, b) > 0


def _separates(c: Rect, a: Rect, b: Rect) -> bool:
    """Whether ``c`` lies between two boxes in height and spans into the width of both."""
    between = b.bottom <= c.top + 2 and c.bottom <= a.top + 2
    return between and _share_width(c, a) > 0 and _share_width(c, b) > 0
