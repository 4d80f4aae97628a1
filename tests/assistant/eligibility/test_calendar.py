"""The calendar file: which days it holds, and that it obeys RFC 5545, read back by rules written here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.eligibility.calendar import Event, calendar, upcoming
from corpus.programmes import Programme
from corpus.records import records
from corpus.sources import sources

DAY = date(2025, 2, 6)
"""The K-City demonstration of 2025 opens on this day, its planning strand rolls to the end of the year."""


def unfolded(text: str) -> list[str]:
    """The logical lines of a file (RFC 5545, 3.1)."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def events(text: str) -> list[dict[str, str]]:
    """The properties of every event, values still escaped; parameters stay with the name."""
    found: list[dict[str, str]] = []
    for line in unfolded(text):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT" and name != "END":
            assert name not in found[-1]
            found[-1][name] = value
    return found


def unescaped(value: str) -> str:
    """A TEXT value as it was meant (RFC 5545, 3.3.11)."""
    return "".join(_characters(iter(value)))


def _characters(signs: Iterator[str]) -> Iterator[str]:
    for sign in signs:
        if sign != "\\":
            assert sign not in ";,"
            yield sign
            continue
        follower = next(signs)
        assert follower in "\\;,nN"
        yield "\n" if follower in "nN" else follower


def written_at(day: date) -> str:
    return calendar(upcoming(records().programmes.values(), sources(), day))


def keys_at(day: date) -> set[str]:
    return {event["UID"].partition("@")[0] for event in events(written_at(day))}


def event(title: str = "A window", text: str = "It is open.", url: str | None = None) -> Event:
    return Event("key", date(2026, 3, 1), date(2026, 3, 2), date(2026, 1, 1), title, text, url)


def test_a_window_with_both_days_lasts_from_the_first_to_the_day_after_the_last() -> None:
    demonstration = next(e for e in events(written_at(DAY)) if e["UID"].startswith("kcity-2025-demo@"))
    assert demonstration["DTSTART;VALUE=DATE"] == "20250206"
    assert demonstration["DTEND;VALUE=DATE"] == "20250312"


@pytest.mark.parametrize(
    ("day", "call", "listed"),
    [
        (date(2025, 2, 5), "kcity-2025-demo", True),
        (date(2025, 3, 11), "kcity-2025-demo", True),
        (date(2025, 3, 12), "kcity-2025-demo", False),
        (date(2024, 3, 7), "bkcf-4-2024", True),
        (date(2024, 3, 8), "bkcf-4-2024", False),
        (date(2025, 2, 17), "mkcf-9-2025", True),
        (date(2025, 2, 18), "mkcf-9-2025", False),
        (date(2020, 1, 1), "gap-fund", False),
        (date(2020, 1, 1), "seoul-oda-2024", False),
    ],
)
def test_only_days_that_lie_ahead_are_listed(day: date, call: str, listed: bool) -> None:
    assert (call in keys_at(day)) is listed


def test_every_event_tells_its_sentence_its_sources_and_that_the_sponsor_decides() -> None:
    demonstration = next(e for e in events(written_at(DAY)) if e["UID"].startswith("kcity-2025-demo@"))
    told = unescaped(demonstration["DESCRIPTION"])
    call = records().programmes["kcity"].call("kcity-2025-demo")
    assert call is not None
    assert told.startswith(call.window.text)
    assert "The sponsor decides" in told
    for reference in call.window.src:
        assert sources()[reference.source].title in told


def test_the_same_records_give_the_same_bytes_whoever_asks_and_in_whatever_order() -> None:
    programmes = list(records().programmes.values())
    turned: list[Programme] = programmes[::-1]
    assert calendar(upcoming(turned, sources(), DAY)) == written_at(DAY)


def test_no_identifier_stands_twice() -> None:
    uids = [e["UID"] for e in events(written_at(date(2018, 1, 1)))]
    assert len(uids) == len(set(uids)) > 20


def test_a_calendar_without_events_is_still_a_calendar() -> None:
    assert unfolded(calendar([]))[0] == "BEGIN:VCALENDAR"
    assert unfolded(calendar([]))[-1] == "END:VCALENDAR"


def test_every_event_has_what_the_standard_demands() -> None:
    for each in events(written_at(date(2018, 1, 1))):
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE"} <= each.keys()
        assert each["DTSTART;VALUE=DATE"] < each["DTEND;VALUE=DATE"]


# Whatever a record may say; control characters other than the line feed are no text.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=300)


@given(title=TEXT, text=TEXT)
def test_any_text_comes_back_and_no_line_is_too_long(title: str, text: str) -> None:
    file = calendar([event(title, text)])
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    [read] = events(file)
    assert unescaped(read["SUMMARY"]) == title
    assert unescaped(read["DESCRIPTION"]) == text


def test_a_text_cannot_smuggle_in_a_property() -> None:
    [read] = events(calendar([event("x\nURL:https://evil.example\nEND:VEVENT")]))
    assert "URL" not in read
