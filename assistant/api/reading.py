"""What the public role may read of a document: its pages, quotes, page images and marks.

Knows no HTTP but the refusals. Whatever is not public does not exist here, even if a shelf lets it slip.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel

from assistant.api.ports import Shelf
from assistant.api.problems import Refused
from corpus.entry import Entry
from corpus.errors import UnknownDocument
from corpus.facsimile import Box, locate, render
from corpus.models import PAGE_SEPARATOR, Audience, Document, Media, Page

SURROUNDINGS = 700
"""Characters shown before and after a quote of a document without pages."""

KEPT_IMAGES = 48
"""Page images kept in memory, about 150 kB each."""


class Surroundings(BaseModel):
    """A quote and the text around it."""

    before: str
    quote: str
    after: str


def visible_entries(shelf: Shelf) -> tuple[Entry, ...]:
    """The entries of all public documents."""
    return tuple(entry for entry in shelf.documents() if entry.audience is Audience.PUBLIC)


def visible_document(shelf: Shelf, document_id: str) -> Document:
    """A public document.

    Raises:
        UnknownDocument: there is none of this id; an internal one is told the same way.
    """
    document = shelf.document(document_id)
    if document.entry.audience is not Audience.PUBLIC:
        raise UnknownDocument(document_id)
    return document


def document_if_visible(shelf: Shelf, document_id: str) -> Document | None:
    """A public document; None where there is none of this id."""
    try:
        return visible_document(shelf, document_id)
    except UnknownDocument:
        return None


def page_of(document: Document, number: int) -> Page:
    """The page with this 1-based number.

    Raises:
        Refused: the document has no such page.
    """
    for page in document.pages:
        if page.number == number:
            return page
    raise Refused(
        document.id,
        f"the document has no page {number}; its pages are 1 to {len(document.pages)}",
        "Choose one of these",
        status=404,
        kind="unknown-page",
    )


def quote_of(text: str, start: int, end: int) -> str:
    """``text[start:end]``.

    Raises:
        Refused: the span is empty or not inside ``text``.
    """
    if not 0 <= start < end <= len(text):
        raise Refused(
            "start and end",
            f"{start} to {end} is no part of a text of {len(text)} characters",
            "Use the start and end of a citation",
            status=422,
            kind="span-outside",
        )
    return text[start:end]


def surroundings(text: str, start: int, end: int, reach: int | None = SURROUNDINGS) -> Surroundings:
    """The quote and up to ``reach`` characters on either side, cut at a space; None takes all.

    Raises:
        Refused: the span is empty or not inside ``text``.
    """
    quote = quote_of(text, start, end)
    before, after = text[:start], text[end:]
    if reach is not None and len(before) > reach:
        before = "… " + before[-reach:].partition(" ")[2]
    if reach is not None and len(after) > reach:
        after = after[:reach].rpartition(" ")[0] + " …"
    return Surroundings(
        before=before.replace(PAGE_SEPARATOR, "\n"),
        quote=quote.replace(PAGE_SEPARATOR, "\n"),
        after=after.replace(PAGE_SEPARATOR, "\n"),
    )


def has_images(document: Document) -> bool:
    """Whether the pages of ``document`` can be had as images."""
    return document.paged and document.entry.media is Media.PDF


def page_image(shelf: Shelf, document: Document, number: int, width: int) -> bytes:
    """A JPEG of a page, ``width`` pixels wide.

    Raises:
        Refused: no such page, or the document has no page images.
        AscnError: the stored file is gone or damaged.
    """
    _require_image(document, number)
    return _image(shelf.path(document.id), document.entry.sha256, number, width)


def marks(shelf: Shelf, document: Document, number: int, quote: str) -> tuple[Box, ...]:
    """Where ``quote`` stands on the image of a page; empty where it cannot be located.

    Raises:
        Refused: no such page, or the document has no page images.
        AscnError: the stored file is gone or damaged.
    """
    _require_image(document, number)
    return locate(shelf.path(document.id), number, quote)


def _require_image(document: Document, number: int) -> None:
    page_of(document, number)
    if not has_images(document):
        raise Refused(
            document.id,
            "the document has no page images",
            "Read its text instead",
            status=404,
            kind="no-page-image",
        )


@lru_cache(maxsize=KEPT_IMAGES)
def _image(path: Path, sha256: str, number: int, width: int) -> bytes:
    """Keyed by the file's hash too, so that a replaced file is drawn anew."""
    return render(path, number, width=width)
