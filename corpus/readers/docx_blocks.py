"""The body of a DOCX, or of one of its notes or headers → blocks in document order.

Text boxes come right after the paragraph they hang on; of the two forms Word writes of one box (the
drawing and its fallback) only the first is read. Must not open files.
"""

from __future__ import annotations

from typing import Any

from corpus.models import Block, BlockKind
from corpus.readers.docx_styles import Styles, attribute, w
from corpus.readers.docx_unseen import Unseen
from corpus.readers.rows import is_header, row_block

__all__ = ["DocxBody", "attribute", "w"]

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_BLANKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("softHyphen"): ""}
_MARKS = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_SKIPPED = frozenset({_FALLBACK, w("del"), w("moveFrom"), w("pPr"), w("rPr"), w("instrText"), w("delText")})
_CHECK_BOXES = frozenset("☐☑☒")


class DocxBody:
    """Walks one tree; ``styles`` and ``unseen`` go on over all trees of a document."""

    def __init__(self, styles: Styles, unseen: Unseen) -> None:
        self._styles = styles
        self._unseen = unseen

    def blocks(self, parent: Any) -> list[Block]:
        """Blocks of everything below ``parent``."""
        found: list[Block] = []
        stack = list(reversed(parent))
        while stack:
            element = stack.pop()
            if element.tag == w("p"):
                found += self._paragraph(element)
            elif element.tag == w("tbl"):
                found += self._table(element)
            elif element.tag not in _SKIPPED and isinstance(element.tag, str):
                stack += reversed(element)
        return found

    def _paragraph(self, paragraph: Any) -> list[Block]:
        properties = paragraph.find(w("pPr"))
        text, notes, boxes = _inline(paragraph, self._unseen)
        inner = [block for box in boxes for block in self.blocks(box)]
        if not text.strip():
            return inner
        level = self._styles.heading_level(properties)
        number = self._styles.numbering(properties)
        marker = self._styles.marker(number) if number else ""
        if marker:
            notes = tuple((offset + len(marker) + 1, key) for offset, key in notes)
            text = f"{marker} {text}"
        kind = BlockKind.LIST_ITEM if number and not level else BlockKind.PARAGRAPH
        return [Block(BlockKind.HEADING if level else kind, text, level, notes=notes), *inner]

    def _table(self, table: Any) -> list[Block]:
        """Rows of at least two columns; a table of one column is a frame around its paragraphs."""
        grid = [self._row(row) for row in table.iterchildren(w("tr"), w("sdt")) if row.tag == w("tr")]
        width = max(map(len, grid), default=0)
        if width < 2:
            return self.blocks_of_cells(table)
        blocks: list[Block] = []
        columns: list[str] = []
        for row in grid:
            cells = row + [""] * (width - len(row))
            if not any(cell.strip() for cell in cells):
                continue
            if not blocks and len(grid) > 1 and (is_header(cells) or _is_marked_header(table)):
                columns = cells
                blocks.append(row_block(cells))
            else:
                blocks.append(row_block(cells, columns))
        return blocks

    def blocks_of_cells(self, table: Any) -> list[Block]:
        """Blocks of all cells, one after the other."""
        return [block for cell in table.iter(w("tc")) if _owner(cell) is table for block in self.blocks(cell)]

    def _row(self, row: Any) -> list[str]:
        cells: list[str] = []
        for cell in row.iter(w("tc")):
            if _owner(cell) is not row.getparent():
                continue
            text = "\n".join(block.text.replace(" | ", " / ") for block in self.blocks(cell))
            span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            extra = attribute(span, "val") if span is not None else None
            cells += [text] + [""] * (min(int(extra), 60) - 1 if extra and extra.isdigit() else 0)
        return cells


def _owner(cell: Any) -> Any:
    return next(cell.iterancestors(w("tbl")), None)


def _is_marked_header(table: Any) -> bool:
    return table.find(f"{w('tr')}/{w('trPr')}/{w('tblHeader')}") is not None


def _inline(paragraph: Any, unseen: Unseen) -> tuple[str, tuple[tuple[int, str], ...], list[Any]]:
    """Text, footnote marks with their offsets, and the text boxes that hang on the paragraph."""
    parts: list[str] = []
    notes: list[tuple[int, str]] = []
    boxes: list[Any] = []
    length = 0
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        part = ""
        if element.tag in _SKIPPED or not isinstance(element.tag, str):
            continue
        if element.tag == w("r") and unseen.takes(element):
            continue
        if element.tag == w("txbxContent"):
            boxes.append(element)
        elif element.tag in {w("t"), _MATH_TEXT}:
            part = element.text or ""
        elif element.tag in _BLANKS:
            part = _BLANKS[element.tag]
        elif element.tag in _MARKS:
            notes.append((length, f"{_MARKS[element.tag]}-{attribute(element, 'id')}"))
        elif element.tag == w("sym"):
            part = _symbol(attribute(element, "char"))
        else:
            stack += reversed(element)
        parts.append(part)
        length += len(part)
    return "".join(parts), tuple(notes), boxes


def _symbol(code: str | None) -> str:
    """A character of a symbol font, where its code means the same in Unicode."""
    try:
        char = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    return char if char in _CHECK_BOXES or not 0xE000 <= ord(char) <= 0xF8FF else ""
