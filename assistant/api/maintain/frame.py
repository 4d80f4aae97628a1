"""What every maintainers' page shares: its frame, its sections, and how an error is told inside it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from assistant.api.maintain.admitting import NotAdmitted
from assistant.api.problems import problem_of, respond, retry_after, wants_page
from assistant.messages import written_day
from assistant.web import render
from assistant.web.wording import language_of
from corpus.errors import AscnError

SECTIONS = (
    ("overview", "/maintain"),
    ("documents", "/maintain/documents"),
    ("index", "/maintain/index"),
    ("feedback", "/maintain/feedback"),
    ("evaluation", "/maintain/evaluation"),
)
"""By the key of its name."""

HEADERS = {"Cache-Control": "no-store"}
"""What maintainers see is kept nowhere."""


def show(
    request: Request, template: str, context: Mapping[str, object] | None = None, status_code: int = 200
) -> Response:
    """A page in the frame of the maintainers."""
    language = language_of(request)
    shown = {"parts": SECTIONS, "moment": lambda time: moment(time, language)} | dict(context or {})
    return render(request, f"maintain/{template}.html", shown, status_code=status_code, headers=HEADERS)


def moment(time: datetime | str, language: str) -> str:
    """A time as people write it, to the minute, in UTC; the ledger keeps times as ISO text."""
    at = datetime.fromisoformat(time) if isinstance(time, str) else time
    at = at.astimezone(UTC)
    return f"{written_day(at.date(), language)}, {at:%H:%M} UTC"


def go(address: str) -> Response:
    """After a change: on to a page that can be loaded again without making it again."""
    return RedirectResponse(address, 303, headers=HEADERS)


class ToldInFrame(APIRoute):
    """A route whose errors are told in the frame of the maintainers, where they can go on."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As the parent's, with errors turned into pages."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handle(request)
            except NotAdmitted:
                raise
            except AscnError as error:
                problem = problem_of(error)
                if not wants_page(request):
                    return respond(request, problem, retry_after(error))
                return show(request, "problem", {"problem": problem}, problem.status)

        return told
