"""`/library/cities`, `/library/programmes`, `/library/records`: the records, each field with its proof.

Must not choose, count or word records: `assistant.library` shapes them.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from assistant.api.choices import Choices
from assistant.api.ports import Shelf
from assistant.api.reading import document_if_visible
from assistant.library import addresses
from assistant.library.cities import CityOrder, chosen_cities, city_rows, projects_of
from assistant.library.statements import sections
from assistant.web import render
from corpus.errors import UnknownRecord
from corpus.records import records
from corpus.rendered import Rendered
from corpus.rendering import rendered
from corpus.sources import sources

Words = Annotated[str, Query(max_length=200)]


def routes(shelf: Shelf) -> APIRouter:
    """The pages over the records that ship with the project, as far as ``shelf`` holds what they quote."""
    router = APIRouter(prefix="/library", include_in_schema=False)

    document_of = partial(document_if_visible, shelf)

    def opened(request: Request, document_id: str, context: dict[str, object]) -> Response:
        made = _made(document_id)
        shown = {
            "title": made.entry.title,
            "as_of": made.entry.published,
            "chapters": sections(made, document_of, sources(), leave_out="projects:" if context else None),
            "city": None,
        }
        return render(request, "library_record.html", shown | context)

    @router.get("/records")
    def overview(request: Request) -> Response:
        held = records()
        calls = sum(len(programme.calls) for programme in held.programmes.values())
        return render(request, "library_records.html", {"held": held, "calls": calls})

    @router.get("/records/{record_id}")
    def network(request: Request, record_id: str) -> Response:
        return opened(request, f"governance-record:{record_id}", {})

    @router.get("/programmes")
    def programmes(request: Request, q: Words = "") -> Response:
        every = sorted(records().programmes.values(), key=lambda programme: programme.name.casefold())
        terms = q.casefold().split()
        found = [p for p in every if all(t in " ".join((p.name, *p.aliases)).casefold() for t in terms)]
        return render(request, "library_programmes.html", {"every": every, "found": found, "words": q})

    @router.get("/programmes/{programme_id}")
    def programme(request: Request, programme_id: str) -> Response:
        return opened(request, f"programme-record:{programme_id}", {})

    @router.get("/cities")
    def cities(request: Request, q: Words = "", country: str = "", sort: str = "") -> Response:
        held, choices = records(), Choices()
        state = choices.among(held.states, country)
        order = choices.member(CityOrder, sort) or CityOrder.NAME
        rows = city_rows(held)
        context = {
            "every": rows,
            "found": chosen_cities(rows, q, state, order),
            "years": [report.year for report in held.reports],
            "states": sorted(held.states.values(), key=lambda each: each.name),
            "words": q,
            "country": state,
            "order": order,
            "orders": list(CityOrder),
            "unknown": choices.unknown,
            "projects_address": addresses.projects_address,
        }
        return render(request, "library_cities.html", context, status_code=choices.status)

    @router.get("/cities/{city_id}")
    def city(request: Request, city_id: str) -> Response:
        row = next((row for row in city_rows(records()) if row.city.id == city_id), None)
        if row is None:
            raise UnknownRecord(city_id)
        reports = projects_of(row.city, records())
        return opened(
            request,
            f"city-record:{city_id}",
            {
                "city": row,
                "reports": reports,
                "projects_address": addresses.projects_address,
                "sources": sources(),
            },
        )

    return router


def _made(document_id: str) -> Rendered:
    for made in rendered():
        if made.entry.id == document_id:
            return made
    raise UnknownRecord(document_id.partition(":")[2])
