"""The question that a turn asks when nothing was said before it: the last turn read after the others.

A question that stands alone is left as it is; that matters more than completing every other. Must
not search, nor name anything that no turn names, except for a year that a turn counts from another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from assistant.lists.reading import may_ask_for_rows
from assistant.rewriting import ellipsis, offers, reference, times, tongues
from assistant.rewriting import words as w
from assistant.rewriting.leads import Lead, Opening, opened
from assistant.rewriting.nouns import phrases
from assistant.rewriting.shape import is_clause, is_command, shaped, told
from assistant.rewriting.tokens import Class, Kind, tokens
from indexing.language import language_of

MOST_TURNS = 6
"""Turns that a follow-up may lean on."""

MOST_CHARACTERS = 500
"""A longer turn is no follow-up; of a longer one before, the beginning is leant on."""

_UNSPECIFIC = 7
"""Words: a question that names nothing and is no longer than this says of what in the turn before."""

_SPECIFIED = w.words(
    r"(?:of|for|at|from) (?!(?:the|it|its|this|that|these|those|them|their|us|you|me)\b)[\p{L}\d]+"
)
"""A question with such a complement says itself what it is about, in small letters too."""

_NETWORK = w.words(r"ascn|asean")
_COUNTED = w.words(r"the (?:two|three|four|five|six|seven|eight|nine|ten|\d+)")
_MORE = regex.compile(
    r"(?i)^(?:can you |could you )?(?:tell me|explain|give me|say) (?:a bit |some )?more(?: details?)?[.!?]*$"
)
_MOVED = regex.compile(r"(?i)^(?P<place>(?:in|for|at|of|on|under|from) [^,?]{2,40}), (?P<asks>.+)$")
_MARK = regex.compile(r"\s*[?.!]+$")
_NAMES_NETWORK = 2
"""Words: a longer fragment that names the network is keywords of its own."""

_SHORT = 4
"""Words: a longer fragment without a lead is keywords of its own."""


def standalone(
    text: str, turns: Sequence[str], present: int, said: str = "", offered: Sequence[str] = ()
) -> str:
    """What a turn asks, in words that need no turn before it.

    Args:
        turns: the earlier turns as they were put, oldest first.
        present: the year of the day that is asked for; 0 where it is not known.
        said: the first sentence of the last answer.
        offered: the questions that the last answer suggested.
    """
    taken = offers.accepted(text, offered)
    if taken is not None:
        return taken
    before: list[str] = []
    if len(text) > MOST_CHARACTERS:
        return text
    for turn in turns[-MOST_TURNS:]:
        before.append(_after(turn[:MOST_CHARACTERS], before, present)[:MOST_CHARACTERS])
    made = _after(text, before, present)
    return offers.with_answer(made, text, before[-1], said) if before and said else made


def _after(text: str, before: Sequence[str], present: int) -> str:
    """A turn after turns that stand alone already."""
    if not before or any(_continues(turn, text) for turn in before):
        return text
    made = tongues.completed(text, before, present)
    if made is None and language_of(text) == "en":
        made = _english(text, before, present)
    return text if made is None or made.casefold() == text.casefold() else made


def _continues(turn: str, text: str) -> bool:
    """Whether a text already holds what it took over from a turn."""
    taken = (told(shaped(turn)), turn.rstrip(" ?？."))
    begins = tuple(f"{part.casefold()}: " for part in taken if part)
    return text.casefold().startswith((*begins, f"{turn.casefold()} "))


def _english(text: str, before: Sequence[str], present: int) -> str:
    opening = _unmoved(opened(text))
    if opening.lead is Lead.CHANGES:
        return _sentence(opening.rest)
    if opening.lead is Lead.RETURNS:
        return _returned(opening, before, present)
    if not is_clause(opening.rest):
        return _completed(opening, text, before, present)
    return _resolved(opening, before, present)


def _unmoved(opening: Opening) -> Opening:
    """A follow-up with its place behind: "and in Rayong, how many …" asks "how many … in Rayong"."""
    moved = _MOVED.match(opening.rest) if opening.lead is Lead.GOES_ON else None
    if moved is None or not is_clause(moved["asks"]):
        return opening
    mark = _MARK.search(moved["asks"])
    bare = moved["asks"][: mark.start()] if mark else moved["asks"]
    rest = f"{bare} {moved['place'][0].lower()}{moved['place'][1:]}?"
    return replace(opening, rest=f"{rest[0].upper()}{rest[1:]}")


def _completed(opening: Opening, text: str, before: Sequence[str], present: int) -> str:
    """A part of a sentence, put into the question before it."""
    if not _leans(opening, text, before):
        return text
    made = ellipsis.completed(before[-1], opening.rest, opening.wrong, present)
    if made is not None:
        return made
    rest = reference.resolved(opening.rest, before)
    if opening.lead is Lead.NONE and not shaped(opening.rest).wh:
        return text
    return _in_context(rest, before)


def _leans(opening: Opening, text: str, before: Sequence[str]) -> bool:
    """Whether a part of a sentence is said of what was said before, not keywords of its own."""
    shape = shaped(opening.rest)
    if opening.lead is not Lead.NONE or shape.asks_only or times.relative(opening.rest) is not None:
        return True
    short = len(text.split()) <= (_NAMES_NETWORK if _NETWORK.search(text) else _SHORT)
    return short and (bool(shape.wh) or ellipsis.has_place_for(before[-1], text))


def _resolved(opening: Opening, before: Sequence[str], present: int) -> str:
    text = opening.rest
    leans = opening.lead is not Lead.NONE or reference.is_unresolved(text) or _is_elliptic(text)
    if leans and ellipsis.is_repeated(before[-1], text):
        made = ellipsis.completed(before[-1], _named_in(text), opening.wrong, present)
        if made is not None:
            return made
    if _MORE.match(text):
        return f"Tell me more about {told(shaped(before[-1]))}."
    if _is_elliptic(text) and not any(t.place is not None for t in tokens(text)):
        text = reference.counted(text, before)
    made = _dated(reference.resolved(text, before), before, present)
    if made == opening.rest and _needs_context(opening):
        return _in_context(text, before)
    return _sentence(made)


def _named_in(text: str) -> str:
    """The names and dates of a question, as a fragment."""
    found = [(p.start, p.text) for p in phrases(text) if p.kind in {Kind.CITY, Kind.STATE, Kind.NAMED}]
    distance = times.relative(text)
    if distance is not None:
        found.append((distance.start, text[distance.start : distance.end]))
    found += [(m.start(), m.group()) for m in times.DATE.finditer(text)]
    return " ".join(part for _, part in sorted(found))


def _is_elliptic(text: str) -> bool:
    shape = shaped(text)
    return shape.wh in {"how many", "how much", "which"} and not shape.asked and bool(shape.auxiliary)


def _dated(text: str, before: Sequence[str], present: int) -> str:
    """The question with "the year before" or "since then" told as a year."""
    distance = times.relative(text)
    named = next((year for turn in reversed(before) if (year := times.last_year(turn)) is not None), None)
    if distance is None or distance.absolute or named is None or times.last_year(text) is not None:
        return text
    word = "since" if distance.since else "in"
    return f"{text[: distance.start]}{word} {distance.year(named, present)}{text[distance.end :]}"


def _needs_context(opening: Opening) -> bool:
    """Whether a whole question leans on the one before without a pronoun that could be replaced."""
    text = opening.rest
    if is_command(text) or any(t.kind is Class.NAME for t in tokens(text)) or w.UNIQUE.search(text):
        return False
    if times.last_year(text) is not None and opening.lead is Lead.NONE:
        return False
    if opening.lead in {Lead.GOES_ON, Lead.CORRECTS} or reference.is_unresolved(text):
        return True
    if (
        len(text.split()) <= (_SHORT if _COUNTED.search(text) or may_ask_for_rows(text) else _UNSPECIFIC)
        and shaped(text).wh
        and not _SPECIFIED.search(text)
    ):
        return True
    return any(_takes_for_known(text, p.start, p.end) for p in phrases(text) if p.kind is Kind.NOUN)


def _takes_for_known(text: str, start: int, end: int) -> bool:
    """Whether "the construction" is spoken of as if it had been named."""
    words = text[start:end].casefold().split()
    return (
        words[0] in {"the", "this", "that"}
        and len(words) == 2
        and words[1] not in w.GENERAL
        and regex.match(r"\s+(?:of|with|that|which|who|whose|where|to|for|between|in)\b", text[end:]) is None
    )


def _in_context(text: str, before: Sequence[str]) -> str:
    context = told(shaped(before[-1])) if language_of(before[-1]) == "en" else before[-1].rstrip(" ?？.")
    if not context:
        return _sentence(text)
    return f"{context[:1].upper()}{context[1:]}: {text[:1].lower()}{text[1:]}"


def _returned(opening: Opening, before: Sequence[str], present: int) -> str:
    place = reference.resolved(opening.place, before)
    made = _dated(reference.resolved(opening.rest, [*before, place]), before, present)
    if not is_clause(opening.rest):
        return ellipsis.completed(before[-1], place, "", present) or made
    return _sentence(made)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] if is_clause(text) else text
