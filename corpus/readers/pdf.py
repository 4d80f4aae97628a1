"""PDF → pages: what the child process found, laid out, with each page's problem.

Must not open the file itself: parsing happens in the child, where a damaged page costs only that page.
"""

from __future__ import annotations

from datetime import date
from itertools import dropwhile, takewhile
from pathlib import Path

import regex

from corpus.errors import Unreadable
from corpus.models import Block, BlockKind, Media, Problem, RawPage, Reading, Reason
from corpus.notices import unseen
from corpus.readers.layout.pages import lay_out
from corpus.readers.limits import Limits
from corpus.readers.pdf_page import PageWords
from corpus.readers.pdf_process import PdfFindings, find_pages

_NEXT_STEP = {
    Reason.ENCRYPTED: "Save a copy without a password and add that",
    Reason.DAMAGED: "Get a whole copy of the file and add it again",
}
_USELESS_TITLE = regex.compile(
    r"(?i)^(?:microsoft (?:word|powerpoint|excel) - .*|untitled.*|.*\.(?:docx?|pdf|indd|pptx?|xlsx?|rtf|tmp)|"
    r"document ?\d*|slide ?\d*|presentation ?\d*|title|\W*)$"
)
_MAX_TITLE_LENGTH = 200
_MAX_TITLE_LINES = 4


def read_pdf(path: Path, limits: Limits) -> Reading:
    """Pages in file order, numbered from 1.

    Raises:
        Unreadable: a password is needed, or no page can be opened.
    """
    findings = find_pages(path, limits)
    if findings.refused:
        reason, detail = findings.refused
        raise Unreadable(path.name, reason, detail, _NEXT_STEP.get(reason, "Get another copy of it"))
    pages = [findings.pages[number] for number in sorted(findings.pages)]
    pages = _within(pages, limits.max_characters)
    laid = lay_out([page for page in pages if page.words])
    labels = findings.structure.labels
    raw_pages = tuple(_raw_page(page, laid, labels) for page in pages)
    return Reading(
        Media.PDF,
        raw_pages,
        paged=True,
        title=_title(findings, raw_pages),
        language=findings.structure.language,
        published=_date(findings.structure.created),
        problems=unseen([found for page in pages for found in page.unseen]),
    )


def _within(pages: list[PageWords], max_characters: int) -> list[PageWords]:
    """Give up on what comes after ``max_characters``."""
    total, kept = 0, []
    for page in pages:
        total += sum(len(word.text) for word in page.words) + len(page.plain)
        if total > max_characters:
            detail = f"only the first {max_characters:,} characters of the file are read"
            page = PageWords(page.number, page.width, page.height, failure=(Reason.OVER_LIMIT, detail))
        kept.append(page)
    return kept


def _raw_page(
    page: PageWords,
    laid: dict[int, tuple[tuple[Block, ...], tuple[str, ...]]],
    labels: tuple[str, ...],
) -> RawPage:
    label = labels[page.number - 1] if page.number <= len(labels) else None
    blocks, furniture = laid.get(page.number, ((), ()))
    if page.plain:
        blocks = tuple(
            Block(BlockKind.PARAGRAPH, part) for part in regex.split(r"\n\s*\n", page.plain) if part.strip()
        )
    return RawPage(page.number, blocks, label or None, furniture, None if blocks else _problem(page))


def _problem(page: PageWords) -> Problem:
    if page.failure:
        return Problem(*page.failure, page.number)
    if page.pictures:
        return Problem(Reason.PICTURE_ONLY, "the page is a picture without text", page.number)
    return Problem(Reason.EMPTY, "the page is blank", page.number)


def _title(findings: PdfFindings, pages: tuple[RawPage, ...]) -> str | None:
    """The declared title unless it is a tool's; else the first headings of the first page with text."""
    declared = findings.structure.title
    if declared and not _USELESS_TITLE.match(declared):
        return " ".join(declared.split())
    first = next((page for page in pages[:3] if page.blocks), None)
    if first is None:
        return None
    blocks = dropwhile(lambda block: block.kind is not BlockKind.HEADING, first.blocks)
    headings = list(takewhile(_belongs_to_title, blocks))[:_MAX_TITLE_LINES]
    words = " ".join(block.text for block in headings).split()
    return " ".join(words)[:_MAX_TITLE_LENGTH] or None


def _belongs_to_title(block: Block) -> bool:
    """A heading, or the year that stands alone below it."""
    return block.kind is BlockKind.HEADING or bool(regex.fullmatch(r"(?:19|20)\d\d", block.text.strip()))


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
