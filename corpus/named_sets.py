"""Sets whose members change with time, by name: states of ASEAN, cities of the network, lists of donors.

A set either lists its members or takes them from the records that already know them, so that no date
stands twice. Must not read the clock: the day asked for comes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, model_validator

from corpus.citations import Src
from corpus.city_records import City, Name
from corpus.data_files import Text, invalid, read_data
from corpus.governance_records import State
from corpus.validity import Holds, Validity, gather_validity

ALWAYS = Validity()


class Origin(StrEnum):
    """The records that a set can take its members from."""

    CITIES = "cities"
    STATES = "states"


class _Member(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    validity: Validity = ALWAYS


Member = Annotated[_Member, BeforeValidator(gather_validity)]


class _Row(BaseModel):
    """One set of the file: either ``members``, each with the days on which it is one, or ``of``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]
    called: Name
    text: Text
    src: Src
    members: dict[str, Member] | None = None
    of: Origin | None = None

    @model_validator(mode="after")
    def _filled(self) -> Self:
        if (self.members is None) == (self.of is None) or self.members == {}:
            raise ValueError("it needs members, or the records that they are taken from")
        return self


@dataclass(frozen=True, slots=True)
class NamedSet:
    """A set with the days of its members.

    Attributes:
        called: what a member is, as a sentence says it ("a member state of ASEAN").
        text: what is known of the set.
        of: the records that the members come from; None where the set lists them itself.
    """

    id: str
    called: str
    text: str
    members: Mapping[str, Validity]
    of: Origin | None

    def holds(self, member: str, day: date) -> Holds:
        """Whether it was a member on ``day``; maybe where only bounds of the first day are known."""
        validity = self.members.get(member)
        return validity.holds(day) if validity is not None else Holds.NO


def load_sets(
    path: Path, known: Mapping[str, object], cities: Iterable[City], states: Iterable[State]
) -> Mapping[str, NamedSet]:
    """The sets of a file by id, filled from the records where they say so.

    Raises:
        CorpusInvalid: the file breaks its schema, or an id stands twice.
    """
    recorded = {
        Origin.CITIES: {f"{city.country}/{city.name}": city.joined.validity for city in cities},
        Origin.STATES: {state.code: _since(state.asean_from) for state in states},
    }
    found: dict[str, NamedSet] = {}
    for row in read_data(_ROWS, path, known):
        if row.id in found:
            raise invalid(path, f"the id {row.id} stands twice", "Give one of the two another id")
        own = {key: member.validity for key, member in (row.members or {}).items()}
        members = recorded[row.of] if row.of else own
        found[row.id] = NamedSet(row.id, row.called, row.text, members, row.of)
    return found


def _since(day: date | None) -> Validity:
    return Validity(from_earliest=day, from_latest=day) if day else ALWAYS


_ROWS = TypeAdapter(tuple[_Row, ...])
