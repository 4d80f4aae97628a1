"""What a quote of a record states: the field, its value, and the sources in which that was read.

Must not word facts: a value is the record's own, or the sentence that states it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, TypeAlias, get_args

from pydantic import BaseModel

from assistant.api.problems import Refused
from corpus.models import Document, DocumentKind, Region
from corpus.records import records
from corpus.rendered import Rendered
from corpus.rendering import rendered

FieldName: TypeAlias = Literal[
    "area", "body", "call", "chair", "condition", "density", "disagreement", "event", "figure", "joined",
    "meeting", "note", "office", "partner", "plan", "population", "programme", "project", "shepherd",
    "state", "window",
]  # fmt: skip
"""What a field is, as the pages name it."""

_NAMES: Mapping[str, FieldName] = {
    "areas": "area",
    "bodies": "body",
    "calls": "call",
    "chairs": "chair",
    "conflicts": "disagreement",
    "density": "density",
    "fields": "programme",
    "figures": "figure",
    "joined": "joined",
    "meetings": "meeting",
    "names": "programme",
    "notes": "note",
    "offices": "office",
    "partners": "partner",
    "plan": "plan",
    "plan_note": "plan",
    "populations": "population",
    "projects": "project",
    "roles": "condition",
    "shepherds": "shepherd",
    "states": "state",
    "timeline": "event",
    "uncertain": "note",
    "window": "window",
}
"""By the first part of a fact's key; see `corpus.rendered.Rendered`."""


class FieldSource(BaseModel):
    """Where a value was read."""

    text: str
    url: str | None
    page: int | None


class RecordField(BaseModel):
    """A field of a record; ``sources`` with the best one first."""

    field: FieldName
    value: str
    sources: tuple[FieldSource, ...]


def is_record(document: Document) -> bool:
    """Whether a document is made of records."""
    return document.entry.kind is DocumentKind.RECORD


def field_of(document: Document, start: int, end: int) -> RecordField:
    """The field that the first sentence of ``text[start:end]`` states.

    Raises:
        Refused: the document is no record of this state, or no field stands there.
    """
    for key, region in _places(document).items():
        if region.start <= start < min(region.end, max(end, start + 1)):
            return RecordField(
                field=_name(key),
                value=_value(document, key) or document.text[region.start : region.end],
                sources=tuple(_sources(document, region)),
            )
    raise Refused(
        document.id,
        "no field of a record stands there",
        "Read the text instead",
        status=404,
        kind="no-field",
    )


def _places(document: Document) -> Mapping[str, Region]:
    """Key → place; none where the index holds another state of the record."""
    made = _rendered().get(document.id)
    if made is None or made.entry.sha256 != document.entry.sha256:
        return {}
    return made.places(document)


def _name(key: str) -> FieldName:
    first, *others = key.split(":")
    if first == "calls" and "window" in others[-1:]:
        return "window"
    return "condition" if "roles" in others else _NAMES[first]


def _value(document: Document, key: str) -> str | None:
    """The value of a field that holds a figure; None where the sentence itself is what is on record."""
    first, *others = key.split(":")
    if first == "figures":
        return next((f"{each.value:,}" for each in records().figures if each.id == others[0]), None)
    city = records().cities.get(document.id.removeprefix("city-record:"))
    if city is None:
        return None
    if first == "joined":
        return str(city.joined.year)
    if first == "areas":
        return f"{city.areas[int(others[0])].km2:,.10g} km²"
    if first == "populations":
        return f"{city.populations[int(others[0])].value:,}"
    return None


def _sources(document: Document, region: Region) -> Iterator[FieldSource]:
    """The footnotes of a region, each once, their addresses apart from their words."""
    notes = (note for note in document.notes if region.start < note.offset <= region.end + 1)
    for text, url, page in dict.fromkeys((note.text, note.url, note.page) for note in notes):
        leads = f"{url}#page={page}" if url and page and url.endswith(".pdf") else url
        yield FieldSource(text=text.removesuffix(f" <{url}>"), url=leads, page=page)


@cache
def _rendered() -> Mapping[str, Rendered]:
    return {made.entry.id: made for made in rendered()}


NAMES = get_args(FieldName)
"""Every name of a field, each with a text in the catalogues of the pages."""
