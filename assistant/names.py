"""Finds the cities, states and programmes that a text names, in any spelling the records know.

Longest spelling first, so that "Ho Chi Minh City" is not also "Ho Chi Minh". Must not guess: what no
record spells so is no name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial

import regex

from assistant.compose.parts import NamesIn
from corpus.city_records import City
from corpus.governance_records import State
from corpus.records import Records, records


class NameKind(StrEnum):
    """What a name names."""

    CITY = "city"
    STATE = "state"
    PROGRAMME = "programme"


PLACES = frozenset({NameKind.CITY, NameKind.STATE})
"""The kinds of names that name a place."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: ``text[start:end]``; ``id`` is the record's id, a state's its code.

    ``state``: the code of the state that goes by the same name as the city.
    """

    kind: NameKind
    id: str
    start: int
    end: int
    state: str | None = None


# What belongs to a state is called after it; the records hold names only.
_ADJECTIVES = {
    "BN": "Bruneian",
    "KH": "Cambodian Khmer",
    "ID": "Indonesian",
    "LA": "Lao Laotian",
    "MY": "Malaysian",
    "MM": "Burmese",
    "PH": "Philippine Filipino",
    "SG": "Singaporean",
    "TH": "Thai",
    "TL": "Timorese",
    "VN": "Vietnamese",
}
_NETWORK = "ASCN"
"""Also short for membership in the network, which is on record as a programme; it means the network."""

_SHORTEST = 3
"""Characters of a spelling in Latin script: two letters such as "KL" are names only in capitals."""

_UNSPACED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Han}\p{Hiragana}\p{Katakana}]")
_INFLECTED = regex.compile(r"\p{Tamil}")
_ENDING = r"[\p{Tamil}\p{M}]{0,10}"
"""Tamil joins its case endings to the name: "சிங்கப்பூர்", in Singapore "சிங்கப்பூரில்"."""

_LATIN = regex.compile(r"\p{Latin}")
_VIRAMA = "\u0bcd"
_TWO_PARTS = (("\u0e4d\u0e32", "\u0e33"), ("\u0ecd\u0eb2", "\u0eb3"))
"""Thai and Lao "am" typed as two signs, and as the one the records hold."""


class Names:
    """The spellings of all records, ready to be found."""

    def __init__(self, held: Records) -> None:
        self._by_spelling: dict[str, tuple[NameKind, str]] = {}
        for kind, id_, spellings in _spellings(held):
            for spelling in spellings:
                # A city wins over the state of its name: Singapore is both.
                self._by_spelling.setdefault(_key(spelling), (kind, id_))
        self._pattern = _pattern(self._by_spelling)
        names = {state.name: state.code for state in held.states.values()}
        self._states = {city.id: names[city.name] for city in held.cities.values() if city.name in names}

    @property
    def spellings(self) -> Iterable[str]:
        """Every spelling of every name, in lower case."""
        return self._by_spelling.keys()

    def find(self, text: str) -> list[Mention]:
        """The names in a text, in their order, none inside another."""
        found = []
        for match in self._pattern.finditer(text):
            spelling = match.group()
            if len(spelling) < _SHORTEST and not spelling.isupper() and spelling.isascii():
                continue
            kind, id_ = self._by_spelling[self._spelt(_key(spelling))]
            state = self._states.get(id_) if kind is NameKind.CITY else None
            found.append(Mention(kind, id_, match.start(), match.end(), state))
        return found

    def _spelt(self, key: str) -> str:
        """The key without the ending that its language joins to it."""
        while key not in self._by_spelling:
            key = key[:-1]
        return key


def _key(spelling: str) -> str:
    """What a spelling is known by, however it is typed."""
    folded = unicodedata.normalize("NFC", spelling.casefold())
    for two, one in _TWO_PARTS:
        folded = folded.replace(two, one)
    return folded.rstrip(_VIRAMA) if _INFLECTED.search(folded) else folded


def local_spellings(held: City | State) -> Iterator[str]:
    """The spellings of a city's or state's name in other languages, in any order, and those without marks.

    Why: many type Vietnamese without its signs, "Thai Lan" for Thái Lan.
    """
    for spelling in (spelling for spellings in held.local_names.values() for spelling in spellings):
        yield spelling
        if _LATIN.match(spelling) and (plain := _unmarked(spelling)) != spelling:
            yield plain


def _unmarked(spelling: str) -> str:
    bare = unicodedata.normalize("NFD", spelling.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def _spellings(held: Records) -> Iterator[tuple[NameKind, str, Iterable[str]]]:
    for city in held.cities.values():
        yield NameKind.CITY, city.id, (city.name, *city.aliases, *local_spellings(city))
    for state in held.states.values():
        adjectives = _ADJECTIVES.get(state.code, "").split()
        yield (
            NameKind.STATE,
            state.code,
            (state.name, *state.aliases, *local_spellings(state), *adjectives),
        )
    for programme in held.programmes.values():
        aliases = (alias for alias in programme.aliases if alias != _NETWORK)
        names = (programme.name, *aliases, *programme.local_names.values())
        yield NameKind.PROGRAMME, programme.id, names


def _pattern(keys: Iterable[str]) -> regex.Pattern[str]:
    ordered = sorted(keys, key=len, reverse=True)
    inflected = "|".join(_typed(key) for key in ordered if _INFLECTED.search(key))
    unspaced = "|".join(_typed(key) for key in ordered if _UNSPACED.search(key))
    spaced = "|".join(_typed(key) for key in ordered if not (_INFLECTED.search(key) or _UNSPACED.search(key)))
    begin, end = r"(?<![\p{L}\p{N}])", r"(?![\p{L}\p{M}\p{N}])"
    return regex.compile(
        rf"{begin}(?:{spaced}){end}|{begin}(?:{inflected}){_ENDING}{end}|(?:{unspaced})", regex.IGNORECASE
    )


def _typed(key: str) -> str:
    """A pattern of the ways in which a key may be typed."""
    typed = regex.escape(key)
    for two, one in _TWO_PARTS:
        typed = typed.replace(one, f"(?:{one}|{two})")
    return typed


@cache
def known_names() -> Names:
    """The names of the records that ship with the project."""
    return Names(records())


def names_side_by_side() -> tuple[NamesIn, ...]:
    """For each kind of name what finds the spans of its names in a text."""
    return tuple(partial(_spans, kind) for kind in NameKind)


def _spans(kind: NameKind, text: str) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in known_names().find(text) if m.kind is kind]
