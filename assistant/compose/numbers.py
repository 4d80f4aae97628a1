"""The numbers of a sentence. Must not rank."""

from __future__ import annotations

from indexing.analysis import terms


def numbers(text: str) -> frozenset[str]:
    """The numbers written in digits, without thousands separators."""
    return frozenset(word for word in terms(text).words if word[0].isdigit())
