"""Tells which record's fact a sentence of the index states, and what that means on a day.

Must not search, rank or word anything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cache

from assistant.verify import DocumentOf, Span
from corpus.chronology import Era, era_of
from corpus.governance_records import Conflict, ConflictValue
from corpus.records import Records
from corpus.rendered import Rendered
from corpus.rendering import rendered

CONFLICTS = "governance-record:conflicts"
"""The document that tells where sources disagree."""


class Recorded:
    """The keys of rendered records by offset, for the documents of one generation."""

    def __init__(self, document_of: DocumentOf, records: Records) -> None:
        self._document_of = document_of
        self._records = records
        self._places: dict[str, tuple[list[int], list[str]]] = {}

    def key(self, document_id: str, offset: int) -> str | None:
        """The key of the fact that stands at ``offset``; None in any document but a rendered record."""
        starts, keys = self._of(document_id)
        position = bisect_right(starts, offset) - 1
        return keys[position] or None if position >= 0 else None

    def era(self, document_id: str, offset: int) -> Era:
        """When what stands there could be known, and when it was replaced."""
        key = self.key(document_id, offset)
        return era_of(document_id, key, self._records) if key else Era()

    def is_known(self, document_id: str, offset: int, day: date) -> bool:
        """Whether it could be known on ``day``; what bears no date always could."""
        known = self.era(document_id, offset).known
        return known is None or known <= day

    def is_replaced(self, document_id: str, offset: int, day: date) -> bool:
        """Whether something later had taken its place by ``day``."""
        replaced = self.era(document_id, offset).replaced
        return replaced is not None and replaced <= day

    def is_refuted(self, document_id: str, offset: int) -> bool:
        """Whether it is a value that another one is preferred to: told in a conflict, never as the answer."""
        found = self.disputed(document_id, offset)
        if found is None or found[1] is None:
            return False
        return not found[1].preferred and any(value.preferred for value in found[0].values)

    def disputed(self, document_id: str, offset: int) -> tuple[Conflict, ConflictValue | None] | None:
        """The conflict that a sentence of `CONFLICTS` belongs to, with its value; None elsewhere."""
        key = self.key(document_id, offset) if document_id == CONFLICTS else None
        if key is None:
            return None
        id_, _, number = key.removeprefix("conflicts:").rpartition(":")
        conflict = next(c for c in self._records.conflicts if c.id == id_)
        return conflict, conflict.values[int(number)] if number.isdigit() else None

    def _of(self, document_id: str) -> tuple[list[int], list[str]]:
        if document_id not in self._places:
            self._places[document_id] = self._read(document_id)
        return self._places[document_id]

    def _read(self, document_id: str) -> tuple[list[int], list[str]]:
        """Start and key of every block, headings with an empty key.

        None where the index holds another state of the record.
        """
        made = _rendered().get(document_id)
        document = self._document_of(document_id) if made is not None else None
        if made is None or document is None or document.entry.sha256 != made.entry.sha256:
            return [], []
        pairs = list(zip(document.regions, made.keys, strict=True))
        return [region.start for region, _ in pairs], [key or "" for _, key in pairs]


def place_of(document_id: str, key: str, document_of: DocumentOf) -> Span | None:
    """Where the fact under ``key`` stands; None where the index holds another state of the record."""
    made, document = _rendered().get(document_id), document_of(document_id)
    if made is None or document is None or document.entry.sha256 != made.entry.sha256:
        return None
    region = made.places(document).get(key)
    return Span(document_id, region.start, region.end) if region is not None else None


@cache
def _rendered() -> Mapping[str, Rendered]:
    return {made.entry.id: made for made in rendered()}
