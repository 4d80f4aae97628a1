"""Finds the official sentence that a built-in one rests on, so that the official page is quoted first.

A built-in sentence names its source in a footnote. Where that document is in the index, the sentence on
the named page that says the same stands in for it: the same numbers, most of the same words, and no less
of what the question asks. Must not rank evidence or search.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.compose.numbers import numbers
from assistant.dating import years
from assistant.evidence import Evidence, Wanted, content
from assistant.verify import DocumentOf, Draft, Span, note_of
from corpus.models import BlockKind, Document, Note
from corpus.sources import sources
from indexing.analysis import terms
from indexing.lexical import stems
from indexing.sentences import sentences

_ALIKE = 0.5
"""Share of the built-in sentence's content words that the official one must hold."""

_AS_MUCH = 0.75
"""Share of the question's weight that it must cover, measured by what the built-in one covers."""


def original(evidence: Evidence, asked: Wanted, document_of: DocumentOf) -> Draft | None:
    """The claim that quotes the official sentence behind a built-in one; None where there is none."""
    if evidence.entry.trust != "own":
        return None
    document = document_of(evidence.document_id)
    note = note_of(document, Span(evidence.document_id, evidence.start, evidence.end)) if document else None
    source = _document(note, document_of) if note is not None else None
    if note is None or source is None:
        return None
    best = max(
        ((score, -span.start, span) for span in _pieces(source, note.page)
         if (score := _likeness(evidence, source, span, asked)) is not None),
        default=None,
    )  # fmt: skip
    if best is None:
        return None
    return Draft(source.text[best[2].start : best[2].end], (best[2],))


def _document(note: Note, document_of: DocumentOf) -> Document | None:
    """The document of the index that a footnote's address leads to."""
    ids = (s.document.id for s in sources().values() if s.document is not None and s.url == note.url)
    return next((found for id_ in ids if (found := document_of(id_)) is not None), None)


def _pieces(document: Document, page: int | None) -> Iterable[Span]:
    """The sentences and items of a page, of a document without pages all."""
    for region in document.regions:
        if region.kind is BlockKind.HEADING:
            continue
        if document.paged and document.page_at(region.start).number != page:
            continue
        for start, end in sentences(document.text[region.start : region.end]):
            yield Span(document.id, region.start + start, region.start + end)


def _likeness(evidence: Evidence, document: Document, span: Span, asked: Wanted) -> float | None:
    """Share of the built-in sentence's words that a piece holds; None where it does not say the same."""
    text = document.text[span.start : span.end]
    stated = numbers(evidence.text) - {str(year) for year in years(evidence.text)}
    if not stated <= numbers(text):
        return None
    own, other = content(evidence.text), content(text)
    alike = len(own & other) / len(own) if own else 0.0
    # The title names what the built-in sentence must name itself: "the concept note of 2018".
    met = frozenset(stems(terms(f"{document.entry.title} {text}").words))
    covered = asked.share(met & asked.weights.keys())
    if alike < _ALIKE or covered < _AS_MUCH * asked.share(evidence.covered):
        return None
    return alike
