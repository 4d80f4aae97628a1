"""What a caller may not do: use up the machine, come under another name, or be framed by another page.

    Places         at most N answers are computed at once; others wait briefly, then are told to come back
    SafeResponses  refuses unknown Host names and huge bodies, and puts the security headers on every response

Must not know what is being computed or served.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import AscnError

MAX_BODY_BYTES = 256 * 1024
"""Above the longest question with every character escaped; a longer one is still told its own reason."""

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Busy(AscnError):
    """All places are taken; ``retry_after`` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            "answering",
            "too many questions are being answered at this moment",
            f"Ask again in {retry_after} seconds",
        )
        self.retry_after = retry_after


class Places:
    """At most ``count`` answers at once, each in a thread of its own.

    Args:
        count: answers computed at the same time.
        patience: seconds a question waits for a place before `Busy` is raised.
    """

    def __init__(self, count: int, patience: float) -> None:
        self.threads = ThreadPoolExecutor(max_workers=count, thread_name_prefix="answer")
        self._free = anyio.Semaphore(count)
        self._patience = patience

    async def take(self) -> None:
        """Wait for a place.

        Raises:
            Busy: none became free in time.
        """
        with anyio.move_on_after(self._patience):
            await self._free.acquire()
            return
        raise Busy(retry_after=max(1, round(self._patience)))

    def give_back(self) -> None:
        """Free the place; called in the event loop, once for every `take`."""
        self._free.release()


class SafeResponses:
    """Refuses unknown host names (DNS rebinding) and huge bodies, and adds the security headers.

    Args:
        hosts: accepted names without port; ``*`` accepts any.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(name.lower() for name in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request that may come in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        received = 0

        async def receive_some() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BODY_BYTES:
                raise HTTPException(413)
            return message

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        known = self._knows(Headers(scope=scope).get("host", ""))
        await (self._app if known else _UNKNOWN_HOST)(scope, receive_some, send_safely)

    def _knows(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return "*" in self._hosts or name in self._hosts


_UNKNOWN_HOST = JSONResponse(
    {
        "type": "urn:ascn:problem:unknown-host",
        "title": "Unknown host",
        "status": 421,
        "detail": "This server is not known under that name. Use its own address.",
    },
    421,
    media_type="application/problem+json",
)
