"""`/library`: the catalogue of documents, and each of them opened. Must show nothing that is not public."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from assistant.api.choices import Choices
from assistant.api.documents import card
from assistant.api.ports import Shelf, Stock
from assistant.api.problems import Refused
from assistant.api.reading import has_images, visible_document, visible_entries
from assistant.library import addresses
from assistant.library.holdings import Edition, Holding, Order, Wanted, chosen, holdings, problems
from assistant.library.outline import Part, citing_documents, headings, part_of, proven_by
from assistant.web import render
from corpus.models import Document, DocumentKind
from corpus.rendering import rendered
from corpus.sources import sources

Words = Annotated[str, Query(max_length=200)]
PartNumber = Annotated[int, Query(ge=1, le=1_000_000)]


class Catalogue:
    """The holdings of the state of the index that serves, made once for each such state."""

    def __init__(self, shelf: Shelf, stock: Stock | None) -> None:
        self._shelf, self._stock = shelf, stock
        self._made: tuple[object, tuple[Holding, ...]] = (None, ())

    def holdings(self) -> tuple[Holding, ...]:
        """Every visible document."""
        entries = visible_entries(self._shelf)
        state = (self._shelf.generation(), entries)
        if self._made[0] != state:
            passages = self._stock.passages() if self._stock else None
            documents = [visible_document(self._shelf, entry.id) for entry in entries]
            self._made = (state, holdings(documents, passages))
        return self._made[1]


def routes(shelf: Shelf, stock: Stock | None) -> APIRouter:
    """The pages over the documents of ``shelf``."""
    router = APIRouter(include_in_schema=False)
    catalogue = Catalogue(shelf, stock)

    @router.get("/library")
    def documents(
        request: Request,
        q: Words = "",
        kind: str = "",
        trust: str = "",
        language: str = "",
        edition: str = "",
        sort: str = "",
    ) -> Response:
        every, choices = catalogue.holdings(), Choices()
        wanted = Wanted(
            words=q,
            kind=choices.member(DocumentKind, kind),
            trust=choices.among({holding.entry.trust for holding in every}, trust),
            language=choices.among({holding.entry.language or "" for holding in every}, language),
            edition=choices.member(Edition, edition),
            order=choices.member(Order, sort) or Order.TITLE,
        )
        context = _offered(every) | {
            "found": chosen(every, wanted),
            "wanted": wanted,
            "unknown": choices.unknown,
            "cited": citing_documents(rendered(), sources().values()),
            "unread": stock.unread() if stock else (),
        }
        return render(request, "library.html", context, status_code=choices.status)

    @router.get("/library/documents/{document_id}")
    def document(request: Request, document_id: str, part: PartNumber = 1) -> Response:
        found = visible_document(shelf, document_id)
        context = {
            "document": card(found.entry, visible_entries(shelf)),
            "entries": {entry.id: entry.title for entry in visible_entries(shelf)},
            "holding": next((each for each in catalogue.holdings() if each.entry.id == found.id), None),
            "pages": found.pages if found.paged else (),
            "images": has_images(found),
            "headings": headings(found),
            "part": None if found.paged else _part(found, part),
            "problems": problems(found),
            "proven": proven_by(found.id, rendered(), sources().values()),
            "record": addresses.record_address(found.id),
            "page_address": addresses.page_address,
            "document_address": addresses.document_address,
        }
        return render(request, "library_document.html", context)

    return router


def _offered(every: tuple[Holding, ...]) -> dict[str, object]:
    """What a reader may pick from: what occurs, and no more."""
    texts = [holding for holding in every if not holding.is_record]
    return {
        "every": texts,
        "records": len(every) - len(texts),
        "kinds": [kind for kind in DocumentKind if any(h.entry.kind is kind for h in every)],
        "trusts": sorted({holding.entry.trust for holding in every}),
        "languages_held": sorted({h.entry.language for h in every if h.entry.language}),
        "editions": list(Edition),
        "orders": list(Order),
        "document_address": addresses.document_address,
        "faulty": [holding for holding in texts if holding.problems],
    }


def _part(document: Document, number: int) -> Part:
    part = part_of(document, number)
    if part is None:
        raise Refused(
            document.id,
            f"its text has no part {number}",
            "Begin with the first part",
            status=404,
            kind="unknown-part",
        )
    return part
