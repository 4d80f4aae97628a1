"""Words the first sentence of a list or count: how many, of what, under which conditions, as of when.

Every number in it is counted from the rows it is given. Must not choose or prove rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from assistant.lists.request import Entity, Request, Years
from assistant.lists.selection import Selection
from corpus.city_records import Group
from corpus.governance_records import Series
from corpus.programmes import WindowState
from corpus.project_records import ProjectStatus, Report
from corpus.records import Records
from corpus.sources import written

_NETWORK = "the ASEAN Smart Cities Network"
_STATUS = {
    ProjectStatus.COMPLETED: "completed",
    ProjectStatus.ON_GOING: "on-going",
    ProjectStatus.PLANNING: "planned",
}
_WINDOW = {
    WindowState.OPEN: "open for applications",
    WindowState.ROLLING: "open at any time",
    WindowState.CLOSED: "closed",
    WindowState.NOT_YET: "not yet open",
    WindowState.UNKNOWN: "of an unknown window",
}
_SPONSORS = {
    "AU": "Australia",
    "CA": "Canada",
    "CN": "China",
    "DE": "Germany",
    "EU": "the European Union",
    "GB": "the United Kingdom",
    "JP": "Japan",
    "KR": "the Republic of Korea",
    "SG": "Singapore",
    "US": "the United States",
    "adb": "the Asian Development Bank",
}
_MEETINGS = {
    Series.ANNUAL: "annual meetings",
    Series.JAPAN_HIGH_LEVEL: "high-level meetings with Japan",
    Series.ROK_MINISTERIAL: "ministerial meetings with the Republic of Korea",
    Series.OTHER: "other meetings",
}


def headline(request: Request, found: Selection, records: Records, today: date) -> str:
    """The sentence above the rows."""
    number = len(found.rows)
    match request.entity:
        case Entity.CITY:
            return _cities(request, found, records, today)
        case Entity.PROJECT:
            return f"{reports(found.reports)} {_lists(found.reports)} {projects(request, number, records)}."
        case Entity.STATE:
            return (
                f"As of {written(request.day)} ASEAN {_has(request, today)} {amount(number, 'member state')}."
            )
        case Entity.CHAIR:
            return f"{_Network} {_has_had(number, 'chair')}{_when(request.joined)}, one for each year."
        case Entity.SHEPHERD:
            return f"{_Network} {_has_had(number, 'term')} of a Shepherd{_when(request.joined)}."
        case Entity.MEETING:
            what = _MEETINGS[request.series or Series.ANNUAL]
            noun = what if number != 1 else what.replace("meetings", "meeting")
            return f"The records hold {number} {noun}{_in(request, records)}{_when(request.joined)}."
        case Entity.BODY:
            what = amount(number, "national lead body", "national lead bodies")
            return f"The records hold {what}{_in(request, records)}."
        case Entity.PROGRAMME | Entity.CALL:
            return _programmes(request, number, len(records.programmes))


def uncertain(request: Request, found: Selection) -> str | None:
    """What is said of rows of which it is not known whether they belong; None where there are none."""
    if not found.uncertain:
        return None
    names = "; ".join(row.name for row in found.uncertain)
    if request.entity is Entity.CITY:
        return f"Not counted: {names}. The day on which they joined within that year is not known."
    return f"Not counted, because the sources read are silent or unclear: {names}."


def reports(used: Sequence[Report]) -> str:
    """What the projects are taken from."""
    if len(used) == 1:
        return f"The monitoring report of {used[0].as_of.year} (as of {written(used[0].as_of)})"
    return f"The monitoring reports of {joined(str(report.as_of.year) for report in used)}"


def projects(request: Request, number: int, records: Records) -> str:
    """How many projects of which kind and place."""
    status = " or ".join(sorted(_STATUS.get(s, s.value) for s in request.status))
    noun = (
        amount(number, f"{status} project".strip()) if number else f"no {status} project".replace("  ", " ")
    )
    focus = f" under {joined(sorted(area.title for area in request.focus))}" if request.focus else ""
    topic = (
        f" with “{' '.join(request.topic)}” in {'its' if number == 1 else 'their'} title"
        if request.topic
        else ""
    )
    return f"{noun}{place(request, records)}{focus}{topic}"


def place(request: Request, records: Records) -> str:
    """Whose projects."""
    names = [records.cities[city].name for city in sorted(request.cities)]
    names += [records.states[code].named for code in sorted(request.states)]
    return f" of {joined(names)}" if names else ""


def amount(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def joined(names: Iterable[str]) -> str:
    """Names in a sentence: "A", "A and B", "A, B and C"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _cities(request: Request, found: Selection, records: Records, today: date) -> str:
    number = len(found.rows)
    if request.with_projects:
        what = projects(request, 2, records).removeprefix("2 ")
        return (
            f"{reports(found.reports)} {_lists(found.reports)} {what} for {amount(number, 'city', 'cities')}."
        )
    pilot = "pilot " if request.group is Group.PILOT else ""
    noun = amount(number, f"{pilot}city", f"{pilot}cities") if number else f"no {pilot}city"
    where = _in(request, records)
    if request.newest:
        verb = "was" if number == 1 else "were"
        return f"The last to join {_NETWORK}{where} {verb} {amount(number, 'city', 'cities')}."
    if request.joined is not None:
        return f"{noun[0].upper()}{noun[1:]}{where} joined {_NETWORK}{_when(request.joined)}."
    return f"As of {written(request.day)} {_NETWORK} {_has(request, today)} {noun}{where}."


def _programmes(request: Request, number: int, total: int) -> str:
    noun = "programme" if request.entity is Entity.PROGRAMME else "call"
    who = f" that {'admits' if number == 1 else 'admit'} {_plural(request)}" if request.applicant else ""
    window = f" {_WINDOW[request.window]} on {written(request.day)}" if request.window else ""
    rest = (
        f" of {total} on record" if request.entity is Entity.PROGRAMME and number != total else " on record"
    )
    rules = " in some role by the rules known" if request.applicant else ""
    side = (
        f" of {joined(_SPONSORS.get(code, code) for code in sorted(request.partners))}"
        if request.partners
        else ""
    )
    verb = "is" if number == 1 else "are"
    return f"There {verb} {amount(number, noun)}{side}{rest}{who}{rules}{window}."


def _plural(request: Request) -> str:
    name = (request.applicant or "").replace("_", " ")
    return name[:-1] + "ies" if name.endswith("y") else f"{name}s"


def _lists(used: Sequence[Report]) -> str:
    return "lists" if len(used) == 1 else "together list"


def _has(request: Request, today: date) -> str:
    return "has" if request.day >= today else "had"


def _has_had(number: int, noun: str) -> str:
    return f"has had {amount(number, noun)}"


def _in(request: Request, records: Records) -> str:
    names = [records.states[code].named for code in sorted(request.states)]
    return f" in {joined(names)}" if names else ""


def _when(span: Years | None) -> str:
    if span is None or (span.first is None and span.last is None):
        return ""
    if span.first is None:
        return f" up to {span.last}"
    if span.last is None:
        return f" since {span.first}"
    return f" in {span.first}" if span.first == span.last else f" from {span.first} to {span.last}"


_Network = f"{_NETWORK[0].upper()}{_NETWORK[1:]}"
