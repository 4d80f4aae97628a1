"""Puts what pronouns stand for in their place: "it", "there", "the city", "both", "the former".

A pronoun that finds its noun in its own question is left alone, which matters more than resolving
every other one. Must not read fragments: that is `assistant.rewriting.ellipsis`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from assistant.rewriting import antecedents
from assistant.rewriting import words as w
from assistant.rewriting.antecedents import Antecedent
from assistant.rewriting.nouns import Class, Kind, Phrase, is_plural, phrases, tokens
from assistant.rewriting.shape import shaped

_BOUNDARY = regex.compile(
    r"(?i)[,;:.?!–—]|\b(?:and|but|when|if|because|that|which|who|before|after|while|since|once|where|whether)\b"
)
_EXPLETIVE = w.words(
    r"(?:is|was) it (?:still )?(?:true|right|correct|possible|necessary|the case|known|allowed|required|mandatory|that)"
    r"|it (?:is|was) (?:true|right|correct|possible|necessary|known|said|planned)"
    r"|(?:does|did|will|would) it take|makes? it|it takes"
    r"|(?:is|are|was|were|be|been|being|has|have|will|would|can|exist) there|there (?:is|are|was|were|has|have|will|exist)"
)
_POINTERS = w.words(
    r"(?P<it>it)|(?P<its>its)|(?P<they>they|them|those|these)(?! [\p{L}])|(?P<they>they|them)"
    r"|(?<=of )(?P<they>those|these)(?= (?:is|are|was|were|has|have|had|do|did|can|will)\b)|(?P<their>their)"
    r"|(?P<he>he|she|him)|(?P<his>his|her)|(?P<there>there)|(?P<both>both of (?:them|these|those)|the two|both)"
    r"|(?P<former>the former)|(?P<latter>the latter)"
    r"|(?P<that>(?:this|that)(?=\s*[?.!]?$))"
    r"|(?<=(?:is|was|does|did|can|will|may|has) )(?P<one>one)(?= [\p{L}]+(?:ed|en|ted)\b| be\b)"
)
_NUMBERED = w.words(r"the (?P<n>first|second|third|last|other) (?P<noun>city|country|state|project|one|programme)")
_DEFINES = regex.compile(r"\s+(?:of|with|that|which|who|whose|where|to be|against|from|for|under|about)\b")
_GOVERNED = regex.compile(r"(?i)\b(?:for|of|about|in|to|by|with|on|from|under)\s+$")
_JOINS = regex.compile(r"[,;:]|\band\b")
_TIES = regex.compile(r"\s+(?:to|in|on|at|between|after|before|behind|next)\b")
_POINTS = regex.compile(r"(?i)^(?:this|that|these|those|the same|the|said)\s")


@dataclass(frozen=True, slots=True)
class _Change:
    """``text[start:end]`` becomes ``by``."""

    start: int
    end: int
    by: str


def resolved(text: str, turns: Sequence[str]) -> str:
    """The question with pronouns and "the city" replaced by what the turns before named."""
    changes: list[_Change] = []
    given: set[str] = set()
    own = phrases(text)
    for change in sorted([*_nouns(text, own, turns), *_pronouns(text, own, turns)], key=lambda c: c.start):
        free = not changes or change.start >= changes[-1].end
        change = _without_place(change, text, given)
        if free and change.by.casefold() not in given:
            changes.append(change)
            given.add(change.by.casefold())
    for change in reversed(changes):
        text = text[: change.start] + change.by + text[change.end :]
    return text


def _without_place(change: _Change, text: str, given: set[str]) -> _Change:
    """"The programme in Putrajaya" without the place where the question names it already."""
    head, _, place = change.by.rpartition(" in ")
    if head and (place.casefold() in given or place.casefold() in text.casefold()):
        return replace(change, by=head)
    return change


def counted(text: str, turns: Sequence[str]) -> str:
    """"Which are completed?" with what was spoken of: "Which of the projects of Singapore are completed?"."""
    match = regex.match(r"(?i)(?:which|how many)(?= )", text)
    things = antecedents.best(turns[-1:], lambda a: a.plural and a.asked) or antecedents.best(
        turns[-1:], lambda a: a.plural and not a.is_place
    )
    if match is None or things is None:
        return text
    return f"{match.group()} of {things.text}{text[match.end() :]}"


def is_unresolved(text: str) -> bool:
    """Whether a pronoun is left that its own question does not explain."""
    own = phrases(text)
    return any(not _is_bound(text, own, m) for m in _pointers(text))


def _pointers(text: str) -> list[regex.Match[str]]:
    expletive = [range(m.start(), m.end()) for m in _EXPLETIVE.finditer(text)]
    return [m for m in _POINTERS.finditer(text) if not any(m.start() in span for span in expletive)]


def _pronouns(text: str, own: Sequence[Phrase], turns: Sequence[str]) -> list[_Change]:
    found = []
    for match in _pointers(text):
        if _is_bound(text, own, match):
            continue
        change = _pronoun(text, own, match, turns)
        if change is not None:
            found.append(change)
    return found


def _pronoun(text: str, own: Sequence[Phrase], match: regex.Match[str], turns: Sequence[str]) -> _Change | None:
    kind = match.lastgroup or ""
    if kind == "there":
        return _there(text, match, turns)
    if kind == "that" and not _GOVERNED.search(text[: match.start()]):
        return None
    if kind in {"both", "former", "latter"}:
        return _of_two(text, match, turns)
    owned = regex.match(r"\s+(?:[\p{L}-]+\s+)?([\p{L}-]+)", text[match.end() :])
    of_place = kind in {"its", "their"} and owned is not None and owned[1].casefold() in w.OF_PLACES
    place = antecedents.last(turns[-1:], _is_place) if of_place else None
    stands = place or _stands_for(kind, turns)
    if stands is None:
        return None
    if kind in {"its", "their", "his"}:
        return _possessive(text, own, match, stands)
    return _Change(match.start(), match.end(), stands.text)


def _stands_for(kind: str, turns: Sequence[str]) -> Antecedent | None:
    if kind in {"they", "their"}:
        plural = antecedents.best(turns[-1:], lambda a: a.plural and a.kind is not Kind.MEASURE)
        return plural or antecedents.best(turns, _can_act)
    if kind in {"he", "his", "one"}:
        return antecedents.best(turns, lambda a: a.head in w.PEOPLE or (a.asked and a.head == "one"))
    return antecedents.best(turns, lambda a: not a.plural and a.kind is not Kind.MEASURE and a.head != "one")


def _can_act(found: Antecedent) -> bool:
    return found.plural or found.asked or found.kind in {Kind.NAMED, Kind.BODY, Kind.STATE, Kind.CITY}


def _is_bound(text: str, own: Sequence[Phrase], match: regex.Match[str]) -> bool:
    """Whether the question itself holds what the pronoun stands for."""
    kind = match.lastgroup or ""
    before = [p for p in own if p.end <= match.start() and _agrees(p, kind)]
    if kind == "there":
        return any(p.is_place for p in own) or any(p.head in w.PLACES and not p.definite for p in before)
    if kind in {"its", "their", "his"}:
        named = [p for p in own if _is_name(p) and not p.start <= match.start() < p.end and _agrees(p, kind)]
        return bool(named) or any(_is_own(p, text) for p in before)
    return any(
        _is_own(p, text) and _BOUNDARY.search(text[p.end : match.start()]) is not None for p in before
    )


def _is_own(phrase: Phrase, text: str) -> bool:
    """Whether a phrase stands for itself: not for something said before, as "the city" does."""
    return not _POINTS.match(phrase.text) or _is_name(phrase) or w.UNIQUE.fullmatch(phrase.text) is not None or (
        len(phrase.text.split()) > 2
    )


def _is_name(phrase: Phrase) -> bool:
    return phrase.kind in {Kind.CITY, Kind.STATE, Kind.NAMED, Kind.BODY}


def _agrees(phrase: Phrase, kind: str) -> bool:
    if kind in {"it", "its", "that"}:
        return not phrase.plural
    if kind in {"they", "their"}:
        return phrase.plural or _is_name(phrase)
    return kind in {"there", "both", "former", "latter"} or phrase.head in w.PEOPLE


def _there(text: str, match: regex.Match[str], turns: Sequence[str]) -> _Change | None:
    place = antecedents.last(turns, _is_place)
    if place is None:
        return None
    bare = regex.search(r"(?i)\b(?:in|from|to|of|over|up|at)\s+$", text[: match.start()]) is not None
    return _Change(match.start(), match.end(), place.text if bare else f"in {place.text}")


def _is_place(found: Antecedent) -> bool:
    return found.is_place or (found.asked and found.head in w.PLACES)


def _possessive(
    text: str, own: Sequence[Phrase], match: regex.Match[str], stands: Antecedent
) -> _Change:
    short = len(stands.text.split()) <= 4 and " that " not in stands.text and " of " not in stands.text
    phrase = next((p for p in own if p.start == match.start()), None)
    if short or phrase is None:
        ending = "'" if stands.plural and stands.text.endswith("s") else "'s"
        return _Change(match.start(), match.end(), stands.text + ending)
    owned = phrase.text[match.end() - match.start() :].strip()
    return _Change(phrase.start, phrase.end, f"the {owned} of {stands.text}")


def _of_two(text: str, match: regex.Match[str], turns: Sequence[str]) -> _Change | None:
    """What "both", "the two", "the former" mean: two names of one kind, or the two things asked for."""
    kind = match.lastgroup
    after = regex.match(r"(?i)\s+(?:cities|countries|states|projects|of them)\b", text[match.end() :])
    end = match.end() + (after.end() if after else 0)
    follower = next((t for t in tokens(text) if t.start >= end), None)
    adjacent = follower is not None and not text[end : follower.start].strip()
    if after is None and adjacent and follower is not None and follower.kind in {Class.WORD, Class.NAME}:
        return None
    pair = _pair(turns)
    if pair is not None:
        texts = {"former": pair[0].text, "latter": pair[1].text}
        return _Change(match.start(), end, texts.get(kind or "", f"{pair[0].text} and {pair[1].text}"))
    asked = antecedents.best(turns[-1:], lambda a: a.asked and a.plural)
    if kind == "both" and asked is not None:
        return _Change(match.start(), end, asked.text)
    return None


def _pair(turns: Sequence[str]) -> tuple[Antecedent, Antecedent] | None:
    for kind in (Kind.CITY, Kind.STATE, Kind.NAMED):
        for reach in (1, 2, len(turns)):
            found = antecedents.all_named(turns[-reach:], lambda a, kind=kind: a.kind is kind)  # type: ignore[misc]
            if len(found) == 2 or (len(found) > 2 and reach > 1):
                return found[-2], found[-1]
    return None


def _nouns(text: str, own: Sequence[Phrase], turns: Sequence[str]) -> list[_Change]:
    """What "the city", "that plan", "the first city" and "the one against …" stand for."""
    found = [c for c in (_numbered(m, turns) for m in _NUMBERED.finditer(text)) if c is not None]
    found += _ones(text, own, turns)
    for phrase in own:
        if _POINTS.match(phrase.text) and not any(c.start <= phrase.start < c.end for c in found):
            change = _noun(text, own, phrase, turns)
            if change is not None:
                found.append(change)
    return found


def _numbered(match: regex.Match[str], turns: Sequence[str]) -> _Change | None:
    kinds = {"city": Kind.CITY, "country": Kind.STATE, "state": Kind.STATE}
    kind = kinds.get(match["noun"].casefold())
    wanted = (kind,) if kind else (Kind.CITY, Kind.NAMED) if match["noun"] == "one" else (Kind.NAMED,)
    for one in wanted:
        things = antecedents.all_named(turns, lambda a, one=one: a.kind is one)  # type: ignore[misc]
        if len(things) > 1:
            at = {"first": 0, "second": 1, "third": 2, "last": -1, "other": -2}[match["n"].casefold()]
            return _Change(match.start(), match.end(), things[at].text) if at < len(things) else None
    return None


def _ones(text: str, own: Sequence[Phrase], turns: Sequence[str]) -> list[_Change]:
    """"The one against wildfires": the noun that the turn before asked for, in its place."""
    match = regex.search(r"(?i)\bthe ones?\b(?=\s+(?:against|for|in|of|on|about|with|that|which|under|from)\b)", text)
    shape = shaped(turns[-1]) if turns else None
    if match is None or shape is None or not shape.asked or _JOINS.search(text[: match.start()]):
        return []
    plural = match.group().casefold().endswith("s")
    noun = shape.asked.split()[-1]
    noun = noun if plural else _singular(noun)
    place = antecedents.last(turns, lambda a: a.is_place)
    kept = place is None or any(p.is_place for p in own)
    where = "" if kept or place is None else f" of {place.text}"
    return [_Change(match.start(), match.end(), f"the {noun}{where}")]


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-1] if is_plural(noun.casefold()) and noun.endswith("s") else noun


def _noun(text: str, own: Sequence[Phrase], phrase: Phrase, turns: Sequence[str]) -> _Change | None:
    words = phrase.text.split()
    points = words[0].casefold() != "the"
    if len(words) != 2 or (not points and _DEFINES.match(text[phrase.end :])):
        return None
    head = phrase.head
    if head in w.PLACES or _singular(head) in w.PLACES:
        return _place(text, own, phrase, turns)
    if not points and (w.UNIQUE.fullmatch(phrase.text) or _TIES.match(text[phrase.end :])):
        return None
    same = antecedents.best(turns, lambda a: a.head == head and len(a.text.split()) > 2 and not a.asked)
    if same is not None:
        return _Change(phrase.start, phrase.end, same.text)
    return _called(own, phrase, turns, head)


def _called(own: Sequence[Phrase], phrase: Phrase, turns: Sequence[str], head: str) -> _Change | None:
    """What is called by a general noun: "the system" after INFLOS, "this work" on the landfill."""
    if any(p.kind is Kind.NAMED for p in own):
        return None
    if _singular(head) in w.GENERIC:
        thing = antecedents.best(turns, lambda a: a.kind is Kind.NAMED and a.plural == is_plural(head))
        return _Change(phrase.start, phrase.end, thing.text) if thing is not None else None
    if head in w.ABSTRACT:
        thing = antecedents.best(turns[-1:], lambda a: a.kind in {Kind.NAMED, Kind.NOUN} and not a.asked)
        return _Change(phrase.start, phrase.end, f"{phrase.text} on {thing.text}") if thing else None
    return None


def _place(text: str, own: Sequence[Phrase], phrase: Phrase, turns: Sequence[str]) -> _Change | None:
    head = _singular(phrase.head)
    kind = Kind.CITY if head in {"city", "town", "municipality"} else Kind.STATE
    if any(p.kind is kind for p in own) or any(p.head == phrase.head and p.start < phrase.start for p in own):
        return None
    if head in {"district", "province", "place"}:
        same = antecedents.best(turns, lambda a: a.head == head)
        return _Change(phrase.start, phrase.end, same.text) if same else None
    if is_plural(phrase.head):
        if phrase.text.casefold().startswith("the "):
            return None
        asked = antecedents.best(turns[-1:], lambda a: a.asked and a.head == phrase.head)
        return _Change(phrase.start, phrase.end, asked.text) if asked else None
    place = antecedents.last(turns, lambda a: a.kind is kind or (a.asked and a.head == head))
    return _Change(phrase.start, phrase.end, place.text) if place is not None else None
