"""`/api/v1/documents`: what there is, its pages as text and as images, and where on an image a quote stands.

Must not search, write, or name a place on the disk.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel

from assistant.api.fields import RecordField, field_of
from assistant.api.ports import Shelf
from assistant.api.problems import documented
from assistant.api.reading import (
    Surroundings,
    has_images,
    marks,
    page_image,
    page_of,
    quote_of,
    surroundings,
    visible_document,
    visible_entries,
)
from assistant.web import web_address
from corpus.entry import Entry
from corpus.models import DocumentKind, Media, Page

DEFAULT_WIDTH = 1000
MIN_WIDTH, MAX_WIDTH = 200, 2000
"""Of a page image, in pixels."""

Number = Annotated[int, Path(ge=1, le=1_000_000)]
Offset = Annotated[int, Query(ge=0, le=2**31)]
Width = Annotated[int, Query(ge=MIN_WIDTH, le=MAX_WIDTH)]


class DocumentCard(BaseModel):
    """A document as people know it; nothing about where it is stored."""

    id: str
    title: str
    kind: DocumentKind
    media: Media
    publisher: str | None
    published: date | None
    edition: str | None
    supersedes: str | None
    superseded_by: str | None
    superseded_by_title: str | None
    language: str | None
    url: str | None
    trust: str


class Library(BaseModel):
    """Every visible document."""

    documents: tuple[DocumentCard, ...]
    generation: str | None


class PageCard(BaseModel):
    """A page in an overview; ``problem`` says why it has no text."""

    number: int
    label: str | None
    characters: int
    problem: str | None


class DocumentDetail(DocumentCard):
    """A document and its pages; ``images`` says whether its pages can be had as images."""

    paged: bool
    images: bool
    pages: tuple[PageCard, ...]


class PageText(BaseModel):
    """The clean text of a page; citations of paged documents count in it."""

    document_id: str
    number: int
    label: str | None
    text: str
    problem: str | None


class Mark(BaseModel):
    """A rectangle around words of a quote, in fractions of the page image."""

    left: float
    top: float
    width: float
    height: float


class Marks(BaseModel):
    """Where a quote stands on the page image; no boxes where it could not be located."""

    quote: str
    boxes: tuple[Mark, ...]


def card(entry: Entry, among: tuple[Entry, ...]) -> DocumentCard:
    """What is told of ``entry``; its successor is looked up ``among`` the visible ones."""
    known = entry.model_dump(include=set(DocumentCard.model_fields)) | {"url": web_address(entry.url)}
    successor = next((other for other in among if other.supersedes == entry.id), None)
    return DocumentCard(
        **known,
        superseded_by=successor.id if successor else None,
        superseded_by_title=successor.title if successor else None,
    )


def routes(shelf: Shelf) -> APIRouter:
    """The document routes over ``shelf``."""
    router = APIRouter(prefix="/api/v1/documents", tags=["documents"], responses=documented(404, 422))

    @router.get("")
    def library() -> Library:
        entries = visible_entries(shelf)
        return Library(
            documents=tuple(card(entry, entries) for entry in entries), generation=shelf.generation()
        )

    @router.get("/{document_id}")
    def document(document_id: str) -> DocumentDetail:
        found = visible_document(shelf, document_id)
        return DocumentDetail(
            **card(found.entry, visible_entries(shelf)).model_dump(),
            paged=found.paged,
            images=has_images(found),
            pages=tuple(_page_card(page) for page in found.pages),
        )

    @router.get("/{document_id}/text")
    def text(document_id: str, start: Offset, end: Offset) -> Surroundings:
        """The text around a quote of a document without pages; offsets count in the whole text."""
        return surroundings(visible_document(shelf, document_id).text, start, end)

    @router.get("/{document_id}/field")
    def field(document_id: str, start: Offset, end: Offset) -> RecordField:
        """The field of a record that a quote states, its value, and where that was read."""
        return field_of(visible_document(shelf, document_id), start, end)

    @router.get("/{document_id}/pages/{number}")
    def page(document_id: str, number: Number) -> PageText:
        found = page_of(visible_document(shelf, document_id), number)
        return PageText(
            document_id=document_id,
            number=found.number,
            label=found.label,
            text=found.text,
            problem=found.problem.detail if found.problem else None,
        )

    @router.get("/{document_id}/pages/{number}/image", response_class=Response)
    def image(document_id: str, number: Number, request: Request, width: Width = DEFAULT_WIDTH) -> Response:
        """The page as JPEG."""
        found = visible_document(shelf, document_id)
        tag = f'"{found.entry.sha256[:32]}-{number}-{width}"'
        # `no-cache` keeps the image but asks each time: the file behind an id may be replaced.
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        page_of(found, number)
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(page_image(shelf, found, number, width), media_type="image/jpeg", headers=headers)

    @router.get("/{document_id}/pages/{number}/marks")
    def marked(document_id: str, number: Number, start: Offset, end: Offset) -> Marks:
        """The boxes of the quote ``page text[start:end]``."""
        found = visible_document(shelf, document_id)
        quote = quote_of(page_of(found, number).text, start, end)
        boxes = marks(shelf, found, number, quote)
        return Marks(
            quote=quote,
            boxes=tuple(
                Mark(left=box.left, top=box.top, width=box.width, height=box.height) for box in boxes
            ),
        )

    return router


def _page_card(page: Page) -> PageCard:
    problem = page.problem.detail if page.problem else None
    return PageCard(number=page.number, label=page.label, characters=len(page.text), problem=problem)
