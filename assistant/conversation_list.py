"""Which conversations are listed to whom and in which order: the query, and where a page of it ends.

Must not open the database.

Why pages that begin behind a conversation rather than at a number: the list is read in its index from there
on, however long it is, and a conversation that comes or goes moves no other one to another page.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from assistant.history_database import CONVERSATIONS, TURNS
from assistant.ownership import Keys

MOST_WORDS = 10
"""Of a search; further ones are not looked for."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it is listed; the title is its first question until it is renamed."""

    id: str
    title: str
    began: datetime
    last: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class Behind:
    """The place right behind a conversation in the list."""

    last: datetime
    id: str

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"{micro(self.last)}.{self.id}"

    @classmethod
    def parsed(cls, text: str) -> Behind | None:
        """The place that an address names; None where it names none."""
        last, _, id_ = text.partition(".")
        if not (last.isascii() and last.isdigit() and len(last) < 18 and id_):
            return None
        return cls(moment(int(last)), id_)


def listing(keys: Keys | None, words: str, before: Behind | None, most: int) -> Select[tuple[object, ...]]:
    """The query of the conversations of which one turn or the title holds all of ``words``, the last first.

    Args:
        keys: lists those of their holder; None lists all, to whoever runs the server.
    """
    counted = select(func.count()).where(_in_conversation()).correlate(CONVERSATIONS).scalar_subquery()
    query = select(CONVERSATIONS, counted.label("turns"))
    if keys is not None:
        query = query.where(_belongs(keys))
    if before is not None:
        last = micro(before.last)
        behind = or_(CONVERSATIONS.c.last < last, CONVERSATIONS.c.id > before.id)
        query = query.where(CONVERSATIONS.c.last <= last, behind)
    if wanted := folded(words).split()[:MOST_WORDS]:
        holds = [TURNS.c.words.contains(word, autoescape=True) for word in wanted]
        named = [CONVERSATIONS.c.words.contains(word, autoescape=True) for word in wanted]
        said = exists().where(_in_conversation(), *holds).correlate(CONVERSATIONS)
        query = query.where(or_(said, and_(*named)))
    return query.order_by(CONVERSATIONS.c.last.desc(), CONVERSATIONS.c.id).limit(most)


def open_to(keys: Keys | None) -> ColumnElement[bool]:
    """Whether whoever holds ``keys`` may have a conversation: it is theirs or nobody's; None may have any."""
    if keys is None:
        return CONVERSATIONS.c.id.is_not(None)
    return or_(CONVERSATIONS.c.owner.is_(None), CONVERSATIONS.c.owner.in_(keys))


def folded(text: str) -> str:
    """Text as it is searched: without regard to case and to forms of the same characters."""
    return unicodedata.normalize("NFKC", plain(text)).casefold()


def plain(text: str) -> str:
    """Text that every database takes: no halves of characters, no NUL."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "")


def micro(time: datetime) -> int:
    """A time as it is kept: microseconds since 1970."""
    return (time - _EPOCH) // timedelta(microseconds=1)


def moment(micro: int) -> datetime:
    """A time that was kept."""
    return _EPOCH + timedelta(microseconds=micro)


def _in_conversation() -> ColumnElement[bool]:
    return CONVERSATIONS.c.id == TURNS.c.conversation


def _belongs(keys: Keys) -> ColumnElement[bool]:
    # One key, as nearly everybody has, is compared, not looked up in a list: then the index gives the order.
    if len(keys) == 1:
        return CONVERSATIONS.c.owner == keys[0]
    return CONVERSATIONS.c.owner.in_(keys)
