"""A text that remembers, for each of its characters, where in the raw text it came from.

Must not know what is repaired or why: it only rewrites and keeps the books.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

import regex

from corpus.models import OffsetMap


@dataclass(frozen=True, slots=True)
class Tracked:
    """``raw[i]`` is the raw offset of ``text[i]``; never decreasing."""

    text: str
    raw: list[int]
    raw_length: int

    @classmethod
    def of(cls, raw: str) -> Tracked:
        """The raw text itself, each character from its own place."""
        return cls(raw, list(range(len(raw))), len(raw))

    def sub(
        self, pattern: regex.Pattern[str], replace: str | Callable[[regex.Match[str]], str | None]
    ) -> Tracked:
        """Replace every match; a function that returns None leaves its match as it is."""
        edits = []
        for match in pattern.finditer(self.text):
            new = replace if isinstance(replace, str) else replace(match)
            if new is not None and new != match[0]:
                edits.append((match.start(), match.end(), new))
        return self.edit(edits) if edits else self

    def edit(self, edits: Iterable[tuple[int, int, str]]) -> Tracked:
        """Apply (start, end, new text) edits, in order and without overlap."""
        parts: list[str] = []
        raw: list[int] = []
        done = 0
        for start, end, new in edits:
            parts += [self.text[done:start], new]
            raw += self.raw[done:start]
            raw += _spread(self.text[start:end], new, self.raw[start:end] or self.raw[start : start + 1])
            done = end
        parts.append(self.text[done:])
        raw += self.raw[done:]
        return Tracked("".join(parts), raw, self.raw_length)

    def offsets(self) -> OffsetMap:
        """The same knowledge as runs: a new one wherever the two texts stop advancing together."""
        starts = [0] + [i + 1 for i, (a, b) in enumerate(pairwise(self.raw)) if b != a + 1]
        if not self.raw:
            return OffsetMap((0,), (0,), self.raw_length)
        return OffsetMap(tuple(starts), tuple(self.raw[i] for i in starts), self.raw_length)


def _spread(old: str, new: str, raw: list[int]) -> list[int]:
    """Raw offsets for ``new``: its shared head and tail keep their own, the middle shares the rest."""
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if not raw:
        return [0] * len(new)
    last = max(len(old) - tail - 1, head)
    middle = [raw[min(head + i, last, len(raw) - 1)] for i in range(len(new) - head - tail)]
    return raw[:head] + middle + (raw[len(old) - tail :] if tail else [])
