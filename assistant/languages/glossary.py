"""The glossaries that ship with the project: words and phrases of a language with their English.

One YAML file a language. ``asks`` are words that ask and go first in English, ``words`` all others,
``drop`` those that English does without. A key matches whatever its case; a star at its end stands for
case endings; ``{n}`` stands for a number and ``{m}`` for the number of a month, told in English as
``{n}``, ``{nth}``, ``{year}`` (of the common era) or ``{month}``. Must not read questions.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex
from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpus.data_files import read_data
from indexing.digits import ascii_digits

FOLDER = Path(__file__).parent / "glossary"
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))

_UNSPACED = frozenset({"th", "lo", "km", "my", "zh"})
_TWO_PARTS = (("\u0e4d\u0e32", "\u0e33"), ("\u0ecd\u0eb2", "\u0eb3"))
_SLOT = regex.compile(r"\\\{([nmk])\\\}")


class GlossaryFile(BaseModel):
    """A glossary as it is written.

    Attributes:
        checked: whether somebody who speaks the language has checked it.
        typed: sign → the sign it is looked up as.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    checked: bool
    asks: dict[str, str]
    words: dict[str, str]
    drop: list[str]
    typed: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a key says in English, and whether it asks."""

    english: str
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that begins at a place in a text and ends at ``end``, with the numbers in its slots."""

    entry: Entry
    end: int
    numbers: Mapping[str, int]


class Glossary:
    """The words of one language, ready to be looked up."""

    def __init__(self, language: str, content: GlossaryFile) -> None:
        self.language = language
        self.is_spaced = language not in _UNSPACED
        self._typed = str.maketrans(content.typed)
        entries = {self._key(key): Entry("") for key in content.drop}
        entries |= {self._key(key): Entry(english) for key, english in content.words.items()}
        entries |= {self._key(key): Entry(english, asks=True) for key, english in content.asks.items()}
        slots = {key: entry for key, entry in entries.items() if "{" in key}
        self._entries = {key.rstrip("*"): entry for key, entry in entries.items() if key not in slots}
        self._plain = self._pattern(key for key in entries if key not in slots)
        self._slotted = [(self._pattern([key]), entry) for key, entry in slots.items()]

    def folded(self, text: str) -> str:
        """The text as it is looked up, every character at its place."""
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(self._typed))

    def at(self, text: str, start: int) -> Found | None:
        """The longest entry that begins at ``start`` of a folded text."""
        found = [
            Found(entry, match.end(), {name: int(n) for name, n in match.groupdict().items() if n})
            for pattern, entry in self._slotted
            if (match := pattern.match(text, start))
        ]
        if match := self._plain.match(text, start):
            found.append(Found(self._entry(match.group()), match.end(), {}))
        return max(found, key=lambda one: one.end, default=None)

    def _key(self, key: str) -> str:
        return self.folded(typed_alike(key))

    def _entry(self, matched: str) -> Entry:
        """The entry of a key without the ending that its star stood for."""
        key = " ".join(matched.split())
        while key not in self._entries:
            key = key[:-1]
        return self._entries[key]

    def _pattern(self, keys: Iterable[str]) -> regex.Pattern[str]:
        ordered = sorted(keys, key=len, reverse=True)
        gap = r"\s+" if self.is_spaced else r"\s*"
        alternatives = "|".join(self._alternative(key).replace(r"\ ", gap) for key in ordered)
        if self.is_spaced:
            return regex.compile(
                rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:{alternatives})(?![\p{{L}}\p{{M}}\p{{N}}])"
            )
        return regex.compile(rf"(?:{alternatives})(?!\p{{M}})")

    @staticmethod
    def _alternative(key: str) -> str:
        typed = regex.escape(key.rstrip("*"))
        typed = _SLOT.sub(r"(?<!\\d)(?P<\1>\\d{1,4})(?!\\d)", typed)
        return rf"{typed}[\p{{L}}\p{{M}}]*" if key.endswith("*") else typed


def typed_alike(text: str) -> str:
    """The text in NFC with ASCII digits, Thai and Lao "am" as one sign."""
    text = ascii_digits(unicodedata.normalize("NFC", text))
    for two, one in _TWO_PARTS:
        text = text.replace(two, one)
    return text


@cache
def glossary(language: str) -> Glossary | None:
    """The glossary of a language by its tag, regions left out; None where there is none.

    Raises:
        CorpusInvalid: its file is broken.
    """
    base = language.split("-")[0].casefold()
    if base not in LANGUAGES:
        return None
    return Glossary(base, read_data(TypeAdapter(GlossaryFile), FOLDER / f"{base}.yaml"))
