"""The record of a city as a document: what is said of it, section by section.

Must not add facts: whatever is said stands in the records, with its citation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpus.citations import Reference
from corpus.city_records import Area, City, Group, Plan, Population
from corpus.project_records import Project, ProjectStatus, Report
from corpus.records import Records
from corpus.rendered import Rendered, Sheet
from corpus.sources import Source, Trust, written

_STATUS = {
    ProjectStatus.PLANNING: "planning",
    ProjectStatus.ON_GOING: "on-going",
    ProjectStatus.ON_GOING_OR_PLANNING: "on-going or planning, which the list does not tell apart",
    ProjectStatus.COMPLETED: "completed",
    ProjectStatus.NOT_STATED: "not stated in the list",
}
HEARSAY = {
    Trust.PRESS: "According to a press report, the",
    Trust.LOW: "According to a low-trust web source, the",
}
"""How a figure begins that no official text gives."""


def render_city(city: City, held: Records, known: Mapping[str, Source]) -> Rendered:
    """The document of a city: facts, plan of 2018, timeline, partners, projects, offices, notes."""
    sheet, where = Sheet(known), full_name(city, held)
    sheet.head(where, level=1)
    _say_facts(sheet, city, where)
    _say_plan(sheet, city)
    sheet.head(f"What has happened in {city.name}")
    _say_each(sheet, "timeline", ((event.text, event.src) for event in city.timeline))
    sheet.head(f"Partners of {city.name}")
    _say_each(sheet, "partners", ((partner.text, partner.src) for partner in city.partners))
    for report in reversed(held.reports):
        _say_projects(sheet, city, where, report)
    sheet.head(f"Who is responsible for {city.name} in the network")
    _say_each(sheet, "offices", ((office.text, office.src) for office in city.offices))
    sheet.head(f"Notes on {city.name}")
    _say_each(sheet, "notes", ((note.text, note.src) for note in city.notes))
    return sheet.finish(
        f"city-record:{city.id}", f"{where}: record of the city", f"records/cities/{city.id}.yaml"
    )


def full_name(city: City, held: Records) -> str:
    """City and country: "Da Nang, Viet Nam"; Singapore is both."""
    country = held.states[city.country].name
    return city.name if city.name == country else f"{city.name}, {country}"


def _say_each(sheet: Sheet, key: str, facts: Iterable[tuple[str, tuple[Reference, ...]]]) -> None:
    for number, (text, src) in enumerate(facts):
        sheet.say(f"{key}:{number}", text, src)


def _say_facts(sheet: Sheet, city: City, where: str) -> None:
    sheet.head(f"Facts about {city.name}")
    joined = city.joined
    manner = " as one of the 26 pilot cities" if joined.group is Group.PILOT else ""
    text = f"{_apart(where)} joined the ASEAN Smart Cities Network {_when_joined(city)}{manner}."
    sheet.say("joined", text, joined.src)
    for number, area in enumerate(city.areas):
        text = f"area of {city.name} ({_scope(area)}) is {area.km2:,.10g} km²."
        sheet.say(f"areas:{number}", f"{_hearsay(sheet, area)} {text}", area.src)
    for number, population in enumerate(city.populations):
        text = f"population of {city.name} ({_scope(population)}) is {population.value:,}."
        sheet.say(f"populations:{number}", f"{_hearsay(sheet, population)} {text}", population.src)
    if city.density is not None:
        printed_in = sheet.sources[city.density.src[0].source].title
        text = f"The density of {city.name} is printed as {city.density.text} in this text: {printed_in}."
        sheet.say("density", f"{text} {city.density.doubt or ''}".strip(), city.density.src)


def _when_joined(city: City) -> str:
    """As exactly as it is known, but never a bound that we concluded ourselves."""
    first, last = city.joined.validity.from_earliest, city.joined.validity.from_latest
    if city.joined.group is Group.LATER and first and last and first.month == last.month:
        return f"on {written(first)}" if first == last else f"in {first:%B %Y}"
    return f"in {city.joined.year}"


def _scope(measure: Area | Population) -> str:
    return ", ".join((measure.scope or "scope not stated", written(measure.as_of) or "undated"))


def _hearsay(sheet: Sheet, measure: Area | Population) -> str:
    """How the sentence begins: a source that is no better than press or worse is named as such."""
    order = list(Trust)
    cited = (sheet.sources[reference.source].trust for reference in measure.src)
    return HEARSAY.get(measure.trust or min(cited, key=order.index), "The")


def _say_plan(sheet: Sheet, city: City) -> None:
    sheet.head(f"Smart City Action Plan of {city.name}, 2018")
    if city.plan_note is not None:
        sheet.say("plan_note", city.plan_note.text, city.plan_note.src)
    if city.plan is None:
        return
    plan = city.plan
    if plan.vision is not None:
        sheet.say("plan:vision", plan.vision.text, plan.vision.src)
    _say_focus(sheet, city, plan)
    sheet.head(f"Targets of {city.name} in the plan of 2018", level=3)
    _say_each(sheet, "plan:targets", ((target.text, target.src) for target in plan.targets))
    sheet.head(f"Priority projects of {city.name} in the plan of 2018", level=3)
    for number, project in enumerate(plan.projects):
        text = project.text
        if project.support is not None:
            text += f" {_support(city, project.name, project.support)}"
        sheet.say(f"plan:projects:{number}", text, project.src)


def _support(city: City, project: str, support: str) -> str:
    """A phrase in a sentence; a sentence as it is."""
    if support.endswith("."):
        return support
    return f'For the project "{project}" the plan of 2018 of {city.name} seeks {support}.'


def _say_focus(sheet: Sheet, city: City, plan: Plan) -> None:
    """The plan's focus areas, which stand where its vision stands."""
    stated = [fact.src for fact in (plan.vision, *plan.targets, *plan.projects) if fact is not None]
    if not stated:
        return
    names = {
        "focus_areas": ("these focus areas of the framework", [area.title for area in plan.focus_areas]),
        "own_labels": ("these focus areas in the city's own words", plan.own_labels),
    }
    for key, (what, labels) in names.items():
        if labels:
            text = f"The Smart City Action Plan of {city.name} of 2018 has {what}: {'; '.join(labels)}."
            sheet.say(f"plan:{key}", text, stated[0])


def _say_projects(sheet: Sheet, city: City, where: str, report: Report) -> None:
    rows = [project for project in report.projects if project.city == city.id]
    if not rows:
        return
    sheet.head(f"Projects of {city.name} in the monitoring report of {report.year}")
    named = f"The {sheet.sources[report.source].title} (as of {written(report.as_of)})"
    count = "one project" if len(rows) == 1 else f"{len(rows)} projects"
    pages = tuple(dict.fromkeys(project.src[0] for project in rows))
    sheet.say(f"projects:{report.year}:{city.id}", f"{named} lists {count} of {where}.", pages)
    for project in rows:
        sheet.say(f"projects:{project.id}", f"{named} {_row(project, where)}", project.src)


def _row(project: Project, where: str) -> str:
    inferred = ", which is inferred from the report's status chart" if project.inferred else ""
    return (
        f'lists the project "{project.title}" of {_apart(where)} under {project.focus.title}; '
        f"status: {_STATUS[project.status]}{inferred}."
    )


def _apart(where: str) -> str:
    """A name with its country set off by a second comma inside a sentence."""
    return f"{where}," if "," in where else where
