"""The record of a programme as a document: what is said of it topic by topic, then call by call.

Must not add facts or judge: whatever is said stands in the records with its citation, and of what was
not found it says that it was not found.

Why: most criteria quote a sentence that the record says anyway; only a criterion without a quote adds one,
and one that several calls share is said once, for the same sentence twice would only crowd a search.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpus.eligibility_rules import Role, Rule, criteria
from corpus.programmes import Call, CallTopic, Programme, Topic
from corpus.rendered import Rendered, Sheet
from corpus.sources import Source, written

_HEADINGS = {
    Topic.LEAD: "Who leads {}",
    Topic.PARTNER_COUNTRIES: "Partner countries of {}",
    Topic.PURPOSE: "Purpose of {}",
    Topic.OFFERS: "Offers of {}",
    Topic.AMOUNTS: "Amounts of {}",
    Topic.STATUS: "Status of {}",
    Topic.WHO_MAY_APPLY: "Who may apply for {}",
    Topic.ELIGIBLE_COUNTRIES: "Countries eligible for {}",
    Topic.ELIGIBLE_CITIES: "Cities eligible for {}",
    Topic.SECTORS: "Sectors of {}",
    Topic.CONDITIONS: "Conditions of {}",
    Topic.EXCLUSIONS: "Exclusions of {}",
    Topic.SELECTION: "Selection for {}",
    Topic.HOW_TO_APPLY: "How to apply for {}",
    Topic.CONTACT: "Contact of {}",
}

_SOUGHT = {
    Topic.LEAD: "who leads it",
    Topic.PARTNER_COUNTRIES: "partner countries",
    Topic.PURPOSE: "the purpose",
    Topic.OFFERS: "what is offered",
    Topic.AMOUNTS: "amounts of money",
    Topic.STATUS: "the status",
    Topic.WHO_MAY_APPLY: "who may apply",
    Topic.ELIGIBLE_COUNTRIES: "eligible countries",
    Topic.ELIGIBLE_CITIES: "eligible cities",
    Topic.SECTORS: "sectors",
    Topic.CONDITIONS: "conditions for applicants",
    Topic.EXCLUSIONS: "exclusions",
    Topic.SELECTION: "the selection",
    Topic.HOW_TO_APPLY: "how to apply",
    Topic.CONTACT: "a contact",
}
"""What a search that found nothing looked for."""

_SOUGHT_OF_CALL = {
    CallTopic.WHO: "who may apply",
    CallTopic.PROJECT_TYPES: "types of project",
    CallTopic.COUNTRIES: "eligible countries",
    CallTopic.CONDITIONS: "conditions for applicants",
    CallTopic.EXCLUSIONS: "exclusions",
    CallTopic.AMOUNT: "amounts of money",
    CallTopic.COUNTS: "the number of applications",
    CallTopic.LEGAL_BASIS: "the legal basis",
    CallTopic.NOTE: "anything else",
}


def render_programme(programme: Programme, known: Mapping[str, Source]) -> Rendered:
    """The document of a programme: names, every topic, the standing window, the calls, the doubts.

    Keys: "names", "fields:<topic>:<n>", "window", "roles:<role>:<criterion>", "calls:<id>:window",
    "calls:<id>:<topic>:<n>", "calls:<id>:roles:<role>:<criterion>" and "uncertain:<n>", counted from 0.
    """
    sheet, called = Sheet(known), programme.called
    sheet.head(programme.name, level=1)
    _say_names(sheet, programme)
    for topic, statements in programme.fields.items():
        sheet.head(_HEADINGS[topic].format(called))
        for number, statement in enumerate(statements):
            text = statement.text or _not_found(_SOUGHT[topic], called, programme)
            sheet.say(f"fields:{topic}:{number}", text, statement.src)
    if programme.window is not None:
        sheet.head(f"When to apply for {called}")
        sheet.say("window", programme.window.text, programme.window.src)
        _say_criteria(sheet, "roles", programme.roles)
    for call in programme.calls:
        _say_call(sheet, call, programme)
    sheet.head(f"What is not certain about {called}")
    for number, doubt in enumerate(programme.uncertain):
        sheet.say(f"uncertain:{number}", doubt.text, doubt.src)
    title, file = f"{programme.name}: record of the programme", f"records/programmes/{programme.id}.yaml"
    return sheet.finish(f"programme-record:{programme.id}", title, file)


def _say_names(sheet: Sheet, programme: Programme) -> None:
    others = (*programme.aliases, *programme.local_names.values())
    if others:
        names = "name" if len(others) == 1 else "names"
        text = f'Sources speak of "{programme.name}" also under the {names} {_listed(others)}.'
        sheet.say("names", text, ())


def _say_call(sheet: Sheet, call: Call, programme: Programme) -> None:
    sheet.head(call.title)
    sheet.say(f"calls:{call.id}:window", call.window.text, call.window.src)
    for topic, statements in call.fields.items():
        for number, statement in enumerate(statements):
            text = statement.text or _not_found(_SOUGHT_OF_CALL[topic], f'"{call.title}"', programme)
            sheet.say(f"calls:{call.id}:{topic}:{number}", text, statement.src)
    _say_criteria(sheet, f"calls:{call.id}:roles", call.roles)


def _say_criteria(sheet: Sheet, key: str, roles: Mapping[Role, Rule] | None) -> None:
    """The criteria that are sentences of their own, as far as they have not been said."""
    for role, rule in (roles or {}).items():
        for criterion in criteria(rule):
            if not criterion.quote and not sheet.says(criterion.text):
                sheet.say(f"{key}:{role}:{criterion.id}", criterion.text, criterion.src)


def _not_found(sought: str, called: str, programme: Programme) -> str:
    """That nothing was found, which is not the same as "there is none"."""
    read = written(programme.read)
    return f"No statement on {sought} was found in the sources read for {called} (as of {read})."


def _listed(names: Iterable[str]) -> str:
    """Names in a sentence: "A", "A and B", "A, B and C"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
