"""Whether a sentence bears on what a question names: its city, its phase, its proper name.

A figure of Kuching is no answer about Vientiane however near the two sentences come, nor is that of
phase 2 one about phase 1, and "Harbour Young" is another thing than "Harbour Old". Must not rank, and must
not judge what is asked of the thing named: that is `assistant.compose.fitting`.

Why the place counts too: reports head a section with its city and then speak of "the city".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from assistant.compose.sought import sought
from assistant.evidence import STOP_WORDS, Evidence
from assistant.names import Mention, NameKind, known_names
from corpus.records import records
from indexing.analysis import terms
from indexing.lexical import stems

_NUMERALS = {
    spelt: number
    for number, all_spelt in enumerate(
        ("1 i one first", "2 ii two second", "3 iii three third", "4 iv four fourth", "5 v five fifth"), 1
    )
    for spelt in all_spelt.split()
}
_NUMBER = "|".join(sorted(_NUMERALS, key=len, reverse=True))
_STEP = r"phases?|stages?|batch(?:es)?|rounds?|waves?|lots?|priority projects?|smart city projects?"
_NUMBERED = regex.compile(
    rf"\b(?P<step>{_STEP})[\s-]+(?P<number>{_NUMBER})\b(?![.,]?\d)|\b(?P<number>{_NUMBER})[\s-]+(?P<step>{_STEP})\b",
    regex.I,
)
_CAPITAL = regex.compile(r"\p{Lu}[\p{L}\p{M}\p{N}&’'-]*")
_RUN = regex.compile(rf"(?<![.?!:]\s)(?<!^)(?<![\p{{L}}\p{{N}}]){_CAPITAL.pattern}(?: {_CAPITAL.pattern})+")
_POSSESSIVE = regex.compile(r"['’]s$")

Idf = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question names.

    Attributes:
        cities: ids of the records of cities.
        states: codes of the states, where no city is named.
        steps: phases and the like, each kind with its number.
        names: of each name of several words its stems, the one that tells it from others first.
        strict: whether a number, a day or the like is wanted; a sentence without a city then tells of none.
    """

    cities: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    steps: frozenset[tuple[str, int]] = frozenset()
    names: tuple[tuple[str, ...], ...] = ()
    strict: bool = False

    def is_met(self, evidence: Evidence) -> bool:
        """Whether evidence is about what is named."""
        return self.suits(evidence.text, evidence.place)

    def suits(self, text: str, place: str) -> bool:
        """Whether a sentence, by itself or by title and headings above it, is about what is named."""
        return (
            self._is_of_its_city(text, place)
            and self._is_of_its_step(text, place)
            and not any(_is_another(name, text, place) for name in self.names)
        )

    def _is_of_its_city(self, text: str, place: str) -> bool:
        if not self.cities and not self.states:
            return True
        own, above = _named(text), _named(place)
        if self.cities:
            named = {id_ for kind, id_ in own | above if kind is NameKind.CITY}
            return self.cities <= named if own or above or self.strict else True
        # A section on a country goes on under the names of its cities, so only the sentence itself tells.
        if not own and not self.strict:
            return True
        return any(_is_in(state, own | above) for state in self.states)

    def _is_of_its_step(self, text: str, place: str) -> bool:
        if not self.steps:
            return True
        kinds = {kind for kind, _ in self.steps}
        named = {s for s in (*_steps(text), *_steps(place)) if s[0] in kinds}
        return bool(self.steps & named) if named else not self.strict


def subject_of(question: str, idf: Idf) -> Subject:
    """What ``question`` names; ``idf`` tells which word of a name is its own."""
    mentions = known_names().find(question)
    cities = frozenset(m.id for m in mentions if m.kind is NameKind.CITY)
    states = frozenset(m.id for m in mentions if m.kind is NameKind.STATE)
    rest = _NUMBERED.sub(",", _without(question, mentions))
    names = (_stems_of(run[0]) for run in _RUN.finditer(rest))
    return Subject(
        cities,
        frozenset() if cities else states,
        frozenset(_steps(question)),
        tuple(tuple(sorted(name, key=lambda stem: (-idf(stem), stem))) for name in names if len(name) > 1),
        sought(question).is_strict,
    )


def _without(question: str, mentions: list[Mention]) -> str:
    """The question without its cities, states and programmes, which are looked up by their records."""
    for mention in mentions:
        blank = "," * (mention.end - mention.start)
        question = question[: mention.start] + blank + question[mention.end :]
    return question


def _stems_of(name: str) -> tuple[str, ...]:
    words = [_POSSESSIVE.sub("", word) for word in name.split()]
    return tuple(s for s in stems(terms(" ".join(words)).words) if s not in STOP_WORDS)


def _is_another(name: tuple[str, ...], text: str, place: str) -> bool:
    """Whether a sentence has something else that shares a part of this name, and not what is its own."""
    own, *shared = name
    held = _capitalised(f"{place} {text}")
    return own not in held and bool(set(shared) & _capitalised(text))


@lru_cache(maxsize=4096)
def _capitalised(text: str) -> frozenset[str]:
    return frozenset(stems(terms(" ".join(_CAPITAL.findall(text))).words))


@lru_cache(maxsize=4096)
def _named(text: str) -> frozenset[tuple[NameKind, str]]:
    found = known_names().find(text)
    same = {(NameKind.STATE, m.state) for m in found if m.state}
    return frozenset((m.kind, m.id) for m in found) | same


def _is_in(state: str, named: frozenset[tuple[NameKind, str]]) -> bool:
    """Whether a state, or a city of it, is among what is named."""
    cities = records().cities
    return (NameKind.STATE, state) in named or any(
        kind is NameKind.CITY and cities[id_].country == state for kind, id_ in named
    )


def _steps(text: str) -> Iterator[tuple[str, int]]:
    for found in _NUMBERED.finditer(text):
        (step,) = stems(terms(found["step"].split()[-1]).words)
        yield step, _NUMERALS[found["number"].casefold()]
