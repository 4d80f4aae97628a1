"""One answer while it is computed: a blocking generator in a thread, read as events in the event loop.

    asker.ask ── thread ──▶ queue ── event loop ──▶ JSON answer or server-sent events

The generator is created, pulled and closed in one thread. Whoever stops listening stops the work: no
further event is pulled. Must not know what the events say.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Generator, Iterator
from functools import partial
from time import monotonic

from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse, format_sse_event
from starlette.types import Receive, Scope, Send

from assistant import phrases
from assistant.api.limits import Busy, Places
from assistant.api.ports import Asker, Event
from assistant.api.problems import problem_of
from assistant.schema import Answer, Question, StatusEvent
from corpus.errors import AscnError
from indexing.language import language_of

_log = logging.getLogger(__name__)

BEAT_SECONDS = 0.06
"""Events that happen within this time are sent together: a page need not draw each of them."""

PING_SECONDS = 10.0
"""Silence after which a stream sends a ping, so that no proxy takes it for dead."""

WAITING = "wait"
"""Step of an answer that waits for its turn."""

STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


class Unfinished(RuntimeError):
    """The asker ended without an `Answer`."""


class Answering:
    """One question being answered in a thread; made by `begin` or `queue`."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._stopped = threading.Event()
        self._queue: asyncio.Queue[Event | Exception] = asyncio.Queue()
        self._waiting: asyncio.Task[None] | None = None

    @classmethod
    async def begin(cls, asker: Asker, question: Question, places: Places) -> Answering:
        """Take a place and start.

        Raises:
            Busy: no place became free in time.
        """
        await places.take()
        loop = asyncio.get_running_loop()
        answering = cls(loop)
        work = loop.run_in_executor(places.threads, answering._pull, asker, question)
        work.add_done_callback(lambda _: places.give_back())
        return answering

    @classmethod
    def queue(cls, asker: Asker, question: Question, places: Places) -> Answering:
        """Stand in line for a place and return at once.

        How many are before it comes as events of the step ``wait``, that it was in vain as `Busy`.
        """
        answering = cls(asyncio.get_running_loop())
        answering._waiting = answering._loop.create_task(answering._start(asker, question, places))
        return answering

    async def _start(self, asker: Asker, question: Question, places: Places) -> None:
        """Take a place when one is free, and start."""
        try:
            await places.take(partial(self._tell_line, question.language or language_of(question.text)))
        except Busy as busy:
            self._queue.put_nowait(busy)
            return
        work = self._loop.run_in_executor(places.threads, self._pull, asker, question)
        work.add_done_callback(lambda _: places.give_back())

    def _tell_line(self, language: str, ahead: int) -> None:
        self._queue.put_nowait(StatusEvent(step=WAITING, text=phrases.in_line(ahead, language)))

    def stop(self) -> None:
        """Pull no further event, leave the line; what runs right now ends by itself."""
        self._stopped.set()
        if self._waiting is not None:
            self._waiting.cancel()

    async def event(self, within: float) -> Event | None:
        """The next event, or None when ``within`` seconds brought none.

        Raises:
            Exception: whatever the asker raised.
        """
        try:
            happened = await asyncio.wait_for(self._queue.get(), within)
        except TimeoutError:
            return None
        if isinstance(happened, Exception):
            raise happened
        return happened

    def _pull(self, asker: Asker, question: Question) -> None:
        """Runs in the thread: every event, then nothing more; an error travels as an event."""
        events: Iterator[Event] = iter(())
        try:
            events = asker.ask(question)
            for event in events:
                if self._stopped.is_set():
                    return
                self._tell(event)
                if isinstance(event, Answer):
                    return
            raise Unfinished("the asker ended without an answer")
        except Exception as error:  # noqa: BLE001  whatever it is, the one who waits must hear of it
            self._tell(error)
        finally:
            # A generator that is merely dropped would be closed some time later, in some other thread.
            if isinstance(events, Generator):
                events.close()

    def _tell(self, happened: Event | Exception) -> None:
        try:
            self._loop.call_soon_threadsafe(self._queue.put_nowait, happened)
        except RuntimeError:  # the loop is closed: the server is going down and nobody listens
            self.stop()


class EventStream(EventSourceResponse):
    """``status`` and ``claim`` as they happen, then ``done`` with the answer or ``error`` with a problem."""

    def __init__(self, answering: Answering) -> None:
        super().__init__(_encoded(answering), headers=STREAM_HEADERS)
        self._answering = answering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send until the end, or until the client has gone."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._answering.stop()


async def _encoded(answering: Answering) -> AsyncIterator[bytes]:
    beat: list[Event] = []
    try:
        while not (beat and isinstance(beat[-1], Answer)):
            beat = []
            await _fill(beat, answering)
            yield b"".join(map(_formatted, beat)) or KEEPALIVE_COMMENT
    except Exception as error:  # noqa: BLE001  the response has begun: no other way is left to tell
        if not isinstance(error, AscnError):
            _log.exception("an answer failed while it was streamed")
        yield b"".join(map(_formatted, beat))
        yield format_sse_event(event="error", data_str=problem_of(error).model_dump_json(exclude_none=True))


async def _fill(beat: list[Event], answering: Answering) -> None:
    """Add the next event and what follows within a beat, at the most up to the answer; nothing in silence."""
    event = await answering.event(within=PING_SECONDS)
    end = monotonic() + BEAT_SECONDS
    while event is not None:
        beat.append(event)
        if isinstance(event, Answer):
            return
        event = await answering.event(within=max(end - monotonic(), 0))


def _formatted(event: Event) -> bytes:
    return format_sse_event(event=_name(event), data_str=event.model_dump_json())


def _name(event: Event) -> str:
    if isinstance(event, Answer):
        return "done"
    return "status" if isinstance(event, StatusEvent) else "claim"
