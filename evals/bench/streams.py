"""Many askers at once: the silence between the events of each stream, and how long each waits for its answer.

Must not judge answers.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_END = b"\n\n"
_WAIT = "wait"
_LIMIT = 1 << 22
"""Bytes of the longest event that is read: an answer with all projects."""


@dataclass(slots=True)
class Stream:
    """What one asker got.

    Attributes:
        times: seconds after asking, one for each event.
        names: of the events in order; a status that tells the place in line is called "wait".
    """

    times: list[float] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    @property
    def gaps(self) -> list[float]:
        """Seconds between two events, the first counted from the question."""
        return [after - before for before, after in zip([0.0, *self.times], self.times, strict=False)]

    @property
    def is_complete(self) -> bool:
        """Whether it ended with an answer."""
        return self.names[-1:] == ["done"]

    @property
    def is_told_busy(self) -> bool:
        """Whether it ended with an error that says so."""
        return self.names[-1:] in (["error"], ["503"])

    @property
    def started(self) -> float:
        """Seconds until its turn came; NaN where it never did."""
        turn = (
            when for when, name in zip(self.times, self.names, strict=True) if name not in {_WAIT, "error"}
        )
        return next(turn, float("nan"))


def streams(address: str, questions: Sequence[str], askers: int) -> list[Stream]:
    """What ``askers`` got who all asked at once, the questions dealt out in turn."""
    return asyncio.run(_all(address, [questions[n % len(questions)] for n in range(askers)]))


async def _all(address: str, questions: Sequence[str]) -> list[Stream]:
    return list(await asyncio.gather(*(_asked(address, question) for question in questions)))


async def _asked(address: str, question: str) -> Stream:
    place = urlsplit(address)
    reader, writer = await asyncio.open_connection(place.hostname, place.port, limit=_LIMIT)
    body = json.dumps({"question": question}).encode()
    head = (
        f"POST /api/v1/chat HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n"
        "Content-Type: application/json\r\nAccept: text/event-stream\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    begin, found = time.perf_counter(), Stream()
    writer.write(head.encode() + body)
    try:
        status = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1].decode()
        if status != "200":
            found.times.append(time.perf_counter() - begin)
            found.names.append(status)
            return found
        while block := await _block(reader):
            if name := _name(block):
                found.times.append(time.perf_counter() - begin)
                found.names.append(name)
    finally:
        writer.close()
    return found


async def _block(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(_END)
    except asyncio.IncompleteReadError as end:
        return end.partial


def _name(block: bytes) -> str | None:
    """The event's name; None for a ping. Lengths of chunks may stand between the lines."""
    name = next((line[7:].decode() for line in block.splitlines() if line.startswith(b"event: ")), None)
    return _WAIT if name == "status" and b'"step":"wait"' in block else name
