"""Chooses the rows that meet a request: all of them, or says that the records cannot tell.

Must not word or prove anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache

from assistant.lists import rows as made
from assistant.lists.offers import select_calls, select_programmes
from assistant.lists.request import Edge, Entity, Request, Span
from assistant.lists.rows import Row, Selection, days_of
from corpus.city_records import City
from corpus.governance_records import Meeting, Series
from corpus.project_records import Project, ProjectStatus, Report
from corpus.records import Records
from corpus.validity import Holds
from indexing.analysis import terms
from indexing.lexical import stems

_ONLINE = "online"
"""Place of a meeting that nobody travelled to."""

_ACTIVE = {ProjectStatus.ON_GOING, ProjectStatus.PLANNING}


def select(request: Request, records: Records) -> Selection:
    """All rows that meet the request, what its cities or states must have left aside."""
    return _BY_ENTITY[request.entity](request, records)


def _cities(request: Request, records: Records) -> Selection:
    members = records.members(request.day)
    certain = [city for city in members.certain if _is_meant(city, request)]
    maybe = [city for city in members.uncertain if _is_meant(city, request)]
    when = {city.id: _held(request, *_bounds(city)) for city in (*certain, *maybe)}
    maybe = [c for c in maybe if when[c.id] is not Holds.NO] + [
        c for c in certain if when[c.id] is Holds.MAYBE
    ]
    certain = [city for city in certain if when[city.id] is Holds.YES]
    if request.newest and certain:
        last = max(_bounds(city)[1] for city in certain)
        certain, maybe = [city for city in certain if _bounds(city)[1] == last], []
    return Selection(_city_rows(certain, records), _city_rows(maybe, records))


def _held(request: Request, earliest: date, latest: date) -> Holds:
    """Whether what happened between two days lies in one of the spans asked for."""
    held = {span.holds(earliest, latest) for span in request.spans} or {Holds.YES}
    return next(holds for holds in (Holds.YES, Holds.MAYBE, Holds.NO) if holds in held)


def _is_meant(city: City, request: Request) -> bool:
    return (
        (not request.states or city.country in request.states)
        and (not request.cities or city.id in request.cities)
        and (request.group is None or city.joined.group is request.group)
        and not {city.id, city.country} & request.without
    )


def _bounds(city: City) -> tuple[date, date]:
    """The days between which a city joined."""
    validity = city.joined.validity
    return validity.from_earliest or date.min, validity.from_latest or date.max


def _city_rows(cities: Iterable[City], records: Records) -> tuple[Row, ...]:
    return tuple(made.city_row(city, records) for city in cities)


def _planned(request: Request, records: Records) -> Selection:
    """The priority projects of the plans of the cities that are meant, city by city."""
    cities = [
        city
        for city in records.cities.values()
        if city.plan is not None
        and not {city.id, city.country} & request.without
        and (
            not (request.cities or request.states)
            or city.id in request.cities
            or city.country in request.states
        )
    ]
    wanted = set(stems(terms(" ".join(request.topic)).words))
    rows = [row for city in cities for row in made.planned_rows(city, records) if wanted <= _stems(row.name)]
    return Selection(tuple(rows))


def _projects(request: Request, records: Records) -> Selection:
    if request.planned:
        return _planned(request, records)
    reports = _reports(request, records)
    wanted = set(stems(terms(" ".join(request.topic)).words))
    chosen = [
        project
        for report in reports
        for project in report.projects
        if _is_meant_project(project, request, records) and wanted <= _stems(project.title)
    ]
    rows = tuple(made.project_row(project, records, dated=len(reports) > 1) for project in chosen)
    return Selection(rows, reports=reports, unstated=_unstated(request, reports))


@cache
def _stems(title: str) -> frozenset[str]:
    return frozenset(stems(terms(title).words))


def _reports(request: Request, records: Records) -> tuple[Report, ...]:
    """Those asked for; none where one of them is not on record or was not out on the day."""
    out = {report.year: report for report in records.reports if report.as_of <= request.day}
    if request.reports:
        if not out.keys() >= set(request.reports):
            return ()
        return tuple(out[year] for year in sorted(request.reports))
    if request.spans:
        return tuple(r for r in out.values() if any(span.meets(r.as_of, r.as_of) for span in request.spans))
    return tuple(out.values())[-1:]


def _is_meant_project(project: Project, request: Request, records: Records) -> bool:
    places = request.cities or request.states
    return (
        (
            not places
            or project.city in request.cities
            or records.cities[project.city].country in request.states
        )
        and (not request.focus or project.focus in request.focus)
        and (not request.status or project.status in request.status)
        and not {project.city, records.cities[project.city].country} & request.without
    )


def _unstated(request: Request, reports: Sequence[Report]) -> str | None:
    """Where a status is asked for that a report's list does not tell apart."""
    for report in reports:
        stated = {project.status for project in report.projects}
        if request.status and ProjectStatus.NOT_STATED in stated:
            return f"the list of {report.as_of.year} does not say which status each project has"
        apart = request.status and ProjectStatus.ON_GOING_OR_PLANNING not in request.status
        if apart and request.status & _ACTIVE and ProjectStatus.ON_GOING_OR_PLANNING in stated:
            return f"the list of {report.as_of.year} does not tell on-going projects from planned ones"
    return None


def _chairs(request: Request, records: Records) -> Selection:
    chosen = [
        chair
        for chair in records.chairs
        if (not request.states or chair.state in request.states)
        and _meets(request, date(chair.year, 1, 1), date(chair.year, 12, 31))
        and chair.year <= request.day.year
        and (not request.current or request.spans or chair.year == request.day.year)
    ]
    return Selection(_ends(tuple(made.chair_row(chair, records) for chair in chosen), request))


def _meets(request: Request, begin: date, end: date) -> bool:
    """Whether an office was held at some time asked for."""
    return not request.spans or any(span.meets(begin, end) for span in request.spans)


def _shepherds(request: Request, records: Records) -> Selection:
    chosen = []
    for term in records.shepherds:
        begin, end = term.validity.from_earliest or date.min, term.validity.to_latest or date.max
        now = not request.current or request.spans or term.validity.holds(request.day) is not Holds.NO
        meant = not request.states or term.state in request.states
        if meant and now and begin <= request.day and _meets(request, begin, end):
            chosen.append(term)
    return Selection(_ends(tuple(made.shepherd_row(term, records) for term in chosen), request))


def _meetings(request: Request, records: Records) -> Selection:
    """The annual ones unless others are asked for, or none of these is meant."""
    if request.series is not None or request.states:
        return _meetings_of(request.series, request, records)
    annual = _meetings_of(Series.ANNUAL, request, records)
    return annual if annual.rows or annual.uncertain else _meetings_of(None, request, records)


def _meetings_of(series: Series | None, request: Request, records: Records) -> Selection:
    """Those that were held by the day; of one dated by its year alone this may be uncertain."""
    chosen = [
        meeting
        for meeting in records.meetings
        if (series is None or meeting.series is series)
        and (not request.states or meeting.state in request.states)
        and (not request.online or meeting.place == _ONLINE)
        and (not request.numbers or meeting.number in request.numbers)
    ]
    by_day = Span(None, request.day)
    held = {m.id: {by_day.holds(*days_of(m.date)), _held(request, *days_of(m.date))} for m in chosen}
    sure = [meeting for meeting in chosen if held[meeting.id] == {Holds.YES}]
    maybe = [meeting for meeting in chosen if held[meeting.id] - {Holds.YES} == {Holds.MAYBE}]
    rows = _meeting_rows(sure, records)
    if request.edges and rows:
        return Selection(_ends(rows, request))
    return Selection(rows, _meeting_rows(maybe, records))


def _ends(rows: tuple[Row, ...], request: Request) -> tuple[Row, ...]:
    """The first or last of rows in their order, as many as are asked for; all where neither is."""
    number = request.stated or 1
    ends = {Edge.FIRST: rows[:number], Edge.LAST: rows[-number:]}
    picked = tuple(row for edge in Edge if edge in request.edges for row in ends[edge])
    return picked if request.edges else rows


def _meeting_rows(meetings: Iterable[Meeting], records: Records) -> tuple[Row, ...]:
    return tuple(made.meeting_row(meeting, records) for meeting in meetings)


def _states(request: Request, records: Records) -> Selection:
    chosen = [
        state
        for state in records.states.values()
        if (state.asean_from is None or state.asean_from <= request.day)
        and state.code not in request.without
        and (not request.states or state.code in request.states)
    ]
    return Selection(tuple(made.state_row(state) for state in chosen))


def _bodies(request: Request, records: Records) -> Selection:
    """As of their list; for an earlier day none is on record."""
    chosen = [
        body
        for body in records.bodies
        if body.as_of <= request.day and (not request.states or body.state in request.states)
    ]
    return Selection(tuple(made.body_row(body, records) for body in chosen))


_BY_ENTITY: dict[Entity, Callable[[Request, Records], Selection]] = {
    Entity.CITY: _cities,
    Entity.PROJECT: _projects,
    Entity.STATE: _states,
    Entity.CHAIR: _chairs,
    Entity.SHEPHERD: _shepherds,
    Entity.MEETING: _meetings,
    Entity.BODY: _bodies,
    Entity.PROGRAMME: select_programmes,
    Entity.CALL: select_calls,
}
