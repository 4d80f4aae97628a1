"""Lets a language model make a follow-up stand alone; the result is checked, else the rules' reading stays.

Must not answer, and must not bring in a number, a date or a name that nobody in the conversation said.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compose.evidence_prompt import rewriting_prompt
from assistant.compose.model import Calls, ModelFailed
from assistant.evidence import content
from assistant.rewrite import cleaned
from assistant.stated.reading import stated, unproven

_LONGEST = 300
"""Characters that a question made of others may have."""

_SAID = 0.8
"""Share of its words that must stem from the conversation; the rest is grammar."""


def standalone(calls: Calls, turns: Sequence[str], question: str, language: str) -> str | None:
    """The question as the model reads it after the earlier ones; None where its reading is of no use."""
    try:
        reply = calls.ask(rewriting_prompt(turns, question))
    except ModelFailed:
        return None
    lines = [line.strip(' \t"“”`') for line in reply.splitlines() if line.strip()]
    if len(lines) != 1 or len(lines[0]) > _LONGEST:
        return None
    rewritten = cleaned(lines[0], strict=False)
    return rewritten if rewritten and is_made_of(rewritten, [*turns, question], language) else None


def is_made_of(rewritten: str, turns: Sequence[str], language: str) -> bool:
    """Whether a question says nothing that the conversation does not: no number, date or name is new."""
    said = " ".join(turns)
    ordinary = frozenset(word.casefold() for word in rewritten.split()[:1])
    new = [
        item
        for item in unproven(stated(rewritten, language, ordinary), stated(said, language))
        if item != "a denial"
    ]
    own = content(rewritten)
    return not new and (not own or len(own & content(said)) / len(own) >= _SAID)
