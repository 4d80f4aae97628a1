"""Puts what pronouns stand for in their place: "it", "there", "the city", "both", "the former".

A pronoun that finds its noun in its own question is left alone, which matters more than resolving
every other one. Must not read fragments: that is `assistant.rewriting.ellipsis`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from assistant.rewriting import antecedents
from assistant.rewriting import words as w
from assistant.rewriting.antecedents import Antecedent
from assistant.rewriting.definites import POINTS, Change, definites
from assistant.rewriting.nouns import Phrase, phrases
from assistant.rewriting.tokens import Class, Kind, tokens

_BOUNDARY = regex.compile(
    r"(?i)[,;:.?!–—]|\b(?:and|but|when|if|because|that|which|who|before|after|while|since|once|where"
    r"|whether)\b"
)
_EXPLETIVE = w.words(
    r"(?:is|was) it (?:still )?(?:true|right|correct|possible|necessary|the case|known|allowed|required"
    r"|mandatory|that)"
    r"|it (?:is|was) (?:true|right|correct|possible|necessary|known|said|planned)"
    r"|(?:does|did|will|would) it take|makes? it|it takes"
    r"|(?:is|are|was|were|be|been|being|has|have|will|would|can|exist) there|there (?:is|are|was|were|has"
    r"|have|will|exist)"
)
_POINTERS = w.words(
    r"(?P<it>it)|(?P<its>its)|(?P<they>they|them|those|these)(?! [\p{L}])|(?P<they>they|them)"
    r"|(?<=of )(?P<they>those|these)(?= (?:(?:is|are|was|were|has|have|had|do|did|can|will)\b|[\p{L}]+ed\b))"
    r"|(?P<their>their)"
    r"|(?P<he>he|she|him)|(?P<his>his|her)|(?P<there>there)|(?P<both>both of (?:them|these|those)|the two"
    r"|both)"
    r"|(?P<former>the former)|(?P<latter>the latter)"
    r"|(?P<that>(?:this|that)(?=\s*[?.!]?$))"
    r"|(?<=(?:is|was|does|did|can|will|may|has) )(?P<one>one)(?= [\p{L}]+(?:ed|en|ted)\b| be\b)"
)
_AGAIN = regex.compile(r"(?i)\s+(?:cities|countries|states|projects|of them)\b")
_OWNER_BEHIND = regex.compile(r"\bof \p{Lu}")
"""Of "which share of its demand could the reserves of Kuching meet"."""

_GOVERNED = regex.compile(r"(?i)\b(?:for|of|about|in|to|by|with|on|from|under)\s+$")


def resolved(text: str, turns: Sequence[str]) -> str:
    """The question with pronouns and "the city" replaced by what the turns before named."""
    changes: list[Change] = []
    given: set[str] = set()
    own = phrases(text)
    for change in sorted([*definites(text, own, turns), *_pronouns(text, own, turns)], key=lambda c: c.start):
        free = not changes or change.start >= changes[-1].end
        change = _without_place(change, text, given)
        if free and change.by.casefold() not in given:
            changes.append(change)
            given.add(change.by.casefold())
    for change in reversed(changes):
        text = text[: change.start] + change.by + text[change.end :]
    return text


def _without_place(change: Change, text: str, given: set[str]) -> Change:
    """The antecedent without its place, as "the programme in Putrajaya", where the question names that."""
    head, _, place = change.by.rpartition(" in ")
    if head and (place.casefold() in given or place.casefold() in text.casefold()):
        return replace(change, by=head)
    return change


def counted(text: str, turns: Sequence[str]) -> str:
    """A question such as "Which are completed?" with what was spoken of: "Which of the projects of …"."""
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


def _pronouns(text: str, own: Sequence[Phrase], turns: Sequence[str]) -> list[Change]:
    found = []
    for match in _pointers(text):
        if _is_bound(text, own, match):
            continue
        change = _pronoun(text, own, match, turns)
        if change is not None:
            found.append(change)
    return found


def _pronoun(
    text: str, own: Sequence[Phrase], match: regex.Match[str], turns: Sequence[str]
) -> Change | None:
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
    return Change(match.start(), match.end(), stands.text)


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
    if kind == "both" and _of_own_noun(text, match):
        return True
    before = [p for p in own if p.end <= match.start() and _agrees(p, kind)]
    if kind == "there":
        return any(p.is_place for p in own) or any(p.head in w.PLACES and not p.definite for p in before)
    if kind in {"its", "their", "his"}:
        named = [p for p in own if _is_name(p) and not p.start <= match.start() < p.end and _agrees(p, kind)]
        return (
            bool(named)
            or _OWNER_BEHIND.search(text, match.end()) is not None
            or any(_is_own(p, text) for p in before)
        )
    return any(_is_own(p, text) and _BOUNDARY.search(text[p.end : match.start()]) is not None for p in before)


def _of_own_noun(text: str, match: regex.Match[str]) -> bool:
    """Whether "the two" has a noun of its own behind it, other than one that calls things again."""
    if _AGAIN.match(text[match.end() :]):
        return False
    follower = next((t for t in tokens(text) if t.start >= match.end()), None)
    return (
        follower is not None
        and not text[match.end() : follower.start].strip()
        and follower.kind in {Class.WORD, Class.NAME}
    )


def _is_own(phrase: Phrase, text: str) -> bool:
    """Whether a phrase stands for itself: not for something said before, as "the city" does."""
    return (
        not POINTS.match(phrase.text)
        or _is_name(phrase)
        or w.UNIQUE.fullmatch(phrase.text) is not None
        or (len(phrase.text.split()) > 2)
    )


def _is_name(phrase: Phrase) -> bool:
    return phrase.kind in {Kind.CITY, Kind.STATE, Kind.NAMED, Kind.BODY}


def _agrees(phrase: Phrase, kind: str) -> bool:
    if kind in {"it", "its", "that"}:
        return not phrase.plural
    if kind in {"they", "their"}:
        return phrase.plural or _is_name(phrase)
    return kind in {"there", "both", "former", "latter"} or phrase.head in w.PEOPLE


def _there(text: str, match: regex.Match[str], turns: Sequence[str]) -> Change | None:
    place = antecedents.last(turns, _is_place)
    if place is None:
        return None
    bare = regex.search(r"(?i)\b(?:in|from|to|of|over|up|at)\s+$", text[: match.start()]) is not None
    return Change(match.start(), match.end(), place.text if bare else f"in {place.text}")


def _is_place(found: Antecedent) -> bool:
    return found.is_place or (found.asked and found.head in w.PLACES)


def _possessive(text: str, own: Sequence[Phrase], match: regex.Match[str], stands: Antecedent) -> Change:
    short = len(stands.text.split()) <= 4 and " that " not in stands.text and " of " not in stands.text
    phrase = next((p for p in own if p.start == match.start()), None)
    if short or phrase is None:
        ending = "'" if stands.plural and stands.text.endswith("s") else "'s"
        return Change(match.start(), match.end(), stands.text + ending)
    owned = phrase.text[match.end() - match.start() :].strip()
    return Change(phrase.start, phrase.end, f"the {owned} of {stands.text}")


def _of_two(text: str, match: regex.Match[str], turns: Sequence[str]) -> Change | None:
    """What "both", "the two", "the former" mean: two names of one kind, or the two things asked for."""
    kind = match.lastgroup
    after = _AGAIN.match(text[match.end() :])
    end = match.end() + (after.end() if after else 0)
    pair = _pair(turns)
    if pair is not None:
        texts = {"former": pair[0].text, "latter": pair[1].text}
        return Change(match.start(), end, texts.get(kind or "", f"{pair[0].text} and {pair[1].text}"))
    asked = antecedents.best(turns[-1:], lambda a: a.asked and a.plural)
    if kind == "both" and asked is not None:
        return Change(match.start(), end, asked.text)
    return None


def _pair(turns: Sequence[str]) -> tuple[Antecedent, Antecedent] | None:
    for kind in (Kind.CITY, Kind.STATE, Kind.NAMED):
        for reach in (1, 2, len(turns)):
            found = antecedents.all_named(turns[-reach:], lambda a, kind=kind: a.kind is kind)  # type: ignore[misc]
            if len(found) == 2 or (len(found) > 2 and reach > 1):
                return found[-2], found[-1]
    return None
