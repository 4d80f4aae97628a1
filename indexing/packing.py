"""How documents and passages are written into the ledger's columns, and read back.

Compressed JSON: readable with any tool, and stable while the classes grow. Must not open files.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from typing import Any

from corpus.entry import Entry
from corpus.models import BlockKind, Document, Note, OffsetMap, Page, Problem, Reason, Region
from indexing.passages import Passage, Sentence, SentenceKind


def pack(document: Document) -> bytes:
    """Everything of a document but its entry, compressed."""
    body = {
        "paged": document.paged,
        "reports": document.reports,
        "problems": [asdict(p) for p in document.problems],
        "notes": [asdict(n) for n in document.notes],
        "regions": [[r.kind, r.start, r.end, r.level, r.columns] for r in document.regions],
        "pages": [asdict(p) for p in document.pages],
    }
    return zlib.compress(json.dumps(body).encode(), 3)


def unpack(entry: Entry, body: bytes) -> Document:
    """The inverse of `pack`."""
    data = json.loads(zlib.decompress(body))
    return Document(
        entry=entry,
        pages=tuple(_page(p) for p in data["pages"]),
        regions=tuple(Region(BlockKind(k), s, e, lv, tuple(c)) for k, s, e, lv, c in data["regions"]),
        notes=tuple(Note(**n) for n in data["notes"]),
        paged=data["paged"],
        reports=tuple(data["reports"]),
        problems=tuple(_problem(p) for p in data["problems"]),
    )


def _page(data: dict[str, Any]) -> Page:
    offsets = data.pop("offsets")
    problem, furniture = data.pop("problem"), data.pop("furniture")
    return Page(
        **data,
        offsets=OffsetMap(tuple(offsets["clean"]), tuple(offsets["raw"]), offsets["raw_length"]),
        furniture=tuple(furniture),
        problem=_problem(problem) if problem else None,
    )


def _problem(data: dict[str, Any]) -> Problem:
    return Problem(Reason(data["reason"]), str(data["detail"]), data["page"])


def pack_detail(passage: Passage) -> str:
    """Headings, columns and sentence spans of a passage, the spans counted from its start."""
    units = [[s.start - passage.start, s.end - passage.start, s.kind] for s in passage.sentences]
    return json.dumps([passage.headings, passage.columns, units])


def unpack_passage(document_id: str, page: int, start: int, end: int, detail: str) -> Passage:
    """The inverse of `pack_detail`."""
    headings, columns, units = json.loads(detail)
    sentences = tuple(Sentence(start + s, start + e, SentenceKind(k)) for s, e, k in units)
    return Passage(document_id, page, start, end, tuple(headings), tuple(columns), sentences)
