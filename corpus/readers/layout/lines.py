"""Words → lines: pieces of text on one height that belong to one column.

The file's own order of words is the strongest sign of what belongs together: it keeps the wide gaps of
justified text inside a line and stops at a column's edge, where the next word stands a line lower.
Must not join lines to paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

from corpus.readers.pdf_page import Rect, Word

_SPACE_EMS = 0.8
"""A gap up to this many font sizes joins words whatever the file's order."""
_CHAIN_EMS = 12.0
"""A gap up to this joins words that follow each other in the file: justified lines, labels and values."""
_PAGE_NUMBER_EMS = 60.0
"""A gap up to this joins a page number with its title in a list of contents."""
_MARKER_EMS = 10.0
"""A gap up to this joins a list marker or paragraph number with what follows."""
_MARKER = regex.compile(
    r"^(?:[•●▪◦‣⁃∙·○■□➢➤✓❖*o–-]|[\uf000-\uf0ff]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,3})$"
)


@dataclass(frozen=True)
class Line:
    """Words on one height, left to right."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        """The words with one blank between them."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def box(self) -> Rect:
        """The box around all words."""
        return Rect(
            min(word.left for word in self.words),
            min(word.top for word in self.words),
            max(word.right for word in self.words),
            max(word.bottom for word in self.words),
        )

    @cached_property
    def size(self) -> float:
        """Font size of most of its characters."""
        weights: dict[float, int] = {}
        for word in self.words:
            weights[word.size] = weights.get(word.size, 0) + len(word.text)
        return max(weights, key=lambda size: (weights[size], size))

    @cached_property
    def bold(self) -> bool:
        """Whether nearly all letters are bold."""
        bold = sum(len(word.text) for word in self.words if word.bold)
        return bold >= 0.9 * sum(len(word.text) for word in self.words)

    @property
    def em(self) -> float:
        """The unit of its gaps: font size, or height where the size is unknown."""
        return self.size if self.size > 1 else max(self.box.height, 1.0)

    @cached_property
    def label_end(self) -> float | None:
        """Where the text beside a label begins, in a line like "Population      1.6 million"."""
        gaps = [b.left - a.right for a, b in pairwise(self.words)]
        if not gaps or is_marker(self.words[0].text):
            return None
        widest = max(gaps)
        others = [gap for gap in gaps if gap != widest]
        if widest < 2.5 * self.em or widest < 3 * max(others, default=0.0):
            return None
        return self.words[gaps.index(widest) + 1].left

    @property
    def starts_with_marker(self) -> bool:
        """Whether its first word is a bullet, a number or a letter of a list."""
        return len(self.words) > 1 and is_marker(self.words[0].text)


def is_marker(text: str) -> bool:
    """A bullet, "1.", "(a)", "iv." or a bare number."""
    return bool(_MARKER.match(text))


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Lines from top to bottom, those of one height from left to right."""
    chains = _merge(_chains(words))
    return sorted(map(Line, map(tuple, chains)), key=lambda line: (line.box.top, line.box.left))


def _chains(words: Sequence[Word]) -> list[list[Word]]:
    chains: list[list[Word]] = []
    for word in words:
        if chains and _follows(chains[-1], word):
            chains[-1].append(word)
        else:
            chains.append([word])
    return [piece for chain in chains for piece in _split(chain)]


def _follows(chain: list[Word], word: Word) -> bool:
    last = chain[-1]
    em = max(min(last.size, word.size), 1.0) if last.size > 1 else max(last.bottom - last.top, 1.0)
    reach = _PAGE_NUMBER_EMS if word.text.isdigit() and len(word.text) <= 4 else _CHAIN_EMS
    return level(last, word) and -0.5 * em <= word.left - last.right <= reach * em


def level(a: Word | Rect, b: Word | Rect) -> bool:
    """Whether two boxes share at least half of the lower one's height."""
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared >= 0.5 * min(a.bottom - a.top, b.bottom - b.top)


def _split(chain: list[Word]) -> list[list[Word]]:
    """Cut where one gap is far wider than all others: two columns written line by line."""
    gaps = [right.left - left.right for left, right in pairwise(chain)]
    if len(gaps) < 5 or is_marker(chain[0].text):
        return [chain]
    widest = max(range(2, len(gaps) - 2), key=gaps.__getitem__)
    others = sorted(gaps[:widest] + gaps[widest + 1 :])
    em = max(chain[0].size, 1.0)
    if gaps[widest] < 1.8 * em or gaps[widest] < 4 * max(others[-1], 0.1):
        return [chain]
    return [*_split(chain[: widest + 1]), *_split(chain[widest + 1 :])]


def _merge(chains: list[list[Word]]) -> list[list[Word]]:
    """Join pieces that touch on one height, and list markers with the text beside them."""
    rows = _rows(chains)
    merged: list[list[Word]] = []
    for row in rows:
        row.sort(key=lambda chain: chain[0].left)
        current = row[0]
        for chain in row[1:]:
            if _touch(current, chain):
                current = sorted(current + chain, key=lambda word: word.left)
            else:
                merged.append(current)
                current = chain
        merged.append(current)
    return merged


def _rows(chains: list[list[Word]]) -> list[list[list[Word]]]:
    """Chains by height: each joins the row whose last chain it shares its height with."""
    ordered = sorted(chains, key=lambda chain: (chain[0].middle, chain[0].left))
    rows: list[list[list[Word]]] = []
    for chain in ordered:
        near = [row for row in rows[-6:] if all(level(other[0], chain[0]) for other in row[-3:])]
        if near:
            near[-1].append(chain)
        else:
            rows.append([chain])
    return rows


def _touch(left: list[Word], right: list[Word]) -> bool:
    gap = right[0].left - max(word.right for word in left)
    em = max(min(left[-1].size, right[0].size), 1.0)
    if len(left) == 1 and is_marker(left[0].text) and not left[0].text.isdigit():
        return -em <= gap <= _MARKER_EMS * em * 0.6
    return -em <= gap <= _SPACE_EMS * em
