"""Days, months, years and spans of them that a question names. Must not know what they are a condition of."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import regex

from assistant.lists.request import Span
from assistant.lists.scan import Scan

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{month}|{month[:3]}" for month in _MONTHS) + "|sept"
_Y = r"(?P<y>(?:19|20)\d\d)"

_POINT = regex.compile(
    r"(?i)(?<![\p{L}\p{N}-])(?:"
    rf"{_Y}-(?P<n>\d\d)-(?P<d>\d\d)"
    rf"|(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m>{_MONTH})\.?,? {_Y}"
    rf"|(?P<m>{_MONTH})\.? (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {_Y}"
    rf"|(?P<m>{_MONTH})\.?,? (?:of )?{_Y}"
    rf"|{_Y}"
    r")(?![\p{L}\p{N}])"
)
_MIDDLE = regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:mid[- ]?|(?:the )?middle of (?:the year )?){_Y}(?!\d)")
_BEGINNING = regex.compile(rf"(?i)\b(?:the )?(?:beginning|start) of (?:the year )?{_Y}(?!\d)")
_OF = r"(?:(?:the )?end of )?(?:the )?(?:year )?$"
_BETWEEN = regex.compile(r"(?i)\b(?:between|from)\s+" + _OF)
_JOINT = regex.compile(r"(?i)^\s*(?:to|until|till|through|–|-)\s*(?:the end of )?$")
_AND = regex.compile(r"(?i)^\s+and\s+$")
_BEFORE_A_POINT = (
    ("after", regex.compile(r"(?i)\b(?:after|later than|following)\s+" + _OF)),
    ("since", regex.compile(r"(?i)\b(?:ever )?(?:since|from|starting (?:in|from))\s+" + _OF)),
    ("before", regex.compile(r"(?i)\b(?:before|earlier than|prior to)\s+(?:the )?(?:year )?$")),
    ("until", regex.compile(r"(?i)\b(?:until|till|up to|by|no later than)\s+" + _OF)),
)
_NOT = regex.compile(
    r"(?i)\b(?:not|neither|nor|except(?: for)?|excluding|other than|apart from)\s+(?:in |during |from |of )?"
    r"(?:the year )?$"
)
_LATER = regex.compile(r"(?i)^\s+(?:onwards?|on(?=\W*$)|or later|and later)")
_IN = regex.compile(r"(?i)\b(?:in|during|as of|as at|on|at|for|of|throughout)\s+" + _OF)


@dataclass(frozen=True, slots=True)
class When:
    """The dates of a question.

    Attributes:
        points: days, months and years named alone, in their order, each from its first to its last day.
        spans: "after 2022", "from 2019 to 2021".
    """

    points: tuple[tuple[date, date], ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The points that are whole years."""
        return tuple(first.year for first, last in self.points if _is_year(first, last))

    @property
    def days(self) -> tuple[date, ...]:
        """The last days of the points that are no whole years."""
        return tuple(last for first, last in self.points if not _is_year(first, last))


def with_months(text: str) -> str:
    """The text with the middle and the beginning of a year as the months that they are."""
    return _BEGINNING.sub(r"January \g<y>", _MIDDLE.sub(r"June \g<y>", text))


def take_dates(scan: Scan) -> When:
    """Take every date out of the question; a day that does not exist stays."""
    found = list(_points(scan))
    points, spans, left_out, taken = [], [], [], -1
    for number, (match, first, last) in enumerate(found):
        if number <= taken:
            continue
        follower = found[number + 1] if number + 1 < len(found) else None
        before = scan.rest[: match.start()]
        if (negated := _NOT.search(before)) is not None:
            scan.cut(negated.start(), match.end())
            left_out.append((first, last))
            continue
        if follower is not None and (start := _joined(scan.rest, match, follower[0])) is not None:
            spans.append(Span(first, follower[2]))
            scan.cut(start, follower[0].end())
            taken = number + 1
            continue
        relation, start = _relation(before, scan.rest[match.end() :])
        behind = _LATER.match(scan.rest[match.end() :]) if relation == "since" else None
        scan.cut(start, match.end() + (behind.end() if behind else 0))
        if relation is None:
            points.append((first, last))
        else:
            spans.append(_span(relation, first, last))
    if left_out and not points:
        spans = list(_without(left_out, spans or [Span()]))
    return When(tuple(dict.fromkeys(points)), tuple(spans))


def _without(left_out: Sequence[tuple[date, date]], spans: Iterable[Span]) -> Iterator[Span]:
    """What is left of the spans without some times."""
    day = timedelta(days=1)
    for span in spans:
        begin = span.first
        for first, last in sorted(left_out):
            if not span.meets(first, last):
                continue
            if begin is None or begin < first:
                yield Span(begin, first - day)
            begin = last + day
        if span.last is None or begin is None or begin <= span.last:
            yield Span(begin, span.last)


def end_of(year: int) -> date:
    """The last day of a year."""
    return date(year, 12, 31)


def _points(scan: Scan) -> Iterator[tuple[regex.Match[str], date, date]]:
    """The dates with their first and last days."""
    for match in _POINT.finditer(scan.rest):
        year = int(match["y"])
        month = int(match["n"]) if match["n"] else _month(match["m"])
        if month is None:
            yield match, date(year, 1, 1), end_of(year)
        elif 1 <= month <= 12:
            last = monthrange(year, month)[1]
            day = int(match["d"] or 0)
            if day <= last:
                yield match, date(year, month, day or 1), date(year, month, day or last)


def _month(name: str | None) -> int | None:
    if name is None:
        return None
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name[:3].casefold()))


def _joined(text: str, match: regex.Match[str], follower: regex.Match[str]) -> int | None:
    """Where a span of two dates begins: "from A to B", "between A and B", "A–B"; None where it is none."""
    lead = _BETWEEN.search(text[: match.start()])
    between = text[match.end() : follower.start()]
    if _JOINT.match(between) or (lead is not None and _AND.match(between)):
        return lead.start() if lead is not None else match.start()
    return None


def _relation(before: str, behind: str) -> tuple[str | None, int]:
    """How a date bounds, and where the words begin that say so."""
    for relation, pattern in _BEFORE_A_POINT:
        lead = pattern.search(before)
        if lead is not None:
            return relation, lead.start()
    lead = _IN.search(before)
    start = lead.start() if lead is not None else len(before)
    return ("since" if _LATER.match(behind) else None), start


def _span(relation: str, first: date, last: date) -> Span:
    day = timedelta(days=1)
    match relation:
        case "after":
            return Span(last + day, None)
        case "since":
            return Span(first, None)
        case "before":
            return Span(None, first - day)
        case _:
            return Span(None, last)


def _is_year(first: date, last: date) -> bool:
    return (first, last) == (date(first.year, 1, 1), end_of(first.year))
