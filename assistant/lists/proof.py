"""Proves rows: the official page first, where its document is at hand, else the record's own sentence.

Must not word or choose rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import regex

from assistant.lists.rows import Proof
from assistant.schema import Citation
from assistant.verify import DocumentOf, Span, cite
from corpus.citations import Reference
from corpus.models import BlockKind, Document, Region
from corpus.normalise import fold
from corpus.rendered import Rendered
from corpus.rendering import rendered
from corpus.sources import sources
from indexing.sentences import sentences

_DECIMAL = regex.compile(r"\d[.,]\d")


_STOPS = ".!?"


class Prover:
    """Citations for the rows of one answer, from the documents of one generation."""

    def __init__(self, document_of: DocumentOf) -> None:
        self._document_of = document_of
        self._spans: dict[tuple[str, int], list[tuple[str, Span]]] = {}

    def prove(self, proof: Proof) -> Citation | None:
        """The citation of a row; None where neither its source nor its record is in the generation."""
        return self._official(proof) or self.own(proof.document_id, proof.key)

    def own(self, document_id: str, key: str) -> Citation | None:
        """The sentence of a record under a key; None where the index holds another state of the record."""
        made, document = _rendered().get(document_id), self._document_of(document_id)
        if made is None or document is None or document.entry.sha256 != made.entry.sha256:
            return None
        region = made.places(document).get(key)
        if region is None:
            return None
        return cite(Span(document_id, *_first_sentence(document, region)), self._document_of)

    def _official(self, proof: Proof) -> Citation | None:
        for reference in proof.official if proof.needles else ():
            source = sources()[reference.source].document
            document = self._document_of(source.id) if source is not None else None
            if document is None:
                continue
            span = self._place(document, reference, proof)
            if span is not None and (citation := cite(span, self._document_of)) is not None:
                return citation
        return None

    def _place(self, document: Document, reference: Reference, proof: Proof) -> Span | None:
        """The shortest quotable piece on the pages of a reference that holds a spelling of every needle."""
        wanted = [[fold(spelling).casefold() for spelling in spellings] for spellings in proof.needles]
        found = [
            span
            for page in _pages(document, reference)
            for text, span in self._pieces(document, page)
            if all(any(_holds(text, spelling) for spelling in spellings) for spellings in wanted)
        ]
        if proof.in_prose:
            found = [span for span in found if document.text[span.end - 1] in _STOPS] or found
        return min(found, key=lambda span: (span.end - span.start, span.start), default=None)

    def _pieces(self, document: Document, page: int) -> list[tuple[str, Span]]:
        key = (document.id, page)
        if key not in self._spans:
            self._spans[key] = [
                (fold(document.text[span.start : span.end]).casefold(), span)
                for span in _quotable(document, page)
            ]
        return self._spans[key]


def _holds(text: str, words: str) -> bool:
    """Whether words stand in a text as whole words and numbers: "8" does not stand in "18" or "0.8"."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        before, behind = text[max(0, start - 2) : start], text[end : end + 2]
        joined = before[-1:].isalnum() or behind[:1].isalnum()
        decimal = _DECIMAL.fullmatch(before + "0") or _DECIMAL.fullmatch("0" + behind)
        if not joined and not decimal:
            return True
        start = text.find(words, start + 1)
    return False


def _pages(document: Document, reference: Reference) -> Iterable[int]:
    if reference.first is None or not document.paged:
        return [page.number for page in document.pages]
    return range(reference.first, (reference.last or reference.first) + 1)


def _quotable(document: Document, page: int) -> Iterable[Span]:
    for region in document.regions:
        if document.page_at(region.start).number != page:
            continue
        text = document.text[region.start : region.end]
        if region.kind is not BlockKind.PARAGRAPH:
            yield Span(document.id, region.start, region.end)
            continue
        for start, end in sentences(text):
            yield Span(document.id, region.start + start, region.start + end)


def _first_sentence(document: Document, region: Region) -> tuple[int, int]:
    start, end = sentences(document.text[region.start : region.end])[0]
    return region.start + start, region.start + end


@cache
def _rendered() -> Mapping[str, Rendered]:
    return {made.entry.id: made for made in rendered()}
