"""An HTTP transport that stops reading: after so many bytes, or when the time is up, whatever is sent.

Why beside the client's own time-outs: those count from one byte to the next, so a server that sends a space
every second, or a page without end, would hold a thread for as long as it likes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import httpx


class TooMuch(httpx.TransportError):
    """More bytes than allowed."""


class BoundedTransport(httpx.BaseTransport):
    """Sends as another transport does and bounds what is read of each response.

    A request's read time-out is the time from its sending to the last byte of its response.

    Args:
        size: bytes of a body at the most.
        clock: seconds that only grow.
    """

    def __init__(self, inner: httpx.BaseTransport, size: int, clock: Callable[[], float]) -> None:
        self._inner, self._size, self._clock = inner, size, clock

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The response, its body bounded.

        Raises:
            httpx.TransportError: it cannot be had.
        """
        seconds = request.extensions.get("timeout", {}).get("read")
        end = math.inf if seconds is None else self._clock() + seconds
        response = self._inner.handle_request(request)
        assert isinstance(response.stream, httpx.SyncByteStream)
        stream = _Bounded(response.stream, end, self._size, self._clock)
        return httpx.Response(
            response.status_code, headers=response.headers, stream=stream, extensions=response.extensions
        )

    def close(self) -> None:
        """Close the other transport."""
        self._inner.close()


class _Bounded(httpx.SyncByteStream):
    def __init__(
        self, inner: httpx.SyncByteStream, end: float, size: int, clock: Callable[[], float]
    ) -> None:
        self._inner, self._end, self._left, self._clock = inner, end, size, clock

    def __iter__(self) -> Iterator[bytes]:
        for part in self._inner:
            self._left -= len(part)
            if self._left < 0:
                raise TooMuch("the reply has no end")
            if self._clock() > self._end:
                raise httpx.ReadTimeout("the reply took too long")
            yield part

    def close(self) -> None:
        self._inner.close()
