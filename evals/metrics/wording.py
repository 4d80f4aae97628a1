"""What an answer says, and whether a pattern or a spelling occurs in it.

Must not know cases: it is given texts and patterns.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from assistant.schema import Answer
from corpus.normalise import fold

_MARK = regex.compile(r"\s?\[\d{1,3}\]")
# Scripts without spaces have no whole words to look for: a name there may touch its neighbours.
_LETTER = r"[[\p{L}\p{M}\p{N}]--[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Han}\p{Hiragana}\p{Katakana}]]"


def said(answer: Answer) -> str:
    """All that an answer asserts, a part a line, without the numbers of its citations.

    Values of a conflict are left out, as they are what sources say, and so is what was also read.
    """
    claims = (claim.text for claim in answer.claims)
    items = (item.text for item in answer.list.items) if answer.list else ()
    return "\n".join(filter(None, (_MARK.sub("", answer.text), answer.reason, *claims, *items)))


def occurs(pattern: str, text: str) -> bool:
    """Whether a pattern is found, without regard to case, in the text as it is or in its NFKC form."""
    search = _compiled(pattern).search
    return bool(search(text) or search(_folded(text)))


def spelled(spellings: Iterable[str], text: str) -> bool:
    """Whether one of the spellings stands in the text as whole words.

    A spelling is a pattern and also stands for itself, so that "Grab (Thailand)" needs no escapes. "26" is
    not found in "126", "26.5" or "26,000".
    """
    return any(occurs(_whole(spelling), text) for spelling in spellings)


@cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.IGNORECASE)


@cache
def _whole(spelling: str) -> str:
    either = f"(?:{spelling}|{regex.escape(spelling)})"
    before = rf"(?V1)(?<!{_LETTER})(?:(?<!\d[.,])|(?!\d))"
    return rf"{before}{either}(?!{_LETTER})(?:(?<!\d)|(?![.,]\d))"


def _folded(text: str) -> str:
    """NFKC line by line, so that a pattern with anchors still sees the lines."""
    return "\n".join(map(fold, text.splitlines()))
