"""Shows a record, a source or the entry of a document with its fields, sources and dates, as lines.

Reads whatever fields a record has, so that a new one is shown without a change here. Must not print
or parse.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from pydantic import BaseModel

from assistant.workspace import Workspace
from corpus.citations import Reference
from corpus.data_files import SHIPPED
from corpus.errors import UnknownRecord
from corpus.programmes import load_programmes
from corpus.records import Records, records
from corpus.sources import sources
from corpus.validity import Validity

_INDENT = "  "
_GROUPED = 10_000
"""From here on digits are grouped; a year is no amount."""

_ITEM = "-"
_HEADS = ("name", "date", "value")
_SCALAR = (str, int, float, date, Enum, Reference)


def shown(workspace: Workspace, id_: str) -> Iterator[str]:
    """Everything that has this id, or whose document has it (``city-record:da-nang``).

    Raises:
        UnknownRecord: nothing has it.
    """
    catalogue = dict(_catalogue(workspace))
    bare = id_.partition("-record:")[2] or id_
    found = [(family, rows[key]) for family, rows in catalogue.items() for key in {id_, bare} if key in rows]
    if not found and bare in catalogue and bare != id_:  # a document that holds a whole family
        found = [(bare, row) for row in catalogue[bare].values()]
    if not found:
        known = {key for rows in catalogue.values() for key in rows}
        near = difflib.get_close_matches(bare, known, n=3)
        raise UnknownRecord(id_, near)
    cited: dict[Reference, None] = {}
    for family, record in found:
        yield f"{family}: {_id(record)}"
        yield from lines_of(record)
        cited |= dict.fromkeys(references(record))
        if family == "cities":
            yield from _projects(bare, records())
            listed = (project for project in records().projects if project.city == bare)
            cited |= dict.fromkeys(ref for project in listed for ref in project.src)
    if cited:
        yield "sources:"
        yield from (f"{_INDENT}{ref}: {sources()[ref.source].footnote(ref)}" for ref in cited)


def lines_of(record: object) -> Iterator[str]:
    """Every field of a record; "unknown" where it is not known to us."""
    for name, value in _fields(record):
        yield from _lines(name.replace("_", " "), value, _INDENT)


def references(value: object) -> Iterator[Reference]:
    """Every citation in a record, in order."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from references(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from references(item)
    else:
        for _, item in _fields(value):
            yield from references(item)


def _catalogue(workspace: Workspace) -> Iterator[tuple[str, Mapping[str, object]]]:
    held, known = records(), sources()
    yield "documents", {item.entry.id: item.entry for item in workspace.listed()}
    yield "sources", {**known, **{s.document.id: s for s in known.values() if s.document}}
    yield "cities", held.cities
    yield "projects", _by_id(held.projects)
    yield "states", held.states
    for family in ("chairs", "shepherds", "meetings", "bodies", "figures", "conflicts"):
        yield family, _by_id(getattr(held, family))
    programmes = load_programmes(SHIPPED / "records" / "programmes", known)
    yield "programmes", programmes
    yield "calls", _by_id(call for programme in programmes.values() for call in programme.calls)


def _by_id(rows: Iterable[object]) -> Mapping[str, object]:
    return {_id(row): row for row in rows}


def _id(record: object) -> str:
    return str(getattr(record, "id"))  # noqa: B009  # every kind of record has one, and no common ancestor


def _projects(city: str, held: Records) -> Iterator[str]:
    for report in held.reports:
        rows = [project for project in report.projects if project.city == city]
        yield f"{_INDENT}projects in the report of {report.as_of}: {len(rows) or 'none listed'}"
        for row in rows:
            text = f"{row.title}, {row.focus.title}, {row.status.value}"
            yield f"{_INDENT * 2}{row.id}: {text}{_cited(row.src)}"


def _fields(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, BaseModel):
        yield from ((name, getattr(value, name)) for name in type(value).model_fields)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))


def _lines(name: str, value: object, indent: str) -> Iterator[str]:
    """A field on one line, or its parts below it."""
    label = f"{indent}{name}" if name == _ITEM else f"{indent}{name}:"
    if (plain := _plain(value)) is not None:
        yield f"{label} {plain}"
    elif isinstance(value, tuple | Mapping):
        yield label
        for key, item in value.items() if isinstance(value, Mapping) else ((_ITEM, item) for item in value):
            yield from _lines(str(getattr(key, "value", key)), item, indent + _INDENT)
    elif all(_plain(part) is not None for _, part in _fields(value)):
        yield f"{label} {_inline(value)}"
    else:
        yield label
        for part, item in _fields(value):
            if item not in (None, (), {}):
                yield from _lines(part.replace("_", " "), item, indent + _INDENT)


def _plain(value: object) -> str | None:
    """A value that fits on a line; None where it has parts."""
    if value is None or value == () or value == {}:
        return "unknown"
    if isinstance(value, Validity):
        return _span(value)
    if isinstance(value, tuple) and all(isinstance(item, _SCALAR) for item in value):
        return ", ".join(_scalar(item) for item in value)
    if isinstance(value, Mapping) and all(isinstance(item, _SCALAR) for item in value.values()):
        return ", ".join(f"{key}: {_scalar(item)}" for key, item in value.items())
    return _scalar(value) if isinstance(value, _SCALAR) else None


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) or (isinstance(value, int) and value >= _GROUPED):
        return f"{value:,.10g}"
    return str(value.value) if isinstance(value, Enum) else str(value)


def _inline(value: object) -> str:
    """``2019: text (as of 2018, trust press) [scap p.52]``, without what is not known."""
    fields = {name: item for name, item in _fields(value) if item not in (None, (), {}, False)}
    src = fields.pop("src", ())
    text = fields.pop("text", None)
    head = next((str(fields.pop(name)) for name in _HEADS if text and name in fields), None)
    rest = ", ".join(f"{name.replace('_', ' ')} {_plain(item)}" for name, item in fields.items())
    told = f"{text} ({rest})" if text and rest else str(text or rest)
    return f"{head}: {told}{_cited(src)}" if head and text else told + _cited(src)


def _cited(src: object) -> str:
    return f" [{'; '.join(map(str, src))}]" if isinstance(src, tuple) and src else ""


def _span(validity: Validity) -> str:
    """Both ends as days, or as the days between which they lie; "unknown" where nothing is known."""
    ends = (
        ("from", validity.from_earliest, validity.from_latest),
        ("to", validity.to_earliest, validity.to_latest),
    )
    told = [
        f"{word} {first}" if first == last else f"{word} a day between {first} and {last}"
        for word, first, last in ends
        if first is not None
    ]
    return " ".join(told) or "unknown"
