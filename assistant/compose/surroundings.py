"""What stands around a sentence and belongs to its meaning: its run-in heading, the list it announces.

Works on the regions of a document and gives spans of it. Must not choose sentences or word claims.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import regex

from assistant.compose.amounts import amounts
from assistant.verify import Span
from corpus.models import BlockKind, Document, Region
from indexing.sentences import sentences

_RUN_IN = regex.compile(
    r"(?:\d+(?:\.\d+)*[.)]?\s+|\(\w{1,3}\)\s+|[•–-]\s+)?(?P<title>\p{Lu}[^.:;?!\n]{2,70}?)(?P<end>[.:](?=\s+\p{Lu})|\s[–-]\s)"
)
_MOST_WORDS = 8
_ANY_LEVEL = 99
_VERB = regex.compile(r"\b(?:is|are|was|were|has|have|had|can|will|should|shall|may|must|does|do|did)\b")

_ANNOUNCES = regex.compile(r":\s*$|\b(?:following|namely|as follows|these|below)\b|;\s*$", regex.IGNORECASE)
_ENUMERATES = regex.compile(r"(?<!\w)\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\)\s*\S")
_MOST_ITEMS, _FURTHEST = 12, 20
"""Items taken of an announced list, and regions looked at for them."""


def region_at(document: Document, offset: int) -> int | None:
    """The index of the region that holds ``offset``."""
    starts = [region.start for region in document.regions]
    index = bisect_right(starts, offset) - 1
    return index if index >= 0 and offset < document.regions[index].end else None


def run_in_heading(document: Document, region: Region) -> Span | None:
    """The title that opens a paragraph: "Safety and Security." before its sentences."""
    if region.kind is BlockKind.HEADING:
        return None
    found = _RUN_IN.match(document.text, region.start, region.end)
    if found is None or len(found["title"].split()) > _MOST_WORDS or _VERB.search(found["title"]):
        return None
    return Span(document.id, found.start("title"), found.end("title"))


def title_of(document: Document, offset: int) -> Span | None:
    """The run-in heading of the paragraph at ``offset``, else the heading above it."""
    index = region_at(document, offset)
    if index is None:
        return None
    own = run_in_heading(document, document.regions[index])
    if own is not None:
        return own if own.end <= offset else None
    above = (r for r in reversed(document.regions[:index]) if r.kind is BlockKind.HEADING)
    heading = next(above, None)
    return Span(document.id, heading.start, heading.end) if heading else None


def headings_above(document: Document, offset: int) -> Iterator[Span]:
    """The headings that ``offset`` stands under, the innermost first."""
    index = region_at(document, offset)
    level = _ANY_LEVEL
    for region in reversed(document.regions[: index or 0]):
        if region.kind is BlockKind.HEADING and region.level < level:
            level = region.level
            yield Span(document.id, region.start, region.end)


def announced(document: Document, start: int, end: int) -> tuple[Span, ...]:
    """The items of the list that the sentence ``document.text[start:end]`` announces; none where it does not.

    They follow as sentences of its paragraph, as items below it, or as paragraphs with a run-in heading,
    of which the heading is the item; a number in the sentence tells how many of the last to expect.
    """
    index = region_at(document, start)
    if index is None:
        return ()
    text, region = document.text[start:end], document.regions[index]
    if _ENUMERATES.search(text) and (rest := tuple(_enumerated(document, region, end))):
        return rest[:_MOST_ITEMS]
    below = document.regions[index + 1 : index + 1 + _FURTHEST]
    if document.text[end : region.end].strip():
        return ()
    items = tuple(_items(document, below))
    if items and (_ANNOUNCES.search(text) or len(items) in _numbers(text)):
        return items[:_MOST_ITEMS]
    titled = tuple(_titled(document, below))
    return titled if len(titled) in _numbers(text) else ()


def _enumerated(document: Document, region: Region, start: int) -> Iterator[Span]:
    """The sentences that go on numbering behind ``start`` in the same paragraph."""
    for begin, end in sentences(document.text[start : region.end]):
        if not _ENUMERATES.match(document.text[start + begin : start + end]):
            return
        yield Span(document.id, start + begin, start + end)


def _items(document: Document, regions: tuple[Region, ...]) -> Iterator[Span]:
    for region in regions:
        if region.kind is not BlockKind.LIST_ITEM:
            return
        yield Span(document.id, region.start, region.end)


def _titled(document: Document, regions: tuple[Region, ...]) -> Iterator[Span]:
    """The run-in headings of the paragraphs up to the next heading."""
    for region in regions:
        if region.kind is BlockKind.HEADING:
            return
        if (title := run_in_heading(document, region)) is not None:
            yield title


def _numbers(text: str) -> set[int]:
    return {int(a.value) for a in amounts(text) if not a.is_year and a.value == int(a.value) and a.value > 1}
