"""From when to when the sentence under a key of a rendered record holds.

A figure or value that was stated as of a day is known from the first day it may have been; whether a
later one has taken its place is told apart. Must not read the clock or sentences.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.governance_records import Figure
from corpus.records import Records
from corpus.validity import Validity


@dataclass(frozen=True, slots=True)
class Era:
    """When a sentence could first be known, and from when it is out of date; None where neither is known."""

    known: date | None = None
    replaced: date | None = None


def era_of(document_id: str, key: str, records: Records) -> Era:
    """The era of the sentence under ``key`` of a document made of records."""
    family, _, rest = document_id.partition(":")
    if family == "city-record":
        return _of_city(rest, key, records)
    if family == "governance-record":
        return _of_network(key, records)
    return Era()


def first_day(when: str) -> date:
    """The first day of "2019", "2018-04" or "2018-04-28"."""
    return date.fromisoformat(when + "-01-01"[len(when) - 4 :])


def _of_city(city_id: str, key: str, records: Records) -> Era:
    city = records.cities.get(city_id)
    part, _, rest = key.partition(":")
    if city is None:
        return Era()
    if part == "projects":
        return _of_report(int(rest[:4]), records)
    if part == "joined":
        return Era(city.joined.validity.from_earliest)
    if part == "plan":
        return Era(first_day("2018"))
    dated: dict[str, list[str | None]] = {
        "timeline": [event.date for event in city.timeline],
        "offices": [office.as_of for office in city.offices],
        "populations": [population.as_of for population in city.populations],
        "areas": [area.as_of for area in city.areas],
    }
    when = dated[part][int(rest)] if part in dated else None
    return Era(first_day(when)) if when else Era()


def _of_network(key: str, records: Records) -> Era:
    family, _, rest = key.partition(":")
    if family == "figures":
        return _of_figure(next(f for f in records.figures if f.id == rest), records)
    if family == "chairs":
        return Era(date(int(rest), 1, 1), date(int(rest) + 1, 1, 1))
    if family == "shepherds":
        return _of_validity(next(term.validity for term in records.shepherds if term.id == rest))
    if family == "states":
        return Era(records.states[rest].asean_from)
    if family == "bodies":
        return Era(next(body.as_of for body in records.bodies if body.id == rest))
    if family == "meetings":
        meeting = next(m for m in records.meetings if m.id == rest.rpartition(":")[0])
        return Era(first_day(meeting.date))
    if family == "conflicts":
        id_, _, number = rest.rpartition(":")
        conflict = next(c for c in records.conflicts if c.id == id_)
        when = conflict.values[int(number)].as_of if number.isdigit() else None
        return Era(first_day(when)) if when else Era()
    return Era()


def _of_report(year: int, records: Records) -> Era:
    """A report's row is known from the report's day and replaced by the next report."""
    days = {report.as_of.year: report.as_of for report in records.reports}
    later = [day for other, day in days.items() if other > year]
    return Era(days.get(year), min(later, default=None))


def _of_figure(figure: Figure, records: Records) -> Era:
    if figure.validity is not None:
        return _of_validity(figure.validity)
    assert figure.as_of is not None
    known = first_day(figure.as_of)
    same = (
        first_day(other.as_of)
        for other in records.figures
        if other.as_of is not None and other.preferred and _counts_the_same(figure, other)
    )
    return Era(known, min((day for day in same if day > known), default=None))


def _counts_the_same(one: Figure, other: Figure) -> bool:
    return all(getattr(one, part) == getattr(other, part) for part in ("about", "status", "focus", "state"))


def _of_validity(validity: Validity) -> Era:
    return Era(validity.from_earliest, validity.to_latest)
