"""One document opened: its headings, its text in parts, and the records that it proves. Must not search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.library.addresses import page_address, record_address, text_address
from corpus.citations import Reference
from corpus.models import PAGE_SEPARATOR, BlockKind, Document
from corpus.rendered import Rendered
from corpus.sources import Source

PART = 20_000
"""Characters of a text without pages that are shown at once, about eight printed pages."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and where it can be read; ``page`` is None where pages mean nothing."""

    text: str
    level: int
    page: int | None
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long text; ``number`` and ``of`` count from 1."""

    text: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Proven:
    """A record that rests on a document.

    Attributes:
        statements: how many of the record's statements cite the document.
        pages: of the document, as they are cited, each once.
    """

    title: str
    address: str
    statements: int
    pages: tuple[int, ...]


def headings(document: Document) -> tuple[Heading, ...]:
    """The headings of a document in reading order."""
    found = []
    for region in document.regions:
        if region.kind is not BlockKind.HEADING:
            continue
        page = document.page_at(region.start)
        address = (
            page_address(document.id, page.number, region.start - page.start, region.end - page.start)
            if document.paged
            else text_address(document.id, region.start, region.end)
        )
        text = document.text[region.start : region.end]
        found.append(Heading(text, region.level, page.number if document.paged else None, address))
    return tuple(found)


def part_of(document: Document, number: int) -> Part | None:
    """A part of the whole text, cut between lines; None where there is no such part."""
    parts = _parts(document.text.replace(PAGE_SEPARATOR, "\n"))
    return Part(parts[number - 1], number, len(parts)) if 1 <= number <= len(parts) else None


def _parts(text: str) -> list[str]:
    """Pieces of at most `PART` characters; a line longer than that is cut where it stands."""
    parts = []
    while len(text) > PART:
        end = text.rfind("\n", 0, PART) + 1 or PART
        parts.append(text[:end])
        text = text[end:]
    return [*parts, text]


def proven_by(document_id: str, records: Iterable[Rendered], known: Iterable[Source]) -> tuple[Proven, ...]:
    """The records whose statements cite a document, in the order of ``records``."""
    named = {source.id for source in known if source.document and source.document.id == document_id}
    found = []
    for record in records if named else ():
        cited = _citing(record, named)
        address = record_address(record.entry.id)
        if cited and address:
            pages = sorted({ref.first for refs in cited for ref in refs if ref.first is not None})
            found.append(Proven(record.entry.title, address, len(cited), tuple(pages)))
    return tuple(found)


def _citing(record: Rendered, named: set[str]) -> list[list[Reference]]:
    """For each statement that cites one of the sources, where in them."""
    cited = []
    for block in record.reading.pages[0].blocks:
        names = dict.fromkeys(name for _, name in block.notes)
        if places := [ref for ref in map(Reference.parse, names) if ref.source in named]:
            cited.append(places)
    return cited


def citing_documents(records: Iterable[Rendered], known: Iterable[Source]) -> Counter[str]:
    """How many records rest on each official document, by its id."""
    documents = {source.id: source.document.id for source in known if source.document}
    counted: Counter[str] = Counter()
    for record in records:
        cited = {Reference.parse(name).source for name in record.reading.footnotes}
        counted.update({documents[id_] for id_ in cited if id_ in documents})
    return counted
