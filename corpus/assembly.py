"""A reading and its manifest entry → a clean document with regions, offsets and notes.

Must not read files and must not repair text itself: that is `corpus.normalise`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass, field, replace

import regex

from corpus.entry import Entry
from corpus.models import (
    CELL_SEPARATOR,
    PAGE_SEPARATOR,
    Block,
    BlockKind,
    Document,
    Note,
    OffsetMap,
    Page,
    RawPage,
    Reading,
    Region,
)
from corpus.normalise import Clean, clean, fold, words_of
from corpus.notices import notices

# Headings under which a catalogue page lists what belongs to others.
_ABOUT_OTHERS = frozenset({"similar solutions", "related solutions", "similar projects", "related projects"})
_LINK = regex.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:]")
_NOTE_PAGE = regex.compile(r"\b(?:PDF )?pp?\.\s?(\d{1,4})\b")
_NAMED_WORDS = 8


def is_about_others(heading: str) -> bool:
    """Whether what stands below a heading belongs to other projects than the document's own."""
    return fold(heading).casefold() in _ABOUT_OTHERS


@dataclass(slots=True)
class _Draft:
    """A document while its pages are added one after the other."""

    vocabulary: Set[str]
    footnotes: dict[str, str]
    pages: list[Page] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    reports: list[str] = field(default_factory=list)


def assemble(reading: Reading, entry: Entry) -> Document:
    """Clean every block and lay the pages out one after the other.

    `Document.text` is the pages' texts joined by `PAGE_SEPARATOR`, a page's text its blocks joined by a
    line end. Blocks that hold nothing but litter are left out.
    """
    words = words_of("\n\n".join(block.text for page in reading.pages for block in page.blocks))
    draft = _Draft(words, reading.footnotes)
    for page in reading.pages:
        _add_page(draft, page)
    regions, apart = _set_apart(draft)
    # What the project wrote itself is checked by its tests.
    told = () if entry.trust == "own" else notices(reading, draft.pages, regions)
    return Document(
        entry=entry,
        pages=tuple(draft.pages),
        regions=regions,
        notes=tuple(draft.notes),
        paged=reading.paged,
        reports=(*_summary(draft.reports), *apart),
        problems=(*reading.all_problems, *told),
    )


def _add_page(draft: _Draft, page: RawPage) -> None:
    start = draft.pages[-1].end + len(PAGE_SEPARATOR) if draft.pages else 0
    texts: list[str] = []
    maps: list[tuple[OffsetMap, int, int]] = []
    here, raw_here = start, 0
    for block in page.blocks:
        cleaned, names = _clean_block(block, draft.vocabulary)
        if any(map(str.isalnum, cleaned.text)):
            end = here + len(cleaned.text)
            draft.regions.append(Region(block.kind, here, end, block.level, names))
            draft.notes += _notes(block, cleaned.offsets, here, end, draft.footnotes)
            draft.reports += [f"page {page.number}: {report}" for report in cleaned.reports]
            texts.append(cleaned.text)
            maps.append((cleaned.offsets, here - start, raw_here))
            here = end + 1
        raw_here += len(block.text) + 1
    raw = "\n".join(block.text for block in page.blocks)
    furniture = tuple(filter(None, (clean(line).text for line in page.furniture)))
    offsets = _join_maps(maps, len(raw))
    draft.pages.append(
        Page(page.number, page.label, "\n".join(texts), start, raw, offsets, furniture, page.problem)
    )


def _clean_block(block: Block, vocabulary: Set[str]) -> tuple[Clean, tuple[str, ...]]:
    """The clean text and the column names that go with it.

    The cells of a row stay apart and keep their number, the empty ones too; only empty cells at its two
    ends go, with their names, because a passage begins and ends with text.
    """
    names = tuple(clean(name).text for name in block.columns)
    if block.kind is not BlockKind.TABLE_ROW:
        return clean(block.text, vocabulary), names
    cells = block.text.split(CELL_SEPARATOR)
    cleaned = [clean(cell, vocabulary) for cell in cells]
    filled = [index for index, cell in enumerate(cleaned) if cell.text]
    if not filled:
        return clean(""), ()
    kept = slice(filled[0], filled[-1] + 1)
    maps, here, raw_here = [], 0, sum(len(cell) + len(CELL_SEPARATOR) for cell in cells[: kept.start])
    for cell, part in zip(cells[kept], cleaned[kept], strict=True):
        maps.append((part.offsets, here, raw_here))
        here += len(part.text) + len(CELL_SEPARATOR)
        raw_here += len(cell) + len(CELL_SEPARATOR)
    text = CELL_SEPARATOR.join(part.text for part in cleaned[kept])
    reports = tuple(report for part in cleaned for report in part.reports)
    return Clean(text, _join_maps(maps, len(block.text)), reports), names[kept]


def _join_maps(maps: Iterable[tuple[OffsetMap, int, int]], raw_length: int) -> OffsetMap:
    """One map out of those of consecutive pieces, each with its place in the clean and the raw text."""
    clean_starts: list[int] = []
    raw_starts: list[int] = []
    for offsets, clean_start, raw_start in maps:
        for clean_offset, raw_offset in zip(offsets.clean, offsets.raw, strict=True):
            if clean_starts and clean_starts[-1] == clean_start + clean_offset:
                raw_starts[-1] = raw_start + raw_offset  # an empty piece gives way to the next
                continue
            clean_starts.append(clean_start + clean_offset)
            raw_starts.append(raw_start + raw_offset)
    return OffsetMap(tuple(clean_starts) or (0,), tuple(raw_starts) or (0,), raw_length)


def _notes(
    block: Block, offsets: OffsetMap, start: int, end: int, footnotes: dict[str, str]
) -> Iterable[Note]:
    for raw_offset, key in block.notes:
        text = clean(footnotes.get(key, "")).text
        if text:
            place = start + bisect_left(range(end - start), raw_offset, key=offsets.to_raw)
            link, page = _LINK.search(text), _NOTE_PAGE.search(text)
            yield Note(place, text, link[0] if link else None, int(page[1]) if page else None)


def _set_apart(draft: _Draft) -> tuple[tuple[Region, ...], list[str]]:
    """Give a block about others a top heading, and keep every later heading below it."""
    apart, regions, reports = False, [], []
    for region in draft.regions:
        if region.kind is BlockKind.HEADING:
            heading = _text_of(draft, region)
            if is_about_others(heading):
                apart = True
                reports.append(f'"{heading}" is set apart: what follows it is about others')
                region = replace(region, level=1)
            elif apart:
                region = replace(region, level=max(region.level, 2))
        regions.append(region)
    return tuple(regions), reports


def _text_of(draft: _Draft, region: Region) -> str:
    page = next(page for page in draft.pages if page.start <= region.start <= page.end)
    return page.text[region.start - page.start : region.end - page.start]


def _summary(reports: list[str]) -> list[str]:
    """One line for each kind of report and page, naming the first few words."""
    kinds = Counter(report.rpartition(": ")[0] for report in reports)
    lines = []
    for kind, count in kinds.items():
        words = [report[len(kind) + 2 :] for report in reports if report.rpartition(": ")[0] == kind]
        more = f" and {count - _NAMED_WORDS} more" if count > _NAMED_WORDS else ""
        lines.append(f"{kind} ({count}): {', '.join(words[:_NAMED_WORDS])}{more}")
    return lines
