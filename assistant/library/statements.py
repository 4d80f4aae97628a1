"""A record as its statements, each with the places that prove it: in our documents, and at its publisher.

Must not word anything: what is said stands in the rendered record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from assistant.library.addresses import page_address, text_address
from corpus.citations import Reference
from corpus.models import Block, BlockKind, Document
from corpus.rendered import Rendered
from corpus.sources import Source

DocumentOf = Callable[[str], Document | None]
"""A document that readers may see by its id; None where there is none."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement is proven.

    Attributes:
        first, last: pages; None where none are named.
        where: any other place, such as "para 12".
        address: the page of our document; None where the document is not at hand.
        url: of the original.
    """

    title: str
    published: date | str | None
    first: int | None
    last: int | None
    where: str | None
    address: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What a record says under a key; ``quote`` leads to the words as answers quote them."""

    key: str
    text: str
    quote: str | None
    places: tuple[Place, ...]


@dataclass(slots=True)
class Section:
    """A heading and the statements below it; the heading is empty for what stands before the first."""

    heading: str
    level: int
    statements: list[Statement] = field(default_factory=list)


def sections(
    record: Rendered, document_of: DocumentOf, known: Mapping[str, Source], *, leave_out: str | None = None
) -> tuple[Section, ...]:
    """The record's sections below its title.

    Args:
        leave_out: statements whose key begins with this are shown elsewhere.
    """
    quotes = quote_addresses(record, document_of)
    found: list[Section] = []
    for key, block in _blocks(record):
        if key is None:
            found.append(Section(block.text, block.level))
        elif leave_out is None or not key.startswith(leave_out):
            found = found or [Section("", 2)]  # said before any heading but the title
            places = places_of(block, document_of, known)
            found[-1].statements.append(Statement(key, block.text, quotes.get(key), places))
    return tuple(section for section in found if section.statements)


def quote_addresses(record: Rendered, document_of: DocumentOf) -> dict[str, str]:
    """Key → where its statement stands in the record's document.

    Empty where the index holds another state of the record: its offsets would mark other words.
    """
    document = document_of(record.entry.id)
    if document is None or document.entry.sha256 != record.entry.sha256:
        return {}
    places = record.places(document)
    return {key: text_address(document.id, region.start, region.end) for key, region in places.items()}


def places_of(block: Block, document_of: DocumentOf, known: Mapping[str, Source]) -> tuple[Place, ...]:
    """The places that a statement cites, the best one first."""
    names = dict.fromkeys(name for _, name in block.notes)
    return tuple(place_of(Reference.parse(name), document_of, known) for name in names)


def place_of(reference: Reference, document_of: DocumentOf, known: Mapping[str, Source]) -> Place:
    """A cited place with the addresses under which it can be read."""
    source = known[reference.source]
    return Place(
        title=source.title,
        published=source.published,
        first=reference.first,
        last=reference.last,
        where=reference.place,
        address=_address(source, reference.first, document_of),
        url=source.url,
    )


def _address(source: Source, page: int | None, document_of: DocumentOf) -> str | None:
    document = document_of(source.document.id) if source.document else None
    if document is None:
        return None
    if not document.paged:
        return text_address(document.id, 0, min(len(document.text), 1)) if document.text else None
    return page_address(document.id, page or 1)


def _blocks(record: Rendered) -> Iterator[tuple[str | None, Block]]:
    """The record's statements with their keys, and its headings but the title."""
    for key, block in zip(record.keys, record.reading.pages[0].blocks, strict=True):
        if block.kind is not BlockKind.HEADING or block.level > 1:
            yield key, block
