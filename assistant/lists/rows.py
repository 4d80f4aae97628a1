"""Rows of the records as lists tell them: what a row says, where it is proven, what it is counted under.

Must not choose rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from assistant.lists.request import Dimension
from corpus.citations import Reference
from corpus.city_records import City
from corpus.governance_records import Body, Chair, Meeting, Series, Shepherd, State
from corpus.programmes import Call, Programme, Topic
from corpus.project_records import Project, ProjectStatus
from corpus.records import Records
from corpus.sources import written

_STATUS = {
    ProjectStatus.PLANNING: "planning",
    ProjectStatus.ON_GOING: "on-going",
    ProjectStatus.ON_GOING_OR_PLANNING: "on-going or planning",
    ProjectStatus.COMPLETED: "completed",
    ProjectStatus.NOT_STATED: "status not stated",
}
_NETWORK = "ASEAN Smart Cities Network"


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a row is proven.

    Attributes:
        document_id, key: the sentence of a record, see `corpus.rendered.Rendered.places`.
        official: where its sources state it, to be cited first where their documents are at hand.
        needles: what must stand there, all in one place.
    """

    document_id: str
    key: str
    official: tuple[Reference, ...] = ()
    needles: tuple[str, ...] = ()


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


def city_row(city: City, records: Records) -> Row:
    """A city with its country and the year in which it joined."""
    state = records.states[city.country].name
    proof = Proof(f"city-record:{city.id}", "joined", city.joined.src, (city.name,))
    under = ((Dimension.STATE, state), (Dimension.YEAR, str(city.joined.year)), (Dimension.CITY, city.name))
    return Row(city.name, f"{city.name}, {state} (since {city.joined.year})", proof, under)


def project_row(project: Project, records: Records) -> Row:
    """A project with its city, focus area and status."""
    city = records.cities[project.city]
    state = records.states[city.country].name
    inferred = ", inferred from the report's chart" if project.inferred else ""
    status = f"{_STATUS[project.status]}{inferred}"
    proof = Proof(f"city-record:{city.id}", f"projects:{project.id}", project.src, (project.title,))
    under = (
        (Dimension.STATE, state),
        (Dimension.CITY, city.name),
        (Dimension.FOCUS, project.focus.title),
        (Dimension.STATUS, _STATUS[project.status]),
        (Dimension.YEAR, str(project.year)),
    )
    text = f"{city.name}: {project.title} ({project.focus.title}; {status}; report of {project.year})"
    return Row(project.title, text, proof, under)


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


def programme_row(programme: Programme) -> Row:
    """A programme with who may apply to it."""
    said = programme.fields[Topic.WHO_MAY_APPLY]
    topic = Topic.PURPOSE if all(statement.unknown for statement in said) else Topic.WHO_MAY_APPLY
    proof = Proof(f"programme-record:{programme.id}", f"fields:{topic}:0")
    short = next((f" ({alias})" for alias in programme.aliases if alias.isupper()), "")
    return Row(programme.name, f"{programme.name}{short}", proof)


def call_row(call: Call, programme: Programme) -> Row:
    """A call with its window."""
    proof = Proof(f"programme-record:{programme.id}", f"calls:{call.id}:window")
    return Row(call.title, f"{call.title}: {call.window.text}", proof)


def references(rows: tuple[Row, ...]) -> tuple[Reference, ...]:
    """All official places of rows, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(row.proof.official for row in rows)))


def _ordinal(number: int) -> str:
    names = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth".split()
    return names[number - 1]


_SERIES = {
    Series.ANNUAL: f"annual meeting of the {_NETWORK}",
    Series.JAPAN_HIGH_LEVEL: f"High-Level Meeting of Japan and the {_NETWORK}",
    Series.ROK_MINISTERIAL: "ministerial meeting of ASEAN and the Republic of Korea on smart cities",
    Series.OTHER: "meeting",
}
