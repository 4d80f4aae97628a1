"""What a caller may not do: use up the machine, come under another name, or be framed by another page.

    Places         at most N answers are computed at once; others wait briefly, then are told to come back
    SafeResponses  refuses unknown Host names, huge bodies and forms that another site sends, and puts
                   the security headers on every response

Must not know what is being computed or served.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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

_NONE_LARGER: Mapping[str, int] = {}

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
