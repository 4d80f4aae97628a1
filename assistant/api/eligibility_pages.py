"""`/eligibility`: the guided form, which works without script, and its verdicts.

Must not decide anything itself, or keep what was filled in.

Why: the form is posted and answered with the address of its outcome, which holds exactly what was said.
So it can be bookmarked, reloaded and passed on, the way back works, and no empty field stands in it. What it
says is of an organisation and its project; the pages send no referrer and the server writes no access log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from assistant.api.ports import Assessor
from assistant.api.proofs import address_of
from assistant.eligibility.decide import decide
from assistant.eligibility.dialogue import focus, next_facts
from assistant.eligibility.facts import Inquiry
from assistant.eligibility.fields import FIRST, NARROWING, fields, partner_fields
from assistant.eligibility.filled import Filled, filled
from assistant.eligibility.introduction import introduction
from assistant.eligibility.record import cited, conditions
from assistant.eligibility.reply import FEW
from assistant.eligibility.sheet import sheet
from assistant.errors import FactsInvalid
from assistant.schema import Answer, Verdict
from assistant.web import render
from corpus.countries import countries
from corpus.records import records
from corpus.sources import written

FORM = "/eligibility"
MOST_NEXT = 3
"""Questions asked at once: a form that is a wall is left."""


def routes(assessor: Assessor, today: Callable[[], date]) -> APIRouter:
    """The pages over ``assessor``; ``today`` is the day where none is given."""
    router = APIRouter(include_in_schema=False)

    @router.get(FORM)
    def outcome(request: Request) -> Response:
        said = filled(request.query_params.multi_items())
        if not said.values and not said.faults:
            return _shown(request, said)
        if said.inquiry is None:
            return _shown(request, said, status_code=422)
        try:
            answer = assessor.eligible(said.inquiry)
        except FactsInvalid as fault:
            wrong = Filled(said.values, None, {fault.thing: fault.reason})
            return _shown(request, wrong, status_code=422)
        return _shown(request, said, _outcome(said, said.inquiry, answer, today()))

    @router.post(FORM)
    async def sent(request: Request) -> Response:
        async with request.form() as form:
            said = filled((name, text) for name, text in form.multi_items() if isinstance(text, str))
        if said.faults:
            return _shown(request, said, status_code=422)
        return RedirectResponse(address(said.values), 303)

    return router


def address(values: Mapping[str, str], path: str = FORM) -> str:
    """Where the outcome of what was filled in stands."""
    return f"{path}?{urlencode(values)}" if values else path


def _shown(
    request: Request, said: Filled, outcome: Mapping[str, object] | None = None, *, status_code: int = 200
) -> Response:
    context = {"outcome": None, "wanted": (), **_form(said), **(outcome or {})}
    return render(request, "eligibility.html", context, status_code=status_code)


def _form(said: Filled) -> dict[str, object]:
    """What the form itself shows."""
    held = records().programmes
    known = {name for name in said.values if name in fields()}
    told = [name for name in fields() if name in known and name not in (*FIRST, *NARROWING)]
    programme = held.get(said.values.get("programme", ""))
    return {
        "values": said.values,
        "faults": said.faults,
        "strange": [name for name in said.faults if name not in fields()],
        "fields": fields(),
        "first": FIRST,
        "told": told,
        "narrowed": any(name in known for name in NARROWING),
        "partner_fields": partner_fields(),
        "countries": sorted(names[0] for names in countries().values()),
        "cities": sorted(city.name for city in records().cities.values()),
        "programmes": sorted(held.values(), key=lambda each: each.name.casefold()),
        "calls": programme.calls if programme else (),
    }


def _outcome(said: Filled, inquiry: Inquiry, answer: Answer, today: date) -> dict[str, object]:
    """What is shown of the verdicts."""
    verdicts = answer.verdicts or ()
    decisions = focus(decide(inquiry, records(), today), inquiry.role)
    wanted = next_facts(decisions, is_named=inquiry.programme is not None)
    return {
        "outcome": sheet(verdicts),
        "answer": answer,
        "ahead": answer.as_of > today,
        "wanted": wanted[:MOST_NEXT],
        "anchor": anchor,
        "address_of": address_of,
        "cited": cited,
        "conditions": conditions,
        "alone": lambda verdict: _alone(said, verdict),
        "is_alone": inquiry.programme is not None or inquiry.call is not None,
        "few": FEW,
        "published_on": _published_on,
        "recorded": lambda ending: address(said.values, f"{FORM}/record{ending}"),
        "chat": address({"question": introduction(inquiry)}, "/"),
    }


def _alone(said: Filled, verdict: Verdict) -> str:
    """The same facts for the programme of a verdict alone, and within it for its call alone."""
    narrowed = {**said.values, "programme": verdict.programme}
    if said.values.get("programme") == verdict.programme and verdict.call is not None:
        narrowed["call"] = verdict.call
    return address(narrowed)


def _published_on(verdict: Verdict) -> date | str | None:
    """The day of the latest source; words where no day is known."""
    known = verdict.source_date
    return date.fromisoformat(known) if known is not None and len(known) == 10 else written(known)


def anchor(verdict: Verdict) -> str:
    """The place of a verdict on its page."""
    return f"{verdict.programme}-{verdict.call or 'none'}-{verdict.role}"
