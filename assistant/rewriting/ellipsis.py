"""Completes a fragment from the question before: like is put in the place of like.

A year takes the place of a year, a city that of a city, what is counted that of what was counted.
Must not resolve pronouns.
"""

from __future__ import annotations

import regex

from assistant.rewriting import times
from assistant.rewriting.shape import Shape, shaped, told
from assistant.rewriting.substitution import substituted
from assistant.rewriting.tokens import Class, tokens

_END = regex.compile(r"\s*[?.!]*$")
_OWNS = regex.compile(r"(?i)\b(?:its|their|his|her)\b")


def completed(before: str, fragment: str, wrong: str, present: int) -> str | None:
    """The question before with what the fragment names in its place; None where nothing has a place.

    Args:
        wrong: what a correction says was not meant.
        present: the year of today, for "last year".
    """
    fragment = regex.sub(r"(?i)\bwhich ones?\b", "which", fragment)
    shape = shaped(fragment)
    if shape.asks_only and not _has_own(fragment):
        return _asked_anew(before, fragment)
    if shape.is_adverbial and _content(shape.rest):
        return None
    if wrong and wrong.casefold() in before.casefold():
        found = regex.search(regex.escape(wrong), before, regex.IGNORECASE)
        if found is not None:
            return before[: found.start()] + _END.sub("", fragment) + before[found.end() :]
    return substituted(before, _END.sub("", fragment), present)


def is_repeated(before: str, text: str) -> bool:
    """Whether a whole question says nothing new but names and dates: "how many did Malaysia have?"."""
    then, now = shaped(before), shaped(text)
    if not then.wh and _OWNS.search(text):
        return False
    same = now.wh in {"", then.wh} or {now.wh, then.wh} <= {"who", "which", "what"} or then.wh in {"", "what"}
    if not same or (now.asked and _content(now.asked) - _content(before)):
        return False
    cut = text
    if (distance := times.relative(cut)) is not None:
        cut = cut[: distance.start] + cut[distance.end :]
    cut = times.DATE.sub(" ", cut)
    return _content(cut) <= _content(before)


def _content(text: str) -> frozenset[str]:
    own = (t for t in tokens(text) if t.kind in {Class.WORD, Class.VERB} and t.place is None)
    return frozenset(regex.sub(r"(?:es|ed|s|d)$", "", t.word) for t in own)


def _has_own(fragment: str) -> bool:
    named = any(t.kind is Class.NAME or t.place is not None for t in tokens(f"and {fragment}"))
    return named or times.DATE.search(fragment) is not None


def _asked_anew(before: str, fragment: str) -> str | None:
    """The question before, asked by other words: "Where?" after "When was it held?"."""
    shape, new, words = shaped(before), shaped(fragment), _END.sub("", fragment)
    if new.wh == "how much" and not new.asked and shape.wh not in {"how many", "how much"}:
        return _sentence(f"{told(shape)}: how much")
    if shape.asked and new.wh in {"how many", "how much", "which"} and not new.before:
        noun = shape.asked if new.asked in {"", "one", "ones"} else new.asked
        return _sentence(" ".join(filter(None, (shape.before, new.wh, noun, *_clause(shape)))))
    if shape.is_adverbial and shape.auxiliary and shape.subject:
        return _sentence(" ".join(filter(None, (words, *_clause(shape)))))
    return _sentence(f"{told(shape)}: {words[:1].lower()}{words[1:]}")


def _clause(shape: Shape) -> tuple[str, str, str]:
    return shape.auxiliary, shape.subject, shape.rest


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}?"


def has_place_for(before: str, fragment: str) -> bool:
    """Whether a fragment without a lead is of the kind of something in the question before."""
    place = any(t.place is not None for t in tokens(fragment)) and any(t.place for t in tokens(before))
    date = times.DATE.search(fragment) is not None and times.DATE.search(before) is not None
    return place or date
