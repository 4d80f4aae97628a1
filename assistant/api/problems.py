"""The one shape in which anything that goes wrong leaves the HTTP door: RFC 9457 problem details.

    AscnError ─▶ status by class ─▶ {type, title, status, detail = reason and next step, thing}

A browser that asked for a page gets the same words as a page. Must not decide what is wrong, and must
never send a traceback, a class name or what was typed in.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from assistant.api.limits import SECURITY_HEADERS, Busy
from assistant.errors import (
    AdmissionRefused,
    AdmissionTooSoon,
    AnswerUnknown,
    ConversationUnknown,
    FactsInvalid,
    FeedbackFull,
    FeedbackUnwritable,
    HistoryUnusable,
    RunUnderWay,
    UploadsFull,
    UploadUnknown,
)
from assistant.web import render
from corpus.errors import AscnError, UnknownDocument, UnknownRecord, Unreadable
from indexing.errors import GenerationUnfit, IndexBusy, IndexingError

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """Problem details of RFC 9457; ``detail`` holds the reason and the next step."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    thing: str | None = None


class Refused(AscnError):
    """A request that cannot be served as it was sent; ``kind`` ends the problem's type.

    Args:
        status: the HTTP status that says so.
        kind: words joined by hyphens, stable, for programs.
    """

    def __init__(self, thing: str, reason: str, next_step: str, *, status: int, kind: str) -> None:
        super().__init__(thing, reason, next_step)
        self.status = status
        self.kind = kind


_KINDS: tuple[tuple[type[AscnError], int, str], ...] = (
    (AnswerUnknown, 404, "unknown-answer"),
    (ConversationUnknown, 404, "unknown-conversation"),
    (UnknownDocument, 404, "unknown-document"),
    (UnknownRecord, 404, "unknown-record"),
    (FactsInvalid, 422, "facts-invalid"),
    (Unreadable, 422, "unreadable"),
    (Busy, 503, "busy"),
    (FeedbackFull, 507, "feedback-full"),
    (AdmissionRefused, 403, "not-admitted"),
    (AdmissionTooSoon, 429, "too-soon"),
    (UploadUnknown, 404, "unknown-upload"),
    (UploadsFull, 409, "uploads-full"),
    (RunUnderWay, 409, "change-under-way"),
    (IndexBusy, 409, "index-busy"),
    (GenerationUnfit, 409, "generation-unfit"),
    (FeedbackUnwritable, 507, "feedback-unwritable"),
    (HistoryUnusable, 503, "history-unusable"),
    (IndexingError, 503, "index-unusable"),
    (AscnError, 500, "error"),
)


def problem_of(error: Exception) -> Problem:
    """What to tell of ``error``; an error that is not ours is told without its words."""
    if isinstance(error, Refused):
        return _problem(error.status, error.kind, error)
    for kind_of_error, status, kind in _KINDS:
        if isinstance(error, kind_of_error):
            return _problem(status, kind, error)
    return Problem(
        title="Internal error",
        status=500,
        detail="Something went wrong on our side. Try again; the reason is in the log of the server.",
    )


def install(app: FastAPI) -> None:
    """Let every error of ``app`` leave as a problem."""

    async def known(request: Request, error: Exception) -> Response:
        return respond(request, problem_of(error), retry_after(error))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return respond(request, _invalid(error))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return respond(request, _of_status(error.status_code), dict(error.headers or {}))

    async def unknown(request: Request, error: Exception) -> Response:
        return respond(request, problem_of(error), SECURITY_HEADERS)

    app.add_exception_handler(AscnError, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, unknown)


def respond(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """``problem`` as JSON, or as a page where a browser asked for one."""
    if wants_page(request):
        return render(
            request, "problem.html", {"problem": problem}, status_code=problem.status, headers=headers
        )
    content = problem.model_dump(exclude_none=True)
    return JSONResponse(content, problem.status, headers=headers, media_type=MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Whether a browser asked for something to look at."""
    in_page = not request.url.path.startswith(("/api/", "/static/", "/healthz"))
    return in_page and "text/html" in request.headers.get("accept", "")


def _problem(status: int, kind: str, error: AscnError) -> Problem:
    return Problem(
        type=f"urn:ascn:problem:{kind}",
        title=kind.replace("-", " ").capitalize(),
        status=status,
        detail=f"{error.reason[:1].upper()}{error.reason[1:]}. {error.next_step}.",
        thing=error.thing,
    )


def retry_after(error: Exception) -> dict[str, str] | None:
    """The header that says when to come back, where ``error`` knows it."""
    if isinstance(error, Busy | AdmissionTooSoon):
        return {"Retry-After": str(error.retry_after)}
    return None


def _invalid(error: RequestValidationError) -> Problem:
    """The first thing that is wrong with a request, without repeating what was sent."""
    first: dict[str, Any] = error.errors()[0]
    if first["type"] == "json_invalid":
        refusal = Refused(
            "body", "the body is not valid JSON", "Send one JSON object", status=400, kind="malformed-json"
        )
        return problem_of(refusal)
    name = ".".join(str(part) for part in first["loc"][1:]) or "body"
    name = name[:100]
    if first["type"] == "extra_forbidden":
        reason, step = f"there is no key '{name}'", "Remove it or correct its spelling"
    elif first["type"] == "string_pattern_mismatch":
        reason, step = f"the value of '{name}' has the wrong form", "Correct it and send the request again"
    else:
        reason, step = f"the value of '{name}' is refused: {first['msg']}", "Correct it and send it again"
    return problem_of(Refused(name, reason, step, status=422, kind="invalid-request"))


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems of a route, for the OpenAPI description."""
    return {status: {"model": Problem} for status in statuses}


def _of_status(status: int) -> Problem:
    """A problem for what the framework itself refuses."""
    next_steps = {
        400: "The body could not be read. Send one JSON object",
        404: "There is nothing at this address. Start from the first page",
        405: "This address does not take this method. See /openapi.json",
        413: "The request is larger than this server takes. Shorten it",
    }
    phrase = HTTPStatus(status).phrase
    return Problem(title=phrase, status=status, detail=next_steps.get(status, phrase) + ".")
