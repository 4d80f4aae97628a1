"""`POST /api/v1/eligibility/record`: the verdicts on an applicant's facts, to be printed and filed.

Must not decide or word anything itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from fastapi import APIRouter, Depends, Request, Response

from assistant.api.chat import require_json
from assistant.api.ports import Assessor
from assistant.api.problems import Refused, documented
from assistant.eligibility.facts import Inquiry
from assistant.eligibility.record import Record, markdown, page, record

_WRITERS: Mapping[str, Callable[[Record], str]] = {
    "text/html": partial(page, alone=False),
    "text/markdown": markdown,
}
_ENDINGS = {"text/html": "html", "text/markdown": "md"}


def routes(assessor: Assessor) -> APIRouter:
    """The route over ``assessor``."""
    router = APIRouter(prefix="/api/v1", tags=["eligibility"])

    @router.post(
        "/eligibility/record",
        responses={
            200: {"content": {media: {} for media in _WRITERS}},
            **documented(400, 406, 413, 415, 422, 503),
        },
        response_class=Response,
        dependencies=[Depends(require_json)],
    )
    def decision_record(body: Inquiry, request: Request) -> Response:
        """The decision record, as `text/html` or as `text/markdown`, whichever is accepted."""
        media = _accepted(request.headers.get("accept", "*/*"))
        made = record(body, assessor.eligible(body))
        headers = {"Content-Disposition": f'inline; filename="decision-{made.id}.{_ENDINGS[media]}"'}
        return Response(_WRITERS[media](made), media_type=media, headers=headers)

    return router


def _accepted(header: str) -> str:
    """The media type that a client takes, the page where it takes both.

    Raises:
        Refused: it takes neither.
    """
    taken = {one.partition(";")[0].strip().lower() for one in header.split(",")}
    for media in _WRITERS:
        if taken & {media, "text/*", "*/*"}:
            return media
    raise Refused(
        "Accept",
        "a record is a page or Markdown",
        "Send Accept: text/html or text/markdown",
        status=406,
        kind="not-acceptable",
    )
