"""Reads who asks: type, country, city, size and rank of the applicant.

Must not read the project, papers or partners. Why: only what stands in the applicant's own phrase counts,
its adjectives and the place right behind it; a project "in Viet Nam" does not make a Dutch firm Vietnamese.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from assistant.eligibility.gazetteer import Place, PlaceKind, gazetteer
from assistant.eligibility.kinds import Kind, kinds, seniorities, sizes
from assistant.eligibility.stated import Stated, Unsure, stated
from assistant.eligibility.subjects import Subject, Voice, subjects
from corpus.eligibility_rules import ApplicantType as Type

_PREPOSITION = regex.compile(
    r"(?i)(?<![\p{L}\p{N}-])(?:of|in|from|for|under|at|by|on|near|between|among|to|based|registered|incorporated|headquartered|"
    r"owned|located|established|called|named|working|is|are|was)(?![\p{L}\p{N}-])"
)
_SEATED = regex.compile(
    r"(?i)(?<![\p{L}])(?:of|in|from)\s+(?:the\s+)?"
    r"(?:(?:city|municipality|town|capital|kingdom|republic)\s+of\s+)?$"
)
_GOVERNED = regex.compile(r"(?i)^\s+government")
_WORKS_FOR = regex.compile(r"(?i)(?<![\p{L}])(?:working|works?|employed) (?:for|at|by|in)(?![\p{L}])")
_ASKS_ALONE = regex.compile(r"(?i)(?<![\p{L}])(?:can|could|may|might|am|do|would|should) i(?![\p{L}])")
_DETERMINER = regex.compile(r"(?i)^(?:an?|the|our|my|this|that)\s+")
_PROPER = regex.compile(r"^(?:\s*(?:\p{Lu}[\p{L}\p{M}.&’'-]*|\d+|&))*\s*$")
_NAME = regex.compile(r"^(?:\p{Lu}[\p{L}\p{M}’'.-]*\s?){1,4}$")
_GOVERNMENT = frozenset({Type.LOCAL_GOVERNMENT, Type.NATIONAL_GOVERNMENT})
_OWN = frozenset({Voice.SELF, Voice.OURS})


@dataclass(frozen=True, slots=True)
class Read:
    """What a text says of the applicant: facts, words that leave one open, names that nothing knows."""

    facts: tuple[Stated, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    strange: tuple[str, ...] = ()
    of_another: bool = False
    """Whether it is told of somebody in the third person."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The words ``text[start:…]`` of a subject; its head ends before the first preposition."""

    text: str
    start: int
    words: str
    places: tuple[Place, ...]
    head: int

    def stated(self, path: str, value: str | bool, start: int, end: int) -> Stated:
        return stated(path, value, self.text, self.start + start, self.start + end)

    def unsure(self, path: str, start: int, end: int, options: Sequence[str]) -> Unsure:
        first, last = self.start + start, self.start + end
        return Unsure(path, self.text[first:last], first, last, tuple(options))


def applicant(text: str) -> Read:
    """Who asks: what somebody says of themselves; only where they do not, what else is asked about."""
    every = subjects(text)
    own = [subject for subject in every if subject.voice in _OWN]
    read = _merged([phrase(text, subject) for subject in own])
    if read.facts or read.unsure:
        return read
    for voice in (Voice.ROLE, Voice.OTHER):
        other = _merged([phrase(text, subject) for subject in every if subject.voice is voice])
        if other.facts or other.unsure:
            return replace(other, of_another=True)
    return _merged([phrase(text, subject) for subject in every])


def phrase(text: str, subject: Subject) -> Read:
    """What the words of one subject say."""
    said = _phrase(text, subject)
    kind = _kind(said)
    if kind is None and subject.voice not in _OWN and not (said.places and said.places[0].start == 0):
        # "Funding for a water project in Viet Nam": no applicant at all.
        return Read(strange=(said.words,) if _NAME.match(said.words) and not said.places else ())
    facts = (*_type(said, kind, subject), *_country(said), *_city(said, kind), *_shades(said, kind))
    found = [fact for fact in facts if isinstance(fact, Stated)]
    unsure = [fact for fact in facts if isinstance(fact, Unsure)]
    unknown = not (kind or said.places) and _NAME.match(said.words) is not None
    return Read(tuple(found), tuple(unsure), (said.words,) if unknown else ())


def _phrase(text: str, subject: Subject) -> _Phrase:
    start, words = subject.start, text[subject.start : subject.end]
    if determiner := _DETERMINER.match(words):
        start, words = start + determiner.end(), words[determiner.end() :]
    places = tuple(gazetteer().find(words))
    free = (
        match.start()
        for match in _PREPOSITION.finditer(words)
        if not any(place.start < match.end() and match.start() < place.end for place in places)
    )
    return _Phrase(text, start, words, places, next(free, len(words)))


def _merged(reads: Sequence[Read]) -> Read:
    """All of them; the first word on a fact counts, but two that differ leave it open."""
    facts: dict[str, Stated] = {}
    unsure: dict[str, Unsure] = {}
    for fact in (fact for read in reads for fact in read.facts):
        known = facts.setdefault(fact.path, fact)
        if known.value != fact.value:
            options = (str(known.value), str(fact.value))
            unsure[fact.path] = Unsure(fact.path, fact.words, fact.start, fact.end, options)
    for open_ in (open_ for read in reads for open_ in read.unsure):
        if open_.path not in facts:
            unsure.setdefault(open_.path, open_)
    sure = tuple(fact for path, fact in facts.items() if path not in unsure)
    strange = dict.fromkeys(name for read in reads for name in read.strange)
    return Read(sure, tuple(unsure.values()), tuple(strange))


def _kind(said: _Phrase) -> Kind | None:
    """What the head calls the applicant: its last noun; None where another noun follows it."""
    named = [
        kind
        for kind in kinds(said.words)
        if kind.start < max(said.head, 1)
        and not any(place.start <= kind.start and kind.end <= place.end for place in said.places)
    ]
    if not named:
        return None
    last = named[-1]
    behind = list(said.words[last.end : said.head])
    for place in said.places:
        for index in range(max(place.start, last.end), min(place.end, said.head)):
            behind[index - last.end] = " "
    return last if _PROPER.match("".join(behind)) else None


def _type(said: _Phrase, kind: Kind | None, subject: Subject) -> Iterator[Stated | Unsure]:
    if kind is None:
        whole = next((p for p in said.places if (p.start, p.end) == (0, said.head)), None)
        whole = whole or next((p for p in said.places if p.start == 0 and p.end >= said.head), None)
        rest = said.words[whole.end : said.head].strip() if whole else ""
        if whole is not None and whole.kind is PlaceKind.CITY and not rest:
            yield said.stated("applicant.type", Type.LOCAL_GOVERNMENT.value, whole.start, whole.end)
        return
    works = _WORKS_FOR.search(said.words, kind.end)
    employer = next((k for k in kinds(said.words) if works and k.start >= works.end()), None)
    if works and employer and employer.types[0] in _GOVERNMENT:
        yield said.stated("applicant.type", Type.GOVERNMENT_OFFICIAL.value, kind.start, employer.end)
        if employer.types == (Type.LOCAL_GOVERNMENT,):
            yield said.stated("applicant.works_for_city", True, works.start(), employer.end)
    elif not kind.is_sure:
        yield said.unsure("applicant.type", kind.start, kind.end, [option.value for option in kind.types])
    elif subject.alone and kind.types[0] in _GOVERNMENT and _ASKS_ALONE.search(said.text):
        # "I work for the city …, may I …": the person or the city?
        options = (Type.GOVERNMENT_OFFICIAL.value, kind.types[0].value)
        yield said.unsure("applicant.type", kind.start, kind.end, options)
    else:
        yield said.stated("applicant.type", kind.types[0].value, kind.start, kind.end)


def _seats(said: _Phrase) -> list[Place]:
    """The places that tell where the applicant belongs: in its head, or right behind "of", "in", "from"."""
    inside = [place for place in said.places if place.end <= said.head]
    if inside:
        return inside
    return [
        place
        for place in said.places
        if _SEATED.search(said.words[: place.start])
        and (place.kind is not PlaceKind.PEOPLE or _GOVERNED.match(said.words[place.end :]))
    ]


def _country(said: _Phrase) -> Iterator[Stated | Unsure]:
    seats = _seats(said)
    countries = list(dict.fromkeys(place.country for place in seats))
    if len(countries) == 1:
        yield said.stated("applicant.country", countries[0], seats[0].start, seats[0].end)
    elif countries:
        yield said.unsure("applicant.country", seats[0].start, seats[-1].end, countries)


def _city(said: _Phrase, kind: Kind | None) -> Iterator[Stated]:
    """The city, where it is the applicant itself."""
    local = kind is None or kind.types == (Type.LOCAL_GOVERNMENT,)
    cities = [place for place in _seats(said) if place.city is not None]
    if kind is None:
        cities = [place for place in cities if place.start == 0 and place.kind is PlaceKind.CITY]
    if local and cities and cities[0].city is not None:
        yield said.stated("city.key", cities[0].city, cities[0].start, cities[0].end)


def _shades(said: _Phrase, kind: Kind | None) -> Iterator[Stated | Unsure]:
    if kind is None:
        return
    head = said.words[: said.head]
    if Type.COMPANY in kind.types:
        named = list(sizes(head))
        if len({size for size, _, _ in named}) == 1:
            yield said.stated("applicant.size", *named[0])
        elif named or regex.search(r"(?i)smes?$", said.words[: kind.end]):
            options = ("micro", "small", "medium")
            yield said.unsure("applicant.size", kind.start, kind.end, options)
    if kind.types == (Type.GOVERNMENT_OFFICIAL,) or Type.GOVERNMENT_OFFICIAL in kind.types:
        for level, start, end in list(seniorities(head))[:1]:
            yield said.stated("applicant.seniority", level, start, end)
        city = next((k for k in kinds(head) if k.types == (Type.LOCAL_GOVERNMENT,)), None)
        if city is not None and city is not kind and kind.is_sure:
            yield said.stated("applicant.works_for_city", True, city.start, kind.end)
