"""The maintainers' pages, put together: `/maintain` and everything below it, for whoever has the key.

Must not do what maintainers ask for: `assistant.maintaining` does.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Depends, FastAPI

from assistant.api.maintain import adding, admitting, documents, indexing, looking, running
from assistant.api.maintain.admitting import NotAdmitted
from assistant.api.maintain.frame import ToldInFrame
from assistant.api.maintain.receiving import MAX_UPLOAD_BYTES
from assistant.maintaining.admission import Doorkeeper
from assistant.maintaining.office import Office

LARGER_BODIES = {adding.UPLOADS: MAX_UPLOAD_BYTES}
"""Addresses that take more than others, with how many bytes."""


@dataclass(frozen=True, slots=True)
class Maintainers:
    """The role: who may, and what they work with."""

    doorkeeper: Doorkeeper
    office: Office


def install(app: FastAPI, role: Maintainers) -> None:
    """Add the pages to ``app``."""
    app.add_exception_handler(NotAdmitted, admitting.asked_for_key)
    app.include_router(admitting.routes(role.doorkeeper))
    inside = APIRouter(
        include_in_schema=False,
        dependencies=[Depends(admitting.guard(role.doorkeeper))],
        route_class=ToldInFrame,
    )
    for pages in (looking, documents, adding, running, indexing):
        pages.add_to(inside, role.office)
    app.include_router(inside)
