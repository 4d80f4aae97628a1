"""The built-in records as a generation in memory, and short ways to ask for verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from assistant.eligibility.reply import eligible
from assistant.schema import Answer, Verdict
from corpus.assembly import assemble
from corpus.models import Document
from corpus.rendering import rendered

TODAY = date(2026, 11, 24)


@cache
def documents() -> Mapping[str, Document]:
    """The documents made of records, as an index would hold them."""
    return {made.entry.id: assemble(made.reading, made.entry) for made in rendered()}


def asked(**inquiry: object) -> Answer:
    """The answer to an inquiry of the public contract, on a fixed day."""
    return eligible(inquiry, documents().get, "generation-1", TODAY)


def verdict(call: str, facts: Mapping[str, object], as_of: str, role: str = "lead") -> Verdict:
    """The only verdict on one call in one role."""
    answer = asked(call=call, role=role, as_of=as_of, facts=facts)
    assert answer.verdicts is not None
    (only,) = answer.verdicts
    return only


def deciding(found: Verdict) -> list[tuple[str, str]]:
    """The criteria that decide, each with its value."""
    return [(one.criterion, one.value) for one in found.deciding]
