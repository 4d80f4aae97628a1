"""`/maintain/enter` and `/maintain/leave`: a key or a link for a session, in a cookie that no script reads.

Must not decide who is let in: `assistant.maintaining.admission` does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from assistant.api.problems import Refused, problem_of, respond, retry_after, wants_page
from assistant.errors import AdmissionRefused, AdmissionTooSoon
from assistant.maintaining.admission import SESSION_SECONDS, Doorkeeper
from assistant.web import render

COOKIE = "ascn_maintainer"
HOME = "/maintain"
ENTER = "/maintain/enter"

_NO_STORE = {"Cache-Control": "no-store"}


class NotAdmitted(Refused):
    """Somebody without a session asked for what is the maintainers'."""

    def __init__(self) -> None:
        super().__init__("maintainers", "only maintainers see this", "Enter the key", status=401,
                         kind="not-admitted")  # fmt: skip


def guard(doorkeeper: Doorkeeper) -> Callable[[Request], None]:
    """What every maintainers' page depends on."""

    def admitted(request: Request) -> None:
        if not doorkeeper.knows(request.cookies.get(COOKIE, "")):
            raise NotAdmitted()

    return admitted


async def asked_for_key(request: Request, error: Exception) -> Response:
    """The log-in form in place of what was asked for."""
    if not wants_page(request):
        return respond(request, problem_of(error), {"WWW-Authenticate": _SCHEME})
    lost = request.method != "GET"
    context = {"back": HOME if lost else str(request.url.path), "lost": lost, "complaint": None}
    response = render(request, "maintain/enter.html", context, status_code=401, headers=_NO_STORE)
    response.headers["WWW-Authenticate"] = _SCHEME
    return response


def routes(doorkeeper: Doorkeeper) -> APIRouter:
    """The ways in and out."""
    router = APIRouter(include_in_schema=False)

    @router.get(ENTER)
    def by_link(request: Request, link: str = "") -> Response:
        """The link of the terminal; it lets in once, so what fetches ahead must not use it up."""
        if not link or "prefetch" in request.headers.get("sec-purpose", ""):
            return _form(request, HOME)
        try:
            return _admitted(request, doorkeeper.redeem(link), HOME)
        except AdmissionRefused:
            return _form(request, HOME, "maintain.enter.link_used", status_code=403)

    @router.post(ENTER)
    def by_key(
        request: Request, key: Annotated[str, Form()] = "", back: Annotated[str, Form()] = HOME
    ) -> Response:
        try:
            return _admitted(request, doorkeeper.admit(key.strip()), back)
        except AdmissionRefused:
            return _form(request, back, "maintain.enter.wrong", status_code=403)
        except AdmissionTooSoon as error:
            seconds = error.retry_after
            response = _form(request, back, "maintain.enter.too_soon", seconds, status_code=429)
            response.headers.update(retry_after(error) or {})
            return response

    @router.post("/maintain/leave")
    def leave(request: Request) -> Response:
        doorkeeper.dismiss(request.cookies.get(COOKIE, ""))
        response = RedirectResponse("/", 303, headers=_NO_STORE)
        response.delete_cookie(COOKIE, path=HOME)
        return response

    return router


def _admitted(request: Request, token: str, back: str) -> Response:
    response = RedirectResponse(_inside(back), 303, headers=_NO_STORE)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(SESSION_SECONDS),
        path=HOME,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return response


def _form(
    request: Request, back: str, complaint: str | None = None, seconds: int = 0, status_code: int = 200
) -> Response:
    context = {"back": _inside(back), "lost": False, "complaint": complaint, "seconds": seconds}
    return render(request, "maintain/enter.html", context, status_code=status_code, headers=_NO_STORE)


def _inside(address: str) -> str:
    """A maintainers' page; their first one for any other address."""
    own = address == HOME or address.startswith(f"{HOME}/")
    return address if own and address.isascii() and address.isprintable() and ".." not in address else HOME


_SCHEME = 'Form realm="maintainers"'
"""No scheme that browsers know, so that they show the page with its form."""
