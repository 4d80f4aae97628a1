"""`/api/v1/answers`: an answer as it was given, and why it is as it is; the latter as a page too.

Must not answer anything anew.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from assistant.api.kept import kept_answer, visible_ids
from assistant.api.ports import Archive, Shelf
from assistant.api.problems import documented
from assistant.explaining import Explanation, as_visible, explained
from assistant.schema import Answer
from assistant.web import render

AnswerId = Annotated[str, Path(min_length=1, max_length=100)]


def routes(archive: Archive, shelf: Shelf) -> APIRouter:
    """The routes over the answers of ``archive``, as far as ``shelf`` shows what they quote."""
    router = APIRouter(tags=["answers"], responses=documented(404, 410, 422))

    def explanation(answer_id: str) -> Explanation:
        told = explained(kept_answer(archive, shelf, answer_id))
        return told.model_copy(update={"why": told.why and as_visible(told.why, visible_ids(shelf))})

    @router.get("/api/v1/answers/{answer_id}")
    def answer(answer_id: AnswerId) -> Answer:
        """The answer as it was given."""
        return kept_answer(archive, shelf, answer_id).answer

    @router.get("/api/v1/answers/{answer_id}/why")
    def why(answer_id: AnswerId) -> Explanation:
        """What was searched, found, scored and dropped for the answer, and how long that took."""
        return explanation(answer_id)

    @router.get("/answers/{answer_id}/why", include_in_schema=False)
    def why_page(request: Request, answer_id: AnswerId) -> Response:
        return render(request, "why.html", {"told": explanation(answer_id)})

    return router
