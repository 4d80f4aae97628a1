"""Brings the index in line with the manifest: a plan first, then its steps, embedding only the new.

Every step leaves something that the next run finds and does not repeat: documents read, vectors
embedded (stored batch by batch), then the generation. So a killed run costs at most one batch.
Must not know how documents were listed or what is asked of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Thread

from corpus.assembly import assemble
from corpus.entry import Entry
from corpus.errors import Unreadable
from corpus.manifest import Listed
from corpus.models import READING_VERSION, Document, Problem, Reading, Reason
from corpus.readers import Limits, read
from indexing import store
from indexing.ahead import ahead
from indexing.embedding import Embedder, PassageVectors
from indexing.folder import DataFolder
from indexing.generations import Fingerprints, Progress, build
from indexing.ledger import Ledger
from indexing.passages import SPLITTER_VERSION, context, split, text_hash
from indexing.probe import Prober
from indexing.shipped import shipped_vectors
from indexing.stored import Generation, Pending

_BATCH = 64
"""Passages embedded between two commits: what a killed process loses at most."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sync would do, by document id.

    Attributes:
        reembed: the active generation was made by another embedder, so that every vector is missing.
        rebuild: there is something to change, or there is no generation yet.
    """

    add: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    reembed: bool = False
    first: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.add or self.change or self.drop or self.reembed or self.first)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: the plan, the generation that now serves, how much was embedded, what failed."""

    plan: Plan
    generation: Generation | None
    embedded: int = 0
    failures: dict[str, Problem] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A listed document with the key under which its revision is stored."""

    listed: Listed
    key: str


def plan(listed: Iterable[Listed], ledger: Ledger, fingerprint: str) -> Plan:
    """Compare the manifest with the active generation by content hash; changes nothing."""
    return _plan([_wanted(item) for item in listed], ledger, fingerprint)


def sync(
    folder: DataFolder,
    listed: Iterable[Listed],
    ledger: Ledger,
    embedder: Embedder,
    progress: Progress = lambda stage, done, total: None,
    limits: Limits | None = None,
    workers: int = 1,
) -> Outcome:
    """Bring the index in line with the manifest; the caller holds the right to write.

    With nothing to do nothing is written. A document that cannot be read is reported, not raised,
    and costs only itself. ``workers`` passages are embedded at a time.
    """
    wanted = [_wanted(item) for item in listed]
    steps = _plan(wanted, ledger, embedder.fingerprint)
    if steps.empty:
        return Outcome(steps, ledger.active(), failures=_failures(wanted, ledger))
    _read_new(wanted, ledger, limits or Limits(), progress)
    revisions = [r for r in (ledger.revision_of(item.key) for item in wanted) if r is not None]
    ledger.forget_failures(set(ledger.failures()) - {w.listed.entry.id for w in wanted})
    with Prober() as prober:
        embedded = embed(ledger, embedder, revisions, progress, workers)
        generation = build(folder, ledger, fingerprints(embedder), revisions, progress, prober)
    return Outcome(steps, generation, embedded, _failures(wanted, ledger))


def rebuild(
    folder: DataFolder, ledger: Ledger, progress: Progress, tokens: str | None = None
) -> Generation | None:
    """Build the active generation's indexes anew from the ledger, embedding nothing.

    Args:
        tokens: fingerprint of token vectors that it shall use if all are there; by default as before.
    """
    active = ledger.active()
    if active is None:
        return None
    used = (active.fingerprint, tokens or active.tokens)
    with Prober() as prober:
        return build(folder, ledger, used, ledger.revisions(active.id), progress, prober)


def fingerprints(embedder: Embedder) -> Fingerprints:
    """What a generation made by this embedder is known by."""
    return embedder.fingerprint, embedder.token_fingerprint


def read_all(listed: Iterable[Listed], ledger: Ledger, limits: Limits | None = None) -> list[int]:
    """The revisions of these documents, read and split now where they are new."""
    wanted = [_wanted(item) for item in listed]
    _read_new(wanted, ledger, limits or Limits(), lambda stage, done, total: None)
    return [r for r in (ledger.revision_of(item.key) for item in wanted) if r is not None]


def _read_new(wanted: Sequence[_Wanted], ledger: Ledger, limits: Limits, progress: Progress) -> None:
    """Store a revision of every document that is neither stored nor known to be unreadable."""
    failed = {document_id: key for document_id, (key, _) in ledger.failures().items()}
    new = [w for w in wanted if ledger.revision_of(w.key) is None and failed.get(w.listed.entry.id) != w.key]
    for done, (item, reading) in enumerate(ahead(new, lambda w: reading_of(w.listed, limits))):
        progress("read", done, len(new))
        entry = item.listed.entry
        try:
            put_document(assemble(reading(), entry), ledger, item.key)
        except Unreadable as error:
            ledger.put_failure(entry.id, item.key, Problem(Reason(error.problem), error.reason))
        except OSError as error:
            reason = f"its file cannot be opened ({error.strerror})"
            ledger.put_failure(entry.id, item.key, Problem(Reason.DAMAGED, reason))
    progress("read", len(new), len(new))


def reading_of(listed: Listed, limits: Limits) -> Reading:
    """The document's file as it is read, or what is rendered in place of a file.

    Raises:
        Unreadable: its file yields no text.
    """
    return read(listed.path, limits) if listed.render is None else listed.render()


def put_document(document: Document, ledger: Ledger, key: str | None = None) -> int:
    """Split a document and store it as a revision that no generation names yet."""
    text = document.text
    rows = []
    for passage in split(document):
        before = context(passage)
        spans = [(s.start - passage.start, s.end - passage.start) for s in passage.sentences]
        rows.append((passage, before, text_hash(before + text[passage.start : passage.end], spans)))
    return ledger.put_revision(key or revision_key(document.entry), document, rows)


def revision_key(entry: Entry) -> str:
    """Changes with the file, with what the manifest says of it, and with how it is read and split."""
    parts = (entry.model_dump_json(), READING_VERSION, SPLITTER_VERSION)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def embed(
    ledger: Ledger, embedder: Embedder, revisions: Sequence[int], progress: Progress, workers: int = 1
) -> int:
    """Embed what has no vectors yet, storing every batch; returns how many passages were embedded."""
    pending = ledger.pending(revisions, embedder.fingerprint)
    ready = shipped_vectors(embedder.fingerprint)
    known = {p.hash: ready[p.hash] for p in pending if p.hash in ready}
    if known:
        ledger.put_vectors(embedder.fingerprint, known)
    Thread(target=store.preload, daemon=True).start()  # its import takes a second; we embed meanwhile
    pending = sorted((p for p in pending if p.hash not in known), key=lambda p: len(p.context + p.text))
    for made in _in_batches("embed", pending, embedder, progress, workers):
        ledger.put_vectors(embedder.fingerprint, made)
        _put_tokens(ledger, embedder, made)
    return len(pending)


def lacks_tokens(ledger: Ledger, embedder: Embedder) -> bool:
    """Whether passages serve without token vectors: those whose other vectors ship with the project.

    Why they do not ship too: they are thirty times as large, and only questions in another language
    than the documents need them, so they are made after a first start rather than before it.
    """
    active = ledger.active()
    wanted = embedder.token_fingerprint
    if active is None or wanted is None:
        return False
    return active.fingerprint == embedder.fingerprint and active.tokens != wanted


def complete_tokens(
    folder: DataFolder, ledger: Ledger, embedder: Embedder, progress: Progress, workers: int = 1
) -> Generation | None:
    """Make the token vectors that are lacking, storing every batch, and the generation that uses them.

    None where nothing lacks any. The caller holds the right to write.
    """
    active = ledger.active()
    if active is None or not lacks_tokens(ledger, embedder) or embedder.token_fingerprint is None:
        return None
    pending = ledger.pending(ledger.revisions(active.id), embedder.token_fingerprint, "token_vectors")
    for made in _in_batches("tokens", pending, embedder, progress, workers):
        _put_tokens(ledger, embedder, made)
    return rebuild(folder, ledger, progress, embedder.token_fingerprint)


def _in_batches(
    stage: str, pending: Sequence[Pending], embedder: Embedder, progress: Progress, workers: int
) -> Iterator[dict[str, PassageVectors]]:
    """Vectors by key, one batch after the other, each to be stored before the next is made."""
    for begin in range(0, len(pending), _BATCH):
        progress(stage, begin, len(pending))
        batch = pending[begin : begin + _BATCH]
        yield dict(zip((p.hash for p in batch), vectors_of(batch, embedder, workers), strict=True))
    progress(stage, len(pending), len(pending))


def _put_tokens(ledger: Ledger, embedder: Embedder, made: Mapping[str, PassageVectors]) -> None:
    packed = {hash_: vectors.tokens for hash_, vectors in made.items() if vectors.tokens is not None}
    if packed and embedder.token_fingerprint is not None:
        ledger.put_token_vectors(embedder.token_fingerprint, packed)


def vectors_of(batch: Sequence[Pending], embedder: Embedder, workers: int = 1) -> list[PassageVectors]:
    """The vectors of passages and of the sentences inside them, ``workers`` passages at a time.

    Why side by side and not one passage on several threads: on two cores 1.4 times as many passages a
    second, for a passage is too small to be divided well.
    """
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(partial(_vectors, embedder), batch))


def _vectors(embedder: Embedder, passage: Pending) -> PassageVectors:
    before = len(passage.context)
    spans = [(before + start, before + end) for start, end in passage.spans]
    [vectors] = embedder.embed_with_spans([passage.context + passage.text], [spans])
    return vectors


def _wanted(listed: Listed) -> _Wanted:
    """A document as its file stands now: a changed file has another key, a missing one a key of its own."""
    try:
        entry = listed.entry.model_copy(update={"sha256": listed.text_hash})
    except OSError:
        return _Wanted(listed, f"missing {revision_key(listed.entry)}")
    return _Wanted(replace(listed, entry=entry), revision_key(entry))


def _plan(wanted: Sequence[_Wanted], ledger: Ledger, fingerprint: str) -> Plan:
    active = ledger.active()
    held = ledger.keys(active.id) if active else {}
    failed = {document_id: key for document_id, (key, _) in ledger.failures().items()}
    steps: dict[str, list[str]] = {"add": [], "change": [], "keep": [], "unreadable": []}
    for item in wanted:
        id_ = item.listed.entry.id
        steps[_step(id_, item.key, held, failed)].append(id_)
    served = {w.listed.entry.id for w in wanted} - set(steps["unreadable"])
    return Plan(
        add=tuple(sorted(steps["add"])),
        change=tuple(sorted(steps["change"])),
        keep=tuple(sorted(steps["keep"])),
        unreadable=tuple(sorted(steps["unreadable"])),
        drop=tuple(sorted(set(held) - served)),
        reembed=active is not None and active.fingerprint != fingerprint,
        first=active is None,
    )


def _step(id_: str, key: str, held: dict[str, str], failed: dict[str, str]) -> str:
    if failed.get(id_) == key:
        return "unreadable"
    if id_ not in held:
        return "add"
    return "keep" if held[id_] == key else "change"


def _failures(wanted: Sequence[_Wanted], ledger: Ledger) -> dict[str, Problem]:
    listed = {w.listed.entry.id for w in wanted}
    return {id_: problem for id_, (_, problem) in ledger.failures().items() if id_ in listed}
