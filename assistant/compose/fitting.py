"""How well a sentence offers what a question wants.

A sentence on the right subject without the number, the day or the name asked for answers nothing, and no
likeness of meaning tells. Must not read questions; that is `assistant.compose.sought`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from assistant.compose import times
from assistant.compose.amounts import Amount, Measure, amounts, states_share
from assistant.compose.sought import Kind, Sought
from assistant.names import PLACES, known_names
from indexing.analysis import terms
from indexing.lexical import stems

_PASSES = regex.compile(
    rf"\b(?:since|until|till|to|through|and|[-–]) (?:\p{{Lu}}\p{{Ll}}+ )?{times.YEAR}\b|\b(?:since|until) ",
    regex.I,
)
_NAME = regex.compile(r"(?:\p{Lu}[\p{L}\p{M}\p{N}&’'-]*|\b\p{Ll}+\p{Lu}\p{L}*)")

_NOWHERE = regex.compile(r"\b(?:online|virtually|virtual|by video ?conference)\b", regex.I)
_IN = regex.compile(
    rf"\b(?:in|at|near|outside|along)\s(?:the\s)?"
    rf"(?P<name>(?!{times.MONTH}|ASEAN\b|ASCN\b)\p{{Lu}}[\p{{L}}\p{{M}}])"
)
_BESIDE, _SOMEWHERE = 0.6, 0.35
"""What a place beside, and a sentence without any, is worth to "where": roads and rooms are places too."""

_SPAN = regex.compile(
    rf"{times.YEAR}\s?(?:to|until|till|through|and|[-–])\s?(?:\p{{Lu}}\p{{Ll}}+ )?{times.YEAR}"
)
_AFTER, _BEFORE = 7, 6
"""Words behind and before a number or name among which the thing is expected."""


def fit(sought_: Sought, text: str, place: str = "", published: date | None = None) -> float:
    """How well a sentence offers what is wanted, from 0 to 1; ``place`` is title and headings above it.

    A number of another year than the one asked for is none.
    """
    kind = sought_.kind
    if not sought_.ordinals <= times.ordinals(f"{place} {text}"):
        return 0.0
    if _is_of_another_year(sought_, text) and not (
        kind is Kind.OPEN and _tells_of(sought_, place, published)
    ):
        return 0.0
    if sought_.is_strict and _could_not_tell(sought_, text, place, published):
        return 0.0
    match kind:
        case Kind.COUNT:
            return _count_fit(sought_, text, place)
        case Kind.AMOUNT:
            return _amount_fit(sought_, text)
        case Kind.NAME:
            return _name_fit(sought_, text)
        case Kind.PLACE:
            return _place_fit(sought_, text)
        case Kind.EXPANSION:
            return _expansion_fit(sought_.short, text)
        case Kind.OPEN:
            return 1.0
        case _:
            return _date_fit(kind, sought_, text)


def _is_of_another_year(sought_: Sought, text: str) -> bool:
    stated = times.years(text)
    if not sought_.years or not stated or sought_.years & stated:
        return False
    return not any(min(stated) <= year <= max(stated) for year in sought_.years)


def _could_not_tell(sought_: Sought, text: str, place: str, published: date | None) -> bool:
    """Whether a sentence that states no year stands in a document of another time than all years asked for.

    It tells how things stood when it was published; a report looks back at the year before too.
    """
    if not sought_.years or times.years(text) or sought_.years & times.years(place) or published is None:
        return False
    return not any(published.year - 1 <= year <= published.year for year in sought_.years)


def _tells_of(sought_: Sought, place: str, published: date | None) -> bool:
    """Whether a text tells of a year asked for as a whole, whatever other years it mentions."""
    known = times.years(place) | ({published.year} if published else set())
    return bool(sought_.years & known)


def _free(sought_: Sought, text: str) -> Iterator[Amount]:
    return (a for a in amounts(text) if a.value not in sought_.given)


def _count_fit(sought_: Sought, text: str, place: str) -> float:
    return max((_clause_fit(sought_, clause, place) for clause in regex.split(r"[;\n]", text)), default=0.0)


def _clause_fit(sought_: Sought, text: str, place: str) -> float:
    best = 0.0
    for amount in _free(sought_, text):
        if amount.is_year or amount.measures - {Measure.LENGTH}:
            continue
        after = stems(terms(text[amount.end : amount.end + 90]).words)[:_AFTER]
        before = stems(terms(text[max(0, amount.start - 70) : amount.start]).words)[-_BEFORE:]
        if sought_.head & set(after):
            return 1.0
        best = max(best, 0.8 if sought_.head & set(before) else 0.3)
    if best == 0.3 and sought_.head & set(stems(terms(f"{place} {text}").words)):
        return 0.5
    return best


def _amount_fit(sought_: Sought, text: str) -> float:
    if sought_.measures == {Measure.SHARE}:
        return float(states_share(text))
    held = [a for a in _free(sought_, text) if not a.is_year]
    if sought_.measures:
        held = [a for a in held if a.measures & sought_.measures]
    if not held:
        return float(
            Measure.MONEY in sought_.measures
            and bool(regex.search(r"\bfree\b|\bno (?:fee|charge|cost)", text, regex.I))
        )
    if sought_.dimension and not sought_.dimension & set(stems(terms(text).words)):
        return 0.2
    if sought_.prefers:
        return 1.0 if any(a.measures & sought_.prefers for a in held) else 0.4
    return 1.0 if sought_.measures else 0.7


def _date_fit(kind: Kind, sought_: Sought, text: str) -> float:
    own = times.undocumented(text)
    if kind is Kind.DAY:
        return 1.0 if times.has_day(own) else 0.2 * times.has_month(own)
    years = times.dated_years(text)
    if kind is Kind.YEAR and sought_.span:
        return 1.0 if _SPAN.search(text) else 0.5 * bool(years)
    if kind is Kind.YEAR:
        return float(bool(years - sought_.years) or (bool(sought_.years) and bool(years)))
    return float(bool(years) or times.has_day(own) or times.has_month(own))


def _name_fit(sought_: Sought, text: str) -> float:
    """A name near the thing named, or at least one somewhere behind the first word."""
    words = text.split()
    stemmed = [set(stems(terms(word).words)) for word in words]
    best = 0.0
    for position, word in enumerate(words):
        if position and _NAME.match(word.strip("“”\"'(")):
            near = set().union(*stemmed[max(0, position - _BEFORE) : position + _AFTER])
            best = max(best, 1.0 if sought_.head & near else 0.4)
    return best


def _place_fit(sought_: Sought, text: str) -> float:
    """A name behind "in" or "at" that the question does not name, or at least some place beside."""
    if _NOWHERE.search(text):
        return 1.0
    named = {m.start: m.id for m in known_names().find(text) if m.kind in PLACES}
    if any(named.get(at) not in sought_.places for at in (m.start("name") for m in _IN.finditer(text))):
        return 1.0
    return _SOMEWHERE if sought_.places.issuperset(named.values()) else _BESIDE


def _expansion_fit(short: str, text: str) -> float:
    """Words whose initials spell the abbreviation, or the abbreviation in or before brackets."""
    letters = "".join(c for c in short if c.isupper())
    capitals = [
        word for word in regex.findall(r"[\p{L}\p{M}\p{N}’'-]+", text) if word[0].isupper() and word != short
    ]
    initials = "".join(word[0] for word in capitals)
    if short in text and letters in initials:
        return 1.0
    return 0.7 if regex.search(rf"\({regex.escape(short)}\)|\b{regex.escape(short)} \(", text) else 0.0
