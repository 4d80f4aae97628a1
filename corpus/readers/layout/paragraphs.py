"""Columns of lines → paragraphs, list items and headings.

Must not reorder: what comes in in reading order goes out in reading order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from corpus.models import Block, BlockKind
from corpus.readers.layout.lines import Line
from corpus.readers.layout.order import Column

_BULLET = regex.compile(r"^(?:[•●▪◦‣⁃∙·○■□➢➤✓❖\uf000-\uf0ff]|[-–*o](?=\s))\s*(?=\S)")
_ITEM = regex.compile(r"^(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,5})[.)])\s+(?=\S)")
_CAPTION = regex.compile(
    r"(?i)^(?:exhibit|figure|fig\.|table|chart|source|photo|picture|note|annex)s?\b.{0,6}[\d:]"
)
_ENDS = regex.compile(r"[.!?;:][\"'”’)\]]*$")
_FIGURE = regex.compile(r"^[\d.,]+\s*%?$")
_LETTER = regex.compile(r"\p{L}")
_STOPS = regex.compile(r"[.!?:][\"'”’)\]]*$")
_LARGER = 1.15
_MAX_HEADING_LENGTH = 160
_OFTEN = 3
_LONG_LINE = 60
_PARAGRAPH_GAP = 0.45
"""A blank of this many line heights more than usual in the column begins a paragraph."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines with line ends between them."""
        return "\n".join(line.text for line in self.lines)

    @property
    def style(self) -> tuple[float, bool]:
        """Font size, to half a point, and weight."""
        line = max(self.lines, key=lambda line: len(_LETTER.findall(line.text)))
        return round(line.size * 2) / 2, line.bold


def paragraphs_of(columns: Sequence[Column], body: float) -> list[Paragraph]:
    """Paragraphs of all columns; one that a column's end cuts in two is made whole."""
    whole: list[Paragraph] = []
    for column in columns:
        pieces = _in_column(column, body)
        if whole and pieces and _continues(whole[-1], pieces[0]):
            whole[-1].lines += pieces.pop(0).lines
        whole += pieces
    return whole


def blocks_of(paragraphs: Sequence[Paragraph], levels: dict[tuple[float, bool], int]) -> list[Block]:
    """Blocks with the level of each heading."""
    blocks = []
    for paragraph in paragraphs:
        text = _without_bullet(paragraph.text) if paragraph.kind is BlockKind.LIST_ITEM else paragraph.text
        level = levels.get(paragraph.style, 6) if paragraph.kind is BlockKind.HEADING else 0
        if text.strip():
            blocks.append(Block(paragraph.kind, text, level))
    return blocks


def heading_levels(paragraphs: Sequence[Paragraph]) -> dict[tuple[float, bool], int]:
    """The larger the type, the higher the heading; of one size, bold is higher.

    Only styles in use several times make a level of their own: covers and posters would otherwise push
    every real heading to the lowest level. The largest of the rare ones is the title.
    """
    counts = Counter(paragraph.style for paragraph in paragraphs if paragraph.kind is BlockKind.HEADING)
    ranked = sorted(counts, reverse=True)
    tiers = [style for rank, style in enumerate(ranked) if rank == 0 or counts[style] >= _OFTEN]
    return {style: min(1 + sum(tier > style for tier in tiers), 6) for style in ranked}


def _in_column(column: Column, body: float) -> list[Paragraph]:
    usual = _usual_gap(column.lines)
    found: list[Paragraph] = []
    for line in column.lines:
        kind = _kind(line, body)
        if kind is BlockKind.HEADING and found and _goes_on(found[-1], line, usual):
            kind = BlockKind.PARAGRAPH
        if found and _breaks_off(found[-1], line, usual):
            found[-1].kind = kind = BlockKind.PARAGRAPH
        if found and not _begins(found[-1], line, kind, column, usual):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph(kind, [line]))
    return _figures_to_headings([_settle(paragraph) for paragraph in found])


def _goes_on(open_one: Paragraph, line: Line, usual: float) -> bool:
    """A line in the type of the text right above it is no heading, however large or bold that type is."""
    last = open_one.lines[-1]
    same = abs(line.size - last.size) <= 0.5 and line.bold == last.bold
    return same and open_one.kind is not BlockKind.HEADING and _step(last, line) <= usual + 0.3 * line.em


def _breaks_off(open_one: Paragraph, line: Line, usual: float) -> bool:
    """A long "heading" that goes on in small letters right below is the first line of a paragraph."""
    last = open_one.lines[-1]
    near = _step(last, line) <= usual + 0.3 * line.em
    long = open_one.kind is BlockKind.HEADING and len(last.text) > _LONG_LINE
    return long and near and line.text[:1].islower() and abs(line.size - last.size) <= 0.2 * last.size


def _figures_to_headings(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """A figure that stands right above a heading ("25 %") belongs to it, not to what came before."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        above = kept[-1] if kept else None
        if above and paragraph.kind is BlockKind.HEADING and _FIGURE.match(above.text):
            paragraph.lines = above.lines + paragraph.lines
            kept.pop()
        kept.append(paragraph)
    return kept


def _step(last: Line, line: Line) -> float:
    """From one line's middle to the next: tops differ where types do."""
    return (line.box.top + line.box.bottom - last.box.top - last.box.bottom) / 2


def _usual_gap(lines: Sequence[Line]) -> float:
    gaps = sorted(b.box.top - a.box.top for a, b in pairwise(lines))
    return gaps[len(gaps) // 4] if gaps else 0.0


def _kind(line: Line, body: float) -> BlockKind:
    text = line.text
    heading = (line.size >= _LARGER * body or (line.bold and line.size >= 0.9 * body)) and _can_head(text)
    if heading:
        return BlockKind.HEADING
    if _BULLET.match(text) or _ITEM.match(text):
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH


def _can_head(text: str) -> bool:
    return (
        len(_LETTER.findall(text)) >= 2
        and len(text) <= _MAX_HEADING_LENGTH
        and not _CAPTION.match(text)
        and not _BULLET.match(text)
    )


def _begins(open_one: Paragraph, line: Line, kind: BlockKind, column: Column, usual: float) -> bool:
    """Whether ``line`` begins something new below the open paragraph."""
    last = open_one.lines[-1]
    step = _step(last, line)
    if step > usual + _PARAGRAPH_GAP * line.em and step > 1.25 * line.em:
        return True
    if abs(line.size - last.size) > 0.2 * max(line.size, last.size):
        return True
    if BlockKind.HEADING in {kind, open_one.kind}:
        return kind is not open_one.kind or abs(line.size - last.size) > 0.5 or line.bold != last.bold
    if _BULLET.match(line.text) or (_ITEM.match(line.text) and _could_follow(open_one, last)):
        return True
    if _is_numbered(line) or _is_labelled(last, line):
        return True
    if open_one.kind is BlockKind.LIST_ITEM:
        return line.box.left < open_one.lines[0].box.left - line.em and bool(_STOPS.search(last.text))
    return _is_short(last, line, column) and bool(_STOPS.search(last.text)) and not line.text[0].islower()


def _is_numbered(line: Line) -> bool:
    return line.starts_with_marker and line.words[1].left - line.words[0].right > 1.2 * line.em


def _is_labelled(last: Line, line: Line) -> bool:
    """A label with its value stands for itself; what follows below the value still belongs to it."""
    if line.label_end is not None:
        return True
    return last.label_end is not None and line.box.left < last.label_end - line.em


def _could_follow(open_one: Paragraph, last: Line) -> bool:
    """At a line's start "1." or "a." is a marker after an item or a finished sentence, else mere text."""
    return open_one.kind is BlockKind.LIST_ITEM or bool(_ENDS.search(last.text)) or len(open_one.lines) == 1


def _is_short(last: Line, line: Line, column: Column) -> bool:
    """Whether the first word of ``line`` would still have fitted on the last one."""
    first = line.words[0]
    return last.box.right + (first.right - first.left) + 0.5 * line.em < column.box.right - line.em


def _settle(paragraph: Paragraph) -> Paragraph:
    """A long bold passage or one that ends like a sentence is no heading."""
    text = paragraph.text
    if paragraph.kind is BlockKind.HEADING and (
        len(text) > _MAX_HEADING_LENGTH or (text.rstrip().endswith((".", ";", ",")) and len(text.split()) > 5)
    ):
        paragraph.kind = BlockKind.LIST_ITEM if _ITEM.match(text) else BlockKind.PARAGRAPH
    return paragraph


def _continues(open_one: Paragraph, following: Paragraph) -> bool:
    """Whether a paragraph goes on at the top of the next column."""
    if open_one.kind is BlockKind.HEADING or following.kind is not BlockKind.PARAGRAPH:
        return False
    last, first = open_one.lines[-1], following.lines[0]
    if abs(last.size - first.size) > 0.6 or _STOPS.search(last.text):
        return False
    starts_low = bool(regex.match(r"[\p{Ll}(]", first.text))
    return starts_low or (
        not _ENDS.search(last.text)
        and last.bold == first.bold
        and len(open_one.lines) >= 3
        and len(following.lines) >= 3
    )


def _without_bullet(text: str) -> str:
    return _BULLET.sub("", text, count=1)
