"""The ledger's tables. Must not read or write rows."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from indexing.errors import DataFolderUnusable

SCHEMA_VERSION = 2

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE revisions (
    revision INTEGER PRIMARY KEY, document_id TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
    entry TEXT NOT NULL, body BLOB NOT NULL, added TEXT NOT NULL) STRICT;
CREATE TABLE passages (
    revision INTEGER NOT NULL REFERENCES revisions ON DELETE CASCADE, ordinal INTEGER NOT NULL,
    id TEXT NOT NULL, page INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    text TEXT NOT NULL, context TEXT NOT NULL, hash TEXT NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (revision, ordinal)) STRICT;
CREATE INDEX passages_by_hash ON passages (hash);
CREATE INDEX passages_by_id ON passages (id);
CREATE TABLE vectors (
    hash TEXT NOT NULL, fingerprint TEXT NOT NULL, vector BLOB NOT NULL, sentences BLOB NOT NULL,
    PRIMARY KEY (hash, fingerprint)) STRICT;
CREATE TABLE generations (
    generation TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, created TEXT NOT NULL,
    passages INTEGER NOT NULL, content_hash TEXT NOT NULL) STRICT;
CREATE TABLE members (
    generation TEXT NOT NULL REFERENCES generations ON DELETE CASCADE,
    revision INTEGER NOT NULL REFERENCES revisions, PRIMARY KEY (generation, revision)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE failures (
    document_id TEXT NOT NULL, key TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
    PRIMARY KEY (document_id)) STRICT;
"""
_SECOND = """
CREATE TABLE token_vectors (
    hash TEXT NOT NULL, fingerprint TEXT NOT NULL, tokens BLOB NOT NULL,
    PRIMARY KEY (hash, fingerprint)) STRICT;
ALTER TABLE generations ADD COLUMN tokens TEXT;
"""
_STEPS = (_FIRST, _SECOND)
"""What leads from each version to the next."""


def prepare(connection: sqlite3.Connection, folder: Path) -> None:
    """Make the tables that are missing; rows of an older version stay.

    Raises:
        DataFolderUnusable: a newer version wrote them.
    """
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for step in _STEPS[version:]:
            for statement in step.split(";"):
                connection.execute(statement)
        if version < SCHEMA_VERSION:
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        elif version > SCHEMA_VERSION:
            raise DataFolderUnusable(
                str(folder),
                f"written by a newer version (schema {version}, this version knows {SCHEMA_VERSION})",
                "Update ascn-assistant, or set ASCN_DATA to another folder",
            )
