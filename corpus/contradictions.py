"""Where records contradict each other: a count against what it counts, a record outside its validity.

Must not read files; texts and records come in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

from corpus.faults import Finding
from corpus.governance_records import Figure
from corpus.project_records import ProjectStatus, Report
from corpus.records import Records
from corpus.sources import written as in_words
from corpus.validity import Holds

_UNSPLIT = frozenset({ProjectStatus.NOT_STATED, ProjectStatus.ON_GOING_OR_PLANNING})
_CITIES = regex.compile(r"\b(\d{2,3}) (?:member |pilot )?cities\b")
_NETWORK = regex.compile(r"\bnetwork\b|\bASCN\b", regex.IGNORECASE)
_PROJECTS = regex.compile(r"\b(\d{1,3}) (?:smart city |smart-city )?projects\b")
_PART_AT_MOST = 26
"""Counts of cities below the smallest size of the network are counts of a part of it."""


def contradictions(records: Records) -> Iterator[Finding]:
    """Figures that are not what the records count, and records that lie outside their validity."""
    for figure in records.figures:
        if figure.preferred:
            for reason in _wrong(figure, records):
                yield Finding(figure.id, reason, "records/figures.yaml")
    yield from _outside_membership(records)
    yield from _before_accession(records)


@dataclass(frozen=True, slots=True)
class Census:
    """Every count that a sentence may give.

    Attributes:
        sizes: numbers of cities that the network can have had.
        reports: each monitoring report with the counts of its projects, of all and of every part.
    """

    sizes: frozenset[int]
    reports: tuple[tuple[Report, frozenset[int]], ...]


def census(records: Records) -> Census:
    """The counts that ``records`` bear out."""
    return Census(_sizes(records), tuple((report, _counts(report, records)) for report in records.reports))


def miscounts(sentence: str, counted: Census) -> Iterator[str]:
    """Reasons why a count in ``sentence`` cannot be right.

    A number of cities of the network that it never had; a number of projects in a sentence about one
    monitoring report that is no count of that report, neither of all nor of any part.
    """
    if _NETWORK.search(sentence):
        for number in map(int, _CITIES.findall(sentence)):
            if number > _PART_AT_MOST and number not in counted.sizes:
                yield f"{number} cities: the network never had that many"
    numbers = [int(number) for number in _PROJECTS.findall(sentence)]
    about = [row for row in counted.reports if numbers and _speaks_of(sentence, row[0])]
    if len(about) == 1:
        ((report, counts),) = about
        for number in numbers:
            if number not in counts:
                yield f"{number} projects: the report of {report.year} lists no such number"


def _sizes(records: Records) -> frozenset[int]:
    """How many cities the network can have had, on each day on which a city joined."""
    bounds = {
        d
        for c in records.cities.values()
        for d in _bounds(c.joined.validity.from_earliest, c.joined.validity.from_latest)
    }
    sizes = set()
    for day in bounds:
        members = records.members(day)
        certain = len(members.certain)
        sizes |= set(range(certain, certain + len(members.uncertain) + 1))
    stated = {figure.value for figure in records.figures if figure.about == "cities"}
    return frozenset(sizes & stated) or frozenset(sizes)


def _speaks_of(sentence: str, report: Report) -> bool:
    """Whether it names the report by its day, or by its year and as a report or the network's."""
    if f"{in_words(report.as_of)}" in sentence:
        return True
    month = f"{report.as_of:%B} {report.year}"
    named = (
        rf"\b(?:report|list)s? of (?:the )?{report.year}\b|\b{report.year} (?:monitoring )?(?:report|list)\b"
    )
    return bool(regex.search(named, sentence)) or (month in sentence and bool(_NETWORK.search(sentence)))


def _bounds(*days: date | None) -> tuple[date, ...]:
    return tuple(day for day in days if day is not None)


def _counts(report: Report, records: Records) -> frozenset[int]:
    """Every count that a sentence about ``report`` may give: all its projects, or those of one part."""
    parts: Counter[object] = Counter()
    for project in report.projects:
        country = records.cities[project.city].country
        for key in (project.city, country, project.focus, project.status):
            parts[key] += 1
        parts.update([(country, project.focus), (country, project.status), (project.city, project.focus)])
        parts.update([(project.city, project.status), (project.focus, project.status)])
    begun = parts[ProjectStatus.ON_GOING] + parts[ProjectStatus.PLANNING]
    others = {r.as_of.isoformat() for r in records.reports} - {report.as_of.isoformat()}
    stated = {f.value for f in records.figures if f.about == "projects" and f.as_of not in others}
    return frozenset({len(report.projects), begun, *parts.values(), *stated})


def _wrong(figure: Figure, records: Records) -> Iterator[str]:
    if not _tells(figure):
        yield f"its text does not tell its value {figure.value}"
    if figure.about == "projects" and (report := _report_on(figure.as_of, records)):
        counted = _projects(figure, report, records)
        if counted is not None and counted != figure.value:
            yield f"it says {figure.value}, the report's list has {counted}"
    for day in _days(figure):
        yield from _wrong_on(figure, day, records)


def _wrong_on(figure: Figure, day: date, records: Records) -> Iterator[str]:
    if figure.about == "cities":
        members = records.members(day)
        low = sum(figure.state in {None, city.country} for city in members.certain)
        high = low + sum(figure.state in {None, city.country} for city in members.uncertain)
        if not low <= figure.value <= high:
            counted = str(low) if low == high else f"{low} to {high}"
            yield f"it says {figure.value}, the records of cities count {counted} on {day}"
    if figure.about == "member_states":
        count = sum(state.asean_from is None or state.asean_from <= day for state in records.states.values())
        if count != figure.value:
            yield f"it says {figure.value}, the records of states count {count} on {day}"


def _days(figure: Figure) -> tuple[date, ...]:
    """Days on which the figure certainly holds, as far as they are known: its last sure ones."""
    if figure.validity is not None:
        return _bounds(figure.validity.from_latest, figure.validity.to_earliest)
    day = figure.as_of or ""
    if len(day) == 7:
        return (_last_day(int(day[:4]), int(day[5:])),)
    return (date.fromisoformat(day),) if len(day) == 10 else ()


def _last_day(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)


def _report_on(as_of: str | None, records: Records) -> Report | None:
    return next((report for report in records.reports if report.as_of.isoformat() == as_of), None)


def _projects(figure: Figure, report: Report, records: Records) -> int | None:
    """How many rows the figure is about; None where the rows do not tell its status."""
    unsplit = any(project.status in _UNSPLIT for project in report.projects)
    if figure.status is not None and unsplit:
        return None
    return sum(
        figure.focus in {None, project.focus}
        and figure.status in {None, project.status}
        and figure.state in {None, records.cities[project.city].country}
        for project in report.projects
    )


def _tells(figure: Figure) -> bool:
    words = {10: "ten", 11: "eleven"}
    return bool(regex.search(rf"(?<!\d){figure.value}(?!\d)|\b{words.get(figure.value, '$')}\b", figure.text))


def _outside_membership(records: Records) -> Iterator[Finding]:
    for project in records.projects:
        joined = records.cities[project.city].joined
        if joined.validity.holds(project.as_of) is Holds.NO:
            reason = f"the list of {project.as_of} names a city that joined in {joined.year}"
            yield Finding(project.id, reason, f"records/projects/{project.year}.yaml")


def _before_accession(records: Records) -> Iterator[Finding]:
    """A state holds no office of the network, and no city of it is a member, before it is in ASEAN."""
    held = [
        *((c.id, c.state, date(c.year, 12, 31), "chairs") for c in records.chairs),
        *((b.id, b.state, b.as_of, "bodies") for b in records.bodies),
        *((s.id, s.state, s.validity.to_latest, "shepherds") for s in records.shepherds),
        *(
            (c.id, c.country, c.joined.validity.from_latest, f"cities/{c.id}")
            for c in records.cities.values()
        ),
    ]
    for id_, code, day, family in held:
        since = records.states[code].asean_from
        if since is not None and day is not None and day < since:
            reason = f"it is dated {day}, {records.states[code].name} is in ASEAN since {since}"
            yield Finding(id_, reason, f"records/{family}.yaml")
