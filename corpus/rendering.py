"""Which documents are made of records, and the sentences of those about the network itself.

Cities have `corpus.city_rendering`, programmes `corpus.programme_rendering`. Must not add facts: whatever is
said stands in a record, with its citation.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import chain

from corpus.city_rendering import render_city
from corpus.governance_records import Counted, Figure, Meeting, Series, State
from corpus.programme_rendering import render_programme
from corpus.records import Records, records
from corpus.rendered import Rendered, Sheet
from corpus.sources import Source, sources, written

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_SERIES = {
    Series.ANNUAL: "annual meeting of the ASEAN Smart Cities Network",
    Series.JAPAN_HIGH_LEVEL: "High-Level Meeting of Japan and the ASEAN Smart Cities Network",
    Series.ROK_MINISTERIAL: "ministerial meeting of ASEAN and the Republic of Korea on smart cities",
}
_ABOUT = {
    Counted.CITIES: "Number of cities in the ASEAN Smart Cities Network",
    Counted.MEMBER_STATES: "Number of member states of ASEAN",
    Counted.PROJECTS: "Number of projects of the ASEAN Smart Cities Network",
    Counted.PARTNERSHIPS: "Number of partnerships of the ASEAN Smart Cities Network",
}


@cache
def rendered() -> tuple[Rendered, ...]:
    """The documents made of the records that ship with the project.

    Raises:
        CorpusInvalid: the records or their sources are not valid.
    """
    return render(records(), sources())


def render(held: Records, known: Mapping[str, Source]) -> tuple[Rendered, ...]:
    """The documents made of these records: one for each city and programme, a few about the network."""
    cities = (render_city(city, held, known) for city in held.cities.values())
    programmes = (render_programme(programme, known) for programme in held.programmes.values())
    network = (_chairs, _states, _meetings, _figures, _conflicts)
    return (*cities, *programmes, *(write(held, Sheet(known)) for write in network))


def _chairs(held: Records, sheet: Sheet) -> Rendered:
    title = "Chairs and Shepherds of the ASEAN Smart Cities Network"
    sheet.head(title, level=1)
    sheet.head("Who chairs the ASEAN Smart Cities Network?")
    for chair in held.chairs:
        sheet.say(f"chairs:{chair.id}", chair.text, chair.src)
    sheet.head("Who is Shepherd of the ASEAN Smart Cities Network?")
    for shepherd in held.shepherds:
        sheet.say(f"shepherds:{shepherd.id}", shepherd.text, shepherd.src)
    return sheet.finish("governance-record:chairs", title, "records/chairs.yaml")


def _states(held: Records, sheet: Sheet) -> Rendered:
    title = "Member states of ASEAN and their lead bodies in the ASEAN Smart Cities Network"
    sheet.head(title, level=1)
    sheet.head("Which states are members of ASEAN?")
    for state in held.states.values():
        sheet.say(f"states:{state.id}", _membership(state), state.src)
    sheet.head("Which national body leads on the ASEAN Smart Cities Network?")
    for body in held.bodies:
        sheet.say(f"bodies:{body.id}", body.text, body.src)
    return sheet.finish("governance-record:states", title, "records/states.yaml")


def _membership(state: State) -> str:
    if state.asean_from is not None:
        return f"Since {written(state.asean_from)} {state.named} has been a member state of ASEAN."
    return f"When the ASEAN Smart Cities Network was founded in 2018, {state.named} belonged to ASEAN."


def _meetings(held: Records, sheet: Sheet) -> Rendered:
    title = "Meetings of the ASEAN Smart Cities Network and with its partners"
    sheet.head(title, level=1)
    for meeting in held.meetings:
        sheet.head(_heading(meeting))
        for number, fact in enumerate(meeting.facts):
            sheet.say(f"meetings:{meeting.id}:{number}", fact.text, fact.src)
    return sheet.finish("governance-record:meetings", title, "records/meetings.yaml")


def _heading(meeting: Meeting) -> str:
    """What a meeting is called: "Sixth annual meeting of the ASEAN Smart Cities Network, 2023"."""
    if meeting.number is None:
        return f"{meeting.name}, {meeting.date[:4]}"
    return f"{_ORDINALS[meeting.number - 1].capitalize()} {_SERIES[meeting.series]}, {meeting.date[:4]}"


def _figures(held: Records, sheet: Sheet) -> Rendered:
    title = "Figures of the ASEAN Smart Cities Network and how they changed"
    sheet.head(title, level=1)
    by_subject: dict[str, list[Figure]] = {}
    for figure in held.figures:
        by_subject.setdefault(_subject(figure), []).append(figure)
    for subject, figures in by_subject.items():
        sheet.head(subject)
        for figure in figures:
            sheet.say(f"figures:{figure.id}", figure.text, figure.src)
    return sheet.finish("governance-record:figures", title, "records/figures.yaml")


def _subject(figure: Figure) -> str:
    """The heading under which a figure stands; parts of a count stand apart, by year."""
    whole, year = _ABOUT[figure.about], f", {figure.as_of[:4]}" if figure.as_of else ""
    parts = {"status": figure.status, "country": figure.state, "focus area": figure.focus}
    return next((f"{whole} by {part}{year}" for part, value in parts.items() if value is not None), whole)


def _conflicts(held: Records, sheet: Sheet) -> Rendered:
    title = "Where sources on the ASEAN Smart Cities Network disagree or have changed"
    sheet.head(title, level=1)
    for conflict in held.conflicts:
        sheet.head(f"What sources give: {conflict.about}")
        if conflict.shape is not None:
            cited = dict.fromkeys(chain.from_iterable(value.src for value in conflict.values))
            sheet.say(f"conflicts:{conflict.id}:shape", conflict.shape, tuple(cited))
        for number, value in enumerate(conflict.values):
            sheet.say(f"conflicts:{conflict.id}:{number}", value.text, value.src)
    return sheet.finish("governance-record:conflicts", title, "records/conflicts.yaml")
