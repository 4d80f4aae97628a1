"""The sources that facts are taken from: who published what, when and where, and how far to trust it.

Must not fetch or read the texts themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from corpus.citations import Reference
from corpus.data_files import SHIPPED, invalid, read_data
from corpus.models import DocumentKind


class Trust(StrEnum):
    """How far a source is trusted."""

    OFFICIAL = "official"
    PARTNER = "partner"
    ACADEMIC = "academic"
    PRESS = "press"
    LOW = "low"


class SourceDocument(BaseModel):
    """What is needed to fetch and list an official document.

    Attributes:
        id: the manifest id it gets; ``supersedes`` is another such id.
        bytes, sha256: of the file as published, of a copy of it where it is not ``checked``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    file: str = Field(min_length=1)
    kind: DocumentKind
    edition: str | None = None
    supersedes: str | None = None
    bytes: int = Field(gt=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    checked: bool = True


def _day_if_whole(value: object) -> object:
    """A whole day as a date, whether it was written in quotes or not."""
    if type(value) is int:
        return str(value)
    return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value


Published = date | Annotated[str, Field(pattern=r"^\d{4}(-[01]\d)?$")] | None


class Source(BaseModel):
    """A text that facts are taken from.

    Attributes:
        published: a day, or "2018" or "2018-04" where no more is known.
        url: where the original can be opened; None where no full address is known.
        document: only for the official documents that can be fetched.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[A-Za-z0-9][\w.-]*$")
    title: str = Field(min_length=1)
    publisher: str | None = None
    published: Annotated[Published, BeforeValidator(_day_if_whole)] = None
    url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    trust: Trust
    language: str | None = None
    document: SourceDocument | None = None

    def footnote(self, reference: Reference) -> str:
        """The footnote of a fact that stands at ``reference``, as the built-in documents write theirs.

        "Title (publisher, date), p. 23 <https://…>", without what is not known.
        """
        imprint = ", ".join(filter(None, (self.publisher, written(self.published))))
        pages = ""
        if reference.first is not None:
            pages = (
                f"p. {reference.first}"
                if reference.last is None
                else f"pp. {reference.first}–{reference.last}"
            )
        where = ", ".join(
            filter(None, (f"{self.title} ({imprint})" if imprint else self.title, reference.place, pages))
        )
        return f"{where} <{self.url}>" if self.url else where


def written(day: date | str | None) -> str | None:
    """A day, month or year in words: "30 September 2025", "April 2018", "2018"."""
    if isinstance(day, date):
        return f"{day.day} {day:%B %Y}"
    if day is not None and len(day) == 7:
        return f"{date.fromisoformat(f'{day}-01'):%B %Y}"
    return written(date.fromisoformat(day)) if day is not None and len(day) == 10 else day


@cache
def sources() -> Mapping[str, Source]:
    """Every source that ships with the project, by id.

    Raises:
        CorpusInvalid: a file breaks its schema, or an id stands twice.
    """
    return load_sources([SHIPPED / "sources.yaml", *sorted(SHIPPED.glob("records/*/sources.yaml"))])


def load_sources(paths: Iterable[Path]) -> Mapping[str, Source]:
    """The sources of these files, by id.

    Raises:
        CorpusInvalid: a file breaks its schema, an id stands twice, or a document supersedes none that
            is listed.
    """
    found: dict[str, Source] = {}
    for path in paths:
        for source in read_data(_SHAPE, path):
            if source.id in found:
                raise invalid(path, f"the id {source.id} stands twice", "Give one of the two another id")
            found[source.id] = source
    documents = {s.document.id for s in found.values() if s.document}
    for source in found.values():
        if source.document and (old := source.document.supersedes) and old not in documents:
            raise invalid(path, f"{source.id} supersedes {old}, which is no document", "Correct that id")
    return found


_SHAPE = TypeAdapter(tuple[Source, ...])
