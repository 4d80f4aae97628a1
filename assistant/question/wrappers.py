"""What a question is wrapped in (markup, JSON, templates, code, made-up turns) → parts of plain text.

Each part says whether it was put forward as somebody else's words: a turn of the assistant, a message
of the system, an excerpt of a document. Must not judge what a part says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import regex

_GAPS = regex.compile(r"\s*\n\s*\n\s*")
_ACTIVE = regex.compile(
    r"(?is)<(script|style|iframe|object|svg)\b[^<>]*>.*?</\1\s*>|<!--.*?-->|<!\[CDATA\[|\]\]>"
)
_TAG = regex.compile(r"(?i)</?[a-z][^<>]*>")
_STRAY = regex.compile(r"(?m)^[\s\"'`>)}\]/\\;,|]+(?=\S)|^\s*[-=_*~#]{3,}\s*$|[-=_*~]{4,}")
_TEMPLATE = regex.compile(r"(?s)\{\{.{0,400}?\}\}|[$#]\{.{0,400}?\}|<%.{0,400}?%>|\{%.{0,400}?%\}")
_PICTURE = regex.compile(r"!\[[^\[\]]*\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_LINK = regex.compile(r"\[([^\[\]]*)\]\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_SAFE = regex.compile(r"(?i)\s*(?:https?://|/|#|mailto:)")
_FENCE = regex.compile(r"(?m)^\s*(?:```|~~~)[\w-]*\s*$|`{1,3}")
_MARKS = regex.compile(r"(?m)^\s*(?:#{1,6}|>|[*+-])\s+|(?<!\w)(\*\*|__)(?=\S)|(?<=\S)(\*\*|__)(?!\w)")
_BLOB = regex.compile(r"(?<![\w+/=])[A-Za-z0-9+/_-]{24,}={0,2}(?![\w+/=])")
_MIXED = regex.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)|^[0-9a-f]{24,}$")
_PICTOGRAM = regex.compile(
    r"[\p{Extended_Pictographic}\ufe0f\u200d]*\p{Extended_Pictographic}[\ufe0f\u200d]*"
)

_ASKERS = r"user|human|me|question|query|q|input|ask|asker|prompt"
_OTHERS = (
    r"system|developer|assistant|ai|bot|model|chatgpt|response|answer|a|output|document|doc|evidence|"
    r"context|excerpt|passage|source|quote|instructions?|tool|function|note(?: to (?:the )?(?:ai|assistant|"
    r"model|llm))?"
)
_NAMED = rf"(?:(?P<asker>{_ASKERS})|(?P<other>{_OTHERS}))"
_LABEL = regex.compile(
    rf"(?im)^\s*(?:#+\s*|-\s+|\*\*)?(?:(?:role|content|text|message|instruction)\s*:\s*['\"]?)*{_NAMED}"
    r"\s*(?:[\[(#]?\d{1,3}[\])]?)?(?:\*\*)?\s*(?:,[^:\n]{0,60})?:(?:\*\*)?"
    rf"|<\|(?:im_start|start_header_id|start)\|>\s*(?:{_NAMED})?\s*(?:<\|(?:end_header_id|message)\|>)?"
    rf"|<\|(?P<asker>user)\|>|<\|(?P<other>system|assistant)\|>|<\|[^|<>]{{1,30}}\|>"
    rf"|^\s*-?\s*role\s*:\s*['\"]?{_NAMED}['\"]?\s*$"
    rf"|(?P<other><<SYS>>)|(?P<asker><</SYS>>|\[/?INST\])|</?s>"
    rf"|<(?:{_NAMED})s?>|(?P<asker></(?:{_OTHERS})s?>)|</(?:{_ASKERS})>"
    rf"|^\s*\[(?:{_NAMED})\](?!\()|^\s*#{{2,}}\s*{_NAMED}\s*$"
    rf"|(?<=[.!?\"'”’]\s)(?-i:(?P<other>System|Assistant|AI|Document|Evidence|Context|Excerpt)|"
    r"(?P<asker>User|Human|Question))\s*(?:[\[(#]?\d{1,3}[\])]?)?\s*:(?=\s)"
)
_KEY = regex.compile(r"(?im)^\s*-?\s*['\"]?(?:content|text|message|instruction|value|task)['\"]?\s*:\s*")

_MOST_OBJECTS = 20
_ASKING_KEYS = frozenset(_ASKERS.split("|")) | {"content", "text", "message", "value", "task"}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a question; ``foreign`` where it is put forward as words of another than the asker."""

    text: str
    foreign: bool = False


def parts(text: str) -> tuple[Part, ...]:
    """The pieces of a question in order, without what they were wrapped in; empty ones left out."""
    found = (
        Part(_bare(p.text), p.foreign) for piece in _objects(_GAPS.sub("\n\n", text)) for p in _turns(piece)
    )
    return tuple(part for part in found if part.text)


def _objects(text: str) -> Iterator[Part]:
    """JSON objects anywhere in the text become the texts in them."""
    decoder, done = json.JSONDecoder(), 0
    for start in [match.start() for match in regex.finditer(r"[\[{](?=\s*[\"{\[])", text)][:_MOST_OBJECTS]:
        if start < done:
            continue
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        yield Part(text[done:start])
        yield from _texts(value, asking=True)
        done = end
    yield Part(text[done:])


def _texts(value: object, *, asking: bool) -> Iterator[Part]:
    if isinstance(value, str):
        yield Part(value, not asking)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, asking=asking)
    elif isinstance(value, dict):
        own = asking and str(value.get("role", "user")).casefold() in _ASKING_KEYS
        for key, item in value.items():
            if key != "role":
                nested = isinstance(item, dict | list)
                yield from _texts(item, asking=own and (nested or str(key).casefold() in _ASKING_KEYS))


def _turns(piece: Part) -> Iterator[Part]:
    """Made-up turns and excerpts, each up to the next label."""
    text, done, foreign = piece.text, 0, piece.foreign
    for label in _LABEL.finditer(text):
        yield Part(text[done : label.start()], foreign)
        done = label.end()
        if label["other"]:
            foreign = True
        elif label["asker"]:
            foreign = piece.foreign
    yield Part(text[done:], foreign)


def _bare(text: str) -> str:
    text = _TEMPLATE.sub(" ", _ACTIVE.sub("\n", text))
    text = _TAG.sub(" ", unescape(_TAG.sub(" ", text)))
    text = _LINK.sub(lambda match: match[1] if _SAFE.match(match[2]) else " ", _PICTURE.sub(" ", text))
    text = _MARKS.sub("", _KEY.sub("", _FENCE.sub("", text)))
    text = _BLOB.sub(lambda match: " " if _MIXED.search(match[0]) else match[0], text)
    return _STRAY.sub("", _PICTOGRAM.sub(" ", text)).strip()
