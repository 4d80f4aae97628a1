"""`/eligibility/programmes`, `/compare` and `/calendar`: what is offered, side by side, and when.

Must not decide for an applicant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches

from fastapi import APIRouter, Request, Response

from assistant.api.ports import Shelf
from assistant.api.proofs import address_of
from assistant.api.reading import visible_document
from assistant.eligibility.drawing import drawings
from assistant.eligibility.offered import COMPARED, OPEN, Teller, admitted_by, by_use, fitting, state_of
from assistant.eligibility.proof import Proofs
from assistant.eligibility.svg import svg
from assistant.eligibility.timeline import timeline
from assistant.web import render
from corpus.countries import countries, country_name
from corpus.eligibility_rules import ApplicantType
from corpus.errors import UnknownDocument, UnknownRecord
from corpus.models import Document
from corpus.programmes import Programme
from corpus.records import records
from corpus.sources import sources, written

LIST = "/eligibility/programmes"
FEWEST, MOST = 2, 4
"""Programmes that fit side by side."""


def routes(shelf: Shelf, today: Callable[[], date]) -> APIRouter:
    """The pages over the records; what they say is quoted from the documents of ``shelf``."""
    router = APIRouter(include_in_schema=False)

    @router.get(LIST)
    def listed(request: Request, who: str = "", open: str = "") -> Response:  # noqa: A002 - its public name
        return render(request, "programmes.html", _listed(who, bool(open), today()))

    @router.get("/eligibility/compare")
    def compared(request: Request) -> Response:
        chosen = list(dict.fromkeys(request.query_params.getlist("programme")))
        if not FEWEST <= len(chosen) <= MOST:
            context = _listed("", False, today()) | {"chosen": chosen, "is_wrong": True}
            return render(request, "programmes.html", context, status_code=422)
        teller, day = _teller(shelf), today()
        context = _words() | {
            "compared": [teller.told(_found(id_), day) for id_ in chosen],
            "topics": COMPARED,
        }
        return render(request, "compare.html", context)

    @router.get(f"{LIST}/{{programme_id}}")
    def programme(request: Request, programme_id: str) -> Response:
        told = _teller(shelf).told(_found(programme_id), today())
        return render(request, "programme.html", _words() | {"told": told})

    @router.get(f"{LIST}/{{programme_id}}/rules.svg")
    def picture(programme_id: str) -> Response:
        found = _found(programme_id)
        drawn = svg(drawings(found, programme_id), f"Rules of {found.name}")
        return Response(drawn, media_type="image/svg+xml")

    @router.get("/eligibility/calendar")
    def calendar(request: Request) -> Response:
        day = today()
        line = timeline(records().programmes.values(), day)
        return render(request, "calendar.html", _words() | {"line": line, "today": day})

    return router


def _listed(who: str, is_open: bool, day: date) -> dict[str, object]:
    kind = ApplicantType(who) if who in set(ApplicantType) else None
    found = fitting(records().programmes.values(), day, kind, is_open=is_open)
    rows = [
        (each, best, state_of(best, day), admitted_by(each))
        for each in found
        for best in by_use(each, day)[:1]
    ]
    rows.sort(key=lambda row: (row[2] not in OPEN, row[0].name.casefold()))
    return _words() | {
        "found": rows,
        "who": kind,
        "is_open": is_open,
        "kinds": tuple(ApplicantType),
        "chosen": [],
        "is_wrong": False,
    }


def _words() -> dict[str, object]:
    """What every page of them needs to speak."""
    return {"address_of": address_of, "sponsor_of": _sponsors, "written": written}


def _sponsors(programme: Programme) -> Mapping[str, str | None]:
    """The partners of a programme by their ids; the names of those that are countries."""
    return {id_: country_name(id_) if id_ in countries() else None for id_ in programme.partner}


def _found(programme_id: str) -> Programme:
    held = records().programmes
    if programme_id not in held:
        raise UnknownRecord("programme", get_close_matches(programme_id, held, 3), "one, such as kcity")
    return held[programme_id]


def _teller(shelf: Shelf) -> Teller:
    def document_of(document_id: str) -> Document | None:
        try:
            return visible_document(shelf, document_id)
        except UnknownDocument:
            return None

    return Teller(Proofs(document_of, records()), sources())
