"""The child process that opens a PDF: prints one JSON line a page, then what the file declares.

Started by `pdf_process` with limits on memory and time; whatever a page does to it costs that page only.
Must not decide anything about layout.

Usage: python -m corpus.readers.pdf_child PATH FIRST_PAGE MAX_PAGES MEMORY_BYTES CPU_SECONDS MAX_CHARACTERS
"""

from __future__ import annotations

import json
import logging
import os
import resource
import sys
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.models import Reason
from corpus.readers.pdf_page import PageWords
from corpus.readers.pdf_second import SecondOpinion


def main(arguments: list[str]) -> int:
    """Read the pages from FIRST_PAGE on; 0 when everything that can be told was told."""
    path = os.fsencode(arguments[0])
    first, max_pages, memory, seconds, max_characters = map(int, arguments[1:6])
    _bound(memory, seconds)
    # What pypdf and pdfium complain about is not the parent's business; the lines are.
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for value in _messages(Path(os.fsdecode(path)).read_bytes(), first, max_pages, max_characters):
        lines.write(json.dumps(value) + "\n")
        lines.flush()
    return 0


def _bound(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _messages(data: bytes, first: int, max_pages: int, max_characters: int) -> Iterator[dict[str, Any]]:
    second = SecondOpinion(data)
    document, locked = _open(data)
    count = len(document) if document is not None else second.page_count()
    if count == 0 and (locked or second.needs_password()):
        yield {"refused": [Reason.ENCRYPTED, "a password is needed to open it"]}
        return
    if count == 0:
        yield {"refused": [Reason.DAMAGED, "it has no page that can be opened"]}
        return
    yield {"pages": count}
    for number in range(first, min(count, max_pages) + 1):
        yield _page(document, second, number, max_characters).to_json()
    yield {"structure": asdict(second.structure())}


def _open(data: bytes) -> tuple[Any, bool]:
    """The pdfium document or None, and whether it asked for a password."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return None, error.err_code == raw.FPDF_ERR_PASSWORD
    return (document if len(document) else None), False


def _page(document: Any, second: SecondOpinion, number: int, max_characters: int) -> PageWords:
    """By pdfium; where it fails or finds nothing, what pypdf finds."""
    found = PageWords(number, 0, 0, failure=(Reason.DAMAGED, "the page cannot be opened"))
    if document is not None:
        found = _by_pdfium(document, number, max_characters)
    if found.words or found.unseen or (found.failure and found.failure[0] is Reason.OVER_LIMIT):
        return found
    plain = second.page_text(number, max_characters)
    if plain.strip():
        return PageWords(number, found.width, found.height, pictures=found.pictures, plain=plain)
    if found.failure and second.can_open(number):
        return PageWords(number, 0, 0, failure=(Reason.DAMAGED, "no text can be read from the page"))
    return found


def _by_pdfium(document: Any, number: int, max_characters: int) -> PageWords:
    from corpus.readers.pdf_words import page_words

    try:
        page = document[number - 1]
        try:
            return page_words(page, number, max_characters)
        finally:
            page.close()
    except (OverflowError, MemoryError) as error:
        detail = str(error) or "the page needs more memory than allowed"
        return PageWords(number, 0, 0, failure=(Reason.OVER_LIMIT, detail))
    except Exception as error:  # noqa: BLE001  # any page may be damaged in any way
        detail = f"the page cannot be opened ({type(error).__name__})"
        return PageWords(number, 0, 0, failure=(Reason.DAMAGED, detail))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
