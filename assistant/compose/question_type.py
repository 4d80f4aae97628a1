"""What sort of thing a question asks for, and whether a sentence offers one.

Rules over the question's first words; languages they do not know are `ANY`. Must not rank.
"""

from __future__ import annotations

from enum import StrEnum

import regex

from indexing.digits import ascii_digits


class QuestionType(StrEnum):
    """What an answer must hold."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    LIST = "list"
    ANY = "any"


_TYPES = (
    (
        QuestionType.NUMBER,
        r"\bhow (many|much|large|big|high|long|far|often|old|fast)\b"
        r"|\bwhat (number|share|percentage|proportion|area|amount|size)\b"
        r"|\bberapa\b|\bbao nhiêu\b|\bilan\b|\bquant[oa]s?\b|กี่|เท่าไร|几|多少",
    ),
    (
        QuestionType.DATE,
        r"\bwhen\b|\b(which|what|on which|on what) (year|day|date|month)\b"
        r"|\bkapan\b|\bbila\b|\bkhi nào\b|\bkailan\b|\bquando\b|ปีใด|เมื่อไร|เมื่อใด|哪一?年|何时|什么时候",
    ),
    (QuestionType.PERSON, r"\bwho(m|se)?\b|\bsiapa\b|\bsino\b|\bquem\b|ใคร|谁"),
    (
        QuestionType.PLACE,
        r"\bwhere\b|\b(which|what) (city|cities|country|countries|province|place)\b"
        r"|\bdi mana\b|\bsaan\b|\bonde\b",
    ),
    (
        QuestionType.LIST,
        r"\b(which|what) (are|were)\b|\b(list|name|enumerate)\b"
        r"|\bwhat (two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
    ),
)
_PATTERNS = tuple((kind, regex.compile(pattern, regex.IGNORECASE)) for kind, pattern in _TYPES)

_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*"
_NUMBER = regex.compile(
    r"\p{N}|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|hundred|thousand|million)\b",
    regex.IGNORECASE,
)
_DATE = regex.compile(
    rf"\b(1[89]|20|25)\d\d\b|\b\d{{1,2}} {_MONTH}\b|\b{_MONTH} \d{{1,2}}\b", regex.IGNORECASE
)
_NAME = regex.compile(r"(?<=\S )\p{Lu}[\p{L}\p{M}&-]+|^\p{Lu}[\p{L}\p{M}&-]+ \p{Lu}|\b\p{Lu}{2,}\b|\p{Lo}{2}")
"""By its capital, or in letters that have none."""
_IN_A_ROW = regex.compile(r",[^,;:.]+(?:,| and )|;[^;]+;")
_SEVERAL = regex.compile(r",[^,;:]+,|;[^;]+;| and |\n")


def question_type(question: str) -> QuestionType:
    """The first type whose words occur; `QuestionType.ANY` where none does."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(question)), QuestionType.ANY)


def enumerates(text: str) -> bool:
    """Whether a sentence names several things in a row."""
    return _IN_A_ROW.search(text) is not None


def offers(kind: QuestionType, text: str) -> bool:
    """Whether a sentence holds the sort of thing asked for."""
    match kind:
        case QuestionType.NUMBER:
            return _NUMBER.search(text) is not None
        case QuestionType.DATE:
            return _DATE.search(ascii_digits(text)) is not None
        case QuestionType.PERSON | QuestionType.PLACE:
            return _NAME.search(text) is not None
        case QuestionType.LIST:
            return _SEVERAL.search(text) is not None
        case QuestionType.ANY:
            return True
