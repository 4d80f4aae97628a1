"""The source of truth: documents, pages, passages, vectors and generations in one SQLite file.

Chroma and the keyword index can be rebuilt from here without embedding anything again. Readers see
only what an active generation names; a writer adds revisions and vectors beside it and moves the
pointer last. Must not embed, search or read documents' files.

Why SQLite and not Chroma: a kill during a flush of Chroma's vector file destroyed 20 of 20
collections when it was measured; SQLite in WAL mode survives it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.entry import Entry
from corpus.models import Document, Problem, Reason
from indexing.embedding import PassageVectors
from indexing.errors import IndexDamaged
from indexing.folder import unusable
from indexing.packing import pack, pack_detail, unpack, unpack_passage
from indexing.passages import Passage
from indexing.schema import prepare
from indexing.stored import Generation, Pending, StoredPassage

Vectors = NDArray[np.float32]

_MAPPED = 1 << 30
"""Bytes that SQLite reads through a memory map: token vectors are many and read a few at a time."""


class Ledger:
    """Verbs over the SQLite file. One instance per thread of control; not shared between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self.path = path

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Everything inside is stored, or nothing is.

        Raises:
            DataFolderUnusable: the folder is full or read-only.
        """
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                yield
        except sqlite3.OperationalError as error:
            raise unusable(self.path.parent, error) from error

    # -- revisions ---------------------------------------------------------------------------------

    def revision_of(self, key: str) -> int | None:
        """The revision stored under ``key``, if any."""
        row = self._db.execute("SELECT revision FROM revisions WHERE key = ?", (key,)).fetchone()
        return None if row is None else int(row[0])

    def put_revision(self, key: str, document: Document, passages: Sequence[tuple[Passage, str, str]]) -> int:
        """Store a document with its passages, each with its context and vector key; returns the revision."""
        with self.writing():
            cursor = self._db.execute(
                "INSERT INTO revisions (document_id, key, entry, body, added) VALUES (?, ?, ?, ?, ?)",
                (document.id, key, document.entry.model_dump_json(), pack(document), _now()),
            )
            revision = int(cursor.lastrowid or 0)
            text = document.text
            self._db.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (revision, ordinal, p.id, p.page, p.start, p.end, text[p.start : p.end],
                     context, hash_, pack_detail(p))
                    for ordinal, (p, context, hash_) in enumerate(passages)
                ),
            )  # fmt: skip
        return revision

    def document(self, generation: str, document_id: str) -> Document | None:
        """The document as ``generation`` holds it, None where it does not."""
        row = self._db.execute(
            "SELECT r.entry, r.body FROM revisions r JOIN members m USING (revision)"
            " WHERE m.generation = ? AND r.document_id = ?",
            (generation, document_id),
        ).fetchone()
        return None if row is None else unpack(Entry.model_validate_json(row[0]), row[1])

    def entries(self, generation: str) -> tuple[Entry, ...]:
        """The entries of all documents of a generation, by id."""
        rows = self._db.execute(
            "SELECT r.entry FROM revisions r JOIN members m USING (revision)"
            " WHERE m.generation = ? ORDER BY r.document_id",
            (generation,),
        )
        return tuple(Entry.model_validate_json(row[0]) for row in rows)

    def keys(self, generation: str) -> dict[str, str]:
        """Document id → revision key of a generation."""
        rows = self._db.execute(
            "SELECT r.document_id, r.key FROM revisions r JOIN members m USING (revision)"
            " WHERE m.generation = ?",
            (generation,),
        )
        return dict(rows)

    def revisions(self, generation: str) -> tuple[int, ...]:
        """The revisions that a generation is made of."""
        rows = self._db.execute("SELECT revision FROM members WHERE generation = ?", (generation,))
        return tuple(int(row[0]) for row in rows)

    # -- passages and vectors ----------------------------------------------------------------------

    def passages(self, generation: str) -> Iterator[StoredPassage]:
        """All passages of a generation, by document and reading order."""
        yield from self._stored("WHERE m.generation = ? ORDER BY r.document_id, p.ordinal", (generation,))

    def passages_by_id(self, generation: str, ids: Sequence[str]) -> dict[str, StoredPassage]:
        """Those of ``ids`` that a generation holds."""
        marks = ",".join("?" * len(ids))
        rows = self._stored(f"WHERE p.id IN ({marks}) AND m.generation = ?", (*ids, generation))
        return {stored.id: stored for stored in rows}

    def hashes(self, generation: str, ids: Sequence[str]) -> dict[str, str]:
        """Passage id → key of its vectors."""
        marks = ",".join("?" * len(ids))
        return dict(
            self._db.execute(
                "SELECT p.id, p.hash FROM passages p JOIN members m USING (revision)"
                f" WHERE p.id IN ({marks}) AND m.generation = ?",
                (*ids, generation),
            )
        )

    def passage_ids(self, generation: str) -> Iterator[tuple[str, str]]:
        """(document id, passage id) of a generation."""
        yield from self._db.execute(
            "SELECT r.document_id, p.id FROM passages p JOIN members m USING (revision)"
            " JOIN revisions r USING (revision) WHERE m.generation = ? ORDER BY r.document_id, p.ordinal",
            (generation,),
        )

    def _stored(self, where: str, parameters: tuple[object, ...]) -> Iterator[StoredPassage]:
        rows = self._db.execute(
            "SELECT r.document_id, r.entry, p.page, p.start, p.end, p.text, p.context, p.hash, p.detail"
            f" FROM passages p JOIN members m USING (revision) JOIN revisions r USING (revision) {where}",
            parameters,
        )
        entries: dict[str, Entry] = {}
        for document_id, entry, page, start, end, text, context, hash_, detail in rows:
            if entry not in entries:
                entries[entry] = Entry.model_validate_json(entry)
            passage = unpack_passage(document_id, page, start, end, detail)
            yield StoredPassage(passage, text, context, hash_, entries[entry])

    def pending(self, revisions: Sequence[int], fingerprint: str, table: str = "vectors") -> list[Pending]:
        """The passages of these revisions that have no vectors of this fingerprint, each key once.

        Args:
            table: "vectors" or "token_vectors".
        """
        found: dict[str, Pending] = {}
        for revision in revisions:
            for hash_, context, text, detail in self._db.execute(
                "SELECT p.hash, p.context, p.text, p.detail FROM passages p"
                f" LEFT JOIN {table} v ON v.hash = p.hash AND v.fingerprint = ?"
                " WHERE p.revision = ? AND v.hash IS NULL ORDER BY p.ordinal",
                (fingerprint, revision),
            ):
                spans = tuple((s.start, s.end) for s in unpack_passage("", 1, 0, 0, detail).sentences)
                found.setdefault(hash_, Pending(hash_, context, text, spans))
        return list(found.values())

    def put_vectors(self, fingerprint: str, vectors: Mapping[str, PassageVectors]) -> None:
        """Store vectors under their keys; one already there is kept."""
        with self.writing():
            self._db.executemany(
                "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?, ?)",
                (
                    (h, fingerprint, v.passage.astype("<f4").tobytes(), v.sentences.astype("<f2").tobytes())
                    for h, v in vectors.items()
                ),
            )

    def put_token_vectors(self, fingerprint: str, packed: Mapping[str, bytes]) -> None:
        """Store packed token vectors under the keys of their passages; those already there are kept."""
        with self.writing():
            self._db.executemany(
                "INSERT OR IGNORE INTO token_vectors VALUES (?, ?, ?)",
                ((hash_, fingerprint, tokens) for hash_, tokens in packed.items()),
            )

    def token_vectors(self, hashes: Sequence[str], fingerprint: str) -> dict[str, bytes]:
        """Those of ``hashes`` that have token vectors of this fingerprint, packed."""
        marks = ",".join("?" * len(hashes))
        return dict(
            self._db.execute(
                f"SELECT hash, tokens FROM token_vectors WHERE fingerprint = ? AND hash IN ({marks})",
                (fingerprint, *hashes),
            )
        )

    def passage_vectors(self, generation: Generation, ids: Sequence[str]) -> dict[str, Vectors]:
        """Passage id → its vector, without those of its sentences."""
        marks = ",".join("?" * len(ids))
        rows = self._db.execute(
            "SELECT p.id, v.vector FROM passages p JOIN members m USING (revision)"
            " JOIN vectors v ON v.hash = p.hash AND v.fingerprint = ?"
            f" WHERE p.id IN ({marks}) AND m.generation = ?",
            (generation.fingerprint, *ids, generation.id),
        )
        return {id_: np.frombuffer(vector, "<f4") for id_, vector in rows}

    def vectors(self, hashes: Sequence[str], fingerprint: str) -> dict[str, PassageVectors]:
        """Those of ``hashes`` that have vectors of this fingerprint."""
        found: dict[str, PassageVectors] = {}
        for begin in range(0, len(hashes), 500):
            part = hashes[begin : begin + 500]
            marks = ",".join("?" * len(part))
            for hash_, vector, inner in self._db.execute(
                f"SELECT hash, vector, sentences FROM vectors WHERE fingerprint = ? AND hash IN ({marks})",
                (fingerprint, *part),
            ):
                passage = np.frombuffer(vector, "<f4")
                sentences = np.frombuffer(inner, "<f2").astype(np.float32).reshape(-1, passage.shape[0])
                found[hash_] = PassageVectors(passage, sentences)
        return found

    # -- generations -------------------------------------------------------------------------------

    def put_generation(
        self,
        generation_id: str,
        fingerprint: str,
        token_fingerprint: str | None,
        created: str,
        revisions: Iterable[int],
        content_hash: Callable[[Iterable[tuple[str, str]]], str],
    ) -> Generation:
        """Record a generation of these revisions; it serves nobody until it is activated.

        Why it is told here whether token vectors are complete: they may be made later, and a
        generation must give the same answer for as long as it serves.
        """
        members = sorted(set(revisions))
        tokens = token_fingerprint
        if tokens is not None and self.pending(members, tokens, "token_vectors"):
            tokens = None
        with self.writing():
            row = (generation_id, fingerprint, created, 0, "", tokens)
            self._db.execute("INSERT INTO generations VALUES (?, ?, ?, ?, ?, ?)", row)
            self._db.executemany("INSERT INTO members VALUES (?, ?)", ((generation_id, r) for r in members))
            texts = [(stored.id, stored.text) for stored in self.passages(generation_id)]
            made = Generation(generation_id, fingerprint, created, len(texts), content_hash(texts), tokens)
            self._db.execute(
                "UPDATE generations SET passages = ?, content_hash = ? WHERE generation = ?",
                (made.passages, made.content_hash, generation_id),
            )
        return made

    def active(self) -> Generation | None:
        """The generation that serves, None before the first one is complete."""
        row = self._db.execute(
            "SELECT g.* FROM generations g JOIN meta ON meta.key = 'active' AND meta.value = g.generation"
        ).fetchone()
        return None if row is None else Generation(*row)

    def generations(self) -> tuple[Generation, ...]:
        """All recorded generations, oldest first."""
        rows = self._db.execute("SELECT * FROM generations ORDER BY generation")
        return tuple(Generation(*row) for row in rows)

    def activate(self, generation: str) -> None:
        """Move the pointer: from this moment on ``generation`` serves."""
        with self.writing():
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('active', ?)", (generation,))

    def forget_generations(self, generations: Iterable[str]) -> None:
        """Drop generations, then the revisions and vectors that no generation and no plan needs."""
        with self.writing():
            self._db.executemany("DELETE FROM generations WHERE generation = ?", ((g,) for g in generations))
            self._db.execute("DELETE FROM revisions WHERE revision NOT IN (SELECT revision FROM members)")
            for table in ("vectors", "token_vectors"):
                self._db.execute(f"DELETE FROM {table} WHERE hash NOT IN (SELECT hash FROM passages)")

    # -- failures ----------------------------------------------------------------------------------

    def put_failure(self, document_id: str, key: str, problem: Problem) -> None:
        """Remember why a document could not be read, so that it is not read again unchanged."""
        with self.writing():
            self._db.execute(
                "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)",
                (document_id, key, problem.reason.value, problem.detail),
            )

    def failures(self) -> dict[str, tuple[str, Problem]]:
        """Document id → (revision key, what went wrong)."""
        rows = self._db.execute("SELECT document_id, key, reason, detail FROM failures ORDER BY document_id")
        return {row[0]: (row[1], Problem(Reason(row[2]), row[3])) for row in rows}

    def forget_failures(self, document_ids: Iterable[str]) -> None:
        """Forget the failures of these documents."""
        with self.writing():
            self._db.executemany("DELETE FROM failures WHERE document_id = ?", ((d,) for d in document_ids))

    def check(self) -> str | None:
        """SQLite's own verdict on the file: None if sound, else what it found."""
        verdict = str(self._db.execute("PRAGMA quick_check").fetchone()[0])
        return None if verdict == "ok" else verdict


def open_ledger(path: Path, *, create: bool = True) -> Ledger:
    """Open the ledger, making it where it is missing.

    Raises:
        DataFolderUnusable: the folder cannot be written, or a newer version wrote it.
        IndexDamaged: the file is no ledger.
    """
    try:
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
        prepare(connection, path.parent)
    except (sqlite3.OperationalError, OSError) as error:
        raise unusable(path.parent, error) from error
    except sqlite3.DatabaseError as error:
        raise IndexDamaged(
            path.name, f"the ledger cannot be read ({error})", "Move it away and run `ascn sync`"
        ) from error
    return Ledger(connection, path)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
