"""Adds, removes and synchronises documents: files in, report lines out.

Every file of a run ends in one report line; a file that cannot be read costs only itself. Must not
print or parse.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from assistant.workspace import Workspace
from corpus.assembly import assemble
from corpus.entry import Entry
from corpus.errors import CorpusError, UnknownDocument
from corpus.intake import Given, document_id, entry_for, free_id
from corpus.manifest import file_hash, load, save
from corpus.models import Document, DocumentKind, Reading
from corpus.readers import Limits, read
from indexing.ahead import ahead
from indexing.doctor import Finding, examine
from indexing.errors import IndexDamaged
from indexing.folder import unusable
from indexing.generations import Progress
from indexing.stored import Generation
from indexing.sync import Outcome, Plan, plan, put_document, rebuild, sync


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file.

    Attributes:
        document_id: None where the file was refused.
        text: one line for people.
        warnings: pages that yield nothing, with their reasons.
    """

    path: Path
    document_id: str | None
    text: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """One file to add, with what is said about it, and the problem of a path that has none."""

    path: Path
    given: Given
    problem: str | None = None


class Fate(StrEnum):
    """What adding would do with a file."""

    ADD = "add"
    CHANGE = "change"
    KEEP = "keep"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of one file.

    Attributes:
        entry: as it would be listed; None where the file is refused.
        document: as it would be read; None where it is refused or nothing is new.
        reason: why it is refused, and what to do.
    """

    path: Path
    fate: Fate
    entry: Entry | None = None
    document: Document | None = None
    reason: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """A document that is served; ``pages`` is None where it has none."""

    entry: Entry
    pages: int | None
    passages: int


_Examined = tuple[str, Reading | None]
_SAID = ("id", "title", "published", "language", "url", "publisher", "edition", "supersedes", "trust")


def add(workspace: Workspace, paths: Sequence[Path], given: Given, limits: Limits) -> Iterator[Added]:
    """Copy files and the files of folders into the data folder and list them; yields a line per file.

    The caller holds the right to write and synchronises afterwards. Text already read is kept in
    the ledger, so that the sync does not read it again.
    """
    offers = (Offered(path, given, problem) for path, problem in files_of(paths))
    return add_each(workspace, offers, limits)


def add_each(workspace: Workspace, offers: Iterable[Offered], limits: Limits) -> Iterator[Added]:
    """`add` for files of which different things are said."""
    folder = workspace.folder
    known = {item.entry.sha256 for item in load(folder.manifest, folder.documents)}
    work = partial(_examine, known=known, limits=limits)
    for offer, examined_ in ahead(offers, work):
        path, problem = offer.path, offer.problem
        if problem:
            yield Added(path, None, problem)
            continue
        listed = {item.entry.id: item.entry for item in load(folder.manifest, folder.documents)}
        try:
            yield _add_one(workspace, path, offer.given, limits, listed, *examined_())
        except CorpusError as error:
            yield Added(path, None, f"{error.reason}. {error.next_step}.")
        except OSError as error:
            if _is_of(folder.root, error):
                raise unusable(folder.root, error) from error
            yield Added(path, None, f"it cannot be read ({error.strerror}). Check that you may open it.")


def foreseen(workspace: Workspace, offers: Iterable[Offered], limits: Limits) -> Iterator[Foreseen]:
    """What `add_each` would do with each file; copies nothing and lists nothing."""
    folder = workspace.folder
    listed = {item.entry.id: item.entry for item in load(folder.manifest, folder.documents)}
    for offer in offers:
        try:
            digest, reading = _examine(offer, {entry.sha256 for entry in listed.values()}, limits)
            document, same = _decided(offer.path, offer.given, limits, listed, digest, reading)
        except CorpusError as error:
            yield Foreseen(offer.path, Fate.REFUSE, reason=f"{error.reason}. {error.next_step}.")
            continue
        if document is None:
            yield Foreseen(offer.path, Fate.KEEP, same)
            continue
        entry = document.entry
        fate = Fate.CHANGE if entry.id in listed or same is not None else Fate.ADD
        yield Foreseen(offer.path, fate, entry, document, warnings=_warnings(document))
        listed = {id_: e for id_, e in listed.items() if e is not same} | {entry.id: entry}


def _is_of(root: Path, error: OSError) -> bool:
    """Whether the data folder failed; a copy that finds the disk full names the file it copies."""
    named = error.filename and Path(str(error.filename)).is_relative_to(root)
    return bool(named) or error.errno in {errno.ENOSPC, errno.EDQUOT}


def _examine(offer: Offered, known: Collection[str], limits: Limits) -> _Examined:
    """The hash of a file and, unless one of that hash is listed, its reading."""
    if offer.problem:
        return "", None
    digest = file_hash(offer.path)
    return digest, None if digest in known else read(offer.path, limits)


def files_of(paths: Sequence[Path]) -> Iterator[tuple[Path, str | None]]:
    """Every file below ``paths`` once, hidden ones left out, with what is wrong with a path that has none.

    Links to folders are not followed, so a folder that links to itself ends.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found = sorted(f for f in path.rglob("*") if f.is_file() and not _hidden(f, path))
            if not found:
                yield path, "the folder holds no files. Name a folder with documents."
        elif path.exists():
            found = [path]
        else:
            yield path, "there is no such file or folder. Check the spelling."
            continue
        for file in found:
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, None if file.is_file() else "it is no regular file. Name a document."


def remove(workspace: Workspace, ids: Sequence[str]) -> tuple[Entry, ...]:
    """Take documents off the list and delete their copies; the caller synchronises afterwards.

    Raises:
        UnknownDocument: an id was never added; nothing is removed then.
    """
    folder = workspace.folder
    listed = {item.entry.id: item for item in load(folder.manifest, folder.documents)}
    for id_ in ids:
        if id_ not in listed:
            raise UnknownDocument(id_)
    save(folder.manifest, (item.entry for id_, item in listed.items() if id_ not in ids))
    for id_ in ids:
        listed[id_].path.unlink(missing_ok=True)
    return tuple(listed[id_].entry for id_ in ids)


def planned(workspace: Workspace) -> Plan:
    """What `synchronise` would do; changes nothing."""
    return plan(workspace.listed(), workspace.ledger, workspace.embedder.fingerprint)


def synchronise(workspace: Workspace, progress: Progress) -> Outcome:
    """Bring the index in line with the list; the caller holds the right to write."""
    return sync(
        workspace.folder,
        workspace.listed(),
        workspace.ledger,
        workspace.embedder,
        progress,
        workers=workspace.settings.index_workers,
    )


def rebuilt(workspace: Workspace, progress: Progress) -> Generation:
    """Build the indexes anew from the ledger; the caller holds the right to write.

    Raises:
        IndexDamaged: nothing was ever indexed.
    """
    generation = rebuild(workspace.folder, workspace.ledger, progress)
    if generation is None:
        raise IndexDamaged(str(workspace.folder.root), "nothing is indexed yet", "Run `ascn sync`")
    return generation


def holdings(workspace: Workspace) -> Iterator[Holding]:
    """Every document that is served."""
    ledger, active = workspace.ledger, workspace.ledger.active()
    if active is None:
        return
    passages = Counter(document_id for document_id, _ in ledger.passage_ids(active.id))
    for entry in ledger.entries(active.id):
        document = ledger.document(active.id, entry.id)
        pages = len(document.pages) if document and document.paged else None
        yield Holding(entry, pages, passages[entry.id])


def overview(workspace: Workspace) -> Iterator[tuple[str, ...]]:
    """Id, title, kind, date, pages and passages of every document that is served."""
    for held in holdings(workspace):
        entry = held.entry
        day = entry.published.isoformat() if entry.published else "unknown"
        yield entry.id, entry.title, entry.kind.value, day, str(held.pages or "-"), str(held.passages)


def examined(workspace: Workspace) -> Iterator[Finding]:
    """The doctor's findings."""
    fingerprint = workspace.embedder.fingerprint
    return examine(workspace.folder, workspace.ledger, workspace.listed(), fingerprint)


def _add_one(
    workspace: Workspace,
    path: Path,
    given: Given,
    limits: Limits,
    listed: dict[str, Entry],
    digest: str,
    reading: Reading | None,
) -> Added:
    document, same = _decided(path, given, limits, listed, digest, reading)
    if document is None:
        assert same is not None
        return Added(path, same.id, f"already there as {same.id}")
    entry = document.entry
    _store(workspace, path, document, listed, same)
    pages = (
        _amount(len(document.pages), "page") if document.paged else _amount(len(document.text), "character")
    )
    verb = "replaced" if entry.id in listed else "added"
    if same is not None and same.id != entry.id:
        verb = f"was listed as {same.id}, now"
    return Added(path, entry.id, f"{verb} as {entry.id} ({entry.media}, {pages})", _warnings(document))


def _decided(
    path: Path,
    given: Given,
    limits: Limits,
    listed: Mapping[str, Entry],
    digest: str,
    reading: Reading | None,
) -> tuple[Document | None, Entry | None]:
    """The document that a file becomes, None where nothing is new, and the listed one of the same bytes."""
    same = next((e for e in listed.values() if e.sha256 == digest), None)
    if same is not None and same == _restated(same, given):
        return None, same
    reading = reading or read(path, limits)
    replaced = same or _same_name(path, reading, listed)
    taken = listed.keys() - ({replaced.id} if replaced else set())
    if same is not None and given.id in {None, same.id}:
        entry = _restated(same, given)
    else:
        entry = entry_for(path, digest, reading, given, taken)
    return assemble(reading, entry), same


def _store(
    workspace: Workspace, path: Path, document: Document, listed: dict[str, Entry], same: Entry | None
) -> None:
    """Copy, then revision, then manifest: a killed process leaves nothing that is listed but absent.

    The document takes the place of the one of its id and of the one of ``same`` bytes, whatever its id.
    """
    folder, entry = workspace.folder, document.entry
    _copy(path, folder.documents / entry.file)
    put_document(document, workspace.ledger)
    gone = {e.id: e for e in (listed.get(entry.id), same) if e is not None}
    save(folder.manifest, (*(e for e in listed.values() if e.id not in gone), entry))
    for old in gone.values():
        if old.file != entry.file:
            (folder.documents / old.file).unlink(missing_ok=True)


def _copy(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".adding-")
    os.close(handle)
    try:
        shutil.copyfile(path, draft)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _same_name(path: Path, reading: Reading, listed: Mapping[str, Entry]) -> Entry | None:
    """The document that an edited file of the same name and kind replaces."""
    id_ = document_id(path)
    for candidate in (listed.get(id_), listed.get(free_id(id_, reading.media, {id_}))):
        if candidate is not None and Path(candidate.file).suffix == path.suffix.lower():
            return candidate
    return None


def _restated(entry: Entry, given: Given) -> Entry:
    """The entry with what the person says now; equal to ``entry`` where that is nothing new."""
    said = {k: v for k in _SAID if (v := getattr(given, k))}
    kind = entry.kind if given.kind is DocumentKind.OTHER else given.kind
    return entry.model_copy(update={**said, "audience": given.audience, "kind": kind})


def _amount(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _warnings(document: Document) -> tuple[str, ...]:
    lines = (f"page {p.page}: {p.reason.replace('_', ' ')}, {p.detail}" for p in document.problems if p.page)
    return (*lines, *(p.detail for p in document.problems if not p.page))


def _hidden(file: Path, below: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(below).parts)
