"""The cookies by which a browser gets at its own conversations, and at nobody else's.

    first question of a page ─▶ cookie with a new key ─▶ every later request ─▶ hashes of the keys it holds

HttpOnly, SameSite=Lax, renewed with every question for as long as conversations are kept. A program that asks
without cookies gets none: only browsers say where a request comes from. Must not read conversations.

Why a name of its own for every key: two tabs that ask their first question at once get a key each, and the
cookie of one must not take the place of the other's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from assistant.api.ports import Asker, Talks
from assistant.ownership import Keys, hashed, new_key

PREFIX = "ascn_key_"

MOST_KEYS = 8
"""Keys that are read of one browser, the first ones."""

_LEAST_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: the keys that came with a request by the names of their cookies, or the one made for it."""

    secrets: tuple[tuple[str, str], ...] = ()

    @property
    def keys(self) -> Keys:
        """Hashes of the keys."""
        return tuple(hashed(secret) for _, secret in self.secrets)

    def asker(self, asker: Asker, talks: Talks | None) -> Asker:
        """What asks for this visitor."""
        return asker if talks is None else talks.held_by(self.keys)

    def remember(self, request: Request, response: Response, talks: Talks | None) -> Response:
        """``response`` with the cookies that keep these keys for as long as their conversations are kept."""
        if talks is not None and talks.days is not None:
            seconds = int(timedelta(days=talks.days).total_seconds())
            for name, secret in self.secrets:
                response.set_cookie(
                    name,
                    secret,
                    max_age=seconds,
                    httponly=True,
                    samesite="lax",
                    secure=request.url.scheme == "https",
                )
        return response


def keys_of(request: Request) -> Keys:
    """Hashes of the keys that came with a request."""
    return Visitor(_sent(request)).keys


def visitor(request: Request, talks: Talks | None) -> Visitor:
    """Who asks a question; a browser that holds no key gets one where conversations are kept."""
    secrets = _sent(request)
    if secrets or talks is None or talks.days is None or not _from_browser(request):
        return Visitor(secrets)
    secret = new_key()
    return Visitor(((f"{PREFIX}{hashed(secret)[:8]}", secret),))


def _sent(request: Request) -> tuple[tuple[str, str], ...]:
    found = (
        (name, value)
        for name, value in request.cookies.items()
        if name.startswith(PREFIX) and value.isascii() and value.isprintable()
    )
    return tuple(each for each in found if len(each[1]) >= _LEAST_CHARACTERS)[:MOST_KEYS]


def _from_browser(request: Request) -> bool:
    """Whether a page sent it; `assistant.api.limits` lets only our own pages send anything."""
    return "sec-fetch-site" in request.headers or "origin" in request.headers


async def admitted(request: Request, talks: Talks | None, conversation: str | None) -> Visitor:
    """Who asks in a conversation; nobody in particular outside of one.

    Raises:
        ConversationUnknown: it is somebody else's.
    """
    if talks is None or conversation is None:
        return Visitor()
    asking = visitor(request, talks)
    await run_in_threadpool(talks.admit, conversation, asking.keys)
    return asking
