"""What "the city", "that plan", "the first city" and "the one against …" stand for.

Must not resolve pronouns: that is `assistant.rewriting.reference`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from assistant.rewriting import antecedents
from assistant.rewriting import words as w
from assistant.rewriting.nouns import Phrase
from assistant.rewriting.shape import shaped
from assistant.rewriting.tokens import Kind, is_plural

_NUMBERED = w.words(
    r"the (?P<n>first|second|third|last|other) (?P<noun>city|country|state|project|one|programme)"
)
_DEFINES = regex.compile(r"\s+(?:of|with|that|which|who|whose|where|to be|against|from|for|under|about)\b")
_JOINS = regex.compile(r"[,;:]|\band\b")
_TIES = regex.compile(r"\s+(?:to|in|on|at|between|after|before|behind|next)\b")
POINTS = regex.compile(r"(?i)^(?:this|that|these|those|the same|the|said)\s")


@dataclass(frozen=True, slots=True)
class Change:
    """``text[start:end]`` becomes ``by``."""

    start: int
    end: int
    by: str


def definites(text: str, own: Sequence[Phrase], turns: Sequence[str]) -> list[Change]:
    """What "the city", "that plan", "the first city" and "the one against …" stand for."""
    found = [c for c in (_numbered(m, turns) for m in _NUMBERED.finditer(text)) if c is not None]
    found += _ones(text, own, turns)
    for phrase in own:
        if POINTS.match(phrase.text) and not any(c.start <= phrase.start < c.end for c in found):
            change = _noun(text, own, phrase, turns)
            if change is not None:
                found.append(change)
    return found


def _numbered(match: regex.Match[str], turns: Sequence[str]) -> Change | None:
    kinds = {"city": Kind.CITY, "country": Kind.STATE, "state": Kind.STATE}
    kind = kinds.get(match["noun"].casefold())
    wanted = (kind,) if kind else (Kind.CITY, Kind.NAMED) if match["noun"] == "one" else (Kind.NAMED,)
    for one in wanted:
        things = antecedents.all_named(turns, lambda a, one=one: a.kind is one)  # type: ignore[misc]
        if len(things) > 1:
            at = {"first": 0, "second": 1, "third": 2, "last": -1, "other": -2}[match["n"].casefold()]
            return Change(match.start(), match.end(), things[at].text) if at < len(things) else None
    return None


def _ones(text: str, own: Sequence[Phrase], turns: Sequence[str]) -> list[Change]:
    """What "the one against wildfires" is: of the noun that the turn before asked for."""
    match = regex.search(
        r"(?i)\bthe ones?\b(?=\s+(?:against|for|in|of|on|about|with|that|which|under|from)\b)", text
    )
    shape = shaped(turns[-1]) if turns else None
    if match is None or shape is None or not shape.asked or _JOINS.search(text[: match.start()]):
        return []
    plural = match.group().casefold().endswith("s")
    noun = shape.asked.split()[-1]
    noun = noun if plural else _singular(noun)
    place = antecedents.last(turns, lambda a: a.is_place)
    kept = place is None or any(p.is_place for p in own)
    where = "" if kept or place is None else f" of {place.text}"
    return [Change(match.start(), match.end(), f"the {noun}{where}")]


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-1] if is_plural(noun.casefold()) and noun.endswith("s") else noun


def _noun(text: str, own: Sequence[Phrase], phrase: Phrase, turns: Sequence[str]) -> Change | None:
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
        return Change(phrase.start, phrase.end, same.text)
    return _called(own, phrase, turns, head)


def _called(own: Sequence[Phrase], phrase: Phrase, turns: Sequence[str], head: str) -> Change | None:
    """What is called by a general noun: "the system" after INFLOS, "this work" on the landfill."""
    if any(p.kind is Kind.NAMED for p in own):
        return None
    if _singular(head) in w.GENERIC:
        thing = antecedents.best(turns, lambda a: a.kind is Kind.NAMED and a.plural == is_plural(head))
        return Change(phrase.start, phrase.end, thing.text) if thing is not None else None
    if head in w.ABSTRACT:
        thing = antecedents.best(turns[-1:], lambda a: a.kind in {Kind.NAMED, Kind.NOUN} and not a.asked)
        return Change(phrase.start, phrase.end, f"{phrase.text} on {thing.text}") if thing else None
    return None


def _place(text: str, own: Sequence[Phrase], phrase: Phrase, turns: Sequence[str]) -> Change | None:
    head = _singular(phrase.head)
    kind = Kind.CITY if head in {"city", "town", "municipality"} else Kind.STATE
    if any(p.kind is kind for p in own) or any(p.head == phrase.head and p.start < phrase.start for p in own):
        return None
    if head in {"district", "province", "place"}:
        same = antecedents.best(turns, lambda a: a.head == head)
        return Change(phrase.start, phrase.end, same.text) if same else None
    if is_plural(phrase.head):
        if phrase.text.casefold().startswith("the "):
            return None
        asked = antecedents.best(turns[-1:], lambda a: a.asked and a.head == phrase.head)
        return Change(phrase.start, phrase.end, asked.text) if asked else None
    place = antecedents.last(turns, lambda a: a.kind is kind or (a.asked and a.head == head))
    return Change(phrase.start, phrase.end, place.text) if place is not None else None
