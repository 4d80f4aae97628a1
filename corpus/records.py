"""All records that ship with the project, loaded, checked against each other, and asked by day.

Must not write sentences about them (`corpus.rendering`) or search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import TypeAdapter

from corpus.city_records import City
from corpus.data_files import SHIPPED, invalid, read_data
from corpus.errors import CorpusInvalid
from corpus.governance_records import Body, Chair, Conflict, Figure, Meeting, Shepherd, State
from corpus.named_sets import NamedSet, load_sets
from corpus.programmes import Programme, criteria_of, load_programmes, offers
from corpus.project_records import Project, Report, ReportFile, report_of
from corpus.rule_parts import sets_named
from corpus.sources import Source, sources
from corpus.validity import Holds


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=_Identified)


@dataclass(frozen=True, slots=True)
class Members:
    """The member cities on a day: those that were, and those of which it is uncertain, each by id."""

    certain: tuple[City, ...]
    uncertain: tuple[City, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """Everything typed that is known, each family in the order of its file.

    Attributes:
        cities, programmes: by id, in the order of ids.
        states: by code.
        sets: those that rules name, by id.
        reports: the monitoring reports, oldest first.
    """

    cities: Mapping[str, City]
    reports: tuple[Report, ...]
    states: Mapping[str, State]
    chairs: tuple[Chair, ...]
    shepherds: tuple[Shepherd, ...]
    meetings: tuple[Meeting, ...]
    bodies: tuple[Body, ...]
    figures: tuple[Figure, ...]
    conflicts: tuple[Conflict, ...]
    programmes: Mapping[str, Programme]
    sets: Mapping[str, NamedSet]

    @property
    def projects(self) -> tuple[Project, ...]:
        """The rows of all reports, oldest report first."""
        return tuple(chain.from_iterable(report.projects for report in self.reports))

    def members(self, day: date) -> Members:
        """The cities that were members on ``day``."""
        held = [(city, city.joined.validity.holds(day)) for city in self.cities.values()]
        return Members(
            tuple(city for city, holds in held if holds is Holds.YES),
            tuple(city for city, holds in held if holds is Holds.MAYBE),
        )

    def report_at(self, day: date) -> Report | None:
        """The latest monitoring report that was out on ``day``; None before the first."""
        return max((r for r in self.reports if r.as_of <= day), key=lambda r: r.as_of, default=None)

    def chair(self, year: int) -> Chair | None:
        """Who chaired the network in ``year``; None where it is not known."""
        return next((chair for chair in self.chairs if chair.year == year), None)


@cache
def records() -> Records:
    """The records that ship with the project.

    Raises:
        CorpusInvalid: a file breaks its schema or names what no other file holds; says where.
    """
    return load_records(SHIPPED / "records", sources())


def load_records(folder: Path, known: Mapping[str, Source]) -> Records:
    """The records below ``folder``, whose citations name sources among ``known``.

    Raises:
        CorpusInvalid: as `records`.
    """
    cities = {c.id: c for c in _cities(folder / "cities", known)}
    states = {s.code: s for s in _rows(_STATES, folder / "states.yaml", known)}
    programmes = folder / "programmes"
    found = Records(
        cities=cities,
        reports=tuple(sorted(_reports(folder / "projects", known, cities), key=lambda r: r.as_of)),
        states=states,
        chairs=_rows(_CHAIRS, folder / "chairs.yaml", known),
        shepherds=_rows(_SHEPHERDS, folder / "shepherds.yaml", known),
        meetings=_rows(_MEETINGS, folder / "meetings.yaml", known),
        bodies=_rows(_BODIES, folder / "bodies.yaml", known),
        figures=_rows(_FIGURES, folder / "figures.yaml", known),
        conflicts=_rows(_CONFLICTS, folder / "conflicts.yaml", known),
        programmes=load_programmes(programmes, known),
        sets=load_sets(programmes / "sets.yaml", known, cities.values(), states.values()),
    )
    _check_states(folder, found)
    _check_sets(programmes, found)
    return found


def _cities(folder: Path, known: Mapping[str, Source]) -> Iterator[City]:
    for path in sorted(folder.glob("*.yaml")):
        city = read_data(_CITY, path, known)
        if city.id != path.stem:
            raise invalid(path, f"its id is {city.id}", "Name the file after its id")
        yield city


def _reports(folder: Path, known: Mapping[str, Source], cities: Mapping[str, City]) -> Iterator[Report]:
    for path in sorted(folder.glob("*.yaml")):
        file = read_data(_REPORT, path, known)
        if file.report not in known:
            raise invalid(path, f"report: no source has the id {file.report}", "Correct the id")
        if path.stem != str(file.as_of.year):
            raise invalid(path, f"as_of: {file.as_of} lies in another year", "Name the file after its year")
        for number, row in enumerate(file.rows):
            if row.city not in cities:
                reason = f"rows.{number}.city: {row.city} is no record of a city"
                raise invalid(path, reason, "Correct the id or add the city's record")
        yield report_of(file)


def _rows(shape: TypeAdapter[tuple[Row, ...]], path: Path, known: Mapping[str, Source]) -> tuple[Row, ...]:
    rows = read_data(shape, path, known)
    ids = [row.id for row in rows]
    if doubled := next((id_ for id_ in ids if ids.count(id_) > 1), None):
        raise invalid(path, f"the id {doubled} stands twice", "Give one of the two another id")
    return rows


def _check_states(folder: Path, found: Records) -> None:
    """Every country that a record names is one of the member states."""
    named: list[tuple[str, Iterable[tuple[str, str | None]]]] = [
        ("cities", ((c.id, c.country) for c in found.cities.values())),
        ("chairs", ((c.id, c.state) for c in found.chairs)),
        ("shepherds", ((s.id, s.state) for s in found.shepherds)),
        ("bodies", ((b.id, b.state) for b in found.bodies)),
        ("figures", ((f.id, f.state) for f in found.figures)),
        ("meetings", ((m.id, m.chair) for m in found.meetings)),
    ]
    for family, rows in named:
        for id_, code in rows:
            if code is not None and code not in found.states:
                raise CorpusInvalid(
                    f"{folder.name}/{family}", f"{id_}: {code} is no member state", "Correct the code"
                )


def _check_sets(folder: Path, found: Records) -> None:
    """Every set that a rule names is one of the named sets."""
    for offer in chain.from_iterable(map(offers, found.programmes.values())):
        for role, criterion in criteria_of(offer):
            for name in sets_named(criterion):
                if name not in found.sets:
                    path = folder / f"{offer.programme.id}.yaml"
                    reason = f"{offer.id}.{role}.{criterion.id}: no set is called @{name}"
                    raise invalid(path, reason, "Correct the name, or add the set to sets.yaml")


_CITY = TypeAdapter(City)
_REPORT = TypeAdapter(ReportFile)
_STATES = TypeAdapter(tuple[State, ...])
_CHAIRS = TypeAdapter(tuple[Chair, ...])
_SHEPHERDS = TypeAdapter(tuple[Shepherd, ...])
_MEETINGS = TypeAdapter(tuple[Meeting, ...])
_BODIES = TypeAdapter(tuple[Body, ...])
_FIGURES = TypeAdapter(tuple[Figure, ...])
_CONFLICTS = TypeAdapter(tuple[Conflict, ...])
