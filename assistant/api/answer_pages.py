"""`/answers/{id}`: an answer under an address that stays, and as Markdown, Word document and page to print.

It is shown as it was given, with its day and the state of the index, and says where today's documents would
not answer the same. Must not answer anything anew.
"""

from __future__ import annotations

import re

from fastapi import APIRouter, Request, Response

from assistant.api.answers import AnswerId
from assistant.api.kept import freshness, kept_answer
from assistant.api.ports import Archive, Shelf
from assistant.api.proofs import proofs_of
from assistant.memo.contents import memo
from assistant.memo.labels import Labels
from assistant.memo.markdown import markdown
from assistant.web import render
from assistant.web.wording import Wording, language_of


def routes(archive: Archive, shelf: Shelf) -> APIRouter:
    """The pages over the answers of ``archive``."""
    router = APIRouter(include_in_schema=False)

    @router.get("/answers/{answer_id}.md")
    def as_markdown(request: Request, answer_id: AnswerId) -> Response:
        found = kept_answer(archive, shelf, answer_id)
        text = markdown(memo(found), _labels(request))
        return Response(text, media_type="text/markdown; charset=utf-8", headers=_file(answer_id, "md"))

    @router.get("/answers/{answer_id}.docx")
    def as_word(request: Request, answer_id: AnswerId) -> Response:
        from assistant.memo.word import MEDIA_TYPE, word  # a server that writes none does not wait for it

        found = kept_answer(archive, shelf, answer_id)
        file = word(memo(found), _labels(request), found.given)
        return Response(file, media_type=MEDIA_TYPE, headers=_file(answer_id, "docx"))

    @router.get("/answers/{answer_id}/memo")
    def to_print(request: Request, answer_id: AnswerId) -> Response:
        found = kept_answer(archive, shelf, answer_id)
        return render(
            request, "memo.html", {"memo": memo(found), "labels": _labels(request), "id": answer_id}
        )

    @router.get("/answers/{answer_id}")
    def page(request: Request, answer_id: AnswerId) -> Response:
        found = kept_answer(archive, shelf, answer_id)
        context = {
            "question": found.question.text,
            "answer": found.answer,
            "proofs": proofs_of(found.answer),
            "given": found.given,
            "fresh": freshness(found, shelf),
            "conversation_id": None,  # asked here, a question begins a new one
        }
        return render(request, "kept_answer.html", context)

    return router


def _labels(request: Request) -> Labels:
    return Labels(Wording(language_of(request)))


def _file(answer_id: str, ending: str) -> dict[str, str]:
    """Headers that let a browser keep a file, in whose name there are only plain characters."""
    name = re.sub(r"[^A-Za-z0-9-]+", "-", answer_id)[:36]
    return {
        "Content-Disposition": f'attachment; filename="answer-{name}.{ending}"',
        "Vary": "Accept-Language, Cookie",
    }
