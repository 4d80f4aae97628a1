"""What the turns before offer for a pronoun to stand for, the latest and likeliest first.

Must not change any text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.rewriting import words as w
from assistant.rewriting.nouns import Phrase, phrases
from assistant.rewriting.shape import described, shaped
from assistant.rewriting.tokens import Class, Kind, Token, tokens
from indexing.language import language_of

Fits = Callable[["Antecedent"], bool]


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Something named or described in a turn.

    Attributes:
        text: how it is called where no turn before is at hand.
        asked: whether the turn asked for it, so that only a description of it is known.
        object_: whether it was asked of something else: the loan in "What loan did the city get?".
    """

    text: str
    head: str
    kind: Kind
    plural: bool = False
    definite: bool = False
    asked: bool = False
    object_: bool = False

    @property
    def is_place(self) -> bool:
        """Whether it is the name of a city or state."""
        return self.kind in {Kind.CITY, Kind.STATE}


_RANK = {
    Kind.NAMED: 6,
    Kind.NOUN: 4,
    Kind.CITY: 3,
    Kind.STATE: 2,
    Kind.BODY: 1,
    Kind.DOCUMENT: 1,
    Kind.MEASURE: 0,
}


@lru_cache(maxsize=256)
def named_in(turn: str) -> tuple[Antecedent, ...]:
    """What a turn names, in its order; first what it asks for, described by the turn itself."""
    if language_of(turn) != "en":
        return tuple(_bare(token) for token in tokens(turn) if token.kind is Class.NAME)
    found = phrases(turn)
    place = next((p for p in reversed(found) if p.is_place), None)
    asked = shaped(turn).asked
    own = [_named(p, place) for p in found if p.text != asked]
    return (*_asked(turn), *own, *_inside(found))


def best(turns: Sequence[str], fits: Fits) -> Antecedent | None:
    """The likeliest antecedent of the latest turn that has one that fits."""
    for turn in reversed(turns):
        found = [a for a in named_in(turn) if fits(a)]
        if found:
            return max(found, key=_rank)
    return None


def last(turns: Sequence[str], fits: Fits) -> Antecedent | None:
    """The last one named that fits; what a turn asks for only where the turn names none."""
    for turn in reversed(turns):
        found = [a for a in named_in(turn) if fits(a)]
        if found:
            return next((a for a in reversed(found) if not a.asked), found[0])
    return None


def all_named(turns: Sequence[str], fits: Fits) -> list[Antecedent]:
    """Everything named in the turns that fits, each once, in the order of its first mention."""
    found = (a for turn in turns for a in _in_order(turn) if fits(a) and not a.asked)
    return list({a.text.casefold(): a for a in found}.values())


def _in_order(turn: str) -> list[Antecedent]:
    return sorted(named_in(turn), key=lambda a: turn.find(a.text))


def _rank(found: Antecedent) -> float:
    described_one = (6.6 if found.object_ else 5.5) if found.asked and not found.plural else 0
    return max(_RANK[found.kind], described_one) + (0.5 if found.definite else 0)


def _bare(token: Token) -> Antecedent:
    return Antecedent(token.text, token.word, token.place or Kind.NAMED, definite=True)


def _named(phrase: Phrase, place: Phrase | None) -> Antecedent:
    text = phrase.text
    inside = any(token.place is not None for token in tokens(text))
    if phrase.kind is Kind.NOUN and place is not None and not inside:
        text = f"{text} in {place.text}"
    return Antecedent(text, phrase.head, phrase.kind, phrase.plural, phrase.definite)


def _asked(turn: str) -> Iterator[Antecedent]:
    shape = shaped(turn)
    text = described(shape)
    if shape.wh == "who" and text:
        yield Antecedent(text, "one", Kind.NOUN, asked=True)
    elif text and not shape.asked.startswith("of "):
        phrase = phrases(shape.asked)[-1:] or phrases(f"the {shape.asked}")[-1:]
        measure = phrase and phrase[0].head in w.MEASURES
        if phrase and not measure and (shape.wh != "how much"):
            of_other = bool(shape.subject)
            yield Antecedent(text, phrase[0].head, Kind.NOUN, phrase[0].plural, asked=True, object_=of_other)


def _inside(found: Sequence[Phrase]) -> Iterator[Antecedent]:
    """The places and the things of others that stand inside longer phrases: "the buses of Phnom Penh"."""
    for phrase in found:
        for separator in (" in ", " of ", "'s ", "’s "):
            for part in phrase.text.split(separator) if separator in phrase.text else ():
                for inner in phrases(f"see {part}"):
                    if inner.text != phrase.text:
                        yield Antecedent(inner.text, inner.head, inner.kind, inner.plural, inner.definite)
