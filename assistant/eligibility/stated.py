"""A fact that somebody stated in words, and words that might have been one.

Must not read a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner of the project; None for what was not said."""

    type: str | None
    country: str | None


Value: TypeAlias = str | bool | int | float | tuple[str, ...] | Partner


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact with the words it came from: ``text[start:end] == words``.

    ``path`` names the fact as the rules do: "applicant.type", "documents.project_budget", "partners".
    """

    path: str
    value: Value
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unsure:
    """Words that speak of a fact without settling it; ``options`` are the values they may mean."""

    path: str
    words: str
    start: int
    end: int
    options: tuple[str, ...] = ()


def stated(path: str, value: Value, text: str, start: int, end: int) -> Stated:
    """A fact whose words stand at a place of a text."""
    return Stated(path, value, text[start:end], start, end)
