"""Holds what a question states against the records: right, wrong, or nothing is known.

Each ruling rests on one fact of a record. Must not read questions or word replies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.lists.rows import Proof
from assistant.names import NameKind, known_names
from assistant.premises.asserted import Asserted, Relation
from corpus.city_records import Group
from corpus.governance_records import Counted, Figure, Meeting, Series
from corpus.records import records
from corpus.validity import Holds


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether what is stated holds, and where the fact that tells it stands."""

    holds: bool
    proof: Proof


def ruling(stated: Asserted, day: date) -> Ruling | None:
    """Whether what is stated holds on ``day``; None where the records do not tell."""
    return _RULES[stated.relation](stated, day)


def _lies_in(stated: Asserted, day: date) -> Ruling | None:
    """Where a city lies; the fact is that by which it joined."""
    if len(stated.cities) != 1 or len(stated.states) != 1:
        return None
    city = records().cities[stated.cities[0]]
    return Ruling(city.country == stated.states[0], Proof(f"city-record:{city.id}", "joined"))


def _joined(stated: Asserted, day: date) -> Ruling | None:
    if len(stated.cities) != 1 or len(stated.years) > 1:
        return None
    city = records().cities[stated.cities[0]]
    holds = all(
        (
            not stated.years or city.joined.year in stated.years,
            not stated.says(r"\bpilot") or city.joined.group is Group.PILOT,
            not stated.states or city.country in stated.states,
        )
    )
    return Ruling(holds, Proof(f"city-record:{city.id}", "joined"))


def _chaired(stated: Asserted, day: date) -> Ruling | None:
    (year,) = stated.years if len(stated.years) == 1 else (day.year,)
    chair = next((c for c in records().chairs if c.year == year), None)
    if chair is None or len(stated.states) != 1:
        return None
    return Ruling(chair.state == stated.states[0], Proof("governance-record:chairs", f"chairs:{chair.id}"))


def _shepherd(stated: Asserted, day: date) -> Ruling | None:
    if len(stated.states) != 1 or stated.years:
        return None
    terms = [t for t in records().shepherds if t.validity.holds(day) is Holds.YES]
    if len(terms) != 1:
        return None
    (term,) = terms
    return Ruling(term.state == stated.states[0], Proof("governance-record:chairs", f"shepherds:{term.id}"))


def _met(stated: Asserted, day: date) -> Ruling | None:
    series = Series.JAPAN_HIGH_LEVEL if stated.says(r"\bjapan|\bhigh[- ]level") else Series.ANNUAL
    if stated.ordinal is None or (series is Series.ANNUAL and not stated.says(r"\bannual\b")):
        return None
    held = (m for m in records().meetings if m.series is series and m.number == stated.ordinal)
    meeting = next(held, None)
    agree = list(_agreements(stated, meeting)) if meeting else []
    if meeting is None or not agree or None in agree:
        return None
    return Ruling(all(agree), Proof("governance-record:meetings", f"meetings:{meeting.id}:0"))


def _agreements(stated: Asserted, meeting: Meeting) -> Iterator[bool | None]:
    """Whether each thing stated of a meeting is so; None where its record does not say."""
    place = meeting.place or ""
    for town in stated.towns:
        yield town == place if place else None
    if stated.says(r"\bonline\b|\bvirtual"):
        yield place == "online" if place else None
    if stated.years:
        yield int(meeting.date[:4]) in stated.years
    for state in stated.states if not stated.towns else ():
        yield meeting.state == state


def _counted(stated: Asserted, day: date) -> Ruling | None:
    about = Counted.PROJECTS if stated.says(r"\bprojects\b") else Counted.CITIES
    held = (f for f in records().figures if f.about is about and f.preferred and _is_total(f))
    figures = [f for f in held if _is_of(f, stated, day)]
    if len(figures) != 1 or len(stated.counts) != 1 or stated.cities or stated.states:
        return None
    (figure,) = figures
    proof = Proof("governance-record:figures", f"figures:{figure.id}")
    return Ruling(figure.value in stated.counts, proof)


def _is_total(figure: Figure) -> bool:
    return figure.state is None and figure.focus is None and figure.status is None


def _is_of(figure: Figure, stated: Asserted, day: date) -> bool:
    """Whether a figure is the one of the only year stated, or holds on the day where none is."""
    if stated.years:
        return (
            bool(figure.as_of) and len(stated.years) == 1 and str(figure.as_of)[:4] in map(str, stated.years)
        )
    return figure.validity is not None and figure.validity.holds(day) is Holds.YES


def _founded(stated: Asserted, day: date) -> Ruling | None:
    """The network was founded at a summit of its first chair, in the year that chair began."""
    first = min(records().chairs, key=lambda chair: chair.year)
    held = [m for m in known_names().find(records().states[first.state].name) if m.kind is NameKind.CITY]
    towns = {m.id for m in held}
    agree = [city in towns for city in stated.cities] + ([first.year in stated.years] if stated.years else [])
    agree += [first.state == state for state in stated.states if not stated.cities]
    return Ruling(all(agree), FOUNDING) if agree else None


FOUNDING = Proof("ascn-governance", "founded")
"""Where the founding is told; no record has a row of its own for it."""

_RULES: dict[Relation, Callable[[Asserted, date], Ruling | None]] = {
    Relation.LIES_IN: _lies_in,
    Relation.JOINED: _joined,
    Relation.CHAIRED: _chaired,
    Relation.SHEPHERD: _shepherd,
    Relation.MET: _met,
    Relation.COUNTED: _counted,
    Relation.FOUNDED: _founded,
}
