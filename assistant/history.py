"""Keeps answers as they were given and the turns of conversations, on disk and for a while.

Several threads and processes may use one history at once; a process that is killed loses nothing that
was kept. Nothing about who asked is kept: no address, no name. Must not answer, and must not decide
whether anything is kept.

Why SQLAlchemy beside the ledger's plain SQLite: several servers may share one history, in PostgreSQL; the
ledger belongs to one data folder. LlamaIndex brings SQLAlchemy anyway.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from pydantic import ValidationError
from sqlalchemy import (
    Connection,
    Engine,
    RowMapping,
    Table,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from assistant.conversation_list import Behind, Conversation, folded, listing, micro, moment, open_to, plain
from assistant.errors import ConversationUnknown
from assistant.history_database import ANSWERS, CONVERSATIONS, TURNS, open_database, settle, unusable
from assistant.memory import MOST_TURNS, Remembered
from assistant.ownership import NOBODY, Keys
from assistant.schema import Answer, Question, Why

MOST_TITLE_CHARACTERS = 200
_CLEAR_AFTER = 50
"""Answers kept between two clearings of what is too old or too many."""

MOST_TURNS_TOLD = 200
"""Turns of a conversation that are told, the last ones; further ones are only searched."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long and how much is kept; of answers and turns each."""

    days: int
    answers: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation; the answer is None where none was given or it is kept no more."""

    question: str
    asked: datetime
    answer: Answer | None


class History:
    """Verbs over the database, opened when first used. Every verb raises `HistoryUnusable`."""

    def __init__(
        self,
        file: Path,
        bounds: Bounds,
        url: str | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._file = file
        self._bounds = bounds
        self._url = url
        self._now = now
        self._opened: Engine | None = None
        self._opening = Lock()
        self._kept = 0

    @property
    def days(self) -> int:
        """How long everything is kept."""
        return self._bounds.days

    def close(self) -> None:
        """Close the database."""
        if self._opened is not None:
            self._opened.dispose()

    # -- answers -----------------------------------------------------------------------------------

    def keep(self, remembered: Remembered, turn: int | None = None) -> None:
        """Keep an answer, as that to a turn where one is named; the same answer is kept once.

        Of a turn that was deleted while it was answered nothing is kept.
        """
        answer = remembered.answer
        given = micro(remembered.given)
        with self._transaction() as db:
            if turn is not None:
                words = folded(f"{remembered.question.text}\n{answer.text}")
                told = update(TURNS).where(TURNS.c.number == turn).values(answer=answer.id, words=words)
                if not db.execute(told).rowcount:
                    return
            touched = update(ANSWERS).where(ANSWERS.c.id == answer.id).values(given=given)
            if not db.execute(touched).rowcount:
                _insert_once(db, ANSWERS, _row(remembered, given))
            self._kept += 1
            if self._kept % _CLEAR_AFTER == 1:
                self._clear(db)

    def recall(self, answer_id: str) -> Remembered | None:
        """An answer with its reasons; None where it is not kept, or not as this version writes it."""
        with self._transaction() as db:
            row = db.execute(select(ANSWERS).where(ANSWERS.c.id == answer_id)).mappings().first()
        return None if row is None else _remembered(row)

    def answers(self) -> Iterator[Remembered]:
        """Every answer that is kept, the last one first, without its reasons."""
        with self._transaction() as db:
            ids = db.scalars(select(ANSWERS.c.id).order_by(ANSWERS.c.given.desc(), ANSWERS.c.id)).all()
        for begin in range(0, len(ids), 100):
            part = ids[begin : begin + 100]
            with self._transaction() as db:
                found = db.execute(select(ANSWERS).where(ANSWERS.c.id.in_(part))).mappings().all()
            rows = {row["id"]: row for row in found}
            for id_ in part:
                if id_ in rows and (remembered := _remembered(rows[id_], reasons=False)) is not None:
                    yield remembered

    def size(self) -> int:
        """How many answers are kept."""
        with self._transaction() as db:
            return int(db.scalar(select(func.count()).select_from(ANSWERS)) or 0)

    # -- conversations -----------------------------------------------------------------------------
    #
    # Whoever holds `keys` reaches conversations of theirs and of nobody; None, who runs the server, all.

    def ask(self, conversation: str, question: str, keys: Keys = NOBODY) -> int:
        """Add a question to a conversation, beginning it where it is new; the number of the turn.

        Raises:
            ConversationUnknown: it belongs to somebody else.
        """
        now = micro(self._now())
        known = update(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation, open_to(keys))
        with self._transaction() as db:
            if not db.execute(known.values(last=now)).rowcount:
                title = _titled(question)
                row = {"id": conversation, "title": title, "words": folded(title), "began": now, "last": now}
                _insert_once(db, CONVERSATIONS, {**row, "owner": next(iter(keys), None)})
                if not db.execute(known.values(last=now)).rowcount:  # it was there, and somebody else's
                    raise ConversationUnknown(conversation)
            text = plain(question)
            turn = {"conversation": conversation, "asked": now, "question": text, "words": folded(text)}
            return int(db.execute(insert(TURNS).values(turn).returning(TURNS.c.number)).scalar_one())

    def admits(self, conversation: str, keys: Keys) -> bool:
        """Whether somebody may ask in a conversation: it is new, theirs or nobody's."""
        others = select(CONVERSATIONS.c.id).where(CONVERSATIONS.c.id == conversation, ~open_to(keys))
        with self._transaction() as db:
            return db.scalar(others) is None

    def earlier(self, conversation: str, keys: Keys | None = None) -> tuple[str, ...]:
        """The last questions of a conversation, oldest first."""
        newest = (
            select(TURNS.c.question)
            .join_from(TURNS, CONVERSATIONS, TURNS.c.conversation == CONVERSATIONS.c.id)
            .where(TURNS.c.conversation == conversation, open_to(keys))
            .order_by(TURNS.c.number.desc())
            .limit(MOST_TURNS)
        )
        with self._transaction() as db:
            return tuple(db.scalars(newest))[::-1]

    def last(self, conversation: str, keys: Keys | None = None) -> Answer | None:
        """The last answer of a conversation."""
        newest = (
            select(ANSWERS.c.answer)
            .join_from(TURNS, ANSWERS, TURNS.c.answer == ANSWERS.c.id)
            .join(CONVERSATIONS, TURNS.c.conversation == CONVERSATIONS.c.id)
            .where(TURNS.c.conversation == conversation, open_to(keys))
            .order_by(TURNS.c.number.desc())
            .limit(1)
        )
        with self._transaction() as db:
            return _answer(db.scalar(newest))

    def turns(self, conversation: str, keys: Keys | None = None) -> tuple[Turn, ...]:
        """The last questions of a conversation with their answers, oldest first; none of somebody else's."""
        joined = (
            select(TURNS.c.question, TURNS.c.asked, ANSWERS.c.answer)
            .join_from(TURNS, CONVERSATIONS, TURNS.c.conversation == CONVERSATIONS.c.id)
            .join(ANSWERS, TURNS.c.answer == ANSWERS.c.id, isouter=True)
            .where(TURNS.c.conversation == conversation, open_to(keys))
            .order_by(TURNS.c.number.desc())
            .limit(MOST_TURNS_TOLD)
        )
        with self._transaction() as db:
            rows = db.execute(joined).all()[::-1]
        return tuple(Turn(question, moment(asked), _answer(text)) for question, asked, text in rows)

    def conversations(
        self, words: str = "", most: int = 50, *, keys: Keys | None = None, before: Behind | None = None
    ) -> tuple[Conversation, ...]:
        """The conversations in which all of ``words`` stand in one turn or the title, the last first."""
        with self._transaction() as db:
            rows = db.execute(listing(keys, words, before, most)).mappings().all()
        return tuple(map(_conversation, rows))

    def conversation(self, conversation: str, keys: Keys | None = None) -> Conversation | None:
        """One conversation; None where there is none, or it is somebody else's."""
        one = listing(None, "", None, 1).where(CONVERSATIONS.c.id == conversation, open_to(keys))
        with self._transaction() as db:
            row = db.execute(one).mappings().first()
        return None if row is None else _conversation(row)

    def rename(self, conversation: str, title: str, keys: Keys | None = None) -> bool:
        """Give a conversation another title; whether there is such a conversation."""
        given = {"title": _titled(title), "words": folded(title)}
        with self._transaction() as db:
            named = update(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation, open_to(keys))
            return bool(db.execute(named.values(given)).rowcount)

    def delete(self, conversation: str, keys: Keys | None = None) -> bool:
        """Delete a conversation with the answers given in no other; whether there was one.

        Why an answer goes whose address was passed on: whoever deletes expects that it is gone, and what is
        to stay can be exported. It stays where another conversation got the very same one.
        """
        with self._transaction() as db:
            known = delete(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation, open_to(keys))
            if not db.execute(known).rowcount:
                return False
            own = select(TURNS.c.answer).where(
                TURNS.c.conversation == conversation, TURNS.c.answer.is_not(None)
            )
            ids = db.scalars(own).all()
            db.execute(delete(TURNS).where(TURNS.c.conversation == conversation))
            elsewhere = exists().where(TURNS.c.answer == ANSWERS.c.id).correlate(ANSWERS)
            db.execute(delete(ANSWERS).where(ANSWERS.c.id.in_(ids), ~elsewhere))
        with suppress(SQLAlchemyError):
            settle(self._engine())
        return True

    # ----------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """Everything inside is stored, or nothing is."""
        try:
            with self._engine().begin() as db:
                yield db
        except SQLAlchemyError as error:
            raise unusable(self._file, error) from error

    def _engine(self) -> Engine:
        with self._opening:
            if self._opened is None:
                self._opened = open_database(self._url, self._file)
            return self._opened

    def _clear(self, db: Connection) -> None:
        """Delete what is too old, then what is too many, then conversations without a turn."""
        oldest = micro(self._now() - timedelta(days=self._bounds.days))
        for table, time in ((ANSWERS, ANSWERS.c.given), (TURNS, TURNS.c.asked)):
            db.execute(delete(table).where(time < oldest))
            last = select(time).order_by(time.desc()).offset(self._bounds.answers - 1).limit(1)
            if (least := db.scalar(last)) is not None:
                db.execute(delete(table).where(time < least))
        spoken = exists().where(TURNS.c.conversation == CONVERSATIONS.c.id).correlate(CONVERSATIONS)
        db.execute(delete(CONVERSATIONS).where(~spoken))


def _insert_once(db: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Insert a row unless another process has just done so."""
    with suppress(IntegrityError), db.begin_nested():
        db.execute(insert(table).values(row))


def _row(remembered: Remembered, given: int) -> dict[str, object]:
    question, answer = remembered.question, remembered.answer
    why = answer.why.model_dump_json().encode() if answer.why else None
    storable = {"text": plain(question.text), "turns": tuple(map(plain, question.turns))}
    return {
        "id": answer.id,
        "given": given,
        "question": question.model_copy(update=storable).model_dump_json(exclude={"conversation_id"}),
        "answer": answer.model_dump_json(),
        "why": why and zlib.compress(why),
    }


def _remembered(row: RowMapping, *, reasons: bool = True) -> Remembered | None:
    answer = _answer(row["answer"])
    if answer is None:
        return None
    try:
        question = Question.model_validate_json(row["question"])
        why = Why.model_validate_json(zlib.decompress(row["why"])) if reasons and row["why"] else None
    except ValidationError:
        return None
    return Remembered(question, answer.model_copy(update={"why": why}), moment(row["given"]))


def _conversation(row: RowMapping) -> Conversation:
    return Conversation(row["id"], row["title"], moment(row["began"]), moment(row["last"]), row["turns"])


def _answer(text: str | None) -> Answer | None:
    """None where none is kept, or another version of the program wrote it."""
    try:
        return None if text is None else Answer.model_validate_json(text)
    except ValidationError:
        return None


def _titled(text: str) -> str:
    return " ".join(plain(text).split())[:MOST_TITLE_CHARACTERS]
