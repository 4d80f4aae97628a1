"""Characters that show nothing, and which of them a script needs.

Knows characters only. Must not know files, pages or questions.

Why joiners are kept after some letters: they shape Khmer, Burmese, Indic and Arabic words and join
emoji; after a Latin letter they part a word that looks whole.
"""

from __future__ import annotations

from collections import Counter

import regex

_TAGS = "\U000e0000-\U000e007f"
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_WIDTHLESS = "\u00ad\u034f\u180b-\u180f\u200b\u2060-\u2064\ufeff"
_FILLERS = "\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_OTHERS = "\u061c\u200e\u200f\u206a-\u206f\ufff9-\ufffb\uffff"

INVISIBLE = regex.compile(
    rf"[{_TAGS}{_DIRECTIONS}{_WIDTHLESS}{_FILLERS}{_OTHERS}]"
    # A selector of a variant: of use after a symbol, a keycap or a Chinese character only.
    r"|(?<![\p{So}\p{Sk}\d#*‼⁉↔-↪▪-◾⤴⤵])\ufe0f|[\ufe00-\ufe0e]|(?<!\p{Han})[\U000e0100-\U000e01ef]"
)
JOINERS = regex.compile(
    r"(?<![[\p{L}\p{M}\p{So}\p{Sk}\ufe0f]--[\u0000-\u058f]])[\u200c\u200d]+|[\u200c\u200d]+(?=[\s\u200c\u200d]|$)",
    regex.V1,
)

_SUSPECT = (
    ("Unicode tags", regex.compile(rf"[{_TAGS}]")),
    ("changes of the writing direction", regex.compile(rf"[{_DIRECTIONS}]")),
    (
        "characters without width inside words",
        regex.compile(r"(?<=\p{Latin})[\u200b-\u200d\u2060-\u2064\ufeff](?=\p{Latin})"),
    ),
)


def visible(text: str) -> str:
    """The text without characters that show nothing; what they parted is one word again."""
    return JOINERS.sub("", INVISIBLE.sub("", text))


def suspects(text: str) -> Counter[str]:
    """How often characters occur that hide something, by what they are; soft hyphens and marks that
    say how bytes are ordered come with ordinary writing and are not counted.
    """
    if text.isascii():
        return Counter()
    counted = ((name, len(pattern.findall(text))) for name, pattern in _SUSPECT)
    return Counter({name: number for name, number in counted if number})
