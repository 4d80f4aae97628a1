"""Reads the claims out of whatever a model replied: JSON, JSON within prose or cut off, or plain sentences.

Must not judge a claim; what cites no evidence is no claim.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import regex

from assistant.claim_check import Said

MOST_CLAIMS = 12
"""More are not read."""

_MOST_DAMAGED = 50
"""Brackets that open no whole object, after which no more is looked for."""

_THINKING = regex.compile(r"(?s)<think(?:ing)?>.*?(?:</think(?:ing)?>|$)")
_CONTROL = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}--[\u200c\u200d]]+", regex.V1)
_MARKS = regex.compile(r"(?:\s*[\[【]\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*[\]】])+")
_MARK = regex.compile(r"\d{1,3}")
_BULLET = regex.compile(r"^[\s.!?。]*(?:[-*•>#]+|\d{1,2}[.)](?!\d))?\s*")
_STOPS = frozenset(".!?。")
_MARKDOWN = regex.compile(r"\*\*|__|`")
_TEXT_KEYS = ("text", "claim", "sentence", "statement")
_EVIDENCE_KEYS = ("evidence", "evidence_ids", "ids", "citations", "sources", "id")


def parse(reply: str) -> list[Said]:
    """The claims of a reply in order, each once; empty where it makes none."""
    told = _THINKING.sub("", reply)
    found = list(_objects(told)) if "{" in told else []
    said = found or list(_sentences(told))
    return list(dict.fromkeys(said))[:MOST_CLAIMS]


def _objects(reply: str) -> Iterator[Said]:
    """The claims of JSON objects; where the outer one is cut off, the whole ones inside it."""
    decoder, position, damaged = json.JSONDecoder(), 0, 0
    while (position := reply.find("{", position)) >= 0 and damaged < _MOST_DAMAGED:
        try:
            held, position = decoder.raw_decode(reply, position)
        except (ValueError, RecursionError):
            position, damaged = position + 1, damaged + 1
            continue
        yield from _claims(held)


def _claims(held: object, depth: int = 0) -> Iterator[Said]:
    if isinstance(held, list):
        for item in held:
            yield from _claims(item, depth + 1)
    elif isinstance(held, Mapping) and depth < 4:
        text = next((held[key] for key in _TEXT_KEYS if isinstance(held.get(key), str)), None)
        if text is None:
            for item in held.values():
                yield from _claims(item, depth + 1)
            return
        ids = next((held[key] for key in _EVIDENCE_KEYS if key in held), ())
        if clean := _cleaned(_MARKS.sub("", text)):
            yield Said(clean, tuple(_ids(ids)))


def _ids(held: object) -> Iterator[int]:
    """Numbers however they are given: 1, "1", "[1, 2]"."""
    if isinstance(held, bool):
        return
    if isinstance(held, int):
        yield held
    elif isinstance(held, str):
        yield from map(int, _MARK.findall(held))
    elif isinstance(held, list):
        for item in held:
            yield from _ids(item)


def _sentences(reply: str) -> Iterator[Said]:
    """Sentences that end with the numbers of their evidence: "It has 26 cities [1][2]."."""
    for line in reply.splitlines():
        start = 0
        for marks in _MARKS.finditer(line):
            text = _cleaned(_BULLET.sub("", line[start : marks.start()]))
            start = marks.end()
            stop = "" if not text or text[-1] in _STOPS else line[start : start + 1].strip()
            if text:
                yield Said(text + (stop if stop in _STOPS else ""), tuple(map(int, _MARK.findall(marks[0]))))


def _cleaned(text: str) -> str:
    return " ".join(_MARKDOWN.sub("", _CONTROL.sub(" ", text)).split())
