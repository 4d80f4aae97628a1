"""Feedback without script: the form below an answer is sent here, and thanked for.

What cannot be kept is told on the page with everything that was typed. Must not read or judge it.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from assistant.api.answers import AnswerId
from assistant.api.chat import checked
from assistant.api.ports import Feedback
from assistant.api.problems import Refused, problem_of
from assistant.feedback import MAX_COMMENT_CHARACTERS, Verdict
from assistant.web import render
from corpus.errors import AscnError

Text = Annotated[str, Form()]


def routes(opinions: Feedback) -> APIRouter:
    """The routes over ``opinions``."""
    router = APIRouter(include_in_schema=False)

    @router.post("/answers/{answer_id}/feedback")
    def feedback(
        request: Request, answer_id: AnswerId, question: Text = "", verdict: Text = "", comment: Text = ""
    ) -> Response:
        said = comment.replace("\r\n", "\n")  # as browsers send the line ends of a form
        try:
            found = opinions.keep(answer_id, checked(question), _verdict(verdict), _comment(said))
        except AscnError as error:
            problem = problem_of(error)
            context = {
                "answer_id": answer_id,
                "question": question,
                "chosen": verdict,
                "comment": said,
                "problem": problem,
            }
            return render(request, "feedback.html", context, status_code=problem.status)
        known = {"answer": answer_id} if found else {}
        return RedirectResponse(f"/feedback/kept?{urlencode(known)}", 303)

    @router.get("/feedback/kept")
    def kept(request: Request, answer: Annotated[str, Query(max_length=100)] = "") -> Response:
        return render(request, "feedback_kept.html", {"answer_id": answer})

    return router


def _verdict(text: str) -> Verdict:
    if text in set(Verdict):
        return Verdict(text)
    raise Refused(
        "verdict",
        "nothing was chosen",
        "Choose one of Right, Wrong, Incomplete and Unclear",
        status=422,
        kind="verdict-missing",
    )


def _comment(text: str) -> str:
    if len(text) <= MAX_COMMENT_CHARACTERS:
        return text
    raise Refused(
        "comment",
        f"the reason has {len(text):,} characters; at most {MAX_COMMENT_CHARACTERS:,} are kept",
        "Shorten it",
        status=422,
        kind="comment-too-long",
    )
