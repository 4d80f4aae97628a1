"""`/maintain/uploads`: files are sent, looked at with what is said about them, and only then added.

Must not read or add anything itself: `assistant.maintaining.office` does.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from assistant.api.maintain import giving, receiving
from assistant.api.maintain.documents import LIST, RUN, show_list
from assistant.api.maintain.frame import HEADERS, go, show
from assistant.api.problems import Refused, problem_of, respond, wants_page
from assistant.commands.documents import Fate
from assistant.maintaining.office import Office
from assistant.maintaining.staging import Staging
from corpus.errors import AscnError
from corpus.models import Audience, DocumentKind

UPLOADS = "/maintain/uploads"


def add_to(router: APIRouter, office: Office) -> None:
    """The routes of adding, over ``office``."""

    @router.post(UPLOADS)
    async def upload(request: Request) -> Response:
        try:
            receiving.check_announced(request.headers.get("content-length"), office.free())
            with office.staging.receiving() as folder:
                content_type = request.headers.get("content-type", "")
                await receiving.receive(request.stream(), content_type, folder)
            address = f"{UPLOADS}/{Staging.upload_of(folder)}"
            # A script that sends the files wants to go there itself, and not to load the page twice.
            made = Response(status_code=201, headers={"Location": address} | HEADERS)
            return go(address) if wants_page(request) else made
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except HTTPException as error:
            told: AscnError = receiving.too_large() if error.status_code == 413 else _unread()
        except AscnError as error:
            told = error
        if not wants_page(request):
            return respond(request, problem_of(told))
        return await run_in_threadpool(show_list, request, office, told)

    @router.get(f"{UPLOADS}/{{upload}}")
    def look(request: Request, upload: str) -> Response:
        return _look(request, office, upload, dict(request.query_params))

    @router.post(f"{UPLOADS}/{{upload}}")
    def add(
        request: Request,
        upload: str,
        title: Annotated[str, Form()] = "",
        published: Annotated[str, Form()] = "",
        kind: Annotated[str, Form()] = "",
        audience: Annotated[str, Form()] = "",
        language: Annotated[str, Form()] = "",
        url: Annotated[str, Form()] = "",
        publisher: Annotated[str, Form()] = "",
    ) -> Response:
        typed = (title, published, kind, audience, language, url, publisher)
        form = dict(zip(giving.FIELDS, typed, strict=True))
        said = giving.read(form, len(office.staging.files(upload)))
        if said.complaints:
            return _look(request, office, upload, form)
        office.add(upload, said.given)
        return go(RUN)

    @router.post(f"{UPLOADS}/{{upload}}/discard")
    def discard(upload: str) -> Response:
        office.staging.discard(upload)
        return go(LIST)


def _look(request: Request, office: Office, upload: str, form: dict[str, str]) -> Response:
    files = office.staging.files(upload)
    said = giving.read(form, len(files))
    foreseen = office.foreseen(upload, said.given)
    context = {
        "upload": upload,
        "said": said,
        "foreseen": foreseen,
        "useful": any(each.fate in {Fate.ADD, Fate.CHANGE} for each in foreseen),
        "kinds": list(DocumentKind),
        "audiences": list(Audience),
    }
    return show(request, "upload", context, 422 if said.complaints else 200)


def _unread() -> Refused:
    return Refused(
        "files", "the files could not be taken", "Send them again", status=400, kind="malformed-upload"
    )
