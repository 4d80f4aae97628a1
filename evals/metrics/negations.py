"""Negations: whether a claim turns its quote round by leaving out a "not".

Knows only claims that otherwise keep their quote's words; what is told in other words proves nothing here.
"""

from __future__ import annotations

import regex

from assistant.schema import Claim

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’]t\b)?")
NEGATIONS = frozenset(
    "not no never none nor neither without cannot tidak bukan belum tanpa không chưa hindi walang".split()
)
"""In English and in languages of the members that write with spaces."""


def dropped(claim: Claim) -> str | None:
    """The negation that a claim leaves out of words it otherwise quotes in a row; None if there is none.

    Source: polarity errors of claims (Pagnoni et al. 2021, FRANK, arXiv 2104.13346), for extracts.
    """
    said = _words(claim.text)
    quotes = [_words(citation.quote) for citation in claim.citations]
    if not said or any(_place(said, quote) is not None for quote in quotes):
        return None
    plain = [word for word in said if not _negates(word)]
    for quote in quotes:
        kept = [(number, word) for number, word in enumerate(quote) if not _negates(word)]
        at = _place(plain, [word for _, word in kept])
        if at is None or not plain:
            continue
        first, last = kept[at][0], kept[at + len(plain) - 1][0]
        lost = [word for word in quote[first : last + 1] if _negates(word)]
        if len(lost) > sum(map(_negates, said)):
            return lost[0]
    return None


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _negates(word: str) -> bool:
    return word in NEGATIONS or word.endswith(("n't", "n’t"))


def _place(part: list[str], whole: list[str]) -> int | None:
    """Where ``part`` stands in ``whole`` in a row."""
    span = len(part)
    return next((n for n in range(len(whole) - span + 1) if whole[n : n + span] == part), None)
