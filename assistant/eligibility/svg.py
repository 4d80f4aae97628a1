"""Paints the tree of a rule as SVG: boxes below each other, indented, joined by lines.

Needs no font, script or other file; every text is escaped. Must not know how rules are told.

Why: a list of indented boxes and not a fan, for conditions are sentences; a fan of twelve sentences is wider
than any page, while this one prints on A4 and reads from top to bottom. Widths are estimated from the
number of characters, on the generous side, so that no renderer's font runs out of its box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from textwrap import wrap

from assistant.eligibility.drawing import Branch, Drawing, Kind, detail, heading

WIDTH = 900
"""Of the picture, in pixels."""

_MARGIN, _INDENT, _GAP, _PADDING = 16, 28, 10, 10
_LINE, _CHARACTER = 18, 7.4
"""Height of a line and estimated width of a character at 13 pixels."""

_FILL = {
    Kind.ALL: "#e8eef7",
    Kind.ANY: "#e8f4ea",
    Kind.TESTED: "#ffffff",
    Kind.JUDGED: "#fdf3d8",
    Kind.SILENT: "#f7e6e6",
    Kind.SHOWN: "#f4f4f4",
}


@dataclass(frozen=True, slots=True)
class _Box:
    """A branch in its place, with the lines that stand in it."""

    tree: Branch
    left: int
    top: int
    head: tuple[str, ...]
    test: tuple[str, ...]
    parts: tuple[_Box, ...]

    @property
    def bottom(self) -> int:
        """Where the box itself ends; its parts follow below."""
        return self.top + 2 * _PADDING + _LINE * (len(self.head) + len(self.test))

    @property
    def end(self) -> int:
        """Where the last of its parts ends."""
        return self.parts[-1].end if self.parts else self.bottom


def svg(drawings: Sequence[Drawing], title: str) -> str:
    """All ``drawings`` below each other as one SVG document; ``title`` is read out, not shown."""
    painted: list[str] = []
    top = _MARGIN
    for drawing in drawings:
        painted.append(_text(drawing.title, _MARGIN, top + _LINE, 'font-size="16" font-weight="bold"'))
        box = _placed(drawing.tree, _MARGIN, top + _LINE + _MARGIN)
        painted += _painted(box)
        top = box.end + 2 * _MARGIN
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top}" '
            f'viewBox="0 0 {WIDTH} {top}" role="img" aria-labelledby="title" '
            'font-family="sans-serif" font-size="13">',
            f'<title id="title">{escape(title)}</title>',
            f'<rect width="{WIDTH}" height="{top}" fill="#ffffff"/>',
            *painted,
            "</svg>\n",
        )
    )


def _placed(tree: Branch, left: int, top: int) -> _Box:
    letters = int((WIDTH - _MARGIN - left - 2 * _PADDING) / _CHARACTER)
    head, test = (
        tuple(wrap(text, letters, break_on_hyphens=False)) for text in (heading(tree), detail(tree))
    )
    box = _Box(tree, left, top, head, test, ())
    parts: list[_Box] = []
    for part in tree.parts:
        parts.append(_placed(part, left + _INDENT, (parts[-1].end if parts else box.bottom) + _GAP))
    return replace(box, parts=tuple(parts))


def _painted(box: _Box) -> Iterator[str]:
    dashed = ' stroke-dasharray="4 3"' if box.tree.kind is Kind.SHOWN else ""
    width, height = WIDTH - _MARGIN - box.left, box.bottom - box.top
    yield (
        f'<rect x="{box.left}" y="{box.top}" width="{width}" height="{height}" '
        f'rx="4" fill="{_FILL[box.tree.kind]}" stroke="#667085"{dashed}/>'
    )
    baseline = box.top + _PADDING + 13
    for line in box.head:
        yield _text(line, box.left + _PADDING, baseline)
        baseline += _LINE
    for line in box.test:
        yield _text(line, box.left + _PADDING, baseline, 'fill="#475467" font-size="12"')
        baseline += _LINE
    if box.parts:
        yield _joined(box)
    for part in box.parts:
        yield from _painted(part)


def _joined(box: _Box) -> str:
    """One line down from a box, and one across to each of its parts."""
    down = box.left + _INDENT // 2
    levels = [part.top + _PADDING + _LINE // 2 for part in box.parts]
    across = "".join(f"M{down} {level}H{part.left}" for level, part in zip(levels, box.parts, strict=True))
    return f'<path d="M{down} {box.bottom}V{levels[-1]}{across}" fill="none" stroke="#667085"/>'


def _text(line: str, left: int, baseline: int, style: str = "") -> str:
    return f'<text x="{left}" y="{baseline}"{f" {style}" if style else ""}>{escape(line)}</text>'
