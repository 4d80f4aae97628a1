"""Which runs of a DOCX nobody sees: hidden, too small, or white where nothing dark lies below.

Must not know blocks.
"""

from __future__ import annotations

from typing import Any

import regex

from corpus.readers.docx_styles import attribute, w

_OFF = frozenset({"0", "false", "off", "none"})
_NO_FILL = frozenset({None, "auto", "FFFFFF", "ffffff"})
_WHITE = regex.compile(r"(?i)(?:f[0-9a-f]){3}")
_TINY = 2
"""Half points."""


class Unseen:
    """Judges runs; ``found`` holds (how it is hidden, text) of those that were taken out."""

    def __init__(self, styles: Any) -> None:
        self.found: list[tuple[str, str]] = []
        self._styles: dict[str | None, Any] = {}
        for style in styles.iter(w("style")) if styles is not None else ():
            self._styles[attribute(style, "styleId")] = style

    def takes(self, run: Any) -> bool:
        """Whether nobody sees the run; its text is remembered then."""
        how = self._hiding(run)
        text = "".join(part.text or "" for part in run.iter(w("t"))) if how else ""
        if how and text.strip():
            self.found.append((how, text))
        return how is not None

    def _hiding(self, run: Any) -> str | None:
        properties = self._properties(run)
        for name in ("vanish", "specVanish"):
            mark = _first(properties, name)
            if mark is not None and (attribute(mark, "val") or "1").lower() not in _OFF:
                return "hidden"
        size, colour = _first(properties, "sz"), _first(properties, "color")
        points = (attribute(size, "val") or "") if size is not None else ""
        if points.isdigit() and int(points) <= _TINY:
            return "too small to read"
        if colour is not None and _WHITE.fullmatch(attribute(colour, "val") or ""):
            return None if _has_ground(run, properties) else "in the colour of the page"
        return None

    def _properties(self, run: Any) -> list[Any]:
        """The run's own properties, then those of its style and its paragraph's."""
        own = run.find(w("rPr"))
        paragraph = next(run.iterancestors(w("p")), None)
        names = [_style(own, "rStyle")]
        names.append(_style(paragraph.find(w("pPr")) if paragraph is not None else None, "pStyle"))
        inherited = [self._styles[name].find(w("rPr")) for name in names if name in self._styles]
        return [properties for properties in (own, *inherited) if properties is not None]


def _style(properties: Any, tag: str) -> str | None:
    found = properties.find(w(tag)) if properties is not None else None
    return attribute(found, "val") if found is not None else None


def _first(properties: list[Any], name: str) -> Any:
    found = (part.find(w(name)) for part in properties)
    return next((element for element in found if element is not None), None)


def _has_ground(run: Any, properties: list[Any]) -> bool:
    """Whether something may lie below white letters: a colour of run, paragraph, table or page, a shape."""
    if any(part.find(w("highlight")) is not None or _filled(part) for part in properties):
        return True
    for above in run.iterancestors():
        if above.tag in {w("tbl"), w("txbxContent")}:
            return True  # a table's style colours its header, a shape has a colour of its own
        if any(_filled(above.find(w(name))) for name in ("pPr", "tcPr")):
            return True
    return run.getroottree().getroot().find(w("background")) is not None


def _filled(properties: Any) -> bool:
    shading = properties.find(w("shd")) if properties is not None else None
    return shading is not None and attribute(shading, "fill") not in _NO_FILL
