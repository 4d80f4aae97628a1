"""`/library/projects`, `/library/coverage`: projects by condition, and how far they cover the network.

Must not choose, count or word projects: `assistant.library` shapes them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from assistant.api.choices import Choices
from assistant.api.ports import Shelf
from assistant.api.problems import Refused
from assistant.api.proofs import address_of
from assistant.api.reading import document_if_visible
from assistant.library import addresses
from assistant.library.matrix import growth, joining, matrix
from assistant.library.projects import Condition, Grouping, Standing, divided, find, proof_of
from assistant.lists.proof import Prover
from assistant.web import render
from corpus.city_records import FocusArea
from corpus.errors import UnknownRecord
from corpus.records import Records, records

Words = Annotated[str, Query(max_length=200)]
ALL = "all"
"""Chooses the lists of all reports."""


def routes(shelf: Shelf, today: Callable[[], date]) -> APIRouter:
    """The pages over the projects on record, proven as far as ``shelf`` holds what they quote."""
    router = APIRouter(prefix="/library", include_in_schema=False)

    @router.get("/projects")
    def projects(
        request: Request,
        q: Words = "",
        place: str = "",
        year: str = "",
        focus: str = "",
        status: str = "",
        by: str = "",
    ) -> Response:
        held, choices = records(), Choices()
        years = {str(report.year) for report in held.reports}
        report = choices.among({ALL, *years}, year)
        condition = Condition(
            place=choices.among({*held.cities, *held.states}, place),
            years=tuple(map(int, years if report == ALL else (report,) if report else ())),
            focus=choices.member(FocusArea, focus),
            standing=choices.member(Standing, status),
            words=q,
        )
        found = find(condition, held, today())
        grouping = choices.member(Grouping, by) or Grouping.CITY
        context = _offered(held) | {
            "condition": condition,
            "report": report or "",
            "found": found,
            "grouping": grouping,
            "groups": divided(found.projects, grouping, held),
            "unknown": choices.unknown,
        }
        return render(request, "library_projects.html", context, status_code=choices.status)

    @router.get("/projects/{project_id}/proof")
    def proof(project_id: str) -> Response:
        """The words that prove a project: in its report where that is at hand, else in the city's record."""
        wanted = proof_of(project_id, records())
        if wanted is None:
            raise UnknownRecord(project_id)
        citation = Prover(partial(document_if_visible, shelf)).prove(wanted)
        if citation is None:
            raise Refused(
                project_id,
                "neither the report nor the record of the city is at hand",
                "Open the report at its publisher",
                status=404,
                kind="proof-not-at-hand",
            )
        return RedirectResponse(address_of(citation), 303)

    @router.get("/coverage")
    def coverage(request: Request, year: str = "") -> Response:
        held, choices = records(), Choices()
        years = [report.year for report in held.reports]
        chosen = int(choices.among({str(each) for each in years}, year) or years[-1])
        context = {
            "matrix": matrix(held, chosen),
            "years": years,
            "areas": list(FocusArea),
            "growth": growth(held),
            "joining": joining(held),
            "unknown": choices.unknown,
            "projects_address": addresses.projects_address,
        }
        return render(request, "library_coverage.html", context, status_code=choices.status)

    return router


def _offered(held: Records) -> dict[str, object]:
    """What the list of projects can be narrowed by."""
    cities = sorted(held.cities.values(), key=lambda city: city.name)
    states = sorted(held.states.values(), key=lambda state: state.name)
    return {
        "countries": [(state, [c for c in cities if c.country == state.code]) for state in states],
        "cities": held.cities,
        "years": [report.year for report in reversed(held.reports)],
        "areas": list(FocusArea),
        "standings": list(Standing),
        "groupings": list(Grouping),
    }
