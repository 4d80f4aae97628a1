"""What a query string picks from closed sets. Must not know what is picked."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

Member = TypeVar("Member", bound=StrEnum)
_SHOWN = 60
"""Characters of an unknown choice that are repeated to the reader."""


@dataclass(slots=True)
class Choices:
    """Reads choices one by one; ``unknown`` gathers what is none, to be told to the reader.

    An empty value chooses nothing: that is what a form sends for a field left alone.
    """

    unknown: list[str] = field(default_factory=list)

    def member(self, kind: type[Member], value: str) -> Member | None:
        """The member of ``kind`` that is named."""
        return kind(value) if self.among(set(kind), value) else None

    def among(self, known: Container[str], value: str) -> str | None:
        """The value, where it is one of those ``known``."""
        value = value.strip()
        if not value or value in known:
            return value or None
        self.unknown.append(value[:_SHOWN])
        return None

    @property
    def status(self) -> int:
        """Of the response: 422 where something was chosen that does not exist."""
        return 422 if self.unknown else 200
