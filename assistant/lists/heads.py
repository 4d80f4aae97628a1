"""The head of a question: what its rows are, how they are told, how many there must be.

Must not read conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from assistant.lists import vocabulary as words
from assistant.lists.request import ANY, Asks, Bound, Dimension, Entity
from assistant.lists.scan import Scan

_DIMENSIONS = (
    ("countr", Dimension.STATE),
    ("state", Dimension.STATE),
    ("cit", Dimension.CITY),
    ("focus", Dimension.FOCUS),
    ("status", Dimension.STATUS),
    ("year", Dimension.YEAR),
    ("report", Dimension.YEAR),
)
_COUNTED_BY = {
    Entity.PROJECT: frozenset(Dimension),
    Entity.CITY: frozenset({Dimension.STATE, Dimension.YEAR}),
    Entity.CHAIR: frozenset({Dimension.STATE}),
    Entity.MEETING: frozenset({Dimension.YEAR}),
}
_DESCRIBED = frozenset({Entity.PROJECT, Entity.CITY, Entity.STATE, Entity.PROGRAMME, Entity.CALL})
_MEMBERS = regex.compile(r"(?i)members?")
_SUPERLATIVE = frozenset({Asks.MOST, Asks.FEWEST})


@dataclass(frozen=True, slots=True)
class Head:
    """What a question asks for.

    Attributes:
        asks: None where no word says so, as in "projects on flood control".
        bound: how many of ``having``.
        leftover: words that ask for what cannot be told of such rows.
    """

    entity: Entity
    asks: Asks | None = None
    by: Dimension | None = None
    having: Entity | None = None
    bound: Bound = ANY
    stated: int | None = None
    leftover: tuple[str, ...] = ()


def take_head(scan: Scan, question: str) -> Head | None:
    """Take out of a question what it asks for; None where that is no rows."""
    bound = scan.take(words.BOUND)
    stated = scan.take(words.STATED)
    by = scan.take(words.BY)
    named = _nouns(scan)
    nouns = tuple(entity for entity, _ in named)
    if nouns == (Entity.CITY,) and words.ASEAN_MEMBERS.search(question):
        nouns = (Entity.STATE,)
    asks = next((kind for kind, pattern in words.ASKS if scan.take(pattern)), None)
    entity = _entity(nouns, asks)
    if entity is None or (asks is None and words.YES_OR_NO.match(question)):
        return None
    if asks is Asks.LIST and by is None and _is_one(entity, named) and words.DESCRIBED.match(question):
        return None
    dimension = _dimension(by["by"]) if by is not None else _compared(nouns, asks, scan)
    head = Head(
        entity,
        asks,
        dimension,
        _having(entity, nouns),
        _bound_of(bound) if bound is not None else ANY,
        number_of(stated["n"]) if stated is not None else None,
    )
    return replace(head, leftover=tuple(_untellable(head, bound, stated, by, question)))


def _untellable(
    head: Head,
    bound: regex.Match[str] | None,
    stated: regex.Match[str] | None,
    by: regex.Match[str] | None,
    question: str,
) -> Iterator[str]:
    """The words that ask of such rows what cannot be told of them."""
    said = {match: question[match.start() : match.end()].strip() for match in (bound, stated, by) if match}
    if bound is not None and head.having is not _entity_of(bound["noun"]):
        yield said[bound]
    if stated is not None and head.entity is not _entity_of(stated["noun"]):
        yield said[stated]
    counted = head.having is None and head.by in _COUNTED_BY.get(head.entity, ())
    if head.by is not None and not counted:
        yield said[by] if by is not None else head.by.value
    if head.asks in _SUPERLATIVE and head.by is None:
        yield "most" if head.asks is Asks.MOST else "fewest"


def take_nouns(scan: Scan) -> None:
    """Take out what is called a row and what asks for it, once no condition can hold these words."""
    for pattern in (*(pattern for _, pattern in words.ENTITIES), *(pattern for _, pattern in words.ASKS)):
        scan.take_all(pattern)


def number_of(text: str) -> int:
    """A number in digits or words."""
    return int(text) if text.isdigit() else words.NUMBERS[text.casefold()]


def _is_one(entity: Entity, named: Sequence[tuple[Entity, str]]) -> bool:
    """Whether rows are named by a noun in the singular."""
    return entity in _DESCRIBED and not dict(reversed(named)).get(entity, "s").endswith("s")


def _nouns(scan: Scan) -> tuple[tuple[Entity, str], ...]:
    """The entities with the words that name them; where two claim the same words the first listed wins.

    "Members" alone is a noun only where no other tells whose.
    """
    taken: dict[int, tuple[int, Entity]] = {}
    for entity, pattern in words.ENTITIES:
        for match in pattern.finditer(scan.rest):
            if not any(start < match.end() and match.start() < end for start, (end, _) in taken.items()):
                taken[match.start()] = (match.end(), entity)
    bare = {start for start, (end, _) in taken.items() if _MEMBERS.fullmatch(scan.rest[start:end])}
    return tuple(
        (taken[start][1], scan.rest[start : taken[start][0]])
        for start in sorted(taken.keys() - bare or taken)
    )


def _entity(nouns: Sequence[Entity], asks: Asks | None) -> Entity | None:
    """What the rows are; the head noun is the first, but for those that are asked of another."""
    for entity in (Entity.SHEPHERD, Entity.CHAIR):
        if entity in nouns:
            return entity
    if not nouns:
        return None
    first = nouns[0]
    for entity in (Entity.CALL, Entity.PROGRAMME, Entity.MEETING):
        if entity in nouns and first in {Entity.STATE, Entity.CITY, Entity.PROJECT}:
            return None
    if first in {Entity.CITY, Entity.STATE} and asks in _SUPERLATIVE:
        return next((noun for noun in nouns[1:] if noun in {Entity.PROJECT, Entity.CITY}), None)
    return first


def _having(entity: Entity, nouns: Sequence[Entity]) -> Entity | None:
    """What cities or states are asked for by: "cities with projects", "countries with a city"."""
    if entity not in {Entity.CITY, Entity.STATE} or nouns[0] is not entity:
        return None
    if Entity.PROJECT in nouns:
        return Entity.PROJECT
    return Entity.CITY if entity is Entity.STATE and Entity.CITY in nouns[1:] else None


def _compared(nouns: Sequence[Entity], asks: Asks | None, scan: Scan) -> Dimension | None:
    """What a superlative is a superlative of: "which country has the most …"."""
    if asks not in _SUPERLATIVE:
        return None
    dimension = {Entity.STATE: Dimension.STATE, Entity.CITY: Dimension.CITY}.get(nouns[0])
    if dimension is not None:
        return dimension
    named = scan.take(words.COMPARED)
    return _dimension(named["by"]) if named is not None else None


def _dimension(name: str) -> Dimension:
    return next(dimension for start, dimension in _DIMENSIONS if name.casefold().startswith(start))


def _entity_of(noun: str) -> Entity:
    return next(entity for entity, pattern in words.ENTITIES if pattern.fullmatch(noun))


def _bound_of(match: regex.Match[str]) -> Bound:
    if match["none"] is not None:
        return Bound(0, 0)
    number = number_of(match["n"])
    if match["least"] is not None:
        return Bound(number)
    if match["above"] is not None:
        return Bound(number + 1)
    if match["most"] is not None:
        return Bound(0, number)
    if match["below"] is not None:
        return Bound(0, number - 1)
    return Bound(number, number)
