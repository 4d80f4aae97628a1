"""The numbers of a sentence, and whether one of them counts the thing asked for. Must not rank."""

from __future__ import annotations

import regex

from indexing.analysis import terms
from indexing.lexical import stems

_COUNTED = regex.compile(
    r"\bhow many\s+(?P<thing>.+?)\s+"
    r"(?:are|is|was|were|do|does|did|have|has|had|can|could|will|would|there|take|in|of)\b",
    regex.IGNORECASE,
)
_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
    " hundred thousand million billion"
)
_SPELT = frozenset(stems(_WORDS.split()))
_REACH = 5
"""Words after a number in which the thing it counts is expected."""


def numbers(text: str) -> frozenset[str]:
    """The numbers written in digits, without thousands separators."""
    return frozenset(word for word in terms(text).words if word[0].isdigit())


def counted(question: str) -> frozenset[str]:
    """The stems of what a "how many …" question wants counted; empty for any other question."""
    found = _COUNTED.search(question)
    return frozenset(stems(terms(found.group("thing")).words)) if found else frozenset()


def counts(text: str, thing: frozenset[str], given: frozenset[str]) -> float:
    """Share of the thing's words that follow closely behind a number which the question did not give."""
    if not thing:
        return 0.0
    words = stems(terms(text).words)
    best = 0
    for position, word in enumerate(words):
        if (word[0].isdigit() and word not in given) or word in _SPELT:
            best = max(best, len(thing & set(words[position + 1 : position + 1 + _REACH])))
    return best / len(thing)
