"""One PDF page → its words with boxes, by pdfium; must not know lines, columns or blocks.

Runs only inside the child process (`pdf_child`) and where the caller holds the pdfium lock.
Coordinates are points from the top left corner of the page as it is shown, rotation applied.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.readers.pdf_page import PageWords, Rect, Word
from corpus.readers.pdf_unseen import Hiding, Ink, Unseen

_HYPHENS = frozenset("\ufffe\x02")
_BLANK = frozenset(" \t\r\n\f\v\u00a0\0")
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_WEIGHTS = range(100, 1001)
_FAR = 100_000.0
_MAX_RECTS = 4_000
_TEXT_ANNOTATIONS = {raw.FPDF_ANNOT_WIDGET: b"V", raw.FPDF_ANNOT_FREETEXT: b"Contents"}


@dataclass(frozen=True, slots=True)
class Frame:
    """From the page's own coordinates to points below the top left corner of the shown page."""

    left: float
    bottom: float
    width: float
    height: float
    rotation: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> Frame:
        """The visible box: media box cut by crop box, as pdfium renders it."""
        media, crop = page.get_mediabox(), page.get_cropbox()
        left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
        right, top = min(media[2], crop[2]), min(media[3], crop[3])
        return cls(left, bottom, right - left, top - bottom, page.get_rotation() % 360)

    def rect(self, left: float, bottom: float, right: float, top: float) -> Rect:
        """The same rectangle in shown coordinates, left < right and top < bottom."""
        x0, y0 = self.point(_finite(left), _finite(bottom))
        x1, y1 = self.point(_finite(right), _finite(top))
        return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """One point in shown coordinates."""
        x, y = x - self.left, y - self.bottom
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self.width - x, y
        if self.rotation == 270:
            return self.height - y, self.width - x
        return x, self.height - y


def page_words(page: pdfium.PdfPage, number: int, max_characters: int) -> PageWords:
    """Everything the layout needs to know of a page.

    Raises:
        OverflowError: the page holds more than ``max_characters``.
    """
    frame = Frame.of(page)
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if count > max_characters:
            raise OverflowError(f"the page holds {count:,} characters")
        found = _Words(text_page.raw, frame, Unseen(page, text_page.raw))
        words = found.read(count)
    finally:
        text_page.close()
    words += _annotation_words(page, frame)
    rects, pictures = _drawings(page, frame)
    return PageWords(
        number,
        page.get_width(),
        page.get_height(),
        tuple(words),
        tuple(rects),
        pictures=pictures,
        unseen=tuple((how.value, text) for how, text in found.unseen),
    )


class _Words:
    """Gathers characters into words; a word ends at a blank, a line end or a hyphen at a line end.

    ``unseen`` holds the words that nobody sees, each with how it is hidden.
    """

    def __init__(self, text_page: Any, frame: Frame, judge: Unseen) -> None:
        self._page = text_page
        self._frame = frame
        self._judge = judge
        self._ink = Ink(None)
        self.unseen: list[tuple[Hiding, str]] = []
        self._box = raw.FS_RECTF()
        self._chars: list[str] = []
        self._rect: tuple[float, float, float, float] | None = None
        self._first = 0
        self._words: list[Word] = []

    def read(self, count: int) -> list[Word]:
        high = 0
        for index in range(count):
            code = raw.FPDFText_GetUnicode(self._page, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            self._take(chr(code) if code < 0x110000 else "\ufffd", index)
        self._end()
        return self._words

    def _take(self, char: str, index: int) -> None:
        if char in _BLANK:
            self._end()
            return
        box = self._box
        known = raw.FPDFText_GetLooseCharBox(self._page, index, box)
        rect = (box.left, box.bottom, box.right, box.top) if known else None
        ink = self._judge.ink_of(index)
        if rect and self._rect and (self._jumps(rect) or ink.doubt is not self._ink.doubt):
            self._end()
        if not self._chars:
            self._first, self._rect, self._ink = index, rect, ink
        elif rect:
            self._rect = _union(self._rect, rect)
        self._chars.append(char)
        if char in _HYPHENS:
            self._end()

    def _jumps(self, rect: tuple[float, float, float, float]) -> bool:
        """Whether a character lies on another line than its word, in either writing direction."""
        assert self._rect is not None
        left, bottom, right, top = self._rect
        apart_y = rect[1] > top or rect[3] < bottom
        apart_x = rect[0] > right + (top - bottom) or rect[2] < left - (top - bottom)
        return apart_y and (rect[2] < left or rect[0] > right or apart_x)

    def _end(self) -> None:
        if self._chars and self._rect:
            rect, style = self._frame.rect(*self._rect), self._style()
            word = Word("".join(self._chars), *rect, *style)
            hidden = self._judge.hiding(rect, word.size, self._ink)
            if hidden is None:
                self._words.append(word)
            else:
                self.unseen.append((hidden, word.text))
        self._chars, self._rect = [], None

    def _style(self) -> tuple[float, bool, int, str]:
        """Size in points as shown, whether bold, writing direction as shown, font where weight is unknown."""
        matrix = raw.FS_MATRIX()
        scale = 1.0
        if raw.FPDFText_GetMatrix(self._page, self._first, matrix):
            scale = math.hypot(matrix.c, matrix.d) or 1.0
        size = raw.FPDFText_GetFontSize(self._page, self._first) * scale
        radians = raw.FPDFText_GetCharAngle(self._page, self._first)
        turned = round(math.degrees(max(radians, 0.0)) / 90) * 90
        bold, font = self._weight()
        return round(size, 2), bold, (turned + self._frame.rotation) % 360, font

    def _weight(self) -> tuple[bool, str]:
        buffer = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._page, self._first, buffer, 128, flags)
        name = buffer.value.decode("latin-1")
        weight = raw.FPDFText_GetFontWeight(self._page, self._first)
        named = any(part in name.lower() for part in _BOLD_NAMES)
        known = named or weight in _WEIGHTS
        return named or (known and weight >= 600), "" if known else name


def _finite(value: float) -> float:
    """Damaged files place characters beyond all measure."""
    return max(-_FAR, min(value, _FAR)) if math.isfinite(value) else 0.0


def _union(
    a: tuple[float, float, float, float] | None, b: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return b if a is None else (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def _annotation_words(page: pdfium.PdfPage, frame: Frame) -> list[Word]:
    """Values of form fields and free text laid over the page."""
    words = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 1_000)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        key = _TEXT_ANNOTATIONS.get(raw.FPDFAnnot_GetSubtype(annotation))
        text = _annotation_text(annotation, key) if key else ""
        box = raw.FS_RECTF()
        if text.strip() and text != "Off" and raw.FPDFAnnot_GetRect(annotation, box):
            rect = frame.rect(box.left, box.bottom, box.right, box.top)
            words.append(Word(" ".join(text.split()), *rect, min(rect.height, 12.0)))
        raw.FPDFPage_CloseAnnot(annotation)
    return words


def _annotation_text(annotation: Any, key: bytes) -> str:
    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size < 20_000:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFAnnot_GetStringValue(annotation, key, buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace")


def _drawings(page: pdfium.PdfPage, frame: Frame) -> tuple[list[Rect], bool]:
    """Boxes of drawn paths, and whether there is any picture or drawing."""
    rects: list[Rect] = []
    pictures = False
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MAX_RECTS * 4)):
        drawn = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(drawn)
        pictures |= kind in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM}
        if kind == raw.FPDF_PAGEOBJ_PATH:
            pictures = True
            if len(rects) < _MAX_RECTS and raw.FPDFPageObj_GetBounds(drawn, *sides):
                rects.append(frame.rect(*(side.value for side in sides)))
    return rects, pictures
