"""The database of the history: its tables, how it is opened, and what its errors mean to people.

SQLite in the data folder unless a URL names another database. A column that was added later is added to a
database of before as it is opened; versions of before go on using it. Must not read or write rows.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateColumn, CreateIndex, CreateTable

from assistant.errors import HistoryUnusable

PATIENCE_SECONDS = 2
"""How long an answer waits for another process that writes."""

_TABLES = MetaData()

_ID = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up by itself in a column of this very type only."""

ANSWERS = Table(
    "answers",
    _TABLES,
    Column("id", String(64), primary_key=True),
    Column("given", BigInteger, nullable=False),  # microseconds since 1970, as all times here
    Column("question", Text, nullable=False),  # JSON, without the conversation
    Column("answer", Text, nullable=False),  # JSON
    Column("why", LargeBinary),  # JSON, deflated: ten times shorter
    Index("answers_by_time", "given"),
)
CONVERSATIONS = Table(
    "conversations",
    _TABLES,
    Column("id", String(100), primary_key=True),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),  # the title folded, to be searched
    Column("began", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("owner", String(64)),  # hash of a browser's key; none: whoever knows the id. Added later
    Index("conversations_by_time", "last"),
)
Index("conversations_by_owner", CONVERSATIONS.c.owner, CONVERSATIONS.c.last.desc(), CONVERSATIONS.c.id)
TURNS = Table(
    "turns",
    _TABLES,
    Column("number", _ID, primary_key=True),
    Column("conversation", String(100), nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", String(64)),  # none while it is awaited, or where nobody waited for it
    Column("words", Text, nullable=False),  # of question and answer, folded, to be searched
    Index("turns_by_conversation", "conversation", "number"),
    Index("turns_by_time", "asked"),
    Index("turns_by_answer", "answer"),
)


def open_database(url: str | None, file: Path) -> Engine:
    """The database with its tables; ``url`` None means SQLite in ``file``.

    Raises:
        HistoryUnusable: it cannot be opened, or its driver is not installed.
    """
    try:
        if url is None:
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        address = make_url(url or f"sqlite:///{file}")
        lite = address.get_backend_name() == "sqlite"
        engine = create_engine(address, connect_args={"timeout": PATIENCE_SECONDS} if lite else {})
        if lite:
            event.listen(engine, "connect", _prepare)
        with engine.begin() as connection:
            for table in _TABLES.sorted_tables:
                connection.execute(CreateTable(table, if_not_exists=True))
        _add_owners(engine)
        with engine.begin() as connection:
            for table in _TABLES.sorted_tables:
                for index in sorted(table.indexes, key=lambda each: str(each.name)):
                    connection.execute(CreateIndex(index, if_not_exists=True))
    except Exception as error:  # drivers raise what they like, and so does a URL that is none
        raise unusable(file, error) from error
    return engine


def settle(engine: Engine) -> None:
    """Carry what was deleted out of SQLite's log of changes too; what others still read stays for now."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _add_owners(engine: Engine) -> None:
    """Give a database of before owners; another process may do the same at this moment."""
    if _has_owners(engine):
        return
    column = CreateColumn(CONVERSATIONS.c.owner).compile(dialect=engine.dialect)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {CONVERSATIONS.name} ADD COLUMN {column}")
    except DBAPIError:
        if not _has_owners(engine):
            raise


def _has_owners(engine: Engine) -> bool:
    columns = inspect(engine).get_columns(CONVERSATIONS.name)
    return any(column["name"] == CONVERSATIONS.c.owner.name for column in columns)


def unusable(file: Path, error: Exception) -> HistoryUnusable:
    """The error that people are shown: no address with its password, no statement with its values."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    text = f"{type(cause).__name__} {cause}".casefold()
    for words, reason, step in _KNOWN:
        if any(word in text for word in words):
            return HistoryUnusable("history", reason, step)
    if isinstance(error, ImportError):
        return HistoryUnusable(
            "history", "the driver of its database is not installed", "Install it with pip"
        )
    reason = f"its database cannot be used ({type(cause).__name__})"
    return HistoryUnusable("history", reason, f"Check the setting history_url, or {file.name}")


_KNOWN = (
    (("full", "no space", "quota"), "the disk is full", "Free some space"),
    (("disk i/o", "too large"), "its database cannot be written", "Check the disk and its limits"),
    (("locked",), "another process has held its database too long", "Wait for it or end it"),
    (("readonly", "read-only", "permission"), "its database cannot be written", "Make its folder writable"),
    (("not a database", "malformed"), "its database is damaged", "Move the file away; a new one is made"),
)  # fmt: skip
"""What the words of an error mean; every database has its own."""


def _prepare(connection: Any, _: object) -> None:
    """Readers and a writer do not wait for each other, and what is deleted is gone from the file."""
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
