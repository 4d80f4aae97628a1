"""The windows that are open or still to come, as a calendar file (iCalendar, RFC 5545).

Only days that the sources state become events: a window that rolls without dates, or whose closing day is
not known and whose opening lies behind, has no day to write down. Must not read the clock or the records.

Why: each event is stamped with the day its sources were read, not with the moment of the download, so the
same records give the same bytes and a calendar program that subscribes sees a change only where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.programmes import Programme, Window
from corpus.sources import Source, written

MEDIA_TYPE = "text/calendar"
DOMAIN = "ascn-assistant"
"""Right-hand side of every UID; a name, no host."""

DECIDES = "The sponsor decides who is selected; check its own announcement before you rely on this date."
_MOST_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Event:
    """Whole days in a calendar.

    Attributes:
        key: the same in every version of the file.
        last: the last day, inclusive.
        read: the day on which the sources were read.
    """

    key: str
    first: date
    last: date
    read: date
    title: str
    text: str
    url: str | None


def upcoming(programmes: Iterable[Programme], sources: Mapping[str, Source], day: date) -> tuple[Event, ...]:
    """What is open on ``day`` or opens later, by first day; windows without any day ahead are left out."""
    found = (
        event
        for programme in programmes
        for key, title, window in _windows(programme)
        if (event := _event(programme, key, title, window, sources)) and event.last >= day
    )
    return tuple(sorted(found, key=lambda event: (event.first, event.key)))


def calendar(events: Iterable[Event]) -> str:
    """The calendar file: CRLF line ends, no line over 75 octets.

    Source: RFC 5545, sections 3.1 (folding), 3.3.11 (escaping), 3.6.1 (all-day events end the day after).
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{DOMAIN}//windows of programmes//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:ASCN programmes",
        *(line for event in events for line in _lines(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _windows(programme: Programme) -> Iterator[tuple[str, str, Window]]:
    if programme.window is not None:
        yield programme.id, programme.name, programme.window
    for call in programme.calls:
        yield call.id, call.title, call.window


def _event(
    programme: Programme, key: str, title: str, window: Window, sources: Mapping[str, Source]
) -> Event | None:
    first, last = window.opens or window.closes, window.closes or window.opens
    if first is None or last is None:
        return None
    cited = [sources[reference.source] for reference in window.src]
    proof = [source.footnote(reference) for source, reference in zip(cited, window.src, strict=True)]
    return Event(
        key=key,
        first=first,
        last=last,
        read=programme.read,
        title=f"{title}: {_said(window)}",
        text="\n".join((window.text, DECIDES, "Sources:", *proof)),
        url=next((source.url for source in cited if source.url), None),
    )


def _said(window: Window) -> str:
    if window.opens and window.closes:
        return f"open to {written(window.closes)}"
    if window.closes:
        return "closes, opening day not known"
    return "opens, closing day not known"


def _lines(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}@{DOMAIN}"
    yield f"DTSTAMP:{event.read:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.title)}"
    yield f"DESCRIPTION:{_escaped(event.text)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """``line`` in pieces of at most 75 octets, the further ones after a space; no character is cut."""
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _MOST_OCTETS:
            yield piece
            piece, octets = " ", 1
        piece, octets = piece + character, octets + size
    yield piece
