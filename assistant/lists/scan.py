"""A text whose understood parts are taken out one by one, so that what is left is not understood.

Must not know what any word means.
"""

from __future__ import annotations

import regex

TAKEN = "\x00"
"""Stands for each character that was taken, so that offsets stay."""

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'&/-]*")


class Scan:
    """The rest of a text while it is read."""

    def __init__(self, text: str) -> None:
        self.rest = text

    def take(self, pattern: regex.Pattern[str]) -> regex.Match[str] | None:
        """The first match, taken out; None where there is none."""
        match = pattern.search(self.rest)
        if match is not None:
            self.cut(match.start(), match.end())
        return match

    def take_all(self, pattern: regex.Pattern[str]) -> list[regex.Match[str]]:
        """All matches, taken out."""
        matches = list(pattern.finditer(self.rest))
        for match in matches:
            self.cut(match.start(), match.end())
        return matches

    def cut(self, start: int, end: int) -> None:
        """Take out a span."""
        self.rest = self.rest[:start] + TAKEN * (end - start) + self.rest[end:]

    def words(self) -> list[regex.Match[str]]:
        """The words that are left, with their places."""
        return list(_WORD.finditer(self.rest))
