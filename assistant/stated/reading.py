"""Reads what a sentence states, and tells what of it another sentence does not state.

Must not decide what becomes of a claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache

import regex

from assistant.stated import vocabulary as words
from assistant.stated.dates import Day, Readings, take_dates
from assistant.stated.names import Named, named
from assistant.stated.numbers import Number, codes, numbers, plain

LATIN = frozenset({"en", "id", "ms", "vi", "fil", "tl", "pt"})
"""The languages asked in that are written with Latin letters."""

_ADDRESS = regex.compile(
    r"(?i)\b(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\p{L}\d-]{2,}(?:\.[\p{L}\d-]{2,})*\.[a-z]{2,}(?:/\S*)?\b"
)
_VERB_FIRST = frozenset({"fil", "tl"})
"""Languages whose sentences begin with a verb; a name that begins one has an article before it."""

_SPACED = frozenset({*LATIN, "ta"})


@dataclass(frozen=True, slots=True)
class Stated:
    """What a sentence states that must be proven.

    Attributes:
        negated: whether it denies anything.
        addresses: of pages and mail.
        codes: words of letters and digits.
    """

    language: str
    numbers: frozenset[Number]
    dates: frozenset[Readings]
    names: Named
    negated: bool
    addresses: frozenset[str]
    codes: frozenset[str]


def stated(text: str, language: str, ordinary: Set[str] = frozenset()) -> Stated:
    """What a sentence states; ``ordinary`` as for `assistant.stated.names.named`."""
    base = language.split("-")[0].casefold()
    folded = plain(text)
    if base in _VERB_FIRST:
        ordinary = ordinary | {word.casefold() for word in folded.split(maxsplit=1)[:1]}
    addresses = frozenset(match[0].casefold().rstrip(".,;)") for match in _ADDRESS.finditer(folded))
    dates, rest = take_dates(_ADDRESS.sub(" ", folded))
    names = named(rest, latin=base in LATIN, ordinary=ordinary)
    return Stated(base, numbers(rest, base), dates, names, is_negated(folded, base), addresses, codes(folded))


def unproven(claim: Stated, proof: Stated) -> tuple[str, ...]:
    """What the claim states and the proof does not, for people; a denial must stand in both or none."""
    return tuple(_unproven(claim, proof))


def is_negated(text: str, language: str) -> bool:
    """Whether a sentence in `plain` form denies anything; words of English count in every language."""
    return any(_negation(own).search(text) for own in dict.fromkeys(("en", _of(language))))


def _unproven(claim: Stated, proof: Stated) -> Iterator[str]:
    foreign = claim.language != proof.language
    for number in sorted(claim.numbers, key=lambda n: (n.value, n.kind)):
        if not _is_held(number, proof.numbers, foreign):
            yield f"the number {number.value:f}"
    for date in claim.dates:
        if not any(proves(held, date) for held in proof.dates):
            yield f"the date {written(min(date, key=str))}"
    yield from (f"the name {name}" for name in proof.names.lacks(claim.names))
    yield from (f"the code {code}" for code in sorted(claim.codes - proof.codes))
    yield from (f"the address {address}" for address in sorted(claim.addresses - proof.addresses))
    if claim.negated != proof.negated:
        yield "a denial"


def _is_held(number: Number, held: Set[Number], foreign: bool) -> bool:
    """An ordinal of another language is not told from an amount."""
    return number in held or (foreign and number.kind == "" and Number(number.value, "rank") in held)


def proves(held: Readings, wanted: Readings) -> bool:
    """Whether one date, in any of its readings, states all that another does."""
    return any(day.proves(other) for day in held for other in wanted)


def written(day: Day) -> str:
    """A date as far as it is stated, "2018-7"."""
    return "-".join(str(part) for part in day if part is not None)


def _of(language: str) -> str:
    return {"ms": "id", "tl": "fil"}.get(language, language)


@cache
def _negation(language: str) -> regex.Pattern[str]:
    pattern = words.NEGATIONS.get(language, r"(?!)")
    if language in _SPACED:
        pattern = rf"(?<![\p{{L}}\p{{M}}])(?:{pattern})(?![\p{{L}}\p{{M}}])"
    return regex.compile(pattern, regex.IGNORECASE)
