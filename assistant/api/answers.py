"""`/api/v1/answers`: an answer as it was given, and why it is as it is; the latter as a page too.

What quotes a document that the public may not see any more is withdrawn. Must not answer anything anew.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from assistant.api.ports import Archive, Shelf
from assistant.api.problems import Refused, documented
from assistant.api.reading import visible_entries
from assistant.errors import AnswerUnknown
from assistant.explaining import Explanation, as_visible, cited, explained
from assistant.memory import Remembered
from assistant.schema import Answer
from assistant.web import render

AnswerId = Annotated[str, Path(min_length=1, max_length=100)]


def routes(archive: Archive, shelf: Shelf) -> APIRouter:
    """The routes over the answers of ``archive``, as far as ``shelf`` shows what they quote."""
    router = APIRouter(tags=["answers"], responses=documented(404, 410, 422))

    def kept(answer_id: str) -> tuple[Remembered, frozenset[str]]:
        found = archive.recall(answer_id)
        if found is None:
            raise AnswerUnknown(answer_id)
        visible = frozenset(entry.id for entry in visible_entries(shelf))
        if not cited(found.answer) <= visible:
            raise Refused(
                answer_id,
                "the answer quotes a document that is not there any more",
                "Ask the question again",
                status=410,
                kind="answer-withdrawn",
            )
        return found, visible

    def explanation(answer_id: str) -> Explanation:
        found, visible = kept(answer_id)
        told = explained(found)
        return told.model_copy(update={"why": told.why and as_visible(told.why, visible)})

    @router.get("/api/v1/answers/{answer_id}")
    def answer(answer_id: AnswerId) -> Answer:
        """The answer as it was given."""
        return kept(answer_id)[0].answer

    @router.get("/api/v1/answers/{answer_id}/why")
    def why(answer_id: AnswerId) -> Explanation:
        """What was searched, found, scored and dropped for the answer, and how long that took."""
        return explanation(answer_id)

    @router.get("/answers/{answer_id}/why", include_in_schema=False)
    def why_page(request: Request, answer_id: AnswerId) -> Response:
        return render(request, "why.html", {"told": explanation(answer_id)})

    return router
