"""`/language/{tag}`: keeps the language that a reader chose for the pages, and goes back to where they were.

A link and no form, so that it works without script; it changes nothing but the reader's own cookie.
"""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from assistant.api.problems import Refused
from assistant.web.wording import COOKIE, LANGUAGES

_YEAR = 365 * 24 * 3600


def routes() -> APIRouter:
    """The one route."""
    router = APIRouter(include_in_schema=False)

    @router.get("/language/{tag}")
    def choose(tag: str, back: str = "/") -> RedirectResponse:
        if tag not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise Refused(tag, "the pages are not in this language", f"Choose one of {known}", status=404,
                          kind="unknown-language")  # fmt: skip
        response = RedirectResponse(_own(back), 303)
        response.set_cookie(COOKIE, tag, max_age=_YEAR, samesite="lax", httponly=True)
        return response

    return router


def _own(address: str) -> str:
    """A path of this server; the first page for anything that leads elsewhere."""
    local = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if local and address.isprintable() else "/"
