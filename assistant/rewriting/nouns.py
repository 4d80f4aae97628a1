"""Finds the noun phrases of an English question, with what they name.

No grammar: word classes from closed lists and capitals, enough to tell "the tram network of Khon Kaen"
from the words around it. Must not resolve anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.rewriting import words as w
from assistant.rewriting.tokens import (
    POSSESSIVE,
    Class,
    Kind,
    Token,
    is_plural,
    phrase_end,
    simple_end,
    tokens,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: ``text``, at ``start:end`` of the question; ``head`` is its noun in lower case."""

    text: str
    start: int
    end: int
    head: str
    kind: Kind
    plural: bool = False
    definite: bool = False

    @property
    def is_place(self) -> bool:
        """Whether it is the name of a city or state."""
        return self.kind in {Kind.CITY, Kind.STATE}


@lru_cache(maxsize=1_024)
def phrases(text: str) -> tuple[Phrase, ...]:
    """The noun phrases of a text in their order, each with what "of", "in" or "for" adds to it."""
    all_, at = tokens(text), 0
    found: list[Phrase] = []
    while at < len(all_):
        end = phrase_end(text, all_, at)
        if end > at:
            found.append(_phrase(text, all_, at, end))
        at = max(end, at + 1)
    return tuple(found)


def _phrase(text: str, all_: Sequence[Token], at: int, end: int) -> Phrase:
    head_at = simple_end(text, all_, at) - 1
    own = all_[at : head_at + 1]
    head = own[-1]
    joined = any(t.word == "and" and t.kind is Class.JOINT for t in all_[head_at + 1 : end])
    phrase = text[all_[at].start : all_[end - 1].end]
    bare = POSSESSIVE.sub("", phrase)
    plural = joined or (head.kind is not Class.NAME and is_plural(head.word))
    definite = own[0].word in {"the", "this", "that", "these", "those"} or any(
        t.kind is Class.NAME for t in own
    )
    stop = all_[at].start + len(bare)
    return Phrase(bare, all_[at].start, stop, head.word, _kind(own, all_[at:end]), plural, definite)


def _kind(own: Sequence[Token], whole: Sequence[Token]) -> Kind:
    head, names = own[-1], [t for t in own if t.kind is Class.NAME]
    if head.place is not None and not any(t.kind is Class.NAME and t.place is None for t in own):
        return head.place
    if head.word in w.BODIES and (head.kind is Class.NAME or len(own) < 3):
        return Kind.BODY
    if head.word in w.DOCUMENTS:
        return Kind.DOCUMENT
    if head.word in w.MEASURES:
        return Kind.MEASURE
    if any(t.place is None and t.word not in w.BODIES for t in names):
        return Kind.NAMED
    named = any(t.kind is Class.NAME and t.place is None and t.word not in w.BODIES for t in whole)
    return Kind.NAMED if named else Kind.NOUN
