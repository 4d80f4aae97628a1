"""`POST /api/v1/chat`: a question in, an answer out, whole or as it comes.

Checks what can be refused before any work is done. Must not answer anything itself.
"""

from __future__ import annotations

import unicodedata
from datetime import date

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import ClientDisconnect

from assistant.api.browser_keys import admitted
from assistant.api.events import Answering, EventStream
from assistant.api.limits import Places
from assistant.api.ports import Asker, Talks
from assistant.api.problems import Refused, documented
from assistant.schema import MAX_QUESTION_CHARACTERS, Answer, Question

LOOK_FOR_CLIENT_SECONDS = 0.25
"""How often an answer in the making looks whether its client is still there."""


class Ask(BaseModel):
    """The body of a question. ``as_of`` asks for the state of that day, ``language`` is a BCP 47 tag."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    conversation_id: str | None = Field(default=None, min_length=1, max_length=100)
    as_of: date | None = None
    language: str | None = Field(default=None, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$")

    def to_question(self) -> Question:
        """The question for the pipeline.

        Raises:
            Refused: there is no question in it, or it is too long.
        """
        return Question(
            text=checked(self.question),
            as_of=self.as_of,
            language=self.language,
            conversation_id=self.conversation_id,
        )


def checked(text: str) -> str:
    """``text`` as it came, where it may be asked.

    Raises:
        Refused: empty, nothing but white space and control characters, or too long.
    """
    if not any(unicodedata.category(character)[0] not in "CZ" for character in text):
        raise Refused(
            "question",
            "the question is empty",
            "Type what you would like to know",
            status=422,
            kind="question-empty",
        )
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise Refused(
            "question",
            f"the question has {len(text):,} characters; at most {MAX_QUESTION_CHARACTERS:,} are read",
            "Shorten it, or ask its parts one after the other",
            status=422,
            kind="question-too-long",
        )
    return text


def require_json(request: Request) -> None:
    """Refuse a body that does not say it is JSON: a form on another site could send it unasked.

    Raises:
        Refused: with status 415.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise Refused(
            "Content-Type",
            "the body is not declared as JSON",
            "Send it with Content-Type: application/json",
            status=415,
            kind="unsupported-media-type",
        )


async def whole_answer(request: Request, answering: Answering) -> Answer:
    """Wait for the answer, for as long as the client does.

    Raises:
        ClientDisconnect: nobody waits any more.
    """
    try:
        while not await request.is_disconnected():
            event = await answering.event(within=LOOK_FOR_CLIENT_SECONDS)
            if isinstance(event, Answer):
                return event
        raise ClientDisconnect
    finally:
        answering.stop()


def routes(asker: Asker, places: Places, talks: Talks | None = None) -> APIRouter:
    """The chat route over ``asker``; where ``talks`` are kept, each is open to its own browser only."""
    router = APIRouter(prefix="/api/v1", tags=["chat"])

    @router.post(
        "/chat",
        response_model=Answer,
        responses=documented(400, 404, 413, 415, 422, 503),
        dependencies=[Depends(require_json)],
    )
    async def chat(body: Ask, request: Request, response: Response) -> Response | Answer:
        """Answer a question; with `Accept: text/event-stream` as events `status`, `claim`, `done`."""
        question = body.to_question()
        visitor = await admitted(request, talks, body.conversation_id)
        asked = visitor.asker(asker, talks)
        if "text/event-stream" in request.headers.get("accept", ""):
            stream = EventStream(Answering.queue(asked, question, places))
            return visitor.remember(request, stream, talks)
        answer = await whole_answer(request, await Answering.begin(asked, question, places))
        visitor.remember(request, response, talks)
        return answer

    return router
