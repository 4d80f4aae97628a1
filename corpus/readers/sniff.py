"""What a file is, decided by its content; its name only breaks ties among kinds of text.

Must not read more than it is given and must not parse.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence

import regex

from corpus.errors import Unreadable
from corpus.models import Media, Reason
from corpus.readers.charset import decode, looks_like_text

HEAD_BYTES = 65_536
"""How much of a file's beginning is enough to tell what it is."""

_AS_DOCX = "Save it as DOCX or PDF and add it again"
_AS_TEXT = "Save it as PDF, DOCX or text and add it again"
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt)", _AS_DOCX),
    (b"{\\rtf", "a Rich Text file", _AS_DOCX),
    (b"\x89PNG\r\n", "a picture (PNG)", "Add a document with text in it"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Add a document with text in it"),
    (b"GIF8", "a picture (GIF)", "Add a document with text in it"),
    (b"II*\0", "a picture (TIFF)", "Add a document with text in it"),
    (b"MM\0*", "a picture (TIFF)", "Add a document with text in it"),
    (b"RIFF", "a picture or a recording", "Add a document with text in it"),
    (b"\x1f\x8b", "a compressed archive (gzip)", "Unpack it and add the files in it"),
    (b"7z\xbc\xaf", "a compressed archive (7z)", "Unpack it and add the files in it"),
    (b"Rar!", "a compressed archive (RAR)", "Unpack it and add the files in it"),
)
_HTML = regex.compile(
    r"(?i)<!doctype html|<(?:html|head|body|title|meta|div|p|table|h[1-6]|ul|ol|article|section)\b[^>]*>"
)
_LEADING_COMMENTS = regex.compile(r"(?s)^\s*(?:<\?xml.*?\?>|<!--.*?-->|\s)*")
_MAIL = regex.compile(r"(?im)^(?:From|To|Subject|Date|MIME-Version|Received|Return-Path|Message-ID):[ \t]")
_PDF_SYNTAX = regex.compile(rb"\d+ \d+ obj\b|\bendobj\b|\btrailer\b|\bstartxref\b")
_MARKDOWN_SIGNS = (
    regex.compile(r"(?m)^ {0,3}#{1,6} +\S"),
    regex.compile(r"(?m)^(?:```|~~~)"),
    regex.compile(r"\[[^\[\]\n]{1,200}\]\([^)\s]{1,500}\)"),
    regex.compile(r"(?m)^ {0,3}\|?(?: *:?-{3,}:? *\|)+"),
    regex.compile(r"(?m)^\[\^[^\]\s]+\]:"),
    regex.compile(r"\*\*[^*\n]{1,500}\*\*"),
)


def sniff(head: bytes, *, name: str = "", members: Sequence[str] = ()) -> Media:
    """Decide by the first bytes.

    Args:
        head: the first `HEAD_BYTES` of the file.
        name: the file's name, for messages and to break a tie among kinds of text.
        members: names inside the file where it is a zip.

    Raises:
        Unreadable: it is nothing we read.
    """
    if b"%PDF-" in head[:1024] or (b"\0" not in head[:64] and len(_PDF_SYNTAX.findall(head)) > 1):
        return Media.PDF
    if head.startswith(b"PK\x03\x04"):
        return _office(members, name)
    for magic, what, next_step in _REFUSED:
        if head.startswith(magic):
            raise Unreadable(name, Reason.UNSUPPORTED, f"it is {what}, which is not read", next_step)
    text = decode(_whole_characters(head))
    if text is None or not looks_like_text(text):
        raise Unreadable(name, Reason.UNSUPPORTED, "it is not a text in any known form", _AS_TEXT)
    return _kind_of_text(text, name)


def _whole_characters(head: bytes) -> bytes:
    """Cut at a line end so that no character of several bytes is torn."""
    if len(head) < HEAD_BYTES:
        return head
    end = head.rfind(b"\n")
    return head[: end + 1] if end > 0 and b"\0" not in head[:4096] else head[: HEAD_BYTES - 4]


def _office(members: Sequence[str], name: str) -> Media:
    if "word/document.xml" in members or any(m.startswith("word/document") for m in members):
        return Media.DOCX
    if any(m.startswith("xl/workbook") for m in members):
        return Media.XLSX
    if any(m.startswith("ppt/") for m in members):
        raise Unreadable(name, Reason.UNSUPPORTED, "it is a presentation, which is not read", _AS_DOCX)
    if not members:
        raise Unreadable(
            name, Reason.DAMAGED, "it is a zipped file whose list of contents is gone", "Get a whole copy"
        )
    raise Unreadable(
        name, Reason.UNSUPPORTED, "it is a zip archive, not a document", "Unpack it and add the files in it"
    )


def _kind_of_text(text: str, name: str) -> Media:
    start = text[_LEADING_COMMENTS.match(text).end() :]  # type: ignore[union-attr]  # matches the empty string
    if _HTML.match(start) or (start.startswith("<") and len(_HTML.findall(start)) >= 2):
        return Media.HTML
    if start.startswith("<svg"):
        raise Unreadable(name, Reason.UNSUPPORTED, "it is a picture (SVG)", "Add a document with text in it")
    if len(set(map(str.lower, _MAIL.findall(text[:4000])))) >= 3 and _MAIL.match(start):
        raise Unreadable(name, Reason.UNSUPPORTED, "it is an e-mail, which is not read", _AS_TEXT)
    ending = name.lower().rpartition(".")[2]
    if ending in {"md", "markdown"} or _is_markdown(text):
        return Media.MARKDOWN
    if _is_table(text, lenient=ending in {"csv", "tsv"}):
        return Media.CSV
    return Media.TEXT


def _is_markdown(text: str) -> bool:
    front_matter = text.startswith("---\n") and regex.search(r"(?m)^\w[\w-]*:", text[:2000])
    return bool(front_matter) or sum(bool(sign.search(text)) for sign in _MARKDOWN_SIGNS) >= 2


def _is_table(text: str, *, lenient: bool) -> bool:
    """Every line splits into the same number of cells, at least two (by name: at least half of them)."""
    lines = [line for line in text.splitlines()[:60] if line.strip()][:50]
    if len(lines) < 2:
        return lenient and bool(lines)
    for delimiter in "\t;,|":
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        same = widths.count(widths[0]) / len(widths)
        if widths[0] >= 2 and same >= (0.5 if lenient else 0.98) and (lenient or len(lines) >= 3):
            return True
    return lenient
