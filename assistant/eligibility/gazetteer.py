"""Finds countries, peoples and cities in a text, by the records first, then by the names of the world.

Must not guess: what no record and no table spells so is no place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import regex

from assistant.eligibility.peoples import CITIES, DEMONYMS, SHORT_NAMES
from assistant.eligibility.places import city_key
from assistant.names import local_spellings
from corpus.countries import countries
from corpus.records import Records, records

_UNSPACED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Han}\p{Hiragana}\p{Katakana}]")
_ABBREVIATED = 3
"""Characters: a spelling as short as "US" or "KL" is a name only in capitals."""


class PlaceKind(StrEnum):
    """What a word names; a people's adjective tells a country too, but only beside a noun."""

    COUNTRY = "country"
    PEOPLE = "people"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: ``text[start:end]``.

    ``country`` is an ISO 3166-1 alpha-2 code; ``city`` is ``COUNTRY/City``, None for a country that is
    no city as well.
    """

    kind: PlaceKind
    country: str
    start: int
    end: int
    city: str | None = None


class Gazetteer:
    """All spellings of places, ready to be found."""

    def __init__(self, held: Records) -> None:
        self._known: dict[str, tuple[PlaceKind, str, str | None]] = {}
        for spelling, kind, country, city in _spellings(held):
            # A record wins over the table, and a country over the city of its name: Singapore is both.
            known = self._known.setdefault(spelling.casefold(), (kind, country, city))
            if known[0] is PlaceKind.COUNTRY and city is not None and known[2] is None:
                self._known[spelling.casefold()] = (known[0], known[1], city)
        self._pattern = _pattern(self._known)

    def find(self, text: str) -> list[Place]:
        """The places in a text, in their order, none inside another."""
        found = []
        for match in self._pattern.finditer(text):
            spelling = match.group()
            if len(spelling) < _ABBREVIATED and spelling.isascii() and not spelling.isupper():
                continue
            kind, country, city = self._known[spelling.casefold()]
            found.append(Place(kind, country, match.start(), match.end(), city))
        return found


def _spellings(held: Records) -> Iterator[tuple[str, PlaceKind, str, str | None]]:
    for state in held.states.values():
        for name in (state.name, *state.aliases, *local_spellings(state)):
            yield name, PlaceKind.COUNTRY, state.code, None
    for city in held.cities.values():
        for name in (city.name, *city.aliases, *local_spellings(city)):
            yield name, PlaceKind.CITY, city.country, city_key(city)
    for code, names in countries().items():
        known = (*names, *SHORT_NAMES.get(code, ()))
        yield from ((name, PlaceKind.COUNTRY, code, None) for name in known)
        yield from ((name, PlaceKind.PEOPLE, code, None) for name in DEMONYMS.get(code, ()))
    for name, code in CITIES.items():
        short = name.removesuffix(" City")
        yield name, PlaceKind.CITY, code, f"{code}/{short if short in CITIES else name}"


def _pattern(spellings: dict[str, tuple[PlaceKind, str, str | None]]) -> regex.Pattern[str]:
    ordered = sorted(spellings, key=len, reverse=True)
    spaced = "|".join(regex.escape(s) for s in ordered if not _UNSPACED.search(s))
    unspaced = "|".join(regex.escape(s) for s in ordered if _UNSPACED.search(s))
    # Part of another name, as in "US-ASEAN", or of "Japanese-owned", it tells no seat; "Japan-based" does.
    before, behind = r"(?<![\p{L}\p{N}]-?)", r"(?![\p{L}\p{M}\p{N}]|-(?!based)[\p{L}])"
    bounded = rf"{before}(?:{spaced}){behind}"
    return regex.compile(rf"{bounded}|(?:{unspaced})", regex.IGNORECASE)


@cache
def gazetteer() -> Gazetteer:
    """The places of the records that ship with the project and of the table."""
    return Gazetteer(records())
