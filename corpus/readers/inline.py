"""Inline Markdown → plain text and the places of its footnote markers.

Must not know blocks; takes out marks, never words.
"""

from __future__ import annotations

from html import unescape

import regex

_MARKER = regex.compile(r"\[\^([^\]\s]+)\]")
_CODE = regex.compile(r"(?s)(?<!`)(`{1,9}+)(.{1,2000}?)(?<!`)\1(?!`)")
_ESCAPE = regex.compile(r"\\([!-/:-@\[-`{-~])")
_AUTO_LINK = regex.compile(r"<((?:https?|mailto):[^\s<>]+)>")
_TAG = regex.compile(r"</?[a-zA-Z][^<>\n]*>")
_PICTURE_OR_LINK = regex.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])"
)
_STRONG = regex.compile(
    r"(?s)(?<![\p{L}\p{N}])(\*\*\*|___|\*\*|__|\*|_|~~)(?=\S)(.{1,500}?)(?<=\S)\1(?![\p{L}\p{N}])"
)
_STARS = regex.compile(r"(?s)(\*\*\*|\*\*|\*)(?=[^\s*])(.{1,500}?)(?<=[^\s*])\1")
# What must survive the other rules (escapes, code, footnote markers) hides in the private use area.
_MAX_MARKS = 400
_HIDDEN_FIRST = 0xF0000


def plain(marked: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The text without marks, and (offset where a footnote marker stood, footnote key)."""
    hidden: list[str] = []
    marker_keys: dict[int, str] = {}

    def hide(text: str) -> str:
        hidden.append(text)
        return chr(_HIDDEN_FIRST + len(hidden) - 1)

    def hide_marker(match: regex.Match[str]) -> str:
        marker_keys[len(hidden)] = match[1]
        return hide("")

    marked = regex.sub("[\U000f0000-\U000ffffd]", "", marked)
    text = _CODE.sub(lambda match: hide(match[2].strip()), marked)
    text = _ESCAPE.sub(lambda match: hide(match[1]), text)
    text = _MARKER.sub(hide_marker, text)
    text = _AUTO_LINK.sub(lambda match: hide(match[1]), text)
    text = _unmark(_TAG.sub("", text))
    return _reveal(unescape(text), hidden, marker_keys)


def _unmark(text: str) -> str:
    if sum(map(text.count, "*_~[")) > _MAX_MARKS:
        return text  # a drawing or an attack, no prose
    for _ in range(3):  # marks nest: a bold link in italics
        before = text
        text = _PICTURE_OR_LINK.sub(r"\1", text)
        text = _STARS.sub(r"\2", _STRONG.sub(r"\2", text))
        if text == before:
            break
    return text


def _reveal(
    text: str, hidden: list[str], marker_keys: dict[int, str]
) -> tuple[str, tuple[tuple[int, str], ...]]:
    parts: list[str] = []
    notes: list[tuple[int, str]] = []
    length = 0
    for char in text:
        index = ord(char) - _HIDDEN_FIRST
        if index in marker_keys:
            notes.append((length, marker_keys[index]))
        part = hidden[index] if 0 <= index < len(hidden) else char
        parts.append(part)
        length += len(part)
    return "".join(parts), tuple(notes)
