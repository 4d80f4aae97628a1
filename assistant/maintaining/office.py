"""What maintainers see and do, over one data folder: every change is a command of `ascn`.

    look      overview, documents, plan, findings, generations, reports
    change    add, remove, sync, rebuild in the background; going back to a generation at once

Must not know HTTP or words of a page, and must not do by itself what a command does.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from assistant.commands import documents, generations
from assistant.commands.documents import Foreseen, Holding, Offered
from assistant.feedback import Feedback
from assistant.feedback import read as read_feedback
from assistant.maintaining.desk import Desk
from assistant.maintaining.runs import Run, Runs, State, Verb
from assistant.maintaining.staging import Staging
from assistant.workspace import Workspace
from corpus.entry import Entry
from corpus.errors import AscnError, UnknownDocument
from corpus.intake import Given
from corpus.manifest import load
from corpus.models import Audience, Document
from corpus.readers import Limits
from indexing.doctor import Finding
from indexing.stored import Generation
from indexing.sync import Plan
from indexing.work import Work, at_work, owner, pause


class Standing(StrEnum):
    """How a document stands between the list and the generation that serves."""

    SERVED = "served"
    WAITING = "waiting"
    LEAVING = "leaving"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of the list or of the generation that serves.

    Attributes:
        added: it was added and can be removed; the others ship with the project.
        reason: why it cannot be read.
    """

    entry: Entry
    standing: Standing
    added: bool
    pages: int | None = None
    passages: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """How things stand; sizes in bytes. ``answers`` is None where none are kept or they cannot be counted."""

    generation: Generation | None
    kept: tuple[Kept, ...]
    free: int
    used: int
    answers: int | None
    history: int
    feedback: int

    def count(self, standing: Standing) -> int:
        """How many documents stand so."""
        return sum(kept.standing == standing for kept in self.kept)

    @property
    def internal(self) -> int:
        """How many documents only maintainers see."""
        return sum(kept.entry.audience is Audience.INTERNAL for kept in self.kept)


@dataclass(frozen=True, slots=True)
class Activity:
    """What goes on: our own last change, and whoever writes, which may be a command in a terminal."""

    run: Run | None
    writer: int | None
    work: Work | None

    @property
    def running(self) -> bool:
        """Whether a change goes on."""
        return self.writer is not None or (self.run is not None and self.run.state is State.RUNNING)


@dataclass(frozen=True, slots=True)
class KeptGeneration:
    """A generation that can serve, with the bytes of its folder."""

    generation: Generation
    documents: int
    size: int
    serves: bool


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A page of an evaluation."""

    path: Path
    written: datetime


class Office:
    """The maintainers' view of a workspace; usable from several threads."""

    def __init__(self, workspace: Workspace, staging: Staging, runs: Runs, desk: Desk | None = None) -> None:
        self.staging = staging
        self.desk = desk
        self._workspace = workspace
        self._folder = workspace.folder
        self._runs = runs
        # A generation never changes, and counting its pages unpacks every document.
        self._held = lru_cache(maxsize=2)(lambda generation: tuple(documents.holdings(workspace)))

    # -- looking -----------------------------------------------------------------------------------

    def overview(self) -> Overview:
        """How things stand."""
        history = self._folder.history
        files = (path for path in history.parent.glob(f"{history.name}*"))
        return Overview(
            generation=self._workspace.ledger.active(),
            kept=self.kept(),
            free=self.free(),
            used=_size(self._folder.root),
            answers=self._answers(),
            history=sum(path.stat().st_size for path in files),
            feedback=len(self.feedback()),
        )

    def kept(self) -> tuple[Kept, ...]:
        """Every document that is listed or served, those added first, by title."""
        listed = {item.entry.id: item.entry for item in self._workspace.listed()}
        added = self._added()
        served = {held.entry.id: held for held in self._holdings()}
        failures = {id_: problem.detail for id_, (_, problem) in self._workspace.ledger.failures().items()}
        everything = {id_: held.entry for id_, held in served.items()} | listed
        found = [
            Kept(
                entry=entry,
                standing=_standing(id_, listed, served, failures),
                added=id_ in added,
                pages=served[id_].pages if id_ in served else None,
                passages=served[id_].passages if id_ in served else 0,
                reason=failures.get(id_, ""),
            )
            for id_, entry in everything.items()
        ]
        return tuple(sorted(found, key=lambda kept: (not kept.added, kept.entry.title.casefold())))

    def document(self, document_id: str) -> Document:
        """A served document, whoever may see it.

        Raises:
            UnknownDocument: none of this id is served.
        """
        retriever = self._workspace.library.retriever()
        document = retriever.document(document_id) if retriever else None
        if document is None:
            raise UnknownDocument(document_id)
        return document

    def planned(self) -> Plan:
        """What a sync would do."""
        return documents.planned(self._workspace)

    def findings(self) -> tuple[Finding, ...]:
        """What the doctor finds; takes a second or two."""
        return tuple(documents.examined(self._workspace))

    def generations(self) -> tuple[KeptGeneration, ...]:
        """The generations that are kept, the newest first."""
        ledger = self._workspace.ledger
        active = ledger.active()
        return tuple(
            KeptGeneration(
                generation=each,
                documents=len(ledger.keys(each.id)),
                size=_size(self._folder.generations / each.id),
                serves=active is not None and each.id == active.id,
            )
            for each in reversed(ledger.generations())
        )

    def activity(self) -> Activity:
        """What goes on at this moment."""
        return Activity(self._runs.last(), owner(self._folder), at_work(self._folder))

    def free(self) -> int:
        """Bytes left on the disk of the data folder."""
        return shutil.disk_usage(self._folder.root).free

    def feedback(self) -> tuple[Feedback, ...]:
        """Feedback that is not done yet, the newest first; all of it where there is no desk."""
        found = self.desk.open() if self.desk else read_feedback(self._folder.feedback)
        return found[::-1]

    def reports(self) -> tuple[ReportFile, ...]:
        """The pages of evaluations in their folder, the newest first."""
        found = [
            ReportFile(path, datetime.fromtimestamp(path.stat().st_mtime, UTC))
            for path in self._folder.reports.glob("*.html")
            if path.is_file()
        ]
        return tuple(sorted(found, key=lambda report: report.written, reverse=True))

    @property
    def reports_folder(self) -> Path:
        """Where they are looked for."""
        return self._folder.reports

    # -- changing ----------------------------------------------------------------------------------

    def foreseen(self, upload: str, given: Given) -> tuple[Foreseen, ...]:
        """What adding an upload would do, file by file; changes nothing.

        Raises:
            UploadUnknown: there is no such upload.
        """
        offers = (Offered(path, given) for path in self.staging.files(upload))
        return tuple(documents.foreseen(self._workspace, offers, Limits()))

    def add(self, upload: str, given: Given) -> None:
        """Begin to add an upload; it stays until all went well.

        Raises:
            UploadUnknown: there is no such upload.
            RunUnderWay: a change that was started here goes on.
            IndexBusy: another process is writing.
        """
        files = self.staging.files(upload)
        arguments = [*_options(given), "--", *map(str, files)]
        discard = self.staging.folder(upload)
        self._runs.start(Verb.ADD, [path.name for path in files], arguments, discard)

    def remove(self, ids: Sequence[str]) -> None:
        """Begin to remove documents.

        Raises:
            UnknownDocument: an id was never added.
            RunUnderWay: a change that was started here goes on.
            IndexBusy: another process is writing.
        """
        self.added(ids)
        self._runs.start(Verb.REMOVE, ids, ["--", *ids])

    def added(self, ids: Sequence[str]) -> tuple[Entry, ...]:
        """The entries of documents that were added.

        Raises:
            UnknownDocument: an id was never added.
        """
        known = self._added()
        for id_ in ids:
            if id_ not in known:
                raise UnknownDocument(id_)
        return tuple(known[id_] for id_ in ids)

    def begin(self, verb: Verb) -> None:
        """Begin a sync or a rebuild.

        Raises:
            RunUnderWay: a change that was started here goes on.
            IndexBusy: another process is writing.
        """
        self._runs.start(verb, (), ())

    def pause(self) -> None:
        """Ask whoever writes to end after what it has in hand; the next sync goes on."""
        pause(self._folder)

    def restore(self, generation_id: str) -> Generation:
        """Let a kept generation serve again.

        Raises:
            GenerationUnfit: it may not.
            IndexBusy: another process is writing.
        """
        with self._folder.writing():
            return generations.restored(self._workspace, generation_id)

    # ----------------------------------------------------------------------------------------------

    def _holdings(self) -> tuple[Holding, ...]:
        active = self._workspace.ledger.active()
        return self._held(active.id) if active else ()

    def _added(self) -> dict[str, Entry]:
        return {item.entry.id: item.entry for item in load(self._folder.manifest, self._folder.documents)}

    def _answers(self) -> int | None:
        try:
            return self._workspace.history.size() if self._workspace.history else None
        except AscnError:  # a history that cannot be used is told where answers are kept, not here
            return None


def _standing(
    id_: str, listed: dict[str, Entry], served: dict[str, Holding], failures: dict[str, str]
) -> Standing:
    if id_ not in listed:
        return Standing.LEAVING
    if id_ in failures:
        return Standing.UNREADABLE
    return Standing.SERVED if id_ in served else Standing.WAITING


def _options(given: Given) -> list[str]:
    """What was said, as options of `ascn add`; joined, so that no value is taken for an option."""
    said = {
        "title": given.title,
        "date": given.published.isoformat() if given.published else None,
        "kind": given.kind.value,
        "audience": given.audience.value,
        "language": given.language,
        "url": given.url,
        "publisher": given.publisher,
    }
    return [f"--{name}={value}" for name, value in said.items() if value]


def _size(folder: Path) -> int:
    """Bytes of the files below a folder; one that vanishes meanwhile counts nothing."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total
