"""The catalogue of documents: what is told of each, and that exactly the documents meant are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.library.holdings import Edition, Holding, Order, Wanted, chosen, holdings
from corpus.models import Document, DocumentKind, Problem, Reason
from tests.assistant.stage import document
from tests.documents import entry


def shelf() -> tuple[Holding, ...]:
    """Two editions of a report, an undated note, and a record."""
    old = entry(
        "quays-2024", "x", title="Quays of 2024", kind=DocumentKind.REPORT, published=date(2024, 5, 1)
    )
    new = entry(
        "quays-2025",
        "y",
        title="Quays of 2025",
        kind=DocumentKind.REPORT,
        published=date(2025, 5, 1),
        supersedes="quays-2024",
        publisher="Harbour Office",
        language="en",
    )
    note = entry("note", "z", title="Über Ufer", language="de")
    record = entry("city-record:port", "w", title="Port: record", kind=DocumentKind.RECORD)
    paged = replace(
        document(old, ("first", ""), paged=True), problems=(Problem(Reason.PICTURE_ONLY, "a picture", 2),)
    )
    texts: tuple[Document, ...] = (
        paged,
        document(new, ("first page", "second page"), paged=True),
        document(note, ("A note " * 20,), paged=False),
        document(record, ("A record.",), paged=False),
    )
    return holdings(texts, {"quays-2025": 7})


def ids(wanted: Wanted) -> list[str]:
    return [holding.entry.id for holding in chosen(shelf(), wanted)]


def test_a_document_is_told_with_its_extent_its_passages_and_its_successor() -> None:
    old, new, note, _ = shelf()
    assert (old.pages, new.pages, note.pages) == (2, 2, None)
    assert new.characters == len("first page") + len("second page")
    assert (old.passages, new.passages) == (0, 7)
    assert old.successor is not None
    assert old.successor.id == "quays-2025"
    assert (old.edition, new.edition) == (Edition.SUPERSEDED, Edition.CURRENT)


def test_how_many_passages_there_are_is_left_open_where_nobody_knows() -> None:
    assert all(each.passages is None for each in holdings([document(entry("a", "a"), ("a",), paged=False)]))


def test_what_could_not_be_read_is_kept_with_its_page() -> None:
    assert [(problem.page, problem.detail) for problem in shelf()[0].problems] == [(2, "a picture")]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), ["quays-2024", "quays-2025", "note"]),
        (Wanted(words="harbour QUAYS"), ["quays-2025"]),
        (Wanted(words="uber ufer"), []),
        (Wanted(words="ÜBER"), ["note"]),
        (Wanted(words="2024"), ["quays-2024"]),
        (Wanted(kind=DocumentKind.RECORD), ["city-record:port"]),
        (Wanted(records=True, words="port"), ["city-record:port"]),
        (Wanted(edition=Edition.SUPERSEDED), ["quays-2024"]),
        (Wanted(language="de"), ["note"]),
        (Wanted(trust="official"), []),
        (Wanted(order=Order.NEWEST), ["quays-2025", "quays-2024", "note"]),
        (Wanted(order=Order.OLDEST), ["quays-2024", "quays-2025", "note"]),
        (Wanted(order=Order.LONGEST), ["note", "quays-2025", "quays-2024"]),
    ],
)
def test_exactly_the_documents_meant_are_shown_in_the_order_asked_for(
    wanted: Wanted, found: list[str]
) -> None:
    assert ids(wanted) == found
