"""Takes up what the assistant itself said last: its suggestions, and the name its answer gave.

Must not offer or answer anything.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from assistant.rewriting.shape import described, shaped
from assistant.rewriting.tokens import Class, Kind, tokens
from assistant.schema import Answer

MOST_SAID = 500
"""Characters of the last answer that a question carries."""

MOST_OFFERED = 3

_YES = regex.compile(
    r"(?i)^\s*(?:(?:yes|yeah|yep|sure|ok(?:ay)?|of course|go ahead|do (?:it|so|that)|please(?: do)?"
    r"|exactly|right"
    r"|that one|ya|iya|boleh|silakan|vâng|có|đúng(?: vậy)?|oo|opo|sige|sim|claro|ใช่|ได้|ຕົກລົງ|បាទ|ចាស|是"
    r"|是的|好|好的|对|ஆம்)"
    r"(?:[ ,.!]+|$)(?:please|thanks|thank you|tolong|po)?[ ,.!]*)+$"
)
_ORDINALS = {
    "first": 0,
    "second": 1,
    "third": 2,
    "1": 0,
    "2": 1,
    "3": 2,
    "one": 0,
    "two": 1,
    "three": 2,
    "last": -1,
}
_CHOICE = regex.compile(
    r"(?i)^\s*(?:yes[, ]+)?(?:i (?:mean|meant|want|choose|take) )?(?:the |number |no\.? |option |question )*"
    r"(?P<n>first|second|third|last|one|two|three|[123])(?:,? (?:one|question|option|please"
    r"|suggestion))*[ ,.!]*$"
)


def last_words(answer: Answer | None) -> dict[str, str | tuple[str, ...]]:
    """What a question keeps of the answer before it, as its fields."""
    if answer is None:
        return {}
    said = answer.claims[0].text if answer.claims else ""
    return {"said": said[:MOST_SAID], "offered": answer.suggestions[:MOST_OFFERED]}


def accepted(text: str, offered: Sequence[str]) -> str | None:
    """The suggestion that a turn takes up: "yes please" the first, "the second one" the second."""
    choice = _CHOICE.match(text)
    if choice is not None:
        at = _ORDINALS[choice["n"].casefold()]
        return offered[at] if offered and at < len(offered) else None
    return offered[0] if offered and _YES.match(text) else None


def with_answer(made: str, text: str, before: str, said: str) -> str:
    """What is told by its description, "the city that uses INFLOS", told by the name the answer gave it."""
    shape = shaped(before)
    description = described(shape)
    if not description or description not in made or description in text:
        return made
    name = _only_name(said, before, _wanted(shape.wh, shape.asked))
    return made.replace(description, name) if name else made


def _wanted(wh: str, asked: str) -> Kind | None:
    head = asked.split()[-1].casefold() if asked else ""
    if head in {"country", "state"} or wh == "who":
        return Kind.STATE
    return Kind.CITY if head == "city" else None


def _only_name(said: str, before: str, kind: Kind | None) -> str | None:
    """The one name of a kind that the answer has and the question has not."""
    asked = {t.word for t in tokens(before)}
    found = [t for t in tokens(said) if t.kind is Class.NAME and t.place is kind and t.word not in asked]
    names = {t.word: t.text for t in found}
    return regex.sub(r"['’]s$", "", next(iter(names.values()))) if kind and len(names) == 1 else None
