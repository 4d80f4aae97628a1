"""Fetches official documents into a folder: a few at a time, politely, vetted; one failing costs only itself.

A file has its name only when it is whole and vetted; until then it is a ``.part``. The network, the
clock and waiting come in as arguments. Must not list, read or index documents.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from corpus.download import Interrupted, Partial, Refused, Road, attempt
from corpus.errors import FetchFailed, Unreachable
from corpus.official import Official, Vetted, vet

Progress = Callable[[str, int, int | None], None]
"""Told the document's id, bytes so far, and of how many where that is known."""

_AGAIN = "run the command again; it goes on where it stopped"


@dataclass(frozen=True, slots=True)
class Manners:
    """How a run treats servers.

    Attributes:
        at_once: downloads under way.
        per_host: of them from one host.
        pauses: seconds before each new attempt, unless the server names a time.
        patience: seconds that a server may ask to wait; asked for more, the document fails.
        max_bytes: a larger file is refused.
    """

    at_once: int = 3
    per_host: int = 2
    pauses: tuple[float, ...] = (1.0, 4.0)
    patience: float = 120.0
    max_bytes: int = 200_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document that is in the folder, whole and vetted."""

    official: Official
    path: Path
    vetted: Vetted


@dataclass(frozen=True, slots=True)
class _Run:
    folder: Path
    road: Road
    manners: Manners
    progress: Progress
    sleep: Callable[[float], Awaitable[None]]


async def fetch(
    officials: Sequence[Official],
    folder: Path,
    client: httpx.AsyncClient,
    *,
    manners: Manners = Manners(),  # frozen, so it may be shared
    progress: Progress = lambda _id, _done, _total: None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> tuple[Fetched | FetchFailed, ...]:
    """Fetch ``officials`` into ``folder``; for each in order what came of it.

    A file that lies there whole is not fetched again; a ``.part`` is gone on with where the server
    allows it. Cancelling leaves ``.part`` files only. The caller makes sure that no other run uses
    the folder.
    """
    gates: Mapping[str, AbstractAsyncContextManager[None]] = defaultdict(
        lambda: asyncio.Semaphore(manners.per_host)
    )
    run = _Run(folder, Road(client, gates, manners.max_bytes, now), manners, progress, sleep)
    lanes = asyncio.Semaphore(manners.at_once)

    async def one(official: Official) -> Fetched | FetchFailed:
        async with lanes:
            try:
                return await _fetch_one(run, official)
            except FetchFailed as failure:
                return failure
            except OSError as error:
                reason = f"it cannot be written ({error.strerror or error})"
                return FetchFailed(official.id, reason, f"Mend that and {_AGAIN}")

    return tuple(await asyncio.gather(*map(one, officials)))


async def _fetch_one(run: _Run, official: Official) -> Fetched:
    partial = Partial(run.folder / official.file)
    if partial.target.is_file():
        try:
            return Fetched(official, partial.target, vet(partial.target, official))
        except FetchFailed:
            partial.target.unlink()
    resumed = await _download(run, official, partial)
    try:
        vetted = _vet_or_discard(partial, official)
    except FetchFailed:
        if not resumed:
            raise
        # The beginning may stem from another edition under the same validator: once more, from the start.
        await _download(run, official, partial)
        vetted = _vet_or_discard(partial, official)
    partial.finish()
    return Fetched(official, partial.target, vetted)


def _vet_or_discard(partial: Partial, official: Official) -> Vetted:
    try:
        return vet(partial.bytes, official)
    except FetchFailed:
        partial.discard()
        raise


async def _download(run: _Run, official: Official, partial: Partial) -> bool:
    """Attempts until one succeeds; whether bytes of an earlier attempt were used."""
    resumed = False
    for pause in (*run.manners.pauses, None):
        try:
            return await attempt(run.road, official.url, partial, _told(run, official)) or resumed
        except Refused as refusal:
            raise FetchFailed(official.id, refusal.reason, official.by_hand) from refusal
        except Interrupted as interruption:
            if pause is None:
                raise _given_up(official, interruption) from interruption
            await run.sleep(_waiting(run.manners, official, interruption, pause))
    raise AssertionError("the last attempt returns or raises")


def _told(run: _Run, official: Official) -> Callable[[int, int | None], None]:
    def received(done: int, total: int | None) -> None:
        run.progress(official.id, done, total or official.bytes)

    return received


def _waiting(manners: Manners, official: Official, interruption: Interrupted, pause: float) -> float:
    wait = pause if interruption.wait is None else interruption.wait
    if wait > manners.patience:
        reason = f"{interruption.reason} and asks to wait {wait:,.0f} s"
        raise FetchFailed(official.id, reason, "Run the command again then") from interruption
    return wait


def _given_up(official: Official, interruption: Interrupted) -> FetchFailed:
    if interruption.reached:
        return FetchFailed(official.id, interruption.reason, _AGAIN.capitalize())
    return Unreachable(official.id, interruption.reason, f"Check the network and {_AGAIN}")
