"""Named checks of the index, each with a severity and a remedy; compares contents, not counts.

Must not mend anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from corpus.manifest import Listed
from corpus.models import Reason
from indexing import lexical, store
from indexing.errors import IndexDamaged
from indexing.folder import BUILDING, VECTORS, WORDS, DataFolder
from indexing.generations import content_hash
from indexing.ledger import Ledger
from indexing.stored import Generation


class Severity(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check; ``remedy`` is empty where there is nothing to do."""

    check: str
    severity: Severity
    text: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Ward:
    """What is examined."""

    folder: DataFolder
    ledger: Ledger
    listed: tuple[Listed, ...]
    fingerprint: str
    active: Generation


def examine(
    folder: DataFolder, ledger: Ledger, listed: Iterable[Listed], fingerprint: str
) -> Iterator[Finding]:
    """All findings, one or more per check, in the order of the checks."""
    active = ledger.active()
    verdict = ledger.check()
    if verdict is not None:
        yield Finding("ledger", Severity.ERROR, verdict, "Move the ledger away and run `ascn sync`")
        return
    yield Finding("ledger", Severity.OK, "sound")
    if active is None:
        yield Finding("generation", Severity.ERROR, "nothing is indexed yet", "Run `ascn sync`")
        return
    ward = Ward(folder, ledger, tuple(listed), fingerprint, active)
    for check in CHECKS:
        yield from check(ward)


def _generation(ward: Ward) -> Iterator[Finding]:
    held = ((s.id, s.text) for s in ward.ledger.passages(ward.active.id))
    if content_hash(held) == ward.active.content_hash:
        text = f"{ward.active.id}, {ward.active.passages:,} passages"
        yield Finding("generation", Severity.OK, text)
    else:
        yield Finding("generation", Severity.ERROR, "passages of the ledger were altered", "Run `ascn sync`")


def _vector_store(ward: Ward) -> Iterator[Finding]:
    home = ward.folder.generations / ward.active.id
    try:
        with store.open_store(home / VECTORS) as vectors:
            same = content_hash(vectors.texts().items()) == ward.active.content_hash
    except IndexDamaged as error:
        yield Finding("vectors", Severity.ERROR, error.reason, error.next_step)
        return
    if same:
        yield Finding("vectors", Severity.OK, "hold exactly the ledger's passages")
    else:
        yield Finding("vectors", Severity.ERROR, "differ from the ledger's passages", "Run `ascn rebuild`")


def _keyword_index(ward: Ward) -> Iterator[Finding]:
    home = ward.folder.generations / ward.active.id
    try:
        ids = lexical.open_index(home / WORDS).ids()
    except IndexDamaged as error:
        yield Finding("keywords", Severity.ERROR, error.reason, error.next_step)
        return
    if ids == {id_ for _, id_ in ward.ledger.passage_ids(ward.active.id)}:
        yield Finding("keywords", Severity.OK, "hold exactly the ledger's passages")
    else:
        yield Finding("keywords", Severity.ERROR, "differ from the ledger's passages", "Run `ascn rebuild`")


def _embeddings(ward: Ward) -> Iterator[Finding]:
    hashes = [s.hash for s in ward.ledger.passages(ward.active.id)]
    held = ward.ledger.vectors(hashes, ward.active.fingerprint)
    missing = sum(h not in held for h in hashes)
    lengths = [float(np.linalg.norm(v.passage)) for v in held.values()]
    if missing:
        yield Finding("embeddings", Severity.ERROR, f"{missing} passages have none", "Run `ascn sync`")
    elif not np.allclose(lengths, 1.0, atol=1e-2):
        yield Finding(
            "embeddings", Severity.ERROR, "some are no unit vectors", "Remove the ledger, `ascn sync`"
        )
    elif ward.active.fingerprint != ward.fingerprint:
        text = f"made by {ward.active.fingerprint}, the settings name {ward.fingerprint}"
        yield Finding("embeddings", Severity.WARNING, text, "Run `ascn sync`, which embeds everything anew")
    else:
        yield Finding("embeddings", Severity.OK, ward.active.fingerprint)


def _files(ward: Ward) -> Iterator[Finding]:
    unsound = False
    for item in ward.listed:
        if not item.path.is_file():
            text, remedy = (
                f"the file of {item.entry.id} is missing",
                f"Run `ascn remove {item.entry.id}` or add it",
            )
        elif item.text_hash != item.entry.sha256:
            text, remedy = f"the file of {item.entry.id} has changed", "Run `ascn sync`"
        else:
            continue
        unsound = True
        yield Finding("files", Severity.WARNING, text, remedy)
    if not unsound:
        yield Finding("files", Severity.OK, f"{len(ward.listed)} documents as listed")


def _unread(ward: Ward) -> Iterator[Finding]:
    for document_id, (_, problem) in ward.ledger.failures().items():
        text = f"{document_id}: {problem.detail}"
        yield Finding("unread", Severity.WARNING, text, f"Mend the file or run `ascn remove {document_id}`")


def _notices(ward: Ward) -> Iterator[Finding]:
    """What documents hold that nobody sees, and what of them speaks to a language model."""
    for entry in ward.ledger.entries(ward.active.id):
        document = None if entry.trust == "own" else ward.ledger.document(ward.active.id, entry.id)
        for problem in document.problems if document else ():
            if problem.reason is Reason.HIDDEN:
                yield Finding("hidden", Severity.OK, f"{entry.id}: {problem.detail}")
            elif problem.reason is Reason.INSTRUCTION:
                remedy = f"Look at the file, and run `ascn remove {entry.id}` if you do not trust it"
                yield Finding("instructions", Severity.WARNING, f"{entry.id}: {problem.detail}", remedy)


def _leftovers(ward: Ward) -> Iterator[Finding]:
    drafts = [p.name for p in ward.folder.generations.glob(f"{BUILDING}*")]
    if drafts:
        text = f"{len(drafts)} unfinished generations of killed processes"
        yield Finding("leftovers", Severity.WARNING, text, "The next `ascn sync` clears them")


CHECKS: tuple[Callable[[Ward], Iterator[Finding]], ...] = (
    _generation,
    _vector_store,
    _keyword_index,
    _embeddings,
    _files,
    _unread,
    _notices,
    _leftovers,
)
