"""The list of documents: what ships with the project and what was added to a data folder.

A built-in document is a Markdown file that describes itself in its front matter, or is rendered from
records; an added one is described in ``manifest.yaml`` beside its copy. Must not read the text of
documents or search.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from corpus.data_files import SHIPPED
from corpus.entry import Entry
from corpus.errors import ManifestInvalid
from corpus.models import Media, Reading

if TYPE_CHECKING:
    from corpus.rendered import Rendered

_OWN_KEYS = frozenset(Entry.model_fields) - {"file", "sha256", "media"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of the manifest and where its text comes from.

    Attributes:
        path: where its file lies; for a rendered document, the file of records that it is made of.
        render: gives the reading in place of the file.
    """

    entry: Entry
    path: Path
    render: Callable[[], Reading] | None = None

    @property
    def text_hash(self) -> str:
        """SHA-256 of its file as it lies there now, or of what is rendered.

        Raises:
            OSError: its file cannot be read.
        """
        return file_hash(self.path) if self.render is None else self.entry.sha256


@cache
def builtin() -> tuple[Listed, ...]:
    """The documents that ship with the project, by id.

    Raises:
        ManifestInvalid: a front matter breaks the schema; the gate keeps such a file from shipping.
        CorpusInvalid: the same for a file of records.
    """
    from corpus.rendering import rendered  # a question never pays for reading all records

    files = (_self_described(path) for path in sorted((SHIPPED / "documents").glob("*.md")))
    return (*files, *map(_made_of_records, rendered()))


def load(manifest: Path, documents: Path) -> tuple[Listed, ...]:
    """The documents listed in ``manifest``, whose copies lie in ``documents``; none where it is missing.

    Raises:
        ManifestInvalid: it is no YAML list of entries, or two entries share an id.
    """
    try:
        rows = yaml.safe_load(manifest.read_text(encoding="utf-8")) or []
        entries = [Entry.model_validate(row) for row in rows]
    except FileNotFoundError:
        return ()
    except (OSError, yaml.YAMLError, ValidationError, TypeError, UnicodeDecodeError) as error:
        raise ManifestInvalid(str(manifest), _first_line(error), "Mend that entry or remove it") from error
    doubled = {e.id for e in entries if sum(o.id == e.id for o in entries) > 1}
    if doubled:
        raise ManifestInvalid(
            str(manifest), f"the id {min(doubled)} occurs twice", "Give one of the two another id"
        )
    return tuple(Listed(entry, documents / entry.file) for entry in entries)


def save(manifest: Path, entries: Iterable[Entry]) -> None:
    """Replace ``manifest`` in one step, so that a killed process leaves the old or the new one whole."""
    rows = [e.model_dump(mode="json", exclude_none=True) for e in sorted(entries, key=lambda e: e.id)]
    manifest.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        "w", dir=manifest.parent, prefix=".manifest-", delete=False, encoding="utf-8"
    ) as draft:
        try:
            yaml.safe_dump(rows, draft, allow_unicode=True, sort_keys=False)
            draft.flush()
            os.fsync(draft.fileno())
            Path(draft.name).replace(manifest)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _made_of_records(made: Rendered) -> Listed:
    return Listed(made.entry, SHIPPED / made.entry.file, lambda: made.reading)


def _self_described(path: Path) -> Listed:
    text = path.read_text(encoding="utf-8")
    declared: dict[str, Any] = {}
    try:
        if text.startswith("---\n"):
            declared = yaml.safe_load(text[4 : text.index("\n---\n", 3)]) or {}
        known = {key: value for key, value in declared.items() if key in _OWN_KEYS and value is not None}
        if known.keys() != {key for key, value in declared.items() if value is not None}:
            raise ValueError(f"unknown keys {sorted(set(declared) - _OWN_KEYS)}")
        entry = Entry.model_validate(
            {**known, "file": path.name, "sha256": file_hash(path), "media": Media.MARKDOWN}
        )
    except (ValueError, yaml.YAMLError, TypeError) as error:
        raise ManifestInvalid(path.name, _first_line(error), "Mend the front matter") from error
    return Listed(entry, path)


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"
    return str(error).splitlines()[0] if str(error) else type(error).__name__
