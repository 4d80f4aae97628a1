"""`/conversations`: the conversations of a browser as pages; everything works by links and forms.

    /conversations                  list and search
    /conversations/{id}             the whole of one, and a box to go on asking in it
    /conversations/{id}/rename      asks for a title
    /conversations/{id}/delete      asks once more, then deletes

A conversation of somebody else is told as one that is not there. Must not ask anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from assistant.api.browser_keys import keys_of
from assistant.api.conversations import (
    MOST_SEARCH_CHARACTERS,
    UNSHARED,
    ConversationId,
    address_of,
    place_of,
    titled,
)
from assistant.api.kept import ShownTurn, shown_turns, visible_ids
from assistant.api.ports import Shelf, Talks
from assistant.api.problems import Problem, Refused, problem_of
from assistant.api.proofs import Proofs, proofs_of
from assistant.conversation_list import Conversation
from assistant.history import MOST_TITLE_CHARACTERS, MOST_TURNS_TOLD
from assistant.schema import MAX_QUESTION_CHARACTERS
from assistant.web import render

Title = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation of the list and where it is shown."""

    conversation: Conversation
    address: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A turn with the proofs of its answer."""

    turn: ShownTurn
    proofs: Proofs | None


def routes(talks: Talks, shelf: Shelf) -> APIRouter:
    """The pages over ``talks``, as far as ``shelf`` shows what their answers quote."""
    router = APIRouter(include_in_schema=False)

    @router.get("/conversations")
    def conversations(request: Request, words: str = "", before: str | None = None) -> Response:
        problem = _too_long(words)
        found = talks.listed(keys_of(request), "" if problem else words, place_of(before))
        more = {"before": str(found.before), **({"words": words} if words else {})}
        context = {
            "rows": tuple(Row(each, address_of(each.id)) for each in found.conversations),
            "words": words,
            "problem": problem,
            "older": f"/conversations?{urlencode(more)}" if found.before else None,
            "later": before is not None,
            "days": talks.days,
        }
        status = problem.status if problem else 200
        return render(request, "conversations.html", context, status_code=status, headers=UNSHARED)

    def renaming(request: Request, conversation_id: str, title: str, problem: Problem | None) -> Response:
        context = {
            "title": title,
            "address": address_of(conversation_id),
            "problem": problem,
            "most": MOST_TITLE_CHARACTERS,
        }
        status = problem.status if problem else 200
        return render(request, "conversation_rename.html", context, status_code=status, headers=UNSHARED)

    @router.get("/conversations/{conversation_id:path}/rename")
    def ask_for_a_title(request: Request, conversation_id: ConversationId) -> Response:
        told = talks.told(conversation_id, keys_of(request))
        return renaming(request, conversation_id, told.conversation.title, None)

    @router.post("/conversations/{conversation_id:path}/rename")
    def rename(request: Request, conversation_id: ConversationId, title: Title = "") -> Response:
        try:
            talks.rename(conversation_id, titled(title), keys_of(request))
        except Refused as error:
            return renaming(request, conversation_id, title, problem_of(error))
        return RedirectResponse("/conversations", 303)

    @router.get("/conversations/{conversation_id:path}/delete")
    def ask_whether_to_delete(request: Request, conversation_id: ConversationId) -> Response:
        told = talks.told(conversation_id, keys_of(request))
        context = {"conversation": told.conversation, "address": address_of(conversation_id)}
        return render(request, "conversation_delete.html", context, headers=UNSHARED)

    @router.post("/conversations/{conversation_id:path}/delete")
    def delete(request: Request, conversation_id: ConversationId) -> Response:
        talks.delete(conversation_id, keys_of(request))
        return RedirectResponse("/conversations", 303)

    @router.get("/conversations/{conversation_id:path}")
    def conversation(request: Request, conversation_id: ConversationId) -> Response:
        told = talks.told(conversation_id, keys_of(request))
        turns = shown_turns(told, visible_ids(shelf))
        context = {
            "conversation": told.conversation,
            "conversation_id": conversation_id,
            "address": address_of(conversation_id),
            "turns": tuple(Shown(turn, proofs_of(turn.answer) if turn.answer else None) for turn in turns),
            "left_out": max(0, told.conversation.turns - MOST_TURNS_TOLD),
            "limit": MAX_QUESTION_CHARACTERS,
        }
        return render(request, "conversation.html", context, headers=UNSHARED)

    return router


def _too_long(words: str) -> Problem | None:
    if len(words) <= MOST_SEARCH_CHARACTERS:
        return None
    reason = f"a search has {MOST_SEARCH_CHARACTERS} characters at the most"
    return problem_of(Refused("words", reason, "Shorten it", status=422, kind="search-too-long"))
