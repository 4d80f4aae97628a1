"""Writes a memo as a Word document (DOCX). Must not choose what a memo holds.

The only importer of python-docx, and imported where a document is asked for: it takes 0.1 s.

Why the properties of the file are set anew: the template that python-docx starts from names an author and a
day, and a memo tells nothing but what it holds.
"""

from __future__ import annotations

import io
from datetime import datetime

from docx import Document
from docx.document import Document as Opened
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Written

from assistant.memo.contents import Memo, right_to_left
from assistant.memo.labels import Labels

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MOST_TITLE_CHARACTERS = 255
"""Of the properties of a file."""


def word(memo: Memo, labels: Labels, given: datetime) -> bytes:
    """The memo as a file; ``given`` stands in its properties, where programs look for a day."""
    document = Document()
    _set_up(document, memo, given)
    _write(document, memo.question, "Heading 1")
    if memo.understood:
        _write(document, labels.understood(memo.understood))
    if memo.partial:
        _write(document, labels.partial, bold=True)
    for paragraph in memo.paragraphs:
        _write(document, paragraph.text, "List Bullet" if paragraph.bullet else "Normal")
    for difference in memo.differences:
        _write(document, labels.differ(difference.conflict), "Heading 2")
        for value, number in zip(difference.conflict.values, difference.numbers, strict=True):
            _write(document, f"{labels.value(value)} [{number}]", "List Bullet")
    if memo.note:
        _write(document, memo.note)
    if memo.quotes:
        _write(document, labels.quotes, "Heading 2")
    for quote in memo.quotes:
        _write(document, f"[{quote.number}] {labels.place(quote)}").paragraph_format.keep_with_next = True
        _write(document, quote.citation.quote, "Quote").paragraph_format.left_indent = Mm(8)
        if address := labels.address(quote.citation):
            _write(document, address)
    _write(document, labels.state(memo))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: Opened, memo: Memo, given: datetime) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    properties = document.core_properties
    properties.title = _storable(memo.question)[:_MOST_TITLE_CHARACTERS]
    properties.language = memo.language
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = given


def _write(document: Opened, text: str, style: str = "Normal", *, bold: bool = False) -> Written:
    """A paragraph; its lines stay lines."""
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run("\n".join(_storable(text).splitlines()))
    run.bold = bold or None
    if right_to_left(text):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
    return paragraph


def _storable(text: str) -> str:
    """Text without what no XML document may hold: control characters and halves of characters."""
    return "".join(each for each in text if each in "\t\n\r" or _is_allowed(ord(each)))


def _is_allowed(code: int) -> bool:
    return 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
