"""Days and spans of years that a question names. Must not know what they are a condition of."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import regex

from assistant.lists.request import Years
from assistant.lists.scan import Scan

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{month}|{month[:3]}" for month in _MONTHS)
_Y = r"(?:19|20)\d\d"

_ISO = regex.compile(r"(?i)\b(?:as of|as at|on|at|by|until)?\s*(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b")
_DAY = regex.compile(
    rf"(?i)\b(?:as of|as at|on|at|by|until)?\s*(?:the )?"
    rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m>{_MONTH})\.?,? (?P<y>{_Y})"
    rf"|(?P<m>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>{_Y}))\b"
)
_MONTH_ONLY = regex.compile(
    rf"(?i)\b(?:as of|as at|in|by|until|at the end of|end of)?\s*(?P<m>{_MONTH})\.?,? (?:of )?(?P<y>{_Y})\b"
)
_BETWEEN = regex.compile(
    rf"(?i)\b(?:(?:between|from)\s+(?P<a>{_Y})\s*(?:and|to|until|till|through|–|-)"
    rf"|(?P<a>{_Y})\s*(?:to|until|till|through|–|-))\s*(?P<b>{_Y})\b"
)
_AFTER = regex.compile(rf"(?i)\b(?:after|later than)\s+(?P<y>{_Y})\b")
_SINCE = regex.compile(
    rf"(?i)\b(?:since|from|starting in|from the year)\s+(?P<y>{_Y})\b(?:\s+(?:on|onwards?))?"
)
_BEFORE = regex.compile(rf"(?i)\b(?:before|earlier than|prior to)\s+(?P<y>{_Y})\b")
_UNTIL = regex.compile(rf"(?i)\b(?:until|till|up to|by)\s+(?:the end of\s+)?(?P<y>{_Y})\b")
_IN = regex.compile(
    rf"(?i)\b(?:(?:in|during|as of|for|of|at|throughout)\s+)?(?:the\s+)?(?:end of\s+|year\s+)*(?P<y>{_Y})\b"
)


@dataclass(frozen=True, slots=True)
class When:
    """The dates of a question: a day, a span of years, or single years in their order."""

    day: date | None = None
    span: Years | None = None
    years: tuple[int, ...] = ()


def take_dates(scan: Scan) -> When:
    """Take every date out of the question; a day that does not exist stays."""
    day = _day(scan)
    span = _span(scan)
    years = tuple(dict.fromkeys(int(match["y"]) for match in scan.take_all(_IN)))
    return When(day, span, years)


def end_of(year: int) -> date:
    """The last day of a year."""
    return date(year, 12, 31)


def _day(scan: Scan) -> date | None:
    for pattern in (_ISO, _DAY):
        match = pattern.search(scan.rest)
        if match is not None:
            month = match["m"].casefold()
            number = int(month) if month.isdigit() else _month(month)
            try:
                found = date(int(match["y"]), number, int(match["d"]))
            except ValueError:
                return None
            scan.cut(match.start(), match.end())
            return found
    match = scan.take(_MONTH_ONLY)
    if match is None:
        return None
    year, number = int(match["y"]), _month(match["m"].casefold())
    return date(year, number, monthrange(year, number)[1])


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _span(scan: Scan) -> Years | None:
    match = scan.take(_BETWEEN)
    if match is not None:
        return Years(int(match["a"]), int(match["b"]))
    for pattern, first, last in (
        (_AFTER, 1, None),
        (_SINCE, 0, None),
        (_BEFORE, None, -1),
        (_UNTIL, None, 0),
    ):
        match = scan.take(pattern)
        if match is not None:
            year = int(match["y"])
            return Years(None if first is None else year + first, None if last is None else year + last)
    return None
