"""Which paragraph styles of a DOCX are headings, and what its lists print before their items."""

from __future__ import annotations

from typing import Any

import regex

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_HEADING = regex.compile(r"(?i)^(?:heading|überschrift|titre|título|judul|tiêu đề)\s*(\d)$")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element."""
    return W + name


def attribute(element: Any, name: str) -> str | None:
    """A WordprocessingML attribute, in either of its two namespaces."""
    value: str | None = element.get(W + name) or element.get(_STRICT + name)
    return value


class Styles:
    """Styles and numbering of one document; counts list items as they are met."""

    def __init__(self, styles: Any, numbering: Any) -> None:
        self._levels: dict[str, int] = {}
        self._based_on: dict[str, str] = {}
        self._style_numbers: dict[str, tuple[str, int]] = {}
        self._formats: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for style in styles.iter(w("style")) if styles is not None else ():
            self._add_style(style)
        if numbering is not None:
            self._add_numbering(numbering)

    def heading_level(self, properties: Any) -> int:
        """1 to 6 for a heading, 0 for anything else; ``properties`` is a `pPr` element or None."""
        if properties is None:
            return 0
        outline = properties.find(w("outlineLvl"))
        if outline is not None and (attribute(outline, "val") or "9").isdigit():
            level = int(attribute(outline, "val") or 9)
            return min(level + 1, 6) if level < 9 else 0
        return next((self._levels[s] for s in self._lineage(properties) if s in self._levels), 0)

    def numbering(self, properties: Any) -> tuple[str, int] | None:
        """(list id, depth from 0) of a paragraph that is a list item."""
        if properties is None:
            return None
        own = properties.find(w("numPr"))
        found = _number_of(own) if own is not None else None
        if own is None:
            lineage = self._lineage(properties)
            found = next((self._style_numbers[s] for s in lineage if s in self._style_numbers), None)
        return None if found is None or found[0] == "0" else found

    def marker(self, number: tuple[str, int]) -> str:
        """The number Word prints before the next item of this list; empty for a bullet."""
        form, text, start = self._formats.get(number, ("bullet", "", 1))
        self._counts[number] = self._counts.get(number, start - 1) + 1
        for other in list(self._counts):
            if other[0] == number[0] and other[1] > number[1]:
                del self._counts[other]
        if form in {"bullet", "none"}:
            return ""
        return regex.sub(r"%(\d)", lambda match: self._printed(number[0], int(match[1]) - 1), text).strip()

    def _printed(self, list_id: str, depth: int) -> str:
        form, _, start = self._formats.get((list_id, depth), ("decimal", "", 1))
        return _print_number(self._counts.get((list_id, depth), start), form)

    def _lineage(self, properties: Any) -> list[str]:
        style = properties.find(w("pStyle"))
        current = attribute(style, "val") if style is not None else None
        seen: list[str] = []
        while current and current not in seen and len(seen) < 20:
            seen.append(current)
            current = self._based_on.get(current)
        return seen

    def _add_style(self, style: Any) -> None:
        style_id = attribute(style, "styleId") or ""
        name = style.find(w("name"))
        label = (attribute(name, "val") if name is not None else None) or style_id
        match = _HEADING.match(label) or _HEADING.match(style_id)
        outline = style.find(f"{w('pPr')}/{w('outlineLvl')}")
        if match:
            self._levels[style_id] = max(1, min(int(match[1]), 6))
        elif label.lower() == "title":
            self._levels[style_id] = 1
        elif outline is not None and (attribute(outline, "val") or "9") in "012345":
            self._levels[style_id] = int(attribute(outline, "val") or 0) + 1
        based = style.find(w("basedOn"))
        if based is not None:
            self._based_on[style_id] = attribute(based, "val") or ""
        number = style.find(f"{w('pPr')}/{w('numPr')}")
        if number is not None and (found := _number_of(number)):
            self._style_numbers[style_id] = found

    def _add_numbering(self, numbering: Any) -> None:
        abstract = {attribute(a, "abstractNumId"): a for a in numbering.iter(w("abstractNum"))}
        for number in numbering.iter(w("num")):
            link = number.find(w("abstractNumId"))
            levels = abstract.get(attribute(link, "val")) if link is not None else None
            for level in levels.iter(w("lvl")) if levels is not None else ():
                depth = attribute(level, "ilvl") or "0"
                key = (attribute(number, "numId") or "", int(depth) if depth.isdigit() else 0)
                start = _value(level, "start")
                first = int(start) if start and start.isdigit() else 1
                self._formats[key] = (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    first,
                )


def _number_of(properties: Any) -> tuple[str, int] | None:
    number, depth = _value(properties, "numId"), _value(properties, "ilvl") or "0"
    return (number, int(depth) if depth.isdigit() else 0) if number else None


def _value(element: Any, name: str) -> str | None:
    child = element.find(w(name))
    return attribute(child, "val") if child is not None else None


def _print_number(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        text = ""
        for value, sign in _ROMAN:
            text += sign * (number // value)
            number %= value
        return text.upper() if form == "upperRoman" else text
    return str(number)
