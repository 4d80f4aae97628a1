"""Lets through only what is proven: every quote equals its page's text, every claim its quotes.

The last gate before an answer leaves; composers are never trusted. Must not repair: what fails is
dropped and the drop is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import regex

from assistant.schema import Citation, Claim
from corpus.models import Document, Note
from corpus.normalise import fold

_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+")

DocumentOf = Callable[[str], Document | None]
"""The document of the generation that answers, None where it holds none of that id."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a quote is said to stand; offsets count in `Document.text`."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it is proven.

    Attributes:
        text: the sentence; its words must all occur in the quotes or among ``labels``.
        labels: words that need no proof, such as the column names of a table row.
    """

    text: str
    spans: tuple[Span, ...]
    labels: frozenset[str] = frozenset()
    heading: str | None = None


def verify(draft: Draft, document_of: DocumentOf) -> Claim | None:
    """The claim with its verified citations; None where a quote or the sentence does not hold."""
    citations = [cite(span, document_of, draft.heading) for span in draft.spans]
    held = tuple(c for c in citations if c is not None)
    if not held or len(held) != len(citations) or not is_covered(draft, held):
        return None
    return Claim(text=draft.text, citations=held)


def cite(span: Span, document_of: DocumentOf, heading: str | None = None) -> Citation | None:
    """The citation of a span, None where the document does not hold it on one page."""
    document = document_of(span.document_id)
    if document is None or not 0 <= span.start < span.end <= len(document.text):
        return None
    page = document.page_at(span.start)
    start, end = span.start - page.start, span.end - page.start
    quote = page.text[start:end]
    if span.end > page.end or not quote.strip() or quote != document.text[span.start : span.end]:
        return None
    note = note_of(document, span)
    return Citation(
        document_id=document.id,
        title=document.entry.title,
        page=page.number if document.paged else None,
        page_label=page.label if document.paged else None,
        start=start,
        end=end,
        quote=quote,
        url=_address(document, note, page.number),
        published=document.entry.published,
        heading=heading,
    )


def is_covered(draft: Draft, citations: tuple[Citation, ...]) -> bool:
    """Whether every word of the sentence stands in its quotes, in their order, labels left out."""
    quoted = iter(_tokens(" ".join(c.quote for c in citations)))
    said = [token for token in _tokens(draft.text) if token not in draft.labels]
    return all(token in quoted for token in said)


def labels_of(columns: tuple[str, ...]) -> frozenset[str]:
    """The words of column names, as `is_covered` compares them."""
    return frozenset(token for column in columns for token in _tokens(column))


def published_by(citation: Citation, as_of: date) -> bool:
    """Whether the cited document was out on that day; an undated one counts as out."""
    return citation.published is None or citation.published <= as_of


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(fold(text))]


def note_of(document: Document, span: Span) -> Note | None:
    """The footnote of a sentence: its marker stands inside it or right behind it."""
    return next((n for n in document.notes if span.start < n.offset <= span.end + 1 and n.url), None)


def _address(document: Document, note: Note | None, page: int) -> str | None:
    """Where the original can be opened, at its page if that is known."""
    if note is not None and note.url:
        return f"{note.url}#page={note.page}" if note.page and note.url.endswith(".pdf") else note.url
    url = document.entry.url
    return f"{url}#page={page}" if url and document.paged and url.endswith(".pdf") else url
