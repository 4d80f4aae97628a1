"""The web application: the routes put together, and what holds for every one of them.

Gets an `Asker` and a `Shelf` and builds nothing itself. Must not read settings or the environment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from fastapi import FastAPI
from pydantic import BaseModel
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from assistant.api import (
    answer_pages,
    answers,
    chat,
    conversation_pages,
    conversations,
    documents,
    eligibility,
    eligibility_pages,
    feedback,
    feedback_pages,
    filing,
    language,
    library_pages,
    pages,
    problems,
    programme_pages,
    programmes,
    project_pages,
    record_pages,
)
from assistant.api.limits import LOOPBACK_HOSTS, Places, SafeResponses
from assistant.api.maintain import LARGER_BODIES, Maintainers
from assistant.api.maintain import install as install_maintainers
from assistant.api.ports import Archive, Asker, Assessor, Feedback, Shelf, Stock, Talks
from assistant.web import STATIC

VERSION = "1"


class Health(BaseModel):
    """Whether the server is there, and from which state of the index it answers."""

    status: str
    generation: str | None


class OwnFiles(StaticFiles):
    """The files of the page, asked for anew each time: script and style must fit the page they came with."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """As the parent, with leave to keep the file but not to use it unasked."""
        response: Response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "no-cache"
        return response


def create_app(
    asker: Asker,
    shelf: Shelf,
    *,
    assessor: Assessor | None = None,
    archive: Archive | None = None,
    opinions: Feedback | None = None,
    stock: Stock | None = None,
    maintainers: Maintainers | None = None,
    talks: Talks | None = None,
    today: Callable[[], date] = date.today,
    hosts: Iterable[str] = LOOPBACK_HOSTS,
    places: int = 2,
    patience: float = 30.0,
) -> FastAPI:
    """The whole HTTP door.

    Args:
        assessor: decides eligibility; without it nobody can ask for it.
        archive: keeps answers; without it none can be looked up by its id.
        opinions: keeps feedback; without it none is taken.
        stock: knows what is searched and what could not be read; without it the library says neither.
        maintainers: who may change documents, and with what; without it there are no such pages.
        talks: keeps conversations; without it nobody can come back to one.
        today: the day on which windows are open or closed.
        hosts: names under which the server may be called, without port; ``*`` for any.
        places: answers computed at the same time.
        patience: seconds a question waits for a place before it is refused with 503.
    """
    app = FastAPI(
        title="ASCN assistant",
        version=VERSION,
        docs_url=None,  # both would load script from other hosts
        redoc_url=None,
    )
    rooms = Places(places, patience)
    sections = {"ask": "/"}  # what the head of every page leads to, by the key of its name
    problems.install(app)
    app.include_router(chat.routes(asker, rooms, talks))
    app.include_router(documents.routes(shelf))
    app.include_router(programmes.routes(today))
    if assessor is not None:
        app.include_router(eligibility.routes(assessor))
        app.include_router(filing.routes(assessor))
        app.include_router(filing.pages(assessor))
        app.include_router(eligibility_pages.routes(assessor, today))
        app.include_router(programme_pages.routes(shelf, today))
        sections["eligibility"] = "/eligibility"
    if archive is not None:
        app.include_router(answers.routes(archive, shelf))
        app.include_router(answer_pages.routes(archive, shelf))
    if opinions is not None:
        app.include_router(feedback.routes(opinions))
        app.include_router(feedback_pages.routes(opinions))
    app.include_router(pages.routes(asker, shelf, rooms, talks))
    app.include_router(library_pages.routes(shelf, stock))
    app.include_router(record_pages.routes(shelf))
    app.include_router(project_pages.routes(shelf, today))
    sections["library"] = "/library"
    if talks is not None:
        app.include_router(conversations.routes(talks, shelf))
        app.include_router(conversation_pages.routes(talks, shelf))
        sections["conversations"] = "/conversations"
    app.include_router(language.routes())
    if maintainers is not None:
        install_maintainers(app, maintainers)
        sections["maintain"] = "/maintain"
    app.state.sections = tuple(sections.items())
    offered = {"answers": archive, "feedback": opinions, "conversations": talks}
    app.state.offers = frozenset(name for name, door in offered.items() if door is not None)
    app.mount("/static", GZipMiddleware(OwnFiles(directory=STATIC)), name="static")
    app.add_middleware(SafeResponses, hosts=tuple(hosts), larger=LARGER_BODIES if maintainers else {})

    @app.get("/healthz", tags=["health"])
    def health() -> Health:
        return Health(status="ok", generation=shelf.generation())

    return app
