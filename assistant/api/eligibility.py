"""`POST /api/v1/eligibility`: facts about an applicant in, a verdict with proof out for each call and role.

Must not decide anything itself.
"""

from __future__ import annotations

from fastapi import APIRouter, Depends

from assistant.api.chat import require_json
from assistant.api.ports import Assessor
from assistant.api.problems import documented
from assistant.eligibility.facts import Inquiry
from assistant.schema import Answer


def routes(assessor: Assessor) -> APIRouter:
    """The route over ``assessor``."""
    router = APIRouter(prefix="/api/v1", tags=["eligibility"])

    @router.post(
        "/eligibility",
        responses=documented(400, 413, 415, 422, 503),
        dependencies=[Depends(require_json)],
    )
    def eligibility(body: Inquiry) -> Answer:
        """Compare facts with published conditions. An absent fact is unknown; see `verdicts`."""
        return assessor.eligible(body)

    return router
