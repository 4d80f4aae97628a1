"""Rows of the records as lists tell them: what a row says, where it is proven, what it is counted under.

Must not choose rows.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from assistant.lists.request import Dimension
from corpus.citations import Reference
from corpus.city_records import City, Group
from corpus.governance_records import Body, Chair, Counted, Figure, Meeting, Series, Shepherd, State
from corpus.programmes import Call, Programme, Topic
from corpus.project_records import Project, ProjectStatus, Report
from corpus.records import Records
from corpus.sources import written

STATUS_NAMES = {
    ProjectStatus.PLANNING: "planning",
    ProjectStatus.ON_GOING: "on-going",
    ProjectStatus.ON_GOING_OR_PLANNING: "on-going or planning",
    ProjectStatus.COMPLETED: "completed",
    ProjectStatus.NOT_STATED: "status not stated",
}
"""What rows with a status are counted under."""
_NETWORK = "ASEAN Smart Cities Network"
_PILOTS = ("pilot cities", "pilot city")
_STATUS_WORDS = {
    ProjectStatus.PLANNING: ("planning",),
    ProjectStatus.ON_GOING: ("on-going", "ongoing"),
    ProjectStatus.COMPLETED: ("completed",),
}


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a row is proven.

    Attributes:
        document_id, key: the sentence of a record, see `corpus.rendered.Rendered.places`.
        official: where its sources state it, to be cited first where their documents are at hand.
        needles: what must stand there, all in one place, each in one of its spellings.
        in_prose: whether a sentence is wanted rather than the label of a chart or a row.
    """

    document_id: str
    key: str
    official: tuple[Reference, ...] = ()
    needles: tuple[tuple[str, ...], ...] = ()
    in_prose: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        name: what it is called.
        text: the whole line.
        under: what it is counted under, by dimension.
    """

    name: str
    text: str
    proof: Proof
    under: tuple[tuple[Dimension, str], ...] = ()

    def label(self, dimension: Dimension) -> str:
        """What the row is counted under; empty where it has no such."""
        return dict(self.under).get(dimension, "")


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


def city_row(city: City, records: Records) -> Row:
    """A city with its country and the year in which it joined."""
    state = records.states[city.country].name
    when = (str(city.joined.year), *(_PILOTS if city.joined.group is Group.PILOT else ()))
    proof = Proof(f"city-record:{city.id}", "joined", city.joined.src, (_spellings(city), when))
    under = ((Dimension.STATE, state), (Dimension.YEAR, str(city.joined.year)), (Dimension.CITY, city.name))
    return Row(city.name, f"{city.name}, {state} (since {city.joined.year})", proof, under)


def project_row(project: Project, records: Records, *, dated: bool = False) -> Row:
    """A project with its city, focus area and status."""
    city = records.cities[project.city]
    state = records.states[city.country].name
    inferred = ", inferred from the report's chart" if project.inferred else ""
    status = f"{STATUS_NAMES[project.status]}{inferred}"
    needles = ((project.title,), _spellings(city))
    proof = Proof(f"city-record:{city.id}", f"projects:{project.id}", project.src, needles)
    under = (
        (Dimension.STATE, state),
        (Dimension.CITY, city.name),
        (Dimension.FOCUS, project.focus.title),
        (Dimension.STATUS, STATUS_NAMES[project.status]),
        (Dimension.YEAR, str(project.year)),
    )
    report = f"; report of {project.year}" if dated else ""
    text = f"{city.name}: {project.title} ({project.focus.title}; {status}{report})"
    return Row(project.title, text, proof, under)


def planned_rows(city: City, records: Records) -> Iterator[Row]:
    """The priority projects of a city's plan of 2018."""
    under = ((Dimension.STATE, records.states[city.country].name), (Dimension.CITY, city.name))
    for number, project in enumerate(city.plan.projects if city.plan else ()):
        needles = ((project.name,),)
        proof = Proof(f"city-record:{city.id}", f"plan:projects:{number}", project.src, needles)
        yield Row(project.name, f"{city.name}: {project.name} (plan of 2018)", proof, under)


def chair_row(chair: Chair, records: Records) -> Row:
    """Who chaired in a year."""
    state = records.states[chair.state].name
    body = f" ({chair.body})" if chair.body else ""
    proof = Proof("governance-record:chairs", f"chairs:{chair.id}")
    under = ((Dimension.STATE, state), (Dimension.YEAR, str(chair.year)))
    return Row(state, f"{chair.year}: {state}{body}", proof, under)


def shepherd_row(term: Shepherd, records: Records) -> Row:
    """A term of a Shepherd."""
    state = records.states[term.state].name
    years = [day.year for day in (term.validity.from_earliest, term.validity.to_latest) if day]
    proof = Proof("governance-record:chairs", f"shepherds:{term.id}")
    return Row(state, f"{state}, {'–'.join(map(str, years))}", proof, ((Dimension.STATE, state),))


def state_row(state: State) -> Row:
    """A member state of ASEAN."""
    since = f" (since {written(state.asean_from)})" if state.asean_from else ""
    return Row(state.name, f"{state.name}{since}", Proof("governance-record:states", f"states:{state.id}"))


def body_row(body: Body, records: Records) -> Row:
    """The body that leads for a state."""
    state = records.states[body.state].name
    proof = Proof("governance-record:states", f"bodies:{body.id}")
    return Row(body.body, f"{state}: {body.body}", proof, ((Dimension.STATE, state),))


def meeting_row(meeting: Meeting, records: Records) -> Row:
    """A meeting with its day and place."""
    name = meeting.name or f"{_ordinal(meeting.number or 0)} {_SERIES[meeting.series]}"
    state = records.states.get(meeting.state or "")  # hosts outside ASEAN are told by the place alone
    host = f", {state.name}" if state else ""
    place = f", {meeting.place}" if meeting.place else ""
    proof = Proof("governance-record:meetings", f"meetings:{meeting.id}:0")
    where = place if host and host in place else place + host
    return Row(name, f"{name}: {written(meeting.date)}{where}", proof, ((Dimension.YEAR, meeting.date[:4]),))


def programme_row(programme: Programme, key: str | None = None) -> Row:
    """A programme with who may apply to it, or with the sentence of a key."""
    said = programme.fields[Topic.WHO_MAY_APPLY]
    topic = Topic.PURPOSE if all(statement.unknown for statement in said) else Topic.WHO_MAY_APPLY
    proof = Proof(f"programme-record:{programme.id}", key or f"fields:{topic}:0")
    short = next((f" ({alias})" for alias in programme.aliases if alias.isupper()), "")
    return Row(programme.name, f"{programme.name}{short}", proof)


def call_row(call: Call, programme: Programme) -> Row:
    """A call with its window."""
    proof = Proof(f"programme-record:{programme.id}", f"calls:{call.id}:window")
    return Row(call.title, f"{call.title}: {call.window.text}", proof)


def figure_proof(figure: Figure) -> Proof:
    """Where a figure is stated; what a report only draws, by state or focus area, its record says."""
    proof = Proof("governance-record:figures", f"figures:{figure.id}")
    if figure.state is not None or figure.focus is not None or figure.about is Counted.MEMBER_STATES:
        return proof
    noun = ("cities", "city") if figure.about is Counted.CITIES else ("projects", "project")
    status = (_STATUS_WORDS[figure.status],) if figure.status in _STATUS_WORDS else ()
    return replace(proof, official=figure.src, needles=((str(figure.value),), noun, *status), in_prose=True)


def days_of(when: str) -> tuple[date, date]:
    """The first and the last day that a date such as "2020-12" may mean."""
    year, month, day = (*map(int, when.split("-")), 0, 0)[:3]
    last = monthrange(year, month)[1] if month else 31
    return date(year, month or 1, day or 1), date(year, month or 12, day or last)


def _spellings(city: City) -> tuple[str, ...]:
    return (city.name, *city.aliases)


def amount(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _ordinal(number: int) -> str:
    names = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth".split()
    return names[number - 1]


_SERIES = {
    Series.ANNUAL: f"annual meeting of the {_NETWORK}",
    Series.JAPAN_HIGH_LEVEL: f"High-Level Meeting of Japan and the {_NETWORK}",
    Series.ROK_MINISTERIAL: "ministerial meeting of ASEAN and the Republic of Korea on smart cities",
    Series.OTHER: "meeting",
}
