"""`/maintain`, `/maintain/feedback` and `/maintain/evaluation`: how things stand and what people said.

Must not judge: feedback is worked off at a desk, an evaluation is shown as it was written.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from assistant.api.maintain.frame import HEADERS, go, show
from assistant.api.maintain.running import progress_of
from assistant.api.problems import Refused
from assistant.feedback import Feedback
from assistant.maintaining.desk import Desk
from assistant.maintaining.office import Office
from assistant.web.wording import Wording, language_of

FEEDBACK = "/maintain/feedback"
EVALUATION = "/maintain/evaluation"

MOST_FEEDBACK = 100
"""Shown at once; the rest moves up as it is worked off."""

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_POLICY = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox; style-src"
)


def add_to(router: APIRouter, office: Office) -> None:
    """The routes of what is only looked at, and of feedback, over ``office``."""

    @router.get("/maintain")
    def overview(request: Request) -> Response:
        activity = office.activity()
        context = {
            "overview": office.overview(),
            "activity": activity,
            "progress": progress_of(activity, Wording(language_of(request))),
        }
        return show(request, "overview", context)

    @router.get(FEEDBACK)
    def feedback(request: Request) -> Response:
        found = office.feedback()
        context = {
            "feedback": found[:MOST_FEEDBACK],
            "total": len(found),
            "desk": office.desk is not None,
        }
        return show(request, "feedback", context)

    @router.post(f"{FEEDBACK}/{{feedback_id}}/draft")
    def draft(feedback_id: str) -> Response:
        said = _open(office, feedback_id)
        _desk(office).draft(said.id)
        return go(f"{FEEDBACK}/{said.id}/draft")

    @router.get(f"{FEEDBACK}/{{feedback_id}}/draft")
    def drafted(request: Request, feedback_id: str) -> Response:
        said = _open(office, feedback_id)
        found = _desk(office).drafted(said.id)
        if found is None:
            return go(FEEDBACK)
        path, text = found
        return show(
            request, "draft", {"said": said, "path": path, "text": text, "folder": path.parent.parent}
        )

    @router.post(f"{FEEDBACK}/{{feedback_id}}/done")
    def done(feedback_id: str) -> Response:
        _desk(office).done(_open(office, feedback_id).id)
        return go(FEEDBACK)

    @router.get(EVALUATION)
    def evaluation(request: Request) -> Response:
        return show(request, "evaluation", {"reports": office.reports(), "folder": office.reports_folder})

    @router.get(f"{EVALUATION}/{{name}}")
    def report(name: str) -> Response:
        """A report as it was written: it holds its own style, and its policy lets it have nothing else."""
        for each in office.reports():
            if each.path.name == name:
                text = each.path.read_text(encoding="utf-8", errors="replace")
                return HTMLResponse(text, headers=HEADERS | {"Content-Security-Policy": report_policy(text)})
        raise Refused("report", "there is none of this name", "Choose one that is listed", status=404,
                      kind="unknown-report")  # fmt: skip


def report_policy(text: str) -> str:
    """What a report may do: be drawn with the styles that it holds itself."""
    digests = (b64encode(sha256(style.encode()).digest()).decode() for style in _STYLE.findall(text))
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return f"{_POLICY} {allowed}" if allowed else f"{_POLICY} 'none'"


def _open(office: Office, feedback_id: str) -> Feedback:
    for each in office.feedback():
        if each.id == feedback_id:
            return each
    reason, step = "it is done already, or there is none of this id", "Go back to the list"
    raise Refused("feedback", reason, step, status=404, kind="unknown-feedback")


def _desk(office: Office) -> Desk:
    if office.desk is None:
        reason, step = "nothing that makes cases is installed", "Use `ascn eval intake` where it is"
        raise Refused("feedback", reason, step, status=404, kind="no-desk")
    return office.desk
