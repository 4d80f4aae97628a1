"""The words of the project as frozen values: document, page, region, note, and what a reader returns.

Three stages, each its own type, so that nothing half-cleaned is taken for clean:

    bytes ── readers ──▶ Reading (raw pages of raw blocks)
          ── assembly ─▶ Document (clean pages with regions, offsets and maps back to raw)

Offsets are counted in Python characters (code points) and half open: ``text[start:end]``.
Must not read files, touch the network or know anything about search.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # readers run in a process of their own for each PDF: pydantic would double its start
    from corpus.entry import Entry

CELL_SEPARATOR = " | "
"""Between the cells of a table row in a block's or page's text."""

PAGE_SEPARATOR = "\f"
"""Between two pages in `Document.text`; occurs nowhere inside a page's text."""


READING_VERSION = "2"
"""Raise it when readers, cleaning or assembly give another text for the same file: all are read again."""


class Media(StrEnum):
    """What a file is, decided by its content."""

    PDF = "pdf"
    HTML = "html"
    DOCX = "docx"
    MARKDOWN = "markdown"
    TEXT = "text"
    CSV = "csv"
    XLSX = "xlsx"


class BlockKind(StrEnum):
    """What a piece of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


class Reason(StrEnum):
    """Why a page or a file yields no text, or what of its text is hidden or not to be trusted."""

    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    PICTURE_ONLY = "picture_only"
    DAMAGED = "damaged"
    OVER_LIMIT = "over_limit"
    UNSUPPORTED = "unsupported"
    HIDDEN = "hidden"
    INSTRUCTION = "instruction"


@dataclass(frozen=True, slots=True)
class Problem:
    """A page (1-based) or, with ``page=None``, a whole file that yields nothing or less than it holds."""

    reason: Reason
    detail: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One structural piece of a page as the reader found it.

    Attributes:
        text: raw text. Lines of a paragraph keep their line ends; the cells of a table row are
            joined by `CELL_SEPARATOR`, each cell without line ends.
        level: depth of a heading, 1 to 6; 0 for anything else.
        columns: for a table row the column name of each cell, in order; empty when the table has none.
        notes: for Markdown and the like, (offset in ``text`` where a footnote marker stood, footnote key).
    """

    kind: BlockKind
    text: str
    level: int = 0
    columns: tuple[str, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as the reader found it.

    Attributes:
        number: 1-based position in the file.
        label: printed page label where the file declares one ("iv", "27"), else None.
        furniture: running headers, footers and page numbers, set apart from the blocks.
        problem: set when the page yields no text.
    """

    number: int
    blocks: tuple[Block, ...]
    label: str | None = None
    furniture: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader returns for one file.

    Attributes:
        paged: whether page numbers mean something to people (PDF yes, HTML no).
        front_matter: declared metadata of a Markdown file, unparsed YAML values by key.
        footnotes: footnote key → text of the footnote.
        problems: whole-file problems that still left some text, beside those on the pages.
    """

    media: Media
    pages: tuple[RawPage, ...]
    paged: bool
    title: str | None = None
    language: str | None = None
    published: date | None = None
    front_matter: dict[str, object] = field(default_factory=dict)
    footnotes: dict[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Problems of the file, then of its pages in order."""
        return self.problems + tuple(p.problem for p in self.pages if p.problem)


class Audience(StrEnum):
    """Who may see a document."""

    PUBLIC = "public"
    INTERNAL = "internal"


class DocumentKind(StrEnum):
    """What sort of text a document is; a filter of retrieval."""

    FRAMEWORK = "framework"
    REPORT = "report"
    PLAN = "plan"
    STATEMENT = "statement"
    PROFILE = "profile"
    PAGE = "page"
    RECORD = "record"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps offsets of a clean text to offsets of the raw text it came from.

    Runs are sorted by ``clean``. Inside a run of ``kept`` characters the two texts advance
    together; where text was dropped, replaced or inserted a new run begins.

    Attributes:
        clean: start of each run in the clean text, strictly increasing, first is 0.
        raw: start of each run in the raw text, non-decreasing.
    """

    clean: tuple[int, ...]
    raw: tuple[int, ...]
    raw_length: int

    def to_raw(self, offset: int) -> int:
        """The raw offset that a clean ``offset`` stems from, never beyond the raw text."""
        run = max(bisect_right(self.clean, offset) - 1, 0)
        ceiling = self.raw[run + 1] if run + 1 < len(self.raw) else self.raw_length
        return min(self.raw[run] + offset - self.clean[run], ceiling)


@dataclass(frozen=True, slots=True)
class Region:
    """A structural piece of a document's clean text; offsets count in `Document.text`."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; its marker stood at ``offset`` of `Document.text`. ``url`` and ``page`` where named."""

    offset: int
    text: str
    url: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A clean page.

    Attributes:
        text: the clean text, what citations quote.
        start: offset of the page's first character in `Document.text`.
        raw: the text before cleaning; ``offsets`` maps clean page offsets into it.
    """

    number: int
    label: str | None
    text: str
    start: int
    raw: str
    offsets: OffsetMap
    furniture: tuple[str, ...] = ()
    problem: Problem | None = None

    @property
    def end(self) -> int:
        """Offset just after the page's last character in `Document.text`."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Document:
    """One edition of a text, clean, with its structure."""

    entry: Entry
    pages: tuple[Page, ...]
    regions: tuple[Region, ...]
    notes: tuple[Note, ...] = ()
    paged: bool = True
    reports: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def id(self) -> str:
        """The manifest id."""
        return self.entry.id

    @cached_property
    def text(self) -> str:
        """All pages joined by `PAGE_SEPARATOR`; every offset of the project counts in it."""
        return PAGE_SEPARATOR.join(page.text for page in self.pages)

    def page_at(self, offset: int) -> Page:
        """The page that holds ``offset`` of `text`."""
        starts = [page.start for page in self.pages]
        return self.pages[max(bisect_right(starts, offset) - 1, 0)]
