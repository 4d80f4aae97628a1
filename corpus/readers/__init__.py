"""Bytes → pages: one reader for each kind of file, recognised by content, with one error shape."""

from __future__ import annotations

import zipfile
from pathlib import Path

from corpus.errors import Unreadable
from corpus.models import Media, Reading, Reason
from corpus.readers.limits import Limits

__all__ = ["Limits", "read"]

_NEXT_STEP = {
    Reason.EMPTY: "Add a file with text in it",
    Reason.ENCRYPTED: "Save a copy without a password and add that",
    Reason.PICTURE_ONLY: "Run text recognition (OCR) on it and add the result",
    Reason.DAMAGED: "Get a whole copy of the file and add it again",
    Reason.OVER_LIMIT: "Split the file or save a simpler copy of it",
    Reason.HIDDEN: "Make its text visible and add it again",
    Reason.UNSUPPORTED: "Save it as DOCX or PDF and add it again",
}


def read(path: Path, limits: Limits = Limits()) -> Reading:  # noqa: B008  # frozen, so it may be shared
    """Recognise the file by its content and read it.

    Raises:
        Unreadable: nothing can be read from it; ``problem`` says why. A file of which only some pages
            fail is returned, with a problem on each of those pages.
    """
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise _refusal(path, Reason.UNSUPPORTED, "it is not a regular file", "Name a file or a folder")
        if size == 0:
            raise _refusal(path, Reason.EMPTY, "the file is empty")
        if size > limits.max_bytes:
            raise _refusal(path, Reason.OVER_LIMIT, f"it has more than {limits.max_bytes:,} bytes")
        return _insist_on_text(path, _dispatch(path, limits))
    except OSError as error:
        reason = f"it cannot be opened ({error.strerror or type(error).__name__})"
        raise _refusal(path, Reason.DAMAGED, reason, "Check that it exists and may be read") from error


def _dispatch(path: Path, limits: Limits) -> Reading:
    # Each part is imported where it is needed: a question never pays for lxml or openpyxl, nor the
    # process of its own that reads a PDF for the rest of this package.
    from corpus.readers.sniff import HEAD_BYTES, sniff

    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    media = sniff(head, name=path.name, members=_members(path, head))
    if media is Media.PDF:
        from corpus.readers.pdf import read_pdf

        return read_pdf(path, limits)
    if media in {Media.DOCX, Media.XLSX}:
        return _read_office(path, media, limits)
    return _read_characters(path, media, limits)


def _read_office(path: Path, media: Media, limits: Limits) -> Reading:
    from corpus.readers.unpack import check_archive

    check_archive(path, limits)
    if media is Media.DOCX:
        from corpus.readers.docx import read_docx

        return read_docx(path)
    from corpus.readers.table import read_xlsx

    return read_xlsx(path, limits)


def _read_characters(path: Path, media: Media, limits: Limits) -> Reading:
    from corpus.readers.charset import decode

    data = path.read_bytes()
    if media is Media.HTML:
        from corpus.readers.html import read_html

        return read_html(data, path.name, limits)
    text = decode(data)
    if text is None:
        raise _refusal(path, Reason.UNSUPPORTED, "its character encoding is unknown", "Save it as UTF-8")
    if len(text) > limits.max_characters:
        raise _refusal(path, Reason.OVER_LIMIT, f"it has more than {limits.max_characters:,} characters")
    if media is Media.MARKDOWN:
        from corpus.readers.markdown import read_markdown

        return read_markdown(text, path.name)
    if media is Media.CSV:
        from corpus.readers.table import read_csv

        return read_csv(text, path.stem)
    from corpus.readers.text import read_text

    return read_text(text)


def _members(path: Path, head: bytes) -> list[str]:
    if not head.startswith(b"PK\x03\x04"):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return []


def _insist_on_text(path: Path, reading: Reading) -> Reading:
    """A file that yields no text is refused, with the reason most of its pages give."""
    if any(block.text.strip() for page in reading.pages for block in page.blocks):
        return reading
    problems = reading.all_problems
    if not problems:
        raise _refusal(path, Reason.EMPTY, "there is no text in it")
    reasons = [problem.reason for problem in problems]
    reason = max(reasons, key=reasons.count)
    detail = next(problem.detail for problem in problems if problem.reason is reason)
    raise _refusal(path, reason, detail)


def _refusal(path: Path, problem: Reason, reason: str, next_step: str | None = None) -> Unreadable:
    return Unreadable(path.name, problem, reason, next_step or _NEXT_STEP[problem])
