"""`/maintain/index`: the doctor's findings, what a sync would do, the generations and going back to one.

Must not mend or build anything itself.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from assistant.api.maintain.documents import RUN
from assistant.api.maintain.frame import go, show
from assistant.api.problems import Refused
from assistant.maintaining.office import KeptGeneration, Office
from assistant.maintaining.runs import Verb

INDEX = "/maintain/index"


def add_to(router: APIRouter, office: Office) -> None:
    """The routes of the index, over ``office``."""

    @router.get(INDEX)
    def index(request: Request) -> Response:
        context = {
            "plan": office.planned(),
            "findings": office.findings(),
            "generations": office.generations(),
        }
        return show(request, "index", context)

    @router.post(f"{INDEX}/sync")
    def sync() -> Response:
        office.begin(Verb.SYNC)
        return go(RUN)

    @router.post(f"{INDEX}/rebuild")
    def rebuild() -> Response:
        office.begin(Verb.REBUILD)
        return go(RUN)

    @router.get(f"{INDEX}/rollback")
    def confirm(request: Request, generation: str = "") -> Response:
        wanted = _kept(office, generation)
        serving = next((each for each in office.generations() if each.serves), None)
        return show(request, "rollback", {"wanted": wanted, "serving": serving})

    @router.post(f"{INDEX}/rollback")
    def rollback(generation: Annotated[str, Form()] = "") -> Response:
        office.restore(generation)
        return go(INDEX)


def _kept(office: Office, generation_id: str) -> KeptGeneration:
    for each in office.generations():
        if each.generation.id == generation_id:
            return each
    reason, step = "this generation is not kept", "Choose one of those that are"
    raise Refused("generation", reason, step, status=404, kind="unknown-generation")
