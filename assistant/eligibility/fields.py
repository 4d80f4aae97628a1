"""The facts as fields of a form: what kind of value each takes, and which words may be chosen.

Derived from the facts themselves, so that a new fact has its field at once. Must not hold texts of a page or
read what was filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, get_args, get_origin, get_type_hints

from assistant.eligibility.facts import KNOWN_WORDS, City, Country, Facts, questions
from corpus.eligibility_rules import ApplicantType, Role

FIRST = ("applicant.type", "applicant.country", "city.key")
"""Who asks, from where and for which city: shown before anything else."""

NARROWING = ("programme", "call", "role", "as_of")
"""What an inquiry may name beside facts."""

YES_OR_NO = ("yes", "no")

PARTNERS, NO_PARTNERS = "partners", "none"
MOST_PARTNERS = 3
"""Partners that the form has room for."""


class Kind(StrEnum):
    """What a field takes."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    COUNTRY = "country"
    COUNTRIES = "countries"
    CITY = "city"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its name, for facts their path.

    Attributes:
        options: the values that may be chosen, each with a text of its own in the catalogue.
        whole: whether a number must have no fraction.
    """

    name: str
    kind: Kind
    options: tuple[str, ...] = ()
    whole: bool = False

    @property
    def group(self) -> str:
        """The part of the form that it belongs to: "applicant", "documents"."""
        return self.name.partition(".")[0].rstrip("0123456789")


@cache
def fields() -> Mapping[str, Field]:
    """Every field by its name, in the order in which facts are told."""
    return {field.name: field for field in _fields()}


def partner_fields() -> tuple[tuple[str, str], ...]:
    """The names of type and country for each partner that may be given."""
    return tuple((f"partner{n}.type", f"partner{n}.country") for n in range(1, MOST_PARTNERS + 1))


def _fields() -> Iterator[Field]:
    for path in questions():
        yield Field(path, Kind.CHOICE, (NO_PARTNERS,)) if path == PARTNERS else _of_fact(path)
    for type_, country in partner_fields():
        yield Field(type_, Kind.CHOICE, tuple(ApplicantType))
        yield Field(country, Kind.COUNTRY)
    yield Field("programme", Kind.CHOICE)  # its options are records, not words
    yield Field("call", Kind.CHOICE)
    yield Field("role", Kind.CHOICE, tuple(Role))
    yield Field("as_of", Kind.DAY)


def _of_fact(path: str) -> Field:
    group, _, key = path.partition(".")
    model = Facts.model_fields[group].annotation
    assert isinstance(model, type)
    hint = get_type_hints(model, include_extras=True)[key]
    shape = next(each for each in get_args(hint) if each is not type(None))
    if path in KNOWN_WORDS:
        return Field(path, Kind.CHOICE, tuple(sorted(KNOWN_WORDS[path])))
    if shape in (Country, City):
        return Field(path, Kind.COUNTRY if shape == Country else Kind.CITY)
    return _plain(path, get_args(shape)[0] if get_origin(shape) is Annotated else shape)


def _plain(path: str, shape: object) -> Field:
    """A field of a fact whose values have no checks of their own."""
    if shape is bool:
        return Field(path, Kind.YES_NO, YES_OR_NO)
    if shape in (int, float):
        return Field(path, Kind.NUMBER, whole=shape is int)
    if isinstance(shape, type) and issubclass(shape, StrEnum):
        return Field(path, Kind.CHOICE, tuple(shape))
    return Field(path, Kind.COUNTRIES)
