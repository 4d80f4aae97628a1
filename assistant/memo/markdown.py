"""Writes a memo as Markdown in which nothing of an answer or a quote is taken for markup.

Meant for CommonMark and GitHub's dialect of it. Must not choose what a memo holds.

Why line by line and by backslash rather than as blocks of code: a quote in a proportional script should read
like a quote, and a backslash before a sign is the one escape that every dialect knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.memo.contents import Difference, Memo, Paragraph, Quote
from assistant.memo.labels import Labels

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&$^@{}])")
_ADDRESS = re.compile(r"(?i)(\bwww)(\.)|(:)(?=[/\w])")
"""What dialects make a link or a picture of, even without any bracket."""
_BEGINNING = re.compile(r"^([-+=!]|\d+(?=[.)]))")


def markdown(memo: Memo, labels: Labels) -> str:
    """The memo as one text."""
    return "\n".join(_lines(memo, labels)).encode("utf-8", "replace").decode()


def escaped(text: str) -> str:
    """One line of text in which no sign means anything in Markdown."""
    line = " ".join(_shown(text).split())
    line = _SIGNS.sub(r"\\\1", line)
    line = _ADDRESS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)
    return _BEGINNING.sub(lambda m: m[1] + "\\" if m[1].isdigit() else "\\" + m[1], line)


def _shown(text: str) -> str:
    """Text without control characters, which no reader shows; line ends and tabs become spaces."""
    return "".join(
        each if unicodedata.category(each) != "Cc" else " " * (each in "\t\n\r\v\f\x85") for each in text
    )


def _lines(memo: Memo, labels: Labels) -> Iterator[str]:
    yield f"# {escaped(memo.question)}"
    yield ""
    if memo.understood:
        yield from (escaped(labels.understood(memo.understood)), "")
    if memo.partial:
        yield from (f"**{escaped(labels.partial)}**", "")
    yield from _answer(memo.paragraphs)
    for difference in memo.differences:
        yield from _difference(difference, labels)
    if memo.note:
        yield from (escaped(memo.note), "")
    if memo.quotes:
        yield from (f"## {escaped(labels.quotes)}", "")
    for quote in memo.quotes:
        yield from _quote(quote, labels)
    yield escaped(labels.state(memo))
    yield ""


def _answer(paragraphs: tuple[Paragraph, ...]) -> Iterator[str]:
    """Rows of a list stand close together, all else apart."""
    for paragraph, following in zip(paragraphs, (*paragraphs[1:], None), strict=True):
        yield f"{'- ' * paragraph.bullet}{escaped(paragraph.text)}"
        if not (paragraph.bullet and following is not None and following.bullet):
            yield ""


def _difference(difference: Difference, labels: Labels) -> Iterator[str]:
    yield from (f"## {escaped(labels.differ(difference.conflict))}", "")
    for value, number in zip(difference.conflict.values, difference.numbers, strict=True):
        yield f"- {escaped(labels.value(value))} \\[{number}\\]"
    yield ""


def _quote(quote: Quote, labels: Labels) -> Iterator[str]:
    yield f"\\[{quote.number}\\] {escaped(labels.place(quote))}"
    yield ""
    for line in quote.citation.quote.splitlines() or [""]:
        yield f"> {escaped(line)}  " if line.strip() else ">"
    yield ""
    if address := labels.address(quote.citation):
        yield from (f"<{address}>", "")
