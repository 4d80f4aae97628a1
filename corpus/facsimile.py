"""Page images of a PDF, and where on them a quote stands.

pdfium is not safe in threads: without the one lock around every call the process dies. Must not be used
for reading text: that is `corpus.readers`, in a child process.
"""

from __future__ import annotations

import io
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes import pointer
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.errors import Unreadable
from corpus.models import Reason
from corpus.quote_search import find_pieces, key_of
from corpus.readers.pdf_page import Rect
from corpus.readers.pdf_words import Frame

PDFIUM = threading.RLock()
"""Held around every pdfium call of this process."""

_MAX_OPEN = 4
_MAX_KEPT_BYTES = 60_000_000
_MAX_PIXELS = 12_000_000
_MAX_CHARACTERS = 200_000
_MAX_WIDTH = 4_000
_RENDER_SECONDS = 10.0
_QUALITY = 82
_LINE_GAP = 2.0
"""Characters of one line join one box over a gap of this many line heights."""

_open: OrderedDict[tuple[str, int, int], pdfium.PdfDocument] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page image, in fractions 0 to 1 of its width and height, from the top left."""

    left: float
    top: float
    width: float
    height: float


def render(path: Path, page: int, *, width: int = 1000) -> bytes:
    """A page (1-based) as JPEG, ``width`` pixels wide.

    Raises:
        Unreadable: the file or the page cannot be opened, or takes longer than 10 seconds to draw.
    """
    with PDFIUM, _page(path, page) as opened:
        shown_width, shown_height = opened.get_size()
        scale = max(min(width, _MAX_WIDTH), 1) / max(shown_width, 1.0)
        scale = min(scale, (_MAX_PIXELS / max(shown_width * shown_height, 1.0)) ** 0.5)
        size = max(round(shown_width * scale), 1), max(round(shown_height * scale), 1)
        image = _draw(opened, size, _Deadline(path.name, page, _RENDER_SECONDS))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


def page_size(path: Path, page: int) -> tuple[float, float]:
    """Width and height of a page as shown, in points.

    Raises:
        Unreadable: the file or the page cannot be opened.
    """
    with PDFIUM, _page(path, page) as opened:
        width, height = opened.get_size()
        return float(width), float(height)


def locate(path: Path, page: int, quote: str) -> tuple[Box, ...]:
    """One box for each line of ``quote`` on the page, top to bottom; empty where it is not found.

    Only letters and digits are compared. A quote whose lines stand in another order in the file, as in
    columns or tables, is found piece by piece, the longest first.

    Raises:
        Unreadable: the file or the page cannot be opened.
    """
    with PDFIUM, _page(path, page) as opened:
        characters, owners, boxes = _characters(opened)
        width, height = opened.get_size()
    pieces = find_pieces(quote, characters)
    lines = _lines([[boxes[owners[at]] for at in range(start, end)] for start, end in pieces])
    return tuple(_fraction(line, width, height) for line in lines)


@contextmanager
def _page(path: Path, number: int) -> Iterator[pdfium.PdfPage]:
    document, kept = _document(path)
    try:
        if not 1 <= number <= len(document):
            raise Unreadable(
                path.name,
                Reason.DAMAGED,
                f"it has no page {number}",
                f"Ask for a page from 1 to {len(document)}",
            )
        page = _load(document, number, path.name)
        try:
            yield page
        finally:
            page.close()
    finally:
        if not kept:
            document.close()


def _load(document: pdfium.PdfDocument, number: int, name: str) -> pdfium.PdfPage:
    try:
        return document[number - 1]
    except pdfium.PdfiumError as error:
        raise Unreadable(
            name, Reason.DAMAGED, f"page {number} cannot be opened", "Read the quoted text instead"
        ) from error


def _document(path: Path) -> tuple[pdfium.PdfDocument, bool]:
    """The open document and whether it stays open; a changed file is opened anew."""
    try:
        status = path.stat()
        key = (str(path.absolute()), status.st_mtime_ns, status.st_size)
        if key in _open:
            _open.move_to_end(key)
            return _open[key], True
        document = pdfium.PdfDocument(path.read_bytes())
    except (OSError, pdfium.PdfiumError) as error:
        raise Unreadable(
            path.name, Reason.DAMAGED, "it cannot be opened as PDF", "Read the quoted text instead"
        ) from error
    if status.st_size > _MAX_KEPT_BYTES:
        return document, False
    _open[key] = document
    while len(_open) > _MAX_OPEN:
        _open.popitem(last=False)[1].close()
    return document, True


class _Deadline:
    """Asked by pdfium between the steps of drawing a page."""

    def __init__(self, name: str, page: int, seconds: float) -> None:
        self._name = name
        self._page = page
        self._end = time.monotonic() + seconds

    def passed(self, _pause: Any = None) -> bool:
        return time.monotonic() > self._end

    def refuse(self) -> Unreadable:
        return Unreadable(
            self._name,
            Reason.OVER_LIMIT,
            f"page {self._page} takes too long to draw",
            "Read the quoted text instead",
        )


def _draw(page: pdfium.PdfPage, size: tuple[int, int], deadline: _Deadline) -> Any:
    """Draw in steps, so that a page that takes for ever can be given up."""
    bitmap = pdfium.PdfBitmap.new_native(*size, raw.FPDFBitmap_BGR)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
        pause = raw.IFSDK_PAUSE(version=1)
        pdfium_callback = type(pause.NeedToPauseNow)(deadline.passed)
        pause.NeedToPauseNow = pdfium_callback
        state = raw.FPDF_RenderPageBitmap_Start(
            bitmap.raw, page.raw, 0, 0, *size, 0, raw.FPDF_ANNOT, pointer(pause)
        )
        raw.FPDF_RenderPage_Close(page.raw)
        if state == raw.FPDF_RENDER_TOBECONTINUED:
            raise deadline.refuse()
        return bitmap.to_pil().copy()
    finally:
        bitmap.close()


def _characters(page: pdfium.PdfPage) -> tuple[str, list[int], list[Rect]]:
    """The page's letters and digits in file order, the box each belongs to, and the boxes."""
    frame, box = Frame.of(page), raw.FS_RECTF()
    letters: list[str] = []
    owners: list[int] = []
    boxes: list[Rect] = []
    text_page = page.get_textpage()
    try:
        for index in range(min(text_page.count_chars(), _MAX_CHARACTERS)):
            code = raw.FPDFText_GetUnicode(text_page.raw, index)
            key = key_of(chr(code)) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
            if key and raw.FPDFText_GetLooseCharBox(text_page.raw, index, box):
                letters.append(key)
                owners += [len(boxes)] * len(key)
                boxes.append(frame.rect(box.left, box.bottom, box.right, box.top))
    finally:
        text_page.close()
    return "".join(letters), owners, boxes


def _lines(pieces: list[list[Rect]]) -> list[Rect]:
    """Boxes of characters → boxes of lines, of upright text and of text that runs up or down the page."""
    level = [line for piece in pieces if not _runs_upright(piece) for line in _join(piece)]
    turned = [line for piece in pieces if _runs_upright(piece) for line in _join(map(_transpose, piece))]
    lines = _join(sorted(level, key=_place)) + [
        _transpose(line) for line in _join(sorted(turned, key=_place))
    ]
    return sorted(lines, key=_place)


def _place(rect: Rect) -> tuple[int, float]:
    return round(rect.top), rect.left


def _transpose(rect: Rect) -> Rect:
    return Rect(rect.top, rect.left, rect.bottom, rect.right)


def _runs_upright(piece: list[Rect]) -> bool:
    """Whether most characters stand above or below the one before."""
    steps = [(abs(b.left - a.left), abs(b.top - a.top)) for a, b in pairwise(piece)]
    return 2 * sum(down > across for across, down in steps) > len(steps)


def _join(rects: Iterable[Rect]) -> list[Rect]:
    joined: list[Rect] = []
    for rect in rects:
        if joined and _same_line(joined[-1], rect):
            last = joined[-1]
            joined[-1] = Rect(
                min(last.left, rect.left),
                min(last.top, rect.top),
                max(last.right, rect.right),
                max(last.bottom, rect.bottom),
            )
        else:
            joined.append(rect)
    return joined


def _same_line(a: Rect, b: Rect) -> bool:
    """Side by side and not far apart."""
    level = min(a.bottom, b.bottom) - max(a.top, b.top) >= 0.5 * min(a.height, b.height)
    return level and max(a.left, b.left) - min(a.right, b.right) <= _LINE_GAP * min(a.height, b.height)


def _fraction(rect: Rect, width: float, height: float) -> Box:
    left, top = max(rect.left / width, 0.0), max(rect.top / height, 0.0)
    right, bottom = min(rect.right / width, 1.0), min(rect.bottom / height, 1.0)
    return Box(left, top, max(right - left, 0.0), max(bottom - top, 0.0))
