"""One attempt to get one file over HTTP, going on where an earlier attempt stopped.

Beside the target lie ``<file>.part``, its bytes so far, and ``<file>.origin.part``, the address and
validator of those bytes. Must not retry, verify what arrived, or know what the file is for.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path

import httpx

Received = Callable[[int, int | None], None]
"""Told after every piece: bytes so far, and of how many where that is known."""

_HOPS = 5
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_PASSING = _BUSY | {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.GATEWAY_TIMEOUT,
}


class Interrupted(Exception):
    """It may work later. ``wait``: seconds, where the server named a time; ``reached``: whether it spoke."""

    def __init__(self, reason: str, *, wait: float | None = None, reached: bool = True) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.reached = reason, wait, reached


class Refused(Exception):
    """It will not work by trying again."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Partial:
    """The unfinished download of ``target``."""

    target: Path

    @property
    def bytes(self) -> Path:
        """What has arrived."""
        return self.target.with_name(f"{self.target.name}.part")

    @property
    def origin(self) -> Path:
        """Where it came from: the address, then the validator, a line each."""
        return self.target.with_name(f"{self.target.name}.origin.part")

    def resumable(self, url: str) -> tuple[int, str]:
        """How many bytes of ``url`` are here and the validator they go on with; (0, "") to start anew."""
        try:
            address, validator = self.origin.read_text(encoding="ascii").splitlines()
            size = self.bytes.stat().st_size
        except (OSError, ValueError):
            return 0, ""
        return (size, validator) if address == url else (0, "")

    def begin(self, url: str, validator: str | None) -> None:
        """Start anew: the old bytes go before the new validator comes, so a kill never mixes two files."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.bytes.write_bytes(b"")
        if validator and f"{url}{validator}".isascii():
            self.origin.write_text(f"{url}\n{validator}\n", encoding="ascii")
        else:
            self.origin.unlink(missing_ok=True)

    def discard(self) -> None:
        """Forget everything that arrived."""
        self.bytes.unlink(missing_ok=True)
        self.origin.unlink(missing_ok=True)

    def finish(self) -> None:
        """Give the whole file its name."""
        self.bytes.replace(self.target)
        self.origin.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Road:
    """What every attempt of a run shares.

    Attributes:
        gates: per host, how many may be under way.
        max_bytes: a larger file is refused.
        now: the clock, for a ``Retry-After`` that names a date.
    """

    client: httpx.AsyncClient
    gates: Mapping[str, AbstractAsyncContextManager[None]]
    max_bytes: int
    now: Callable[[], datetime]


async def attempt(road: Road, url: str, partial: Partial, received: Received) -> bool:
    """Bring ``partial.bytes`` to the whole of ``url``; whether part of it came from an earlier attempt.

    Raises:
        Interrupted: the connection or the server failed; what arrived is kept to go on with.
        Refused: the server will not give this file, or it is too large.
        OSError: it cannot be written.
    """
    size, validator = partial.resumable(url)
    wanted = {"Accept-Encoding": "identity"}
    if size:
        wanted |= {"Range": f"bytes={size}-", "If-Range": validator}
    try:
        async with _answered(road, url, wanted) as response:
            if response.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and size:
                return _insist_on_whole(response, partial, size)
            resumed = _agree(response, url, partial, size, road.now)
            await _receive(response, partial, size if resumed else 0, road.max_bytes, received)
            return resumed
    except httpx.RequestError as error:
        raise _interruption(error, url) from error
    except httpx.InvalidURL as error:
        raise Refused(f"it leads to an address that cannot be opened ({error})") from error


@asynccontextmanager
async def _answered(road: Road, url: str, headers: Mapping[str, str]) -> AsyncIterator[httpx.Response]:
    """The answer after all redirects, each hop through the gate of its own host."""
    request = road.client.build_request("GET", url, headers=headers)
    for _ in range(_HOPS + 1):
        if request.url.scheme not in {"http", "https"}:
            raise Refused(f"it is redirected to {request.url}, which is not HTTP")
        async with road.gates[request.url.host]:
            response = await road.client.send(request, stream=True, follow_redirects=False)
            try:
                if response.next_request is None:
                    yield response
                    return
                request = response.next_request
            finally:
                await response.aclose()
    raise Refused(f"it is redirected more than {_HOPS} times")


def _agree(
    response: httpx.Response, url: str, partial: Partial, size: int, now: Callable[[], datetime]
) -> bool:
    """Whether the answer goes on after ``size`` bytes; False where it starts anew."""
    status = response.status_code
    if status == HTTPStatus.OK:
        partial.begin(url, _validator(response) if _plain(response) else None)
        return False
    if status == HTTPStatus.PARTIAL_CONTENT:
        if size and _plain(response) and _content_range(response)[0] == str(size):
            return True
        partial.discard()
        raise Interrupted("the server sent another part of the file than asked for")
    phrase = f"the server answers {status} {response.reason_phrase}".rstrip()
    if status in _PASSING:
        raise Interrupted(phrase, wait=_retry_after(response, now) if status in _BUSY else None)
    raise Refused(phrase)


def _insist_on_whole(response: httpx.Response, partial: Partial, size: int) -> bool:
    """Nothing can follow ``size`` bytes where that is all there is: a run that ended just before `finish`."""
    if _content_range(response)[1] != str(size):
        partial.discard()
        raise Interrupted("the file on the server is not the one begun earlier")
    return True


async def _receive(
    response: httpx.Response, partial: Partial, done: int, max_bytes: int, received: Received
) -> None:
    plain = _plain(response)
    length = response.headers.get("content-length", "")
    total = done + int(length) if plain and length.isdigit() else None
    with partial.bytes.open("ab") as file:
        try:
            _bound(total or 0, max_bytes)
            async for piece in response.aiter_raw() if plain else response.aiter_bytes():
                done += len(piece)
                _bound(done, max_bytes)
                file.write(piece)
                received(done, total)
        except Refused:
            partial.discard()
            raise
        file.flush()
        os.fsync(file.fileno())


def _bound(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise Refused(f"it has more than {max_bytes:,} bytes")


def _plain(response: httpx.Response) -> bool:
    """Whether the bytes on the wire are the bytes of the file."""
    encoding: str = response.headers.get("content-encoding", "identity")
    return encoding.lower() == "identity"


def _validator(response: httpx.Response) -> str | None:
    """What ``If-Range`` may carry: a strong entity tag, else the date of the last change."""
    tag: str = response.headers.get("etag", "")
    if tag and not tag.startswith("W/"):
        return tag
    date: str | None = response.headers.get("last-modified")
    return date


def _content_range(response: httpx.Response) -> tuple[str, str]:
    """First byte and total of ``bytes 5-9/10`` or ``bytes */10``, "" where not told."""
    span, _, total = response.headers.get("content-range", "").removeprefix("bytes ").partition("/")
    return span.partition("-")[0], total


def _retry_after(response: httpx.Response, now: Callable[[], datetime]) -> float | None:
    """Seconds to wait, out of a number or a date."""
    text = response.headers.get("retry-after", "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - now()).total_seconds())
    except (ValueError, TypeError):
        return None


def _interruption(error: httpx.RequestError, url: str) -> Exception:
    if isinstance(error, httpx.UnsupportedProtocol):
        return Refused(f"{url} is no HTTP address")
    why = str(error) or type(error).__name__
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return Interrupted(f"{httpx.URL(url).host} cannot be reached ({why})", reached=False)
    return Interrupted(f"the connection broke ({why})")
