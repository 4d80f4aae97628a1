"""Running headers, footers and page numbers, found by repetition at the same height over pages.

Must not look at what the words mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from corpus.readers.layout.lines import Line

_MARGIN = 0.12
"""Share of the page's height, at the top and at the bottom, where furniture stands."""
_DIGITS = regex.compile(r"\d+")
_PAGE_NUMBER = regex.compile(
    r"^(?:(?:page|p\.)\s*)?[-–(]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–)]?(?:\s*(?:of|/)\s*\d{1,4})?$", regex.I
)
_STEP = 6.0

Key = tuple[str, int]


def furniture_keys(pages: Sequence[tuple[Sequence[Line], float]]) -> frozenset[Key]:
    """Keys of lines that repeat; ``pages`` are (lines, page height)."""
    counts: Counter[Key] = Counter()
    for lines, height in pages:
        keys = {key for line in lines for key in _keys(line, height)}
        counts.update(keys)
    enough = 3 if len(pages) > 4 else 2
    return frozenset(key for key, count in counts.items() if count >= enough)


def is_furniture(line: Line, height: float, keys: frozenset[Key]) -> bool:
    """Whether a line of a page of this height is furniture."""
    return any(key in keys for key in _keys(line, height))


def _keys(line: Line, height: float) -> list[Key]:
    """What a line is recognised by: its text without digits, its height in coarse steps (two of them)."""
    if height <= 0:
        return []
    from_top = line.box.top / height
    if from_top > _MARGIN and line.box.bottom / height < 1 - _MARGIN:
        return []
    text = line.text.strip()
    key = "#" if _PAGE_NUMBER.match(text) else _DIGITS.sub("#", text).casefold()
    # Measured from the nearer edge, so that landscape pages repeat portrait ones.
    place = line.box.top if from_top < 0.5 else height - line.box.bottom
    side = 1 if from_top < 0.5 else -1
    return [
        (key, side * (1 + int(place / _STEP))),
        (key, side * (1 + int((place + _STEP / 2) / _STEP)) * 1000),
    ]
