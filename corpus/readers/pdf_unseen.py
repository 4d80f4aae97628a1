"""Which words of a PDF page nobody sees: white, covered, drawn without ink, tiny or off the page.

Runs only inside the child process. Must not gather words and must not leave any out.

Why the page is rendered: colours and boxes only raise a doubt. White letters on a dark banner are read
by everybody, and the invisible text of a scan lies upon a picture of its letters; the image of the page
tells both from text that is hidden. It is rendered once, and only where there is a doubt.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.readers.pdf_page import Rect


class Hiding(StrEnum):
    """How a word is hidden."""

    TINY = "too small to read"
    OFF_PAGE = "off the page"
    NO_INK = "drawn without ink"
    COVERED = "covered"
    COLOUR = "in the colour of the page"


_TINY = 1.0
"""Points: print ends at about four."""

_NO_INK = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_STROKED = frozenset({raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP})
Colour = tuple[int, int, int]
_LIGHT = 170
"""Of 255: letters with this much of each colour may be lost on paper."""

_SEEN = 40
"""Of 255: a smaller difference within a box shows nothing."""

_APART, _GROUND = 20, 0.25
"""Letters are seen on a ground of another colour that takes this share of their box; a rule across the box
or print below the letters takes less."""

_FAINT = 16
_LARGE = 150.0
"""Square points: smaller drawings cover no word."""

_MOST_AREAS = 300
_SCALE = 1.5
_LONGEST_SIDE = 3_000


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text object may be hidden, and the colour of its letters."""

    doubt: Hiding | None
    colour: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Area:
    """Something drawn that fills its box; ``colour`` None for a picture."""

    order: int
    box: tuple[float, float, float, float]
    colour: Colour | None

    def holds(self, box: tuple[float, float, float, float]) -> bool:
        left, bottom, right, top = self.box
        return left - 1 <= box[0] and bottom - 1 <= box[1] and right + 1 >= box[2] and top + 1 >= box[3]


class Unseen:
    """Judges the words of one page."""

    def __init__(self, page: pdfium.PdfPage, text_page: Any) -> None:
        self._page = page
        self._text_page = text_page
        self._inks: dict[int, Ink] = {}
        self._orders: dict[int, int] = {}
        self._areas: list[_Area] = []
        for order in range(min(raw.FPDFPage_CountObjects(page.raw), 20_000)):
            self._note(raw.FPDFPage_GetObject(page.raw, order), order)

    def ink_of(self, index: int) -> Ink:
        """How the character at ``index`` may be hidden, and its colour."""
        found = raw.FPDFText_GetTextObject(self._text_page, index)
        key = ctypes.addressof(found.contents) if found else 0
        if key not in self._inks:
            self._inks[key] = self._ink(found, self._orders.get(key)) if found else Ink(None)
        return self._inks[key]

    def hiding(self, rect: Rect, size: float, ink: Ink) -> Hiding | None:
        """How a word at ``rect`` is hidden, None where it is seen."""
        if 0 < size < _TINY and rect.height < 2 * _TINY:
            return Hiding.TINY
        width, height = self._page.get_width(), self._page.get_height()
        if rect.right <= 0 or rect.bottom <= 0 or rect.left >= width or rect.top >= height:
            return Hiding.OFF_PAGE
        return ink.doubt if ink.doubt and not self._shows(rect, ink) else None

    def _shows(self, rect: Rect, ink: Ink) -> bool:
        pixels = self._pixels(rect)
        if not pixels:
            return False
        if ink.doubt is Hiding.COLOUR:
            other = sum(n for colour, n in pixels.items() if _apart(colour, ink.colour) >= _APART)
            return other >= _GROUND * pixels.total()
        return any(max(channel) - min(channel) >= _SEEN for channel in zip(*pixels, strict=True))

    def _pixels(self, rect: Rect) -> Counter[Colour]:
        width, height, stride, data, scale = self._image
        left, right = max(int(rect.left * scale), 0), min(int(rect.right * scale) + 1, width)
        top, bottom = max(int(rect.top * scale), 0), min(int(rect.bottom * scale) + 1, height)
        found: Counter[Colour] = Counter()
        for row in range(top, bottom):
            line = data[row * stride + 3 * left : row * stride + 3 * right]
            found.update(zip(line[2::3], line[1::3], line[::3], strict=True))
        return found

    @cached_property
    def _image(self) -> tuple[int, int, int, bytes, float]:
        longest = max(self._page.get_width(), self._page.get_height(), 1.0)
        scale = min(_SCALE, _LONGEST_SIDE / longest)
        bitmap = self._page.render(scale=scale, force_bitmap_format=raw.FPDFBitmap_BGR)
        try:
            return bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), scale
        finally:
            bitmap.close()

    def _note(self, drawn: Any, order: int) -> None:
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self._orders[ctypes.addressof(drawn.contents)] = order
            return
        box = _box(drawn)
        if box is None or (box[2] - box[0]) * (box[3] - box[1]) < _LARGE or len(self._areas) >= _MOST_AREAS:
            return
        if kind == raw.FPDF_PAGEOBJ_PATH:
            colour = _colour(drawn, raw.FPDFPageObj_GetFillColor)
            if colour is not None and colour[3] >= _FAINT and _is_filled(drawn):
                self._areas.append(_Area(order, box, colour[:3]))
        elif kind in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}:
            self._areas.append(_Area(order, box, None))

    def _ink(self, text: Any, order: int | None) -> Ink:
        mode = raw.FPDFTextObj_GetTextRenderMode(text)
        if mode in _NO_INK:
            return Ink(Hiding.NO_INK)
        ask = raw.FPDFPageObj_GetStrokeColor if mode in _STROKED else raw.FPDFPageObj_GetFillColor
        found = _colour(text, ask)
        if found is None or found[3] < _FAINT:
            return Ink(Hiding.NO_INK if found else None)
        colour, box = found[:3], _box(text)
        under = [area for area in self._areas if order is not None and box and area.holds(box)]
        if order is not None and any(area.order > order for area in under):
            return Ink(Hiding.COVERED, colour)
        lost = any(area.colour is not None and _apart(area.colour, colour) < _APART for area in under)
        return Ink(Hiding.COLOUR if lost or min(colour) >= _LIGHT else None, colour)


def _box(drawn: Any) -> tuple[float, float, float, float] | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(drawn, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _colour(drawn: Any, ask: Any) -> tuple[int, int, int, int] | None:
    """Red, green, blue and how much it covers; None where it is no plain colour."""
    values = [ctypes.c_uint() for _ in range(4)]
    if not ask(drawn, *values):
        return None
    red, green, blue, alpha = (value.value for value in values)
    return red, green, blue, alpha


def _apart(one: Colour, other: Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _is_filled(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(path, fill, stroke)) and fill.value != raw.FPDF_FILLMODE_NONE
