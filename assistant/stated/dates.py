"""Dates and years of a sentence in any of their writings, compared part by part.

"8 July 2018" proves July 2018 and 2018, not the other way round. Must not know what happened then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from assistant.stated import vocabulary as words

_MONTHS = {
    name: number
    for names in words.MONTHS.values()
    for number, name in enumerate(names.split(), 1)
} | {"sept": 9}  # fmt: skip
_NAMES = "|".join(sorted(map(regex.escape, _MONTHS), key=len, reverse=True))
_LONE = "|".join(
    sorted(
        (n for n in _MONTHS if len(n) > 4 and n not in {"march", "marso"} and n.isascii()),
        key=len,
        reverse=True,
    )
)
_MONTH = rf"(?:de |ng |ngày )?(?:tháng |bulan |เดือน|ເດືອນ|ខែ|ดือน)?(?P<m>{_NAMES})\.?(?!\p{{Latin}})"
_YEAR = r"(?:(?:of|de|năm|tahun|ปี|พ\.ศ\.|ค\.ศ\.|ປີ|ឆ្នាំ|ng)\s*)?(?P<y>(?:19|20|2[456])\d\d)(?![\d])"
_DAY = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|º)?"
_FIRST = r"(?:(?<!\d)(?P<first>\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|—|to|and|&|hingga|sampai|đến)\s*)?"
_WRITINGS = tuple(
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<n>\d\d)-(?P<d>\d\d)(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*年(?:\s*(?P<n>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*[日号])?)?",
        r"(?<!\d)(?P<n>\d{1,2})\s*月(?:\s*(?P<d>\d{1,2})\s*[日号])?",
        r"(?:ngày\s+)?(?<!\d)(?P<d>\d{1,2})\s+tháng\s+(?P<n>\d{1,2})(?:,?\s+(?:năm\s+)?(?P<y>\d{4}))?",
        r"tháng\s+(?P<n>\d{1,2})(?:,?\s+(?:năm\s+)?(?P<y>\d{4}))?(?!\d)",
        r"(?<!\d)(?P<d>\d{1,2})[/.](?P<n>\d{1,2})[/.](?P<y>(?:19|20|25)\d\d)(?!\d)",
        rf"{_FIRST}{_DAY}\s*(?:of\s+)?{_MONTH},?\s*{_YEAR}",
        rf"(?P<m>{_NAMES})\.?\s+{_FIRST}{_DAY},?\s+{_YEAR}",
        rf"(?<!\p{{Latin}}){_MONTH},?\s*{_YEAR}",
        rf"{_FIRST}{_DAY}\s+(?:of\s+)?{_MONTH}",
        rf"(?<!\p{{Latin}})(?P<m>{_NAMES})\.?\s+{_DAY}(?![\d,.]*\d)",
        rf"(?<!\p{{L}})(?P<m>{_LONE})(?!\p{{L}})",
        rf"(?<![\d.,])(?:{_YEAR})(?![,.]?\d)",
    )
)
_BUDDHIST = 543
_THAI = regex.compile(r"\p{Thai}")


class Day(NamedTuple):
    """A date as far as it is stated; None where a part is not."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def proves(self, other: Day) -> bool:
        """Whether all that ``other`` states is stated here."""
        return all(told is None or told == held for held, told in zip(self, other, strict=True))


Readings = frozenset[Day]
"""One date in all its readings: 8/7/2018 is a day of July or of August."""


def take_dates(text: str) -> tuple[frozenset[Readings], str]:
    """The dates of a sentence, given in `plain` form, and the sentence without them."""
    found: set[Readings] = set()
    for pattern in _WRITINGS:
        for match in pattern.finditer(text):
            readings = list(_readings(match, text))
            found.update(frozenset(one) for one in readings if one)
            if any(readings):
                gap = " ¤ " + " " * (match.end() - match.start() - 3)
                text = text[: match.start()] + gap[: match.end() - match.start()] + text[match.end() :]
    return frozenset(found), text


def _readings(match: regex.Match[str], text: str) -> Iterator[set[Day]]:
    """Each date of a match; a span of days has two."""
    parts = match.groupdict()
    year = int(parts["y"]) if parts.get("y") else None
    if year is not None and year >= 2400:
        if not _THAI.search(text):
            return
        year -= _BUDDHIST
    month = _MONTHS[parts["m"].casefold()] if parts.get("m") else int(parts.get("n") or 0) or None
    days: list[int | None] = [int(parts[name]) for name in ("first", "d") if parts.get(name)]
    for day in days or [None]:
        yield set(_valid(year, month, day, swap="/" in match[0]))


def _valid(year: int | None, month: int | None, day: int | None, *, swap: bool) -> Iterator[Day]:
    if (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31):
        yield Day(year, month, day)
    if swap and month is not None and day is not None and day <= 12 and month <= 31:
        yield Day(year, day, month)
