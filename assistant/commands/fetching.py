"""Fetches declared official documents and adds them as anybody's file is added.

Every document of a run ends in one report line; one that fails costs only itself. Must not print
or parse.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import httpx

from assistant.commands.documents import Offered, add_each
from assistant.workspace import Workspace
from corpus.errors import FetchFailed, Unreachable
from corpus.fetch import Fetched, Progress, fetch
from corpus.intake import Given
from corpus.manifest import file_hash, load
from corpus.official import Official
from corpus.readers import Limits
from corpus.sources import Source

USER_AGENT = f"ascn-assistant/{version('ascn-assistant')} (fetches the network's public documents on request)"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one document.

    Attributes:
        text: one line for people, after the document's id.
        warnings: what they should know about a document that was taken.
        unreachable: whether its server could not even be spoken to.
    """

    id: str
    taken: bool
    text: str
    warnings: tuple[str, ...] = ()
    unreachable: bool = False


def officials(sources: Mapping[str, Source]) -> Mapping[str, Official]:
    """The documents that can be fetched, by their manifest id."""
    found = (_official(source) for source in sources.values())
    return {official.id: official for official in found if official is not None}


def chosen(declared: Mapping[str, Official], ids: Sequence[str]) -> tuple[Official, ...]:
    """The documents of these ids, each once.

    Raises:
        FetchFailed: an id is not declared; nothing is fetched then.
    """
    for id_ in ids:
        if id_ not in declared:
            raise FetchFailed(id_, "no official document has this id", "See the ids with `ascn corpus fetch`")
    return tuple(declared[id_] for id_ in dict.fromkeys(ids))


def present(workspace: Workspace, official: Official) -> Path | None:
    """The file of a document that is listed, also under another id; None where it must be fetched.

    Where the declared hash was never checked, any file listed under the id is the document.
    """
    for item in load(workspace.folder.manifest, workspace.folder.documents):
        entry = item.entry
        same = entry.sha256 == official.sha256 or (entry.id == official.id and not official.checked)
        if same and item.path.is_file() and file_hash(item.path) == entry.sha256:
            return item.path
    return None


def fetch_and_add(workspace: Workspace, wanted: Sequence[Official], progress: Progress) -> Iterator[Told]:
    """Fetch what is not there and list everything; the caller may write and synchronises afterwards."""
    there = {official.id: path for official in wanted if (path := present(workspace, official))}
    missing = [official for official in wanted if official.id not in there]
    outcomes = asyncio.run(_fetch(workspace, missing, progress)) if missing else ()
    warnings: dict[str, str] = {}
    for outcome in outcomes:
        if isinstance(outcome, FetchFailed):
            text = f"{outcome.reason}. {outcome.next_step}."
            yield Told(outcome.thing, False, text, unreachable=isinstance(outcome, Unreachable))
            continue
        there[outcome.official.id] = outcome.path
        if outcome.vetted.warning:
            warnings[outcome.official.id] = outcome.vetted.warning
    yield from _add(workspace, [(o, there[o.id]) for o in wanted if o.id in there], warnings)


async def _fetch(
    workspace: Workspace, missing: Sequence[Official], progress: Progress
) -> tuple[Fetched | FetchFailed, ...]:
    headers, timeout = {"User-Agent": USER_AGENT}, httpx.Timeout(30, connect=10)
    async with httpx.AsyncClient(headers=headers, timeout=timeout) as client:
        return await fetch(missing, workspace.folder.downloads, client, progress=progress)


def _add(
    workspace: Workspace, files: Sequence[tuple[Official, Path]], warnings: Mapping[str, str]
) -> Iterator[Told]:
    offers = [Offered(path, official.given) for official, path in files]
    for (official, path), added in zip(files, add_each(workspace, offers, Limits()), strict=True):
        if path.parent == workspace.folder.downloads:
            path.unlink(missing_ok=True)
        warned = (*filter(None, [warnings.get(official.id)]), *added.warnings)
        yield Told(official.id, added.document_id is not None, added.text, warned)


def _official(source: Source) -> Official | None:
    document = source.document
    if document is None or source.url is None:
        return None
    given = Given(
        title=source.title,
        published=source.published if isinstance(source.published, date) else None,
        kind=document.kind,
        language=source.language,
        url=source.url,
        publisher=source.publisher,
        id=document.id,
        edition=document.edition,
        supersedes=document.supersedes,
        trust="official",
    )
    return Official(
        id=document.id,
        url=source.url,
        file=document.file,
        bytes=document.bytes,
        sha256=document.sha256,
        checked=document.checked,
        given=given,
    )
