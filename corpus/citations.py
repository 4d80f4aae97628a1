"""The short form in which data says where a fact stands: ``"me25 p.28-33"``, ``"ascf para 12"``.

Must not know what a source is; `corpus.sources` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import regex
from pydantic import Field, PlainSerializer, PlainValidator, ValidationInfo

_FORM = regex.compile(
    r"(?P<source>[A-Za-z0-9][\w.-]*)(?: p\.(?P<first>\d+)(?:-(?P<last>\d+))?)?"
    r"(?: (?P<place>(?!pages? |pp?\.)\S(?:(?! pp?\.).)*))?"
)

KNOWN = "sources"
"""Key of the validation context under which the ids of all sources are given."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source by its id and, where known, the place in it.

    Attributes:
        first, last: 1-based pages of the file; ``last`` only where several are meant.
        place: any other place, such as "para 12".
    """

    source: str
    first: int | None = None
    last: int | None = None
    place: str | None = None

    @classmethod
    def parse(cls, text: str) -> Reference:
        """The reference that ``text`` writes; ``str`` gives the text back.

        Raises:
            ValueError: it has another form, or pages that do not exist.
        """
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(f'"{text}" is no citation such as "me25 p.28-33"')
        first, last = (int(found[key]) if found[key] else None for key in ("first", "last"))
        if first is not None and (first < 1 or (last is not None and last <= first)):
            raise ValueError(f'"{text}" names no pages')
        return cls(found["source"], first, last, found["place"])

    def __str__(self) -> str:
        pages = "" if self.first is None else f" p.{self.first}" + (f"-{self.last}" if self.last else "")
        return f"{self.source}{pages}{f' {self.place}' if self.place else ''}"


def _checked(value: object, info: ValidationInfo) -> Reference:
    """Parse, and refuse a source that is not among those the context knows."""
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text; a citation is a text in quotes")
    reference = Reference.parse(value)
    known = (info.context or {}).get(KNOWN)
    if known is not None and reference.source not in known:
        raise ValueError(f"no source has the id {reference.source}")
    return reference


_Cited = Annotated[Reference, PlainValidator(_checked), PlainSerializer(str, return_type=str)]

Src = Annotated[tuple[_Cited, ...], Field(min_length=1)]
"""Where a fact stands, the best place first; a field of every fact that is read from YAML."""
