"""Words the first sentence of a list or count: how many, of what, under which conditions, as of when.

Every number in it is counted from the rows it is given. Must not choose or prove rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.lists.clauses import (
    bound,
    focus,
    inside,
    joined,
    kind,
    listing,
    on_day,
    place,
    reports,
    rows,
    topic,
    when,
)
from assistant.lists.request import ANY, Asks, Dimension, Entity, Request
from assistant.lists.rows import Selection, amount
from corpus.city_records import Group
from corpus.programmes import WindowState
from corpus.records import Records

_NETWORK = "the ASEAN Smart Cities Network"
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


def headline(request: Request, found: Selection, records: Records, today: date) -> str:
    """The sentence above the rows."""
    number = len(found.rows)
    if request.having is not None:
        return _having(request, found, records, today)
    match request.entity:
        case Entity.CITY:
            return _cities(request, found, records, today)
        case Entity.PROJECT if request.planned:
            return f"The Smart City Action Plans of 2018 hold {_projects(request, found, records)}."
        case Entity.PROJECT:
            return f"{reports(found.reports)} {listing(found.reports)} {_projects(request, found, records)}."
        case Entity.STATE:
            states = amount(number, "member state")
            return f"As of {on_day(request.day)} ASEAN {_has(request, today)} {states}."
        case Entity.CHAIR:
            return f"{_Network} has had {amount(number, 'chair')}{when(request)}, one for each year."
        case Entity.SHEPHERD:
            return f"{_Network} has had {amount(number, 'term')} of a Shepherd{when(request)}."
        case Entity.MEETING:
            return f"The records hold {rows(request, number)}{inside(request, records)}{when(request)}."
        case Entity.BODY:
            return f"The records hold {rows(request, number)}{inside(request, records)}."
        case Entity.PROGRAMME | Entity.CALL:
            return _offers(request, number, records, today)


def note(request: Request, found: Selection) -> str | None:
    """What is said of rows that may belong, and of a number taken for granted that is another."""
    said = []
    if request.stated is not None and request.stated != len(found.rows):
        said.append(f"The question speaks of {request.stated}; the records hold {len(found.rows)}.")
    names = "; ".join(row.name for row in found.uncertain)
    if names and request.entity is Entity.CITY:
        said.append(f"Not counted: {names}. The day on which they joined within that year is not known.")
    elif names and request.entity is Entity.MEETING:
        said.append(f"Not counted, because no day is known: {names}.")
    elif names:
        said.append(f"Not counted, because the sources read are silent or unclear: {names}.")
    return " ".join(said) or None


def nothing(request: Request, found: Selection, records: Records, today: date) -> str:
    """What is said where no row meets the conditions and nothing proves it."""
    if request.topic:
        what = f"no {kind(request)[0]}{place(request, records)}{focus(request)}{topic(request, 1)}"
        if request.having is not None:
            what = f"no project{place(request, records)}{focus(request)}{topic(request, 1)}"
        return f"{reports(found.reports)} {listing(found.reports)} {what}."
    if request.having is not None or request.joins or request.entity in {Entity.PROGRAMME, Entity.CALL}:
        said = headline(request, found, records, today)
    else:
        what = f"no {kind(request)[0]}{inside(request, records)}{when(request)}"
        said = f"The records hold {what} as of {on_day(request.day)}."
    return " ".join(filter(None, (said, note(request, found))))


def unstated(request: Request, found: Selection) -> str:
    """What is said where the reports cannot tell."""
    if found.unstated is not None:
        return f"No list can be given: {found.unstated}."
    if request.reports:
        years = joined(str(year) for year in sorted(request.reports))
        return f"On {on_day(request.day)} no list of projects was out for each of these years: {years}."
    return f"No monitoring report with a list of projects was out on {on_day(request.day)}."


def grouped(request: Request, found: Selection, numbers: Sequence[tuple[str, int]], records: Records) -> str:
    """The sentence above counts: all of them, or who has the most or the fewest."""
    many = kind(request)[1]
    where = place(request, records) if request.is_of_projects else inside(request, records)
    what = f"{many}{where}{focus(request)}{topic(request, 2)}"
    if request.asks in {Asks.MOST, Asks.FEWEST}:
        word = "most" if request.asks is Asks.MOST else "fewest"
        verb = "has" if len(numbers) == 1 else "have"
        names = joined(label for label, _ in numbers)
        told = f"{names} {verb} the {word} {what}: {numbers[0][1]}."
        return f"{told} Counted from {_source(request, found)}, those with none left out."
    told = joined(f"{label} {number}" for label, number in numbers)
    source = _source(request, found)
    return f"Counted from {source}, the {what} are: {told}."


def over_days(request: Request, numbers: Sequence[tuple[str, int]], records: Records) -> str:
    """The sentence above the counts of several days."""
    told = joined(f"{number} on {label}" for label, number in numbers)
    what = f"{kind(request)[1]} of {_NETWORK}{inside(request, records)}{focus(request)}"
    return f"The number of {what} was {told}."


def _projects(request: Request, found: Selection, records: Records) -> str:
    """How many projects of which kind and place; entries where several reports list the same ones."""
    number = len(found.rows)
    what = f"{place(request, records)}{focus(request)}{topic(request, number)}"
    if len(found.reports) > 1:
        return f"{amount(number, 'entry', 'entries')} for {kind(request)[1]}{what}"
    return f"{rows(request, number) if number else f'no {kind(request)[0]}'}{what}{_shares(request, found)}"


def _shares(request: Request, found: Selection) -> str:
    """How many of them belong to each of several places."""
    if len(request.states) + len(request.cities) < 2 or not found.rows:
        return ""
    dimension = Dimension.CITY if len(request.cities) > 1 else Dimension.STATE
    shares = Counter(row.label(dimension) for row in found.rows)
    link = "in" if request.entity is Entity.CITY else "of"
    return f": {joined(f'{number} {link} {label}' for label, number in shares.most_common())}"


def _having(request: Request, found: Selection, records: Records, today: date) -> str:
    number = len(found.rows)
    one, many = ("city", "cities") if request.entity is Entity.CITY else ("country", "countries")
    owners = amount(number, one, many) if number else f"no {one}"
    if not number and request.number.most == 0:
        # That none lacks it is that all have it.
        request, owners = replace(request, number=ANY), f"every {one}"
    if request.having is Entity.CITY:
        what = bound(request.number, *kind(replace(request, entity=Entity.CITY)))
        verb = _has(request, today)
        return f"As of {on_day(request.day)} {_NETWORK} {verb} {what} in {owners}{_among(request, records)}."
    nouns = kind(replace(request, entity=Entity.PROJECT))
    under = focus(request).replace(" under ", " under each of ", 1) if request.every_focus else focus(request)
    what = f"{bound(request.number, *nouns)}{under}{topic(request, 2)}"
    where = f"{reports(found.reports)} {listing(found.reports)}"
    return f"{where} {what} for {owners}{_among(request, records)}."


def _among(request: Request, records: Records) -> str:
    cities = request.entity is Entity.CITY
    pilot = " among the pilot cities" if request.group is Group.PILOT and cities else ""
    where = inside(request, records) if cities and not request.cities else place(request, records)
    return f"{where}{pilot}"


def _cities(request: Request, found: Selection, records: Records, today: date) -> str:
    where, number, shares = inside(request, records), len(found.rows), _shares(request, found)
    cities = rows(request, number) if number else f"no {kind(request)[0]}"
    if request.newest:
        verb = "was" if number == 1 else "were"
        return f"The last to join {_NETWORK}{where} {verb} {cities}."
    if request.joins:
        later = " after its pilot cities" if request.group is Group.LATER else ""
        return f"{cities[0].upper()}{cities[1:]}{where} joined {_NETWORK}{later}{when(request)}."
    return f"As of {on_day(request.day)} {_NETWORK} {_has(request, today)} {cities}{where}{shares}."


def _offers(request: Request, number: int, records: Records, today: date) -> str:
    """How many programmes or calls, of all on record, meet the conditions."""
    programmes = records.programmes.values()
    calls = sum(len(programme.calls) for programme in programmes)
    total = len(programmes) if request.entity is Entity.PROGRAMME else calls
    sponsors = joined(_SPONSORS.get(code, code) for code in sorted(request.partners) or [""])
    side = f" of {sponsors}" if request.partners else ""
    side += "".join(f" of {records.programmes[id_].called}" for id_ in sorted(request.programmes))
    one = number == 1
    past = request.day < today
    be = ("was" if past else "is") if one else ("were" if past else "are")
    said = []
    if request.applicant:
        said.append(f"{'admits' if one else 'admit'} {_plural(request)} in some role by the rules known")
    if request.window:
        said.append(f"{be} {_WINDOW[request.window]} on {on_day(request.day)}")
    if request.spans:
        said.append(f"opened{when(request)}")
    if said or side:
        told = " and ".join(said) or f"{'is' if one else 'are'}{side}"
        return f"Of {rows(request, total)} on record, {number or 'none'}{side if said else ''} {told}."
    return f"{rows(request, number)} {'is' if one else 'are'} on record."


def _plural(request: Request) -> str:
    name = (request.applicant or "").replace("_", " ").replace("ngo", "NGO")
    return name[:-1] + "ies" if name.endswith("y") else f"{name}s"


def _source(request: Request, found: Selection) -> str:
    if request.planned:
        return "the Smart City Action Plans of 2018"
    if found.reports:
        source = reports(found.reports)
        return f"{source[0].lower()}{source[1:]}"
    return f"the records as of {on_day(request.day)}"


def _has(request: Request, today: date) -> str:
    return "has" if request.day >= today else "had"


_Network = f"{_NETWORK[0].upper()}{_NETWORK[1:]}"
