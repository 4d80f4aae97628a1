"""Chooses the rows that meet a request: all of them, or says that the records cannot tell.

Must not word or prove anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.lists import rows as made
from assistant.lists.request import Entity, Request
from assistant.lists.rows import Row
from corpus.city_records import City
from corpus.governance_records import Series
from corpus.programmes import Openness, Programme, WindowState, open_to, window_state
from corpus.project_records import Project, ProjectStatus, Report
from corpus.records import Records
from corpus.validity import Holds
from indexing.analysis import terms
from indexing.lexical import stems

_ACTIVE = {ProjectStatus.ON_GOING, ProjectStatus.PLANNING}


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a request.

    Attributes:
        uncertain: rows of which it is not known whether they meet it on the day, such as a city that
            joined at some time of that year.
        reports: the reports that projects were taken from.
        unstated: a condition that the rows' source does not state, in words; the rows then do not count.
    """

    rows: tuple[Row, ...]
    uncertain: tuple[Row, ...] = ()
    reports: tuple[Report, ...] = ()
    unstated: str | None = None


def select(request: Request, records: Records) -> Selection | None:
    """All rows that meet the request; None where the records hold nothing of the time asked for."""
    return _BY_ENTITY[request.entity](request, records)


def _cities(request: Request, records: Records) -> Selection | None:
    if request.with_projects:
        return _cities_with_projects(request, records)
    members = records.members(request.day)
    certain = [city for city in members.certain if _is_meant(city, request)]
    maybe = [city for city in members.uncertain if _is_meant(city, request)]
    if request.joined is not None and request.joined.last is not None:
        # Who is asked when cities joined means the year, whatever the day within it.
        certain, maybe = [*certain, *maybe], []
    if request.newest and certain:
        last = max(_began(city) for city in certain)
        certain, maybe = [city for city in certain if _began(city) == last], []
    if not members.certain and not members.uncertain:
        return None
    return Selection(_city_rows(certain, records), _city_rows(maybe, records))


def _is_meant(city: City, request: Request) -> bool:
    return (
        (not request.states or city.country in request.states)
        and (not request.cities or city.id in request.cities)
        and (request.group is None or city.joined.group is request.group)
        and (request.joined is None or request.joined.hold(city.joined.year))
    )


def _began(city: City) -> date:
    return city.joined.validity.from_latest or date.min


def _city_rows(cities: Iterable[City], records: Records) -> tuple[Row, ...]:
    return tuple(made.city_row(city, records) for city in cities)


def _cities_with_projects(request: Request, records: Records) -> Selection | None:
    """A city is proven by its first project."""
    found = _projects(request, records)
    if found is None or found.unstated:
        return found
    by_city: dict[str, list[Row]] = defaultdict(list)
    for row in found.rows:
        by_city[row.text.partition(": ")[0]].append(row)
    cities = (
        Row(city, f"{city}: {'; '.join(row.name for row in own)}", own[0].proof, own[0].under)
        for city, own in by_city.items()
    )
    return Selection(tuple(cities), reports=found.reports)


def _projects(request: Request, records: Records) -> Selection | None:
    reports = _reports(request, records)
    if not reports:
        return None
    wanted = set(stems(terms(" ".join(request.topic)).words))
    chosen = [
        project
        for report in reports
        for project in report.projects
        if _is_meant_project(project, request, records) and wanted <= set(stems(terms(project.title).words))
    ]
    rows = tuple(made.project_row(project, records) for project in chosen)
    return Selection(rows, reports=reports, unstated=_unstated(request, reports))


def _reports(request: Request, records: Records) -> tuple[Report, ...]:
    by_year = {report.as_of.year: report for report in records.reports}
    if request.reports:
        found = tuple(by_year[year] for year in sorted(request.reports) if year in by_year)
        return found if len(found) == len(request.reports) else ()
    if request.joined is not None:
        return tuple(report for year, report in by_year.items() if request.joined.hold(year))
    latest = records.report_at(request.day)
    return (latest,) if latest else ()


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
    )


def _unstated(request: Request, reports: Sequence[Report]) -> str | None:
    """Where a status is asked for that a report's list does not tell apart."""
    for report in reports:
        stated = {project.status for project in report.projects}
        if request.status and ProjectStatus.NOT_STATED in stated:
            return f"the list of {report.as_of.year} does not say which status each project has"
        if request.status & _ACTIVE and ProjectStatus.ON_GOING_OR_PLANNING in stated:
            return f"the list of {report.as_of.year} does not tell on-going projects from planned ones"
    return None


def _chairs(request: Request, records: Records) -> Selection:
    chosen = [
        chair
        for chair in records.chairs
        if (not request.states or chair.state in request.states)
        and (request.joined is None or request.joined.hold(chair.year))
        and chair.year <= request.day.year
        and (not request.current or request.joined is not None or chair.year == request.day.year)
    ]
    return Selection(tuple(made.chair_row(chair, records) for chair in chosen))


def _shepherds(request: Request, records: Records) -> Selection:
    terms_ = [term for term in records.shepherds if not request.states or term.state in request.states]
    if request.joined is not None:
        first, last = request.joined.first or date.min.year, request.joined.last or date.max.year
        terms_ = [
            term
            for term in terms_
            if (term.validity.from_earliest or date.min).year <= last
            and (term.validity.to_latest or date.max).year >= first
        ]
    elif request.current:
        terms_ = [term for term in terms_ if term.validity.holds(request.day) is not Holds.NO]
    begun = [term for term in terms_ if (term.validity.from_earliest or date.min) <= request.day]
    return Selection(tuple(made.shepherd_row(term, records) for term in begun))


def _meetings(request: Request, records: Records) -> Selection:
    series = request.series or (None if request.states else Series.ANNUAL)
    chosen = [
        meeting
        for meeting in records.meetings
        if (series is None or meeting.series is series)
        and (not request.states or meeting.state in request.states)
        and (request.joined is None or request.joined.hold(int(meeting.date[:4])))
        and int(meeting.date[:4]) <= request.day.year
    ]
    return Selection(tuple(made.meeting_row(meeting, records) for meeting in chosen))


def _states(request: Request, records: Records) -> Selection:
    chosen = [
        state
        for state in records.states.values()
        if (state.asean_from is None or state.asean_from <= request.day)
        and (not request.states or state.code in request.states)
    ]
    return Selection(tuple(made.state_row(state) for state in chosen))


def _bodies(request: Request, records: Records) -> Selection:
    chosen = [body for body in records.bodies if not request.states or body.state in request.states]
    return Selection(tuple(made.body_row(body, records) for body in chosen))


def _programmes(request: Request, records: Records) -> Selection:
    """Those known to admit the applicant; where the sources are silent or unclear, apart."""
    chosen = [
        programme
        for programme in records.programmes.values()
        if (not request.partners or request.partners & set(programme.partner))
        and (request.window is None or _windows(programme, request) & _states_of(request.window))
    ]
    if request.applicant is None:
        return Selection(tuple(map(made.programme_row, chosen)))
    open_ = {programme.id: open_to(programme, request.applicant) for programme in chosen}
    sure = tuple(made.programme_row(p) for p in chosen if open_[p.id] is Openness.YES)
    silent = {Openness.UNCLEAR, Openness.UNKNOWN}
    return Selection(sure, tuple(made.programme_row(p) for p in chosen if open_[p.id] in silent))


def _calls(request: Request, records: Records) -> Selection:
    pairs = [
        (programme, call)
        for programme in records.programmes.values()
        if (not request.programmes or programme.id in request.programmes)
        and (not request.partners or request.partners & set(programme.partner))
        for call in programme.calls
    ]
    if request.joined is not None:
        span = request.joined
        pairs = [(p, c) for p, c in pairs if c.window.opens and span.hold(c.window.opens.year)]
    if request.applicant is not None:
        pairs = [(p, c) for p, c in pairs if open_to(c, request.applicant) is Openness.YES]
    if request.window is None:
        return Selection(tuple(made.call_row(call, programme) for programme, call in pairs))
    wanted = _states_of(request.window)
    held = [(p, c, window_state(c.window, request.day)) for p, c in pairs]
    sure = tuple(made.call_row(c, p) for p, c, state in held if state in wanted)
    return Selection(sure, tuple(made.call_row(c, p) for p, c, state in held if state is WindowState.UNKNOWN))


def _windows(programme: Programme, request: Request) -> set[WindowState]:
    windows = [call.window for call in programme.calls]
    if programme.window is not None:
        windows.append(programme.window)
    return {window_state(window, request.day) for window in windows}


def _states_of(window: WindowState) -> set[WindowState]:
    """A rolling window is open too."""
    return {WindowState.OPEN, WindowState.ROLLING} if window is WindowState.OPEN else {window}


_BY_ENTITY: dict[Entity, Callable[[Request, Records], Selection | None]] = {
    Entity.CITY: _cities,
    Entity.PROJECT: _projects,
    Entity.STATE: _states,
    Entity.CHAIR: _chairs,
    Entity.SHEPHERD: _shepherds,
    Entity.MEETING: _meetings,
    Entity.BODY: _bodies,
    Entity.PROGRAMME: _programmes,
    Entity.CALL: _calls,
}
