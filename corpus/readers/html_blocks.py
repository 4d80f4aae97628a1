"""An HTML element → blocks in document order; must not decide what is main content.

Walks events instead of recursing: a page may nest deeper than Python's stack.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex
from lxml import etree, html

from corpus.models import Block, BlockKind
from corpus.readers.rows import is_header, row_block

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center details dd div dl dt fieldset figcaption figure "
    "footer form header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_NUMBER_ALONE = regex.compile(r"\d+\.")
_SPACE = regex.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class _Walk:
    """What was collected; ``parts`` are the pieces of the block that is open."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    preformatted: int = 0
    items: list[int] = field(default_factory=list)

    def text(self, text: str | None) -> None:
        if text:
            self.parts.append(text if self.preformatted else _SPACE.sub(" ", text))

    def flush(self) -> None:
        lines = [line.strip() for line in "".join(self.parts).split("\n")]
        text = "\n".join(filter(None, lines))
        if self.kind is BlockKind.LIST_ITEM and _NUMBER_ALONE.fullmatch(text):
            return  # its text comes in a block of its own
        if any(map(str.isalnum, text)):
            self.blocks.append(Block(self.kind, text, self.level))
        self.parts, self.level = [], 0


def blocks_of(root: html.HtmlElement) -> list[Block]:
    """Headings, paragraphs, list items and table rows below ``root``."""
    walk = _Walk()
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "end":
            _end(walk, element)
            walk.text(element.tail if element is not root else None)
        elif element.tag == "table" and _is_data(element):
            walk.flush()
            walk.blocks += _rows(element)
            events.skip_subtree()
        else:
            _start(walk, element)
            walk.text(element.text)
    walk.flush()
    return walk.blocks


def _start(walk: _Walk, element: html.HtmlElement) -> None:
    tag = element.tag
    if tag == "br":
        walk.parts.append("\n")
    elif tag in _HEADINGS:
        walk.flush()
        walk.kind, walk.level = BlockKind.HEADING, _HEADINGS[tag]
    elif tag in _BLOCK_TAGS and tag != "dd":
        walk.flush()
    if tag in {"ol", "ul"}:
        walk.items.append(_number(element.get("start"), 1) if tag == "ol" else 0)
    elif tag in {"li", "dt"}:
        walk.kind = BlockKind.LIST_ITEM
        walk.parts = [_marker(walk, element)] if tag == "li" else []
    elif tag == "dd":
        walk.kind = BlockKind.LIST_ITEM
        if walk.parts:
            walk.parts.append(": ")
    elif tag == "pre":
        walk.preformatted += 1


def _end(walk: _Walk, element: html.HtmlElement) -> None:
    tag = element.tag
    if tag in _HEADINGS or (tag in _BLOCK_TAGS and tag != "dt"):
        walk.flush()
    if tag in _HEADINGS:
        walk.kind, walk.level = BlockKind.PARAGRAPH, 0
    if tag in {"ol", "ul"} and walk.items:
        walk.items.pop()
    if tag in {"li", "dd", "dl"}:
        walk.parts = []
        inside = any(up.tag in {"li", "dl"} for up in element.iterancestors())
        walk.kind = BlockKind.LIST_ITEM if inside else BlockKind.PARAGRAPH
    elif tag == "pre":
        walk.preformatted -= 1


def _marker(walk: _Walk, element: html.HtmlElement) -> str:
    """The number a browser shows before an item of an ordered list."""
    if not walk.items or not walk.items[-1]:
        return ""
    number = _number(element.get("value"), walk.items[-1])
    walk.items[-1] = number + 1
    return f"{number}. "


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else default


def _is_data(table: html.HtmlElement) -> bool:
    """At least two columns, no table in a cell, and not declared as mere layout."""
    if table.get("role") in {"presentation", "none"} or table.xpath(".//td//table[.//td[2]]"):
        return False
    return any(len(row.xpath("./td|./th")) > 1 for row in table.iter("tr"))


def _rows(table: html.HtmlElement) -> list[Block]:
    blocks = [Block(BlockKind.PARAGRAPH, _inline(caption)) for caption in table.iter("caption")]
    grid, header_rows = _grid(table)
    columns: tuple[str, ...] = ()
    for number, row in enumerate(grid):
        if not any(row):
            continue
        named = number in header_rows or (number == 0 and not header_rows and len(row) > 2 and is_header(row))
        if named and not columns:
            columns = tuple(row) if len(grid) > 1 else ()
            blocks.append(row_block(row))
        else:
            blocks.append(row_block(row, columns))
    return [block for block in blocks if block.text.strip()]


def _grid(table: html.HtmlElement) -> tuple[list[list[str]], set[int]]:
    """Cells by row; a cell that spans several stands in its first and leaves the others empty."""
    grid: list[list[str]] = []
    header_rows: set[int] = set()
    open_spans: dict[int, int] = {}
    for number, row in enumerate(table.iter("tr")):
        cells = row.xpath("./td|./th")
        texts: list[str] = []
        for cell in cells:
            while open_spans.get(len(texts), 0) > 0:
                open_spans[len(texts)] -= 1
                texts.append("")
            rows = min(_number(cell.get("rowspan"), 1), 1000)
            for i in range(max(min(_number(cell.get("colspan"), 1), 100), 1)):
                open_spans[len(texts)] = rows - 1
                texts.append(_inline(cell) if i == 0 else "")
        while open_spans.get(len(texts), 0) > 0:
            open_spans[len(texts)] -= 1
            texts.append("")
        if cells and (all(cell.tag == "th" for cell in cells) or row.getparent().tag == "thead"):
            header_rows.add(number)
        grid.append(texts)
    width = max(map(len, grid), default=0)
    return [row + [""] * (width - len(row)) for row in grid], header_rows


def _inline(element: html.HtmlElement) -> str:
    """All text of a cell on one line, with a blank where a block inside it ends."""
    parts: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        block = part.tag in _BLOCK_TAGS or part.tag in _HEADINGS or part.tag == "br"
        parts.append(" " if block else "")
        parts.append((part.text if event == "start" else part.tail if part is not element else "") or "")
    return " ".join("".join(parts).split())
