"""The verdicts on an applicant's facts, to be printed and filed: for programs and, by address, for people.

    POST /api/v1/eligibility/record      facts as JSON → the record as a page or as Markdown
    GET  /eligibility/record[.html|.md]  the facts of the form's address → a page to print, files to keep

Must not decide or word anything itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from assistant.api.chat import require_json
from assistant.api.ports import Assessor
from assistant.api.problems import Refused, documented
from assistant.eligibility.facts import Inquiry
from assistant.eligibility.filled import filled
from assistant.eligibility.record import Record, markdown, page, record
from assistant.errors import FactsInvalid

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


def pages(assessor: Assessor) -> APIRouter:
    """The records of what the form was filled in with."""
    router = APIRouter(include_in_schema=False)

    def filed(request: Request) -> Record | None:
        """The record of the facts in an address; None where they are none."""
        said = filled(request.query_params.multi_items())
        if said.inquiry is None or not said.values:
            return None
        try:
            return record(said.inquiry, assessor.eligible(said.inquiry))
        except FactsInvalid:
            return None

    @router.get("/eligibility/record")
    def printable(request: Request) -> Response:
        made = filed(request)
        return _form(request) if made is None else Response(page(made, alone=False), media_type="text/html")

    @router.get("/eligibility/record.html")
    def html_file(request: Request) -> Response:
        made = filed(request)
        return _form(request) if made is None else _file(made, page(made, alone=True), "text/html")

    @router.get("/eligibility/record.md")
    def markdown_file(request: Request) -> Response:
        made = filed(request)
        return _form(request) if made is None else _file(made, markdown(made), "text/markdown")

    return router


def _form(request: Request) -> Response:
    """To the form, which says what is wrong with the facts of an address."""
    return RedirectResponse(f"/eligibility?{request.url.query}", 303)


def _file(made: Record, text: str, media: str) -> Response:
    name = f"decision-{made.id}.{_ENDINGS[media]}"
    return Response(text, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


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
