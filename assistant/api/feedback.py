"""`POST /api/v1/feedback`: what a person finds of an answer. Must not read or judge it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from assistant.api.chat import checked, require_json
from assistant.api.ports import Feedback
from assistant.api.problems import documented
from assistant.feedback import MAX_COMMENT_CHARACTERS, Verdict


class Opinion(BaseModel):
    """The body of feedback: which answer, to which question, and what is found of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer_id: Annotated[str, Field(min_length=1, max_length=100)]
    question: str
    verdict: Verdict
    comment: Annotated[str | None, Field(max_length=MAX_COMMENT_CHARACTERS)] = None


class Kept(BaseModel):
    """Feedback was kept; ``answer_known``: with the answer, which the server still held."""

    answer_known: bool


def routes(opinions: Feedback) -> APIRouter:
    """The feedback route over ``opinions``."""
    router = APIRouter(prefix="/api/v1", tags=["feedback"])

    @router.post(
        "/feedback",
        status_code=201,
        responses=documented(400, 413, 415, 422, 507),
        dependencies=[Depends(require_json)],
    )
    def feedback(body: Opinion) -> Kept:
        """Keep what a person finds of an answer, without who it was."""
        question = checked(body.question)
        return Kept(answer_known=opinions.keep(body.answer_id, question, body.verdict, body.comment))

    return router
