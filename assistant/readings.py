"""Finds the two ways to read a question whose answers differ, and asks which one is meant.

Only where the records tell that both exist: meetings with the same number in two series, a city or country
that is not named. Must not answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from assistant import phrases
from assistant.compose import times
from assistant.names import NameKind, known_names
from corpus.governance_records import Series
from corpus.records import records

_SERIES = regex.compile(
    r"\b(?:annual|yearly|japan|high[- ]level|ministerial|summit|korea|joint|council)\b", regex.I
)
_MEETING = regex.compile(r"\bmeeting\b", regex.I)
_UNNAMED = regex.compile(
    r"\b(?P<definite>the|this|that|our) (?P<kind>city|country)\b"
    r"(?! (?:that|which|where|with|of|in|whose|who|level|data|hall|council)\b)"
    r"(?!['’]s\b \p{Lu})(?!-)",
    regex.I,
)
_PROPER = regex.compile(r"(?<!^)(?<![.?!] )\b\p{Lu}[\p{L}\p{N}&-]+")
_TITLES = regex.compile(
    r"\b(?:Chief Smart City Officer|National Representative|ASCN|ASEAN|Smart Cities Network"
    r"|Smart City Action Plan|SCAP)s?\b"
)


@dataclass(frozen=True, slots=True)
class Unclear:
    """The question back, and the question that was asked once in each reading."""

    text: str
    readings: tuple[str, ...] = ()


def unclear(question: str, language: str) -> Unclear | None:
    """What to ask back; None where one reading is meant.

    Args:
        question: standing alone, in English words.
    """
    return _of_meetings(question, language) or _of_the_unnamed(question, language)


def _of_meetings(question: str, language: str) -> Unclear | None:
    numbers = times.ordinals(question)
    if len(numbers) != 1 or not _MEETING.search(question) or _SERIES.search(question):
        return None
    (number,) = numbers
    series = {m.series for m in records().meetings if m.number == number}
    if not {Series.ANNUAL, Series.JAPAN_HIGH_LEVEL} <= series or _PROPER.search(_TITLES.sub(" ", question)):
        return None
    kinds = ("annual meeting", "High-Level Meeting with Japan")
    return Unclear(
        phrases.which_meeting(language), tuple(_MEETING.sub(kind, question, count=1) for kind in kinds)
    )


def _of_the_unnamed(question: str, language: str) -> Unclear | None:
    found = _UNNAMED.search(question)
    if found is None or _PROPER.search(_TITLES.sub(" ", question)):
        return None
    if any(m.kind in {NameKind.CITY, NameKind.STATE} for m in known_names().find(question)):
        return None
    return Unclear(phrases.which_one(found["kind"].casefold(), language))
