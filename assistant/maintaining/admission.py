"""Decides who is a maintainer: a key or a link let in, a session remembers it for a while.

Everything is kept in the memory of one process and is bounded: sessions in number and age, links in number,
and the pause after wrong keys. Must not know how the key, the link or the session travel.

Why the pause is the same for everybody: an address says little behind a proxy, and whoever is in stays in.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from threading import Lock

from assistant.errors import AdmissionRefused, AdmissionTooSoon

SESSION_SECONDS = 8 * 3600.0
"""Of a session, however much it is used: a day at work."""

MOST_SESSIONS = 20
MOST_LINKS = 5

FREE_FAILURES = 5
"""Wrong keys before the first pause."""

LONGEST_PAUSE = 60.0
"""Seconds, however many wrong keys came before."""

FORGIVEN_AFTER = 900.0
"""Seconds without a wrong key after which earlier ones are forgotten."""


class Doorkeeper:
    """Lets in whoever has the key; usable from several threads.

    Args:
        key: what lets in.
        clock: seconds that never go back.
        token: makes what nobody can guess.
    """

    def __init__(
        self,
        key: str,
        clock: Callable[[], float] = time.monotonic,
        token: Callable[[], str] = secrets.token_urlsafe,
    ) -> None:
        self._key = _digest(key)
        self._clock = clock
        self._token = token
        self._lock = Lock()
        self._sessions: dict[bytes, float] = {}
        self._links: list[bytes] = []
        self._failures = 0
        self._failed = 0.0

    def admit(self, key: str) -> str:
        """The token of a new session.

        Raises:
            AdmissionTooSoon: too many wrong keys came just before; this one was not looked at.
            AdmissionRefused: the key is wrong.
        """
        with self._lock:
            if (left := self._pause() - (self._clock() - self._failed)) > 0:
                raise AdmissionTooSoon(left)
            if not hmac.compare_digest(_digest(key), self._key):
                self._failures, self._failed = self._failures + 1, self._clock()
                raise AdmissionRefused()
            self._failures = 0
            return self._begin()

    def link(self) -> str:
        """A token that lets in once."""
        with self._lock:
            token = self._token()
            self._links = [*self._links, _digest(token)][-MOST_LINKS:]
            return token

    def redeem(self, link: str) -> str:
        """The token of a new session for a link, which lets nobody in again.

        Raises:
            AdmissionRefused: there is no such link, or it was used.
        """
        with self._lock:
            if (digest := _digest(link)) not in self._links:
                raise AdmissionRefused()
            self._links.remove(digest)
            return self._begin()

    def knows(self, token: str) -> bool:
        """Whether the session of this token still lasts."""
        with self._lock:
            began = self._sessions.get(_digest(token))
            return began is not None and self._clock() - began < SESSION_SECONDS

    def dismiss(self, token: str) -> None:
        """End a session; one that has ended already is no error."""
        with self._lock:
            self._sessions.pop(_digest(token), None)

    def _pause(self) -> float:
        """Seconds between the last wrong key and the next that is looked at."""
        if self._clock() - self._failed >= FORGIVEN_AFTER:
            self._failures = 0
        beyond = self._failures - FREE_FAILURES
        return 0.0 if beyond < 0 else min(LONGEST_PAUSE, 2.0 ** min(beyond, 10))

    def _begin(self) -> str:
        now, token = self._clock(), self._token()
        lasting = {t: began for t, began in self._sessions.items() if now - began < SESSION_SECONDS}
        newest = list(lasting.items())[-(MOST_SESSIONS - 1) :]
        self._sessions = dict(newest) | {_digest(token): now}
        return token


def _digest(text: str) -> bytes:
    """Of one length for every text, so that comparing two takes the same time; no token is kept as it is."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
