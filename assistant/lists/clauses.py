"""Clauses that the sentences of lists are made of: kinds of rows, places, times.

Must not make sentences or count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from assistant.lists.request import Bound, Entity, Request, Span
from assistant.lists.rows import amount
from corpus.city_records import Group
from corpus.governance_records import Series
from corpus.project_records import ProjectStatus, Report
from corpus.records import Records

_STATUS = {
    ProjectStatus.COMPLETED: "completed",
    ProjectStatus.ON_GOING: "on-going",
    ProjectStatus.PLANNING: "planned",
}
_MEETINGS = {
    Series.ANNUAL: "annual meetings",
    Series.JAPAN_HIGH_LEVEL: "high-level meetings with Japan",
    Series.ROK_MINISTERIAL: "ministerial meetings with the Republic of Korea",
    Series.OTHER: "other meetings",
}


def on_day(day: date) -> str:
    """A day in words: "30 September 2025"."""
    return f"{day.day} {day:%B %Y}"


def rows(request: Request, number: int) -> str:
    """How many rows, with their noun."""
    return amount(number, *kind(request))


def reports(used: Sequence[Report]) -> str:
    """What the projects are taken from."""
    if len(used) == 1:
        return f"The monitoring report of {used[0].year} (as of {on_day(used[0].as_of)})"
    return f"The monitoring reports of {joined(str(report.year) for report in used)}"


def place(request: Request, records: Records) -> str:
    """Whose projects."""
    names = [records.cities[city].name for city in sorted(request.cities)]
    names += [records.states[code].named for code in sorted(request.states)]
    return (f" of {joined(names)}" if names else "") + outside(request, records)


def outside(request: Request, records: Records) -> str:
    """Which places are left out."""
    names = [
        records.cities[id_].name if id_ in records.cities else records.states[id_].named
        for id_ in sorted(request.without)
    ]
    return f" outside {joined(names)}" if names else ""


def joined(names: Iterable[str]) -> str:
    """Names in a sentence: "A", "A and B", "A, B and C"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def kind(request: Request) -> tuple[str, str]:
    """What a row is called, with its status or series."""
    match request.entity:
        case Entity.PROJECT:
            status = "priority " if request.planned else _status(request)
            return f"{status}project", f"{status}projects"
        case Entity.CITY:
            pilot = "pilot " if request.group is Group.PILOT else ""
            return f"{pilot}city", f"{pilot}cities"
        case Entity.MEETING:
            what = _MEETINGS[request.series] if request.series is not None else "meetings"
            what = f"{what} held online" if request.online else what
            return what.replace("meetings", "meeting"), what
        case Entity.BODY:
            return "national lead body", "national lead bodies"
        case _:
            return request.entity.value, f"{request.entity}s"


def _status(request: Request) -> str:
    names = [_STATUS[status] for status in sorted(request.status) if status in _STATUS]
    return f"{' or '.join(names)} " if names else ""


def focus(request: Request) -> str:
    """Under which focus areas."""
    return f" under {joined(sorted(area.title for area in request.focus))}" if request.focus else ""


def topic(request: Request, number: int) -> str:
    """Which words titles hold."""
    whose = "its" if number == 1 else "their"
    return f" with “{' '.join(request.topic)}” in {whose} title" if request.topic else ""


def bound(number: Bound, one: str, many: str) -> str:
    """How many of something, none included."""
    if number.most == 0:
        return f"no {one}"
    if number.least == number.most:
        return f"just {amount(number.least, one, many)} each"
    if number.most is not None:
        return f"at most {amount(number.most, one, many)} each"
    return many if number.least == 1 else f"at least {amount(number.least, one, many)} each"


def listing(used: Sequence[Report]) -> str:
    """What reports do with their rows."""
    return "lists" if len(used) == 1 else "together have"


def inside(request: Request, records: Records) -> str:
    """In which states."""
    names = [records.states[code].named for code in sorted(request.states)]
    return (f" in {joined(names)}" if names else "") + outside(request, records)


def when(request: Request) -> str:
    """In which spans."""
    spans = [said for span in request.spans if (said := _span(span))]
    return f" {joined(spans)}" if spans else ""


def _span(span: Span) -> str:
    """A span in words, whole years and months by their names."""
    if span.first is None:
        return f"up to {_end(span.last)}" if span.last is not None else ""
    if span.last is None:
        return f"since {_begin(span.first)}"
    if span.first == span.last:
        return f"on {on_day(span.first)}"
    first, last = _begin(span.first), _end(span.last)
    return f"in {last}" if _is_one(span.first, span.last) else f"from {first} to {last}"


def _is_one(first: date, last: date) -> bool:
    """Whether two days are the ends of one year or month."""
    return (
        first.year == last.year
        and _begin(first) in {_end(last), f"{first:%B %Y}", str(first.year)}
        and ((first.month, last.month) == (1, 12) or first.month == last.month)
    )


def _begin(day: date) -> str:
    if day.day != 1:
        return on_day(day)
    return str(day.year) if day.month == 1 else f"{day:%B %Y}"


def _end(day: date) -> str:
    if (day + timedelta(days=1)).day != 1:
        return on_day(day)
    return str(day.year) if day.month == 12 else f"{day:%B %Y}"
