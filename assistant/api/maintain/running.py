"""`/maintain/run`: how far the change that goes on has come, as a page and as events. Must not change it.

The page loads itself again where no script runs; with script it follows the events.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from fastapi import APIRouter, Request, Response
from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from assistant.api.events import STREAM_HEADERS
from assistant.api.maintain.documents import RUN
from assistant.api.maintain.frame import go, show
from assistant.maintaining.office import Activity, Office
from assistant.web.wording import Wording, language_of

BETWEEN = 0.7
"""Seconds between two looks at how far it has come."""

_MINUTE = 60
_SECONDS_TOLD = 90
"""Longer is told in minutes."""


class Progress(BaseModel):
    """How far it is: ``text`` for people; ``total`` 0 where it is not known."""

    running: bool
    text: str
    done: int
    total: int


def add_to(router: APIRouter, office: Office) -> None:
    """The routes of what goes on, over ``office``."""

    @router.get(RUN)
    def run(request: Request) -> Response:
        activity = office.activity()
        progress = progress_of(activity, Wording(language_of(request)))
        return show(request, "run", {"activity": activity, "progress": progress})

    @router.get(f"{RUN}/events")
    async def events(request: Request) -> Response:
        wording = Wording(language_of(request))
        return EventSourceResponse(_told(office, wording), headers=STREAM_HEADERS)

    @router.post(f"{RUN}/pause")
    def pause() -> Response:
        office.pause()
        return go(RUN)


def progress_of(activity: Activity, wording: Wording) -> Progress:
    """What is told of how far a change has come."""
    work = activity.work
    if not activity.running:
        return Progress(running=False, text="", done=0, total=0)
    if work is None:
        return Progress(running=True, text=wording("maintain.run.begins"), done=0, total=0)
    text = wording(f"maintain.stage.{work.stage}", done=f"{work.done:,}", total=f"{work.total:,}")
    if (left := work.seconds_left) is not None and work.done < work.total:
        text = f"{text} {_left(left, wording)}"
    return Progress(running=True, text=text, done=work.done, total=work.total)


def _left(seconds: float, wording: Wording) -> str:
    if seconds < _SECONDS_TOLD:
        return wording("maintain.run.seconds_left", count=max(1, round(seconds)))
    return wording("maintain.run.minutes_left", count=round(seconds / _MINUTE))


async def _told(office: Office, wording: Wording) -> AsyncIterator[bytes]:
    last: Progress | None = None
    while True:
        now = progress_of(await run_in_threadpool(office.activity), wording)
        if now == last:
            yield KEEPALIVE_COMMENT
        else:
            name = "progress" if now.running else "end"
            yield format_sse_event(event=name, data_str=now.model_dump_json())
        if not now.running:
            return
        last = now
        await asyncio.sleep(BETWEEN)
