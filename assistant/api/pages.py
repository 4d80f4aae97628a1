"""The pages people see: the question page, and without script an answer and a document page.

Everything shown is escaped by the templates. Must not answer anything itself.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote as percent_encoded

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from assistant.api import conversations
from assistant.api.browser_keys import admitted
from assistant.api.chat import Ask, whole_answer
from assistant.api.documents import Number, Offset, card
from assistant.api.events import Answering
from assistant.api.fields import field_of, is_record
from assistant.api.limits import Places
from assistant.api.ports import Asker, Shelf, Talks
from assistant.api.problems import problem_of
from assistant.api.proofs import proofs_of
from assistant.api.reading import (
    has_images,
    marks,
    page_of,
    surroundings,
    visible_document,
    visible_entries,
)
from assistant.errors import ConversationUnknown
from assistant.schema import MAX_QUESTION_CHARACTERS
from assistant.web import render
from corpus.errors import AscnError

EXAMPLES = (
    "What are the two urban systems and two enablers of the ASEAN Smart Cities Framework?",
    "How many people are expected to move to urban areas by 2030?",
    "When was the ASEAN Smart Cities Network established?",
    "What are the focus areas of the ASEAN Smart Cities Framework?",
)
"""Questions that the built-in documents answer."""

IMAGE_WIDTH = 1400
"""Of a page image shown on its own, in pixels."""


def routes(asker: Asker, shelf: Shelf, places: Places, talks: Talks | None = None) -> APIRouter:
    """The pages over ``asker`` and ``shelf``; a question belongs to a conversation of ``talks``."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def first_page(request: Request, question: str = "") -> Response:
        """With a question in its address it stands in the box, to be sent or changed."""
        return render(request, "ask.html", _asking(shelf) | {"question": question[:MAX_QUESTION_CHARACTERS]})

    @router.get("/ask")
    def nothing_asked() -> Response:
        """A reload or a bookmark of an answer: the question was in the body and is gone."""
        return RedirectResponse("/", 303)

    @router.post("/ask")
    async def ask(
        request: Request,
        question: Annotated[str, Form()] = "",
        conversation_id: Annotated[str, Form(max_length=100)] = "",
    ) -> Response:
        # Browsers send the line ends of a form as CRLF; they would count twice.
        text = question.replace("\r\n", "\n")
        context = _asking(shelf) | {"question": text}
        try:
            body = Ask(
                question=text, conversation_id=conversation_id or conversations.new_conversation(talks)
            )
            asked = body.to_question()
            visitor = await admitted(request, talks, body.conversation_id)
            answering = await Answering.begin(visitor.asker(asker, talks), asked, places)
            answer = await whole_answer(request, answering)
        except ConversationUnknown as error:  # the next question begins a new one
            context["problem"] = problem = problem_of(error)
            return render(request, "ask.html", context, status_code=problem.status)
        except AscnError as error:
            context |= {"problem": (problem := problem_of(error)), "conversation_id": conversation_id}
            return render(request, "ask.html", context, status_code=problem.status)
        if conversation_id and talks and talks.days and not answer.trace.notes:
            whole = RedirectResponse(f"{conversations.address_of(conversation_id)}#last", 303)
            return visitor.remember(request, whole, talks)
        kept = {"conversation_id": body.conversation_id, "answer": answer, "proofs": proofs_of(answer)}
        return visitor.remember(request, render(request, "ask.html", context | kept), talks)

    @router.get("/documents/{document_id}/pages/{number}")
    def document_page(
        request: Request, document_id: str, number: Number, start: Offset = 0, end: Offset = 0
    ) -> Response:
        document = visible_document(shelf, document_id)
        page = page_of(document, number)
        around = surroundings(page.text, start, end, reach=None) if end else None
        image = has_images(document)
        boxes = marks(shelf, document, number, around.quote) if around and image else ()
        context = _reading(shelf, document_id) | {
            "page": page,
            "pages": len(document.pages),
            "field": None,
            "around": around,
            "boxes": boxes,
            "image": f"/api/v1/documents/{percent_encoded(document_id, safe='')}/pages/{number}/image"
            f"?width={IMAGE_WIDTH}"
            if image
            else None,
        }
        return render(request, "document_page.html", context)

    @router.get("/documents/{document_id}/text")
    def document_text(request: Request, document_id: str, start: Offset, end: Offset) -> Response:
        document = visible_document(shelf, document_id)
        context = _reading(shelf, document_id) | {
            "page": None,
            "pages": 0,
            "field": field_of(document, start, end) if is_record(document) else None,
            "around": surroundings(document.text, start, end),
            "boxes": (),
            "image": None,
        }
        return render(request, "document_page.html", context)

    return router


def _asking(shelf: Shelf) -> dict[str, object]:
    return {
        "examples": EXAMPLES,
        "documents": len(visible_entries(shelf)),
        "limit": MAX_QUESTION_CHARACTERS,
        "question": "",
        "conversation_id": None,
        "answer": None,
        "proofs": {},
        "problem": None,
    }


def _reading(shelf: Shelf, document_id: str) -> dict[str, object]:
    entry = visible_document(shelf, document_id).entry
    return {"document": card(entry, visible_entries(shelf))}
