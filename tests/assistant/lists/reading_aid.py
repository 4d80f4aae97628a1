"""Reads questions against the records that ship, on a fixed day."""

from __future__ import annotations

from datetime import date
from functools import cache

from assistant.lists.reading import read
from assistant.lists.request import Request
from assistant.names import Names
from corpus.records import records

TODAY = date(2026, 11, 22)


@cache
def names() -> Names:
    return Names(records())


def read_today(question: str, as_of: date | None = None) -> Request | None:
    return read(question, names(), TODAY, as_of)


def understood(question: str, as_of: date | None = None) -> Request:
    """The request of a question of which nothing is left."""
    request = read_today(question, as_of)
    assert request is not None, question
    assert request.is_understood, (question, request.leftover, request.strange, request.leans)
    return request
