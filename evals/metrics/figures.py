"""Numbers and dates: whether those of an answer stand in its quotes.

Reads figures in the writings of our documents and languages. Must not judge whether they are the right ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

import regex

from assistant.schema import Answer, Citation, Claim

Figure = frozenset[str]
"""One number or date in all readings of its writing: "1.234" is 1234 or 1.234, "2 May 2018" 2018-05-02."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januari",
            "february feb februari",
            "march mar maret",
            "april apr",
            "may mei",
            "june jun juni",
            "july jul juli",
            "august aug agustus",
            "september sep sept",
            "october oct oktober",
            "november nov",
            "december dec desember",
        ),
        1,
    )
    for name in names.split()
}
_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DATE = regex.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH},?\s+(?P<year>\d{{4}})(?!\d)"
    rf"|\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)"
    r"|(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"
    rf"|\b{_MONTH},?\s+(?P<year>\d{{4}})(?!\d)",
    regex.IGNORECASE,
)
_NUMBER = regex.compile(r"\d+(?:[.,'’ \u00a0\u202f]\d{3})*+(?:[.,]\d+)?")
_WORD = regex.compile(rf"\b(?:{'|'.join(_WORDS)})\b", regex.IGNORECASE)
_GROUPED = regex.compile(r"\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?")


def figures(text: str) -> Iterator[Figure]:
    """The numbers and dates that a text writes in digits, in order, each in all its readings."""
    plain = _digits(text)
    for match in _DATE.finditer(plain):
        yield frozenset({_date(match)})
    for match in _NUMBER.finditer(_DATE.sub(" ; ", plain)):
        yield _readings(match[0])


def unproven(claim: Claim, answer: Answer) -> tuple[str, ...]:
    """The numbers and dates of a claim that are nowhere in its quotes.

    What the claim may name beside them: title, heading and day of what it cites, the day that the answer
    holds for, and the number of rows that the answer lists.
    """
    known = {str(answer.list.count)} if answer.list else set()
    known |= _known(answer.as_of.isoformat())
    known = known.union(*map(_known, _proof(claim.citations)))
    return tuple(min(figure) for figure in figures(claim.text) if known.isdisjoint(figure))


def is_counted(answer: Answer) -> bool:
    """Whether the answer was counted over records, so that its numbers need stand in no quote.

    Known by the step that the trace names; whether it counted right, the rows and count of a case say.
    """
    return any(step.name == "list" for step in answer.trace.steps) and bool(answer.claims)


def proven(answer: Answer) -> float | None:
    """Share of the numbers and dates of the claims that their quotes hold; None without any.

    Formula: ``1 - |unproven figures| / |figures|``. Source: quantity hallucination by exact match (Zhao et
    al. 2020, arXiv 2009.13312), against the quotes instead of the whole text.
    """
    total = sum(len(list(figures(claim.text))) for claim in answer.claims)
    if not total:
        return None
    return 1 - sum(len(unproven(claim, answer)) for claim in answer.claims) / total


def states(number: int, text: str) -> bool:
    """Whether a text gives this number, in digits or as an English word up to twenty."""
    return str(number) in _known(text)


def _proof(citations: Iterable[Citation]) -> Iterator[str]:
    for citation in citations:
        yield citation.quote
        yield " ; ".join(filter(None, (citation.title, citation.heading, citation.page_label)))
        yield citation.published.isoformat() if citation.published else ""


@cache
def _known(text: str) -> set[str]:
    """Every reading of every figure, with the year and month of a date, and numbers in words."""
    found = set[str]().union(*figures(text)) | {_WORDS[word[0].lower()] for word in _WORD.finditer(text)}
    parts = {part for day in found if day[4:5] == "-" for part in (day[:4], day[:7], day[8:].lstrip("0"))}
    return found | parts


def _date(match: regex.Match[str]) -> str:
    month = match["month"].lower()
    number = int(month) if month.isdigit() else _MONTHS[month]
    day = match["day"]
    return f"{match['year']}-{number:02}" + (f"-{int(day):02}" if day else "")


def _readings(written: str) -> Figure:
    plain = written.translate({ord(space): " " for space in "\u00a0\u202f"} | {ord("’"): "'"})
    readings = {regex.sub("[,]", ".", plain)} if regex.fullmatch(r"\d+(?:[.,]\d+)?", plain) else set()
    if grouped := _GROUPED.fullmatch(plain):
        readings.add(plain.replace(grouped[1], "").replace(",", "."))
    return frozenset(map(_canonical, readings or {plain}))


def _canonical(number: str) -> str:
    whole, _, part = number.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")


def _digits(text: str) -> str:
    """The text with the digits of every script as European ones."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in text)
