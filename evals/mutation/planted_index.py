"""Regressions of the index: the ledger of a copied data folder altered, what is searched built anew.

Each alters the copy so that it is consistent in itself, as it would be after a fault in reading, splitting
or building. Must only ever be given a copy.
"""

from __future__ import annotations

import shutil
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date

import regex

from assistant.workspace import Workspace
from corpus.entry import Entry
from corpus.models import Document
from evals.errors import IndexUnusable
from indexing.generations import build
from indexing.packing import pack, unpack
from indexing.probe import Prober
from indexing.stored import Generation

_ONE_IN = 10
_YEAR = regex.compile(r"(?:19|20)\d\d")


def drop_passages(workspace: Workspace) -> None:
    """Leave out every tenth passage, as a fault in splitting would."""
    with _ledger(workspace) as rows:
        ids = [row[0] for row in rows.execute("SELECT DISTINCT id FROM passages")]
        gone = [(id_,) for id_ in ids if zlib.crc32(id_.encode()) % _ONE_IN == 0]
        rows.executemany("DELETE FROM passages WHERE id = ?", gone)
    rebuild(workspace)


def shift_pages(workspace: Workspace) -> None:
    """Count every page one too high, as a reader that forgets the cover would."""
    with _ledger(workspace) as rows:
        for revision, document in _documents(rows):
            if document.paged:
                pages = tuple(replace(page, number=page.number + 1) for page in document.pages)
                body = pack(replace(document, pages=pages))
                rows.execute("UPDATE revisions SET body = ? WHERE revision = ?", (body, revision))
                rows.execute("UPDATE passages SET page = page + 1 WHERE revision = ?", (revision,))


def swap_editions(workspace: Workspace) -> None:
    """Give the text of one edition out as that of the next one.

    Raises:
        IndexUnusable: no document of the index has two editions.
    """
    with _ledger(workspace) as rows:
        revisions = {document.id: revision for revision, document in _documents(rows)}
        one, other = _editions(revisions)
        kept = {
            id_: rows.execute("SELECT entry FROM revisions WHERE revision = ?", (revisions[id_],)).fetchone()
            for id_ in (one, other)
        }
        for id_, taken in ((one, other), (other, one)):
            given = (taken, *kept[taken], revisions[id_])
            rows.execute("UPDATE revisions SET document_id = ?, entry = ? WHERE revision = ?", given)
            named = (taken, revisions[id_])
            rows.execute("UPDATE passages SET id = ? || ':' || start || '-' || end WHERE revision = ?", named)
    rebuild(workspace)


def search_stale(workspace: Workspace) -> None:
    """Let the newest documents be in the ledger but not in what is searched."""
    active, ledger = _active(workspace), workspace.ledger
    entries = {entry.id: entry.published or date.min for entry in ledger.entries(active.id)}
    newest = set(sorted(entries, key=lambda id_: entries[id_])[-max(1, len(entries) // _ONE_IN) :])
    with _ledger(workspace) as rows:
        revisions = [revision for revision, document in _documents(rows) if document.id not in newest]
    older = rebuild(workspace, revisions)
    home = workspace.folder.generations
    shutil.rmtree(home / active.id)
    (home / older.id).rename(home / active.id)
    ledger.activate(active.id)


def rebuild(workspace: Workspace, revisions: list[int] | None = None) -> Generation:
    """Build what is searched from the ledger as it is now."""
    active, ledger = _active(workspace), workspace.ledger
    with Prober() as prober:
        return build(
            workspace.folder,
            ledger,
            (active.fingerprint, active.tokens),
            ledger.revisions(active.id) if revisions is None else revisions,
            lambda stage, done, total: None,
            prober,
        )


def _editions(ids: Iterable[str]) -> tuple[str, str]:
    """The two latest of the documents whose ids differ in nothing but a year."""
    alike: dict[str, list[str]] = {}
    for id_ in sorted(ids):
        if (stem := _YEAR.sub("", id_)) != id_:
            alike.setdefault(stem, []).append(id_)
    several = max(alike.values(), key=len, default=[])
    if len(several) < 2:
        raise IndexUnusable("index", "it holds no two editions of a document", "Add the documents")
    return several[-2], several[-1]


@contextmanager
def _ledger(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    """The rows themselves: the ledger has no verbs for what must not happen."""
    with closing(sqlite3.connect(workspace.folder.ledger)) as rows, rows:
        yield rows


def _documents(rows: sqlite3.Connection) -> list[tuple[int, Document]]:
    """Revision and document of everything in the ledger."""
    return [
        (revision, unpack(Entry.model_validate_json(entry), body))
        for revision, entry, body in rows.execute(
            "SELECT revision, entry, body FROM revisions ORDER BY document_id"
        )
    ]


def _active(workspace: Workspace) -> Generation:
    active = workspace.ledger.active()
    if active is None:
        raise IndexUnusable(str(workspace.folder.root), "nothing is indexed there", "Run `ascn sync`")
    return active
