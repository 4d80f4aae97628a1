"""What a caller may not do: use up the machine, come under another name, or be framed by another page.

    Places         at most N answers are computed at once; others stand in line, then are told to come back
    SafeResponses  refuses unknown Host names, huge bodies and forms that another site sends, and puts
                   the security headers on every response

Must not know what is being computed or served.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import AscnError

MAX_BODY_BYTES = 256 * 1024
"""Above the longest question with every character escaped; a longer one is still told its own reason."""

_NONE_LARGER: Mapping[str, int] = {}
TOLD_EVERY = 0.1
"""Seconds after which one who stands in line hears again how many are before it."""

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: our own forms would then come with ``Origin: null``, as those of a forger do.
    "Referrer-Policy": "same-origin",
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
    """At most ``count`` answers at once, each in a thread of its own; whoever comes later stands in line.

    Args:
        count: answers computed at the same time.
        patience: seconds a question stands in line before `Busy` is raised.
        line: questions that may stand in line; one more is told at once that it is of no use.

    Why a line of our own and not a semaphore: those who wait are to be told how many are before them.
    """

    def __init__(self, count: int, patience: float, line: int = 200) -> None:
        self.threads = ThreadPoolExecutor(max_workers=count, thread_name_prefix="answer")
        self._free = count
        self._patience = patience
        self._longest = line
        self._line: deque[asyncio.Future[None]] = deque()

    async def take(self, tell: Callable[[int], None] | None = None) -> None:
        """Wait for a place, first come, first served.

        Args:
            tell: gets how many are before this one, at once and then every `TOLD_EVERY` seconds.

        Raises:
            Busy: none became free in time, or too many wait already.
        """
        if self._free:
            self._free -= 1
            return
        if len(self._line) >= self._longest:
            raise Busy(self._retry_after)
        turn = asyncio.get_running_loop().create_future()
        self._line.append(turn)
        try:
            await self._stand(turn, tell)
        except BaseException:
            if turn.done():  # the place came in the moment in which it was given up
                self.give_back()
            else:
                self._line.remove(turn)
            raise

    async def _stand(self, turn: asyncio.Future[None], tell: Callable[[int], None] | None) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + self._patience
        while not turn.done():
            if tell is not None:
                tell(self._line.index(turn))
            left = until - loop.time()
            if left <= 0:
                raise Busy(self._retry_after)
            await asyncio.wait({turn}, timeout=min(TOLD_EVERY, left) if tell else left)

    def give_back(self) -> None:
        """Pass the place on to the first in line; called in the event loop, once for every `take`."""
        if self._line:
            self._line.popleft().set_result(None)
        else:
            self._free += 1

    @property
    def _retry_after(self) -> int:
        return max(1, round(min(self._patience, 10)))


class SafeResponses:
    """Refuses unknown host names (DNS rebinding), huge bodies and forged changes, and adds security headers.

    Why here and for every route: a cookie alone does not tell whether our page or another site's sent a
    form; browsers say so in ``Sec-Fetch-Site``, older ones in ``Origin``. Programs send neither and pass.

    Args:
        hosts: accepted names without port; ``*`` accepts any.
        larger: addresses that take larger bodies, with how many bytes.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str], larger: Mapping[str, int] = _NONE_LARGER) -> None:
        self._app = app
        self._larger = larger
        self._hosts = frozenset(name.lower() for name in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request that may come in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        received = 0
        most = self._larger.get(scope["path"], MAX_BODY_BYTES)

        async def receive_some() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                raise HTTPException(413)
            return message

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                own = sent.get("content-security-policy")
                sent.update(SECURITY_HEADERS)
                if own is not None:
                    sent["content-security-policy"] = own
            await send(message)

        headers = Headers(scope=scope)
        app = self._app
        if scope["method"] not in _READING and forged(headers):
            app = _FOREIGN
        if not self._knows(headers.get("host", "")):
            app = _UNKNOWN_HOST
        await app(scope, receive_some, send_safely)

    def _knows(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return "*" in self._hosts or name in self._hosts


def forged(headers: Headers) -> bool:
    """Whether a page of another site sent a request, as far as browsers tell."""
    if site := headers.get("sec-fetch-site"):
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host", "")


_READING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

_FOREIGN = JSONResponse(
    {
        "type": "urn:ascn:problem:another-site",
        "title": "Another site",
        "status": 403,
        "detail": "A page of another site sent this. Open the page of this server and send it from there.",
    },
    403,
    media_type="application/problem+json",
)

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
