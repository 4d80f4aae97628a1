"""Words that seem glued together ("citiesbetween"): found for a report, never changed.

Must not repair anything: a wrong split would put words into a source's mouth.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

import regex

_WORD = regex.compile(r"(?<!\p{L})\p{L}{6,40}+(?!\p{L})")
_SEAM = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})|(?<=\p{Lu}{2})(?=\p{Ll}{4})")
# Short words of running text that rarely end or begin a real compound.
_CONNECTING = frozenset(
    "and are been between for from have into that their them these this those through under "
    "were when where which while will with".split()
)
_ENDINGS = tuple(word for word in sorted(_CONNECTING) if len(word) >= 4)
_OPENING = frozenset("a as at he if in it its of on so the these they this to we".split())
_COMPOUNDS = frozenset("therefrom therewith herewith hereunder thereunder elsewhere everywhere".split())


def glued_words(text: str, known: Set[str]) -> tuple[str, ...]:
    """Words of ``text`` that look like two; ``known`` holds lower-case words of the document."""
    found = (word for word in _WORD.findall(text) if any(_glues(word, known)))
    return tuple(dict.fromkeys(found))


def _glues(word: str, known: Set[str]) -> Iterator[bool]:
    for seam in _SEAM.finditer(word):
        head, tail = word[: seam.start()].lower(), word[seam.start() :].lower()
        yield len(head) >= 5 and tail in _OPENING
        yield len(head) >= 3 and head in known and (tail in known or tail in _CONNECTING)
    lower = word.lower()
    if lower == word and lower.endswith(_ENDINGS) and lower not in _COMPOUNDS:
        for ending in _ENDINGS:
            head = lower.removesuffix(ending)
            yield len(head) >= 5 and head != lower and head in known
