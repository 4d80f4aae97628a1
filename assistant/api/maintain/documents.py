"""`/maintain/documents`: what there is, what could not be read, and removing.

Must not remove anything itself: `assistant.maintaining.office` does.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response

from assistant.api.maintain import receiving
from assistant.api.maintain.frame import go, show
from assistant.api.problems import Refused, problem_of
from assistant.api.reading import page_of
from assistant.maintaining.office import Office, Standing
from corpus.errors import AscnError

LIST = "/maintain/documents"
RUN = "/maintain/run"

_MOST_REMOVED = 200


def add_to(router: APIRouter, office: Office) -> None:
    """The routes of documents, over ``office``."""

    @router.get(LIST)
    def documents(request: Request) -> Response:
        return show_list(request, office)

    @router.get(f"{LIST}/{{document_id}}")
    def document(
        request: Request, document_id: str, page: Annotated[int, Query(ge=1, le=1_000_000)] = 1
    ) -> Response:
        found = office.document(document_id)
        shown = page_of(found, page)
        kept = next(kept for kept in office.kept() if kept.entry.id == document_id)
        return show(request, "document", {"document": found, "shown": shown, "kept": kept, "page": page})

    @router.get("/maintain/removal")
    def removal(request: Request, document: Annotated[list[str] | None, Query()] = None) -> Response:
        ids = _chosen(document)
        return show(request, "removal", {"entries": office.added(ids)})

    @router.post("/maintain/removal")
    def remove(document: Annotated[list[str] | None, Form()] = None) -> Response:
        office.remove(_chosen(document))
        return go(RUN)


def show_list(request: Request, office: Office, told: AscnError | None = None) -> Response:
    """The list of documents, with what went wrong with files that were sent."""
    kept = office.kept()
    problem = problem_of(told) if told else None
    context = {
        "added": [each for each in kept if each.added],
        "shipped": [each for each in kept if not each.added],
        "unreadable": [each for each in kept if each.standing is Standing.UNREADABLE],
        "waiting": [(upload, office.staging.files(upload)) for upload in office.staging.waiting()],
        "most_megabytes": receiving.MAX_UPLOAD_BYTES // 1_000_000,
        "most_files": receiving.MOST_FILES,
        "most_bytes": receiving.MAX_UPLOAD_BYTES,
        "problem": problem,
    }
    return show(request, "documents", context, problem.status if problem else 200)


def _chosen(ids: list[str] | None) -> list[str]:
    if not ids or len(ids) > _MOST_REMOVED:
        reason, step = "no document was chosen", "Tick those that are to be removed"
        raise Refused("documents", reason, step, status=422, kind="none-chosen")
    return list(dict.fromkeys(ids))
