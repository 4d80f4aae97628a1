"""`/api/v1/conversations`: a browser's own conversations, to be listed, read, renamed and deleted.

A conversation of somebody else is told as one that is not there. Must not ask anything.

    GET    /conversations?words=&before=   own ones, the last first, a page at a time
    GET    /conversations/{id}             with its questions and answers
    PATCH  /conversations/{id}             another title
    DELETE /conversations/{id}             all of it
"""

from __future__ import annotations

import secrets
import unicodedata
from datetime import datetime
from typing import Annotated
from urllib.parse import quote as percent_encoded

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from assistant.api.browser_keys import keys_of
from assistant.api.chat import require_json
from assistant.api.kept import shown_turns, visible_ids
from assistant.api.ports import Shelf, Talks
from assistant.api.problems import Refused, documented
from assistant.conversation_list import Behind, Conversation
from assistant.history import MOST_TITLE_CHARACTERS
from assistant.schema import Answer

MOST_SEARCH_CHARACTERS = 200
UNSHARED = {"Cache-Control": "no-store"}

ConversationId = Annotated[str, Path(min_length=1, max_length=100)]
Words = Annotated[str, Query(max_length=MOST_SEARCH_CHARACTERS)]
Before = Annotated[str | None, Query(max_length=200)]


def address_of(conversation: str) -> str:
    """Where a conversation is shown."""
    return f"/conversations/{percent_encoded(conversation, safe='')}"


def new_conversation(talks: Talks | None) -> str | None:
    """An id for a conversation that begins with a form; None where none is kept."""
    return None if talks is None or talks.days is None else secrets.token_hex(16)


class Line(BaseModel):
    """A conversation as it is listed."""

    id: str
    title: str
    began: datetime
    last: datetime
    turns: int

    @classmethod
    def of(cls, each: Conversation) -> Line:
        """The line of a conversation."""
        return cls(id=each.id, title=each.title, began=each.began, last=each.last, turns=each.turns)


class Lines(BaseModel):
    """A page of conversations; ``before`` asks for the next one, None where there is none."""

    conversations: tuple[Line, ...]
    before: str | None


class ToldTurn(BaseModel):
    """A question; the answer is None where none was given, it is kept no more, or what it quotes has gone."""

    question: str
    asked: datetime
    answer: Answer | None


class ToldConversation(BaseModel):
    """A conversation with its last turns, oldest first."""

    id: str
    title: str
    turns: tuple[ToldTurn, ...]


class Title(BaseModel):
    """The body of a new title."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str


def unshared(response: Response) -> None:
    """What belongs to one browser may be kept by nothing between, nor by the browser once it is deleted."""
    response.headers.update(UNSHARED)


def titled(title: str) -> str:
    """A title as it came, where one can be seen.

    Raises:
        Refused: there is nothing in it, or too much.
    """
    if not any(unicodedata.category(character)[0] not in "CZ" for character in title):
        raise Refused("title", "the title is empty", "Type a title", status=422, kind="title-empty")
    if len(title) > MOST_TITLE_CHARACTERS:
        reason = f"a title has {MOST_TITLE_CHARACTERS} characters at the most"
        raise Refused("title", reason, "Shorten it", status=422, kind="title-too-long")
    return title


def place_of(before: str | None) -> Behind | None:
    """The place in the list that an address names.

    Raises:
        Refused: it names none.
    """
    place = Behind.parsed(before) if before else None
    if before and place is None:
        raise Refused(
            "before", "this is no place in the list", "Begin at its top", status=422, kind="place-unknown"
        )
    return place


def routes(talks: Talks, shelf: Shelf) -> APIRouter:
    """The routes over ``talks``, as far as ``shelf`` shows what their answers quote."""
    router = APIRouter(
        prefix="/api/v1",
        tags=["conversations"],
        responses=documented(404, 422, 503),
        dependencies=[Depends(unshared)],
    )

    @router.get("/conversations")
    def conversations(request: Request, words: Words = "", before: Before = None) -> Lines:
        """The conversations of this browser in which ``words`` occur, the last one first."""
        found = talks.listed(keys_of(request), words, place_of(before))
        lines = tuple(map(Line.of, found.conversations))
        return Lines(conversations=lines, before=str(found.before) if found.before else None)

    @router.get("/conversations/{conversation_id:path}")
    def conversation(request: Request, conversation_id: ConversationId) -> ToldConversation:
        """A conversation with its last questions and answers."""
        told = talks.told(conversation_id, keys_of(request))
        turns = tuple(
            ToldTurn(question=turn.question, asked=turn.asked, answer=turn.answer)
            for turn in shown_turns(told, visible_ids(shelf))
        )
        return ToldConversation(id=told.conversation.id, title=told.conversation.title, turns=turns)

    @router.patch(
        "/conversations/{conversation_id:path}", status_code=204, dependencies=[Depends(require_json)]
    )
    def rename(request: Request, conversation_id: ConversationId, body: Title) -> None:
        """Give a conversation another title."""
        talks.rename(conversation_id, titled(body.title), keys_of(request))

    @router.delete("/conversations/{conversation_id:path}", status_code=204)
    def remove(request: Request, conversation_id: ConversationId) -> None:
        """Delete a conversation with its questions, and its answers unless another one got the same."""
        talks.delete(conversation_id, keys_of(request))

    return router
