"""Whether a standalone question that something else proposed may be used: it must not invent anything.

Must not propose.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import regex

from assistant.names import known_names
from assistant.rewriting import times, tongues
from assistant.schema import MAX_QUESTION_CHARACTERS

Proposer = Callable[[str, tuple[str, ...]], str | None]
"""From a turn and the turns before it, a standalone question; None where it has none."""

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'\-]*")
_NUMBER = regex.compile(r"\p{N}+(?:[.,]\p{N}+)*")
_ENDING = regex.compile(r"['’]s?$")


def is_faithful(made: str, turns: Sequence[str], present: int) -> bool:
    """Whether every name and number comes from the turns, or is a year counted from one of theirs."""
    if not made.strip() or len(made) > MAX_QUESTION_CHARACTERS or "\n" in made.strip():
        return False
    said = " ".join(turns)
    named = _names(made) <= _names(said) and _capitals(made) <= _words(said)
    return named and _numbers(made) <= _numbers(said) | _counted(said, present)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))


def _counted(said: str, present: int) -> frozenset[str]:
    """The years that "the year before" may mean, where a turn counts so."""
    distance = times.relative(said)
    by = distance.shift if distance is not None else tongues.shift(said)
    if by is None:
        return frozenset()
    return frozenset(str(int(year) + by) for year in (*times.YEAR.findall(said), present))


def _names(text: str) -> frozenset[str]:
    """The names on record, by their ids."""
    return frozenset(mention.id for mention in known_names().find(text))


def _capitals(text: str) -> frozenset[str]:
    """Words that carry a capital though they do not begin the text."""
    found = (m.group() for m in _WORD.finditer(text) if m.start())
    return frozenset(_ENDING.sub("", word).casefold() for word in found if word[:1].isupper())


def _words(text: str) -> frozenset[str]:
    return frozenset(_ENDING.sub("", m.group()).casefold() for m in _WORD.finditer(text))
