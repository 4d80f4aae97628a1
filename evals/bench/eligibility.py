"""Speed of eligibility: every call of every programme at once, for applicants of different kinds.

The documents are those made of records, in memory: an index would add nothing but its own reading. Must
not judge verdicts.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date
from statistics import median

from assistant.eligibility.decide import decide
from assistant.eligibility.facts import Inquiry, read_inquiry
from assistant.eligibility.reply import eligible
from corpus.assembly import assemble
from corpus.models import Document
from corpus.records import records
from corpus.rendering import rendered
from evals.bench.measure import quantile
from evals.bench.speed import Figure

DAY = date(2025, 2, 20)

APPLICANTS: Mapping[str, Mapping[str, object]] = {
    "nothing known": {},
    "a city": {
        "applicant": {"type": "local_government", "country": "PH", "other_proposal_same_city": False},
        "city": {"key": "PH/Cebu City", "population": 965_000},
        "project": {"sector": "water", "stage": "concept", "amount_usd": 300_000, "duration_months": 24},
        "documents": {"central_or_state_endorsement_letter": True},
    },
    "a company with partners": {
        "applicant": {"type": "company", "country": "KR", "size": "small"},
        "partners": [{"type": "university", "country": "VN"}, {"type": "local_government", "country": "TH"}],
    },
}
"""Few facts leave much open, many decide much; both must be quick."""

_RUNS = 50


def deciding(runs: int = _RUNS) -> list[Figure]:
    """Decide on all calls, then also quote and word every criterion, ``runs`` times for each applicant."""
    held = {made.entry.id: assemble(made.reading, made.entry) for made in rendered()}
    inquiries = [read_inquiry({"as_of": DAY, "facts": facts}) for facts in APPLICANTS.values()]
    decisions = len(decide(inquiries[0], records(), DAY))
    return [
        Figure("calls and roles", str(decisions)),
        *_timed("deciding on all", inquiries, runs, lambda asked: decide(asked, records(), DAY), "≤ 20 ms"),
        *_timed("with all quotes and words", inquiries, runs, lambda asked: _answered(asked, held)),
    ]


def _answered(inquiry: Inquiry, held: Mapping[str, Document]) -> object:
    return eligible(inquiry, held.get, "measured", DAY)


def _timed(
    name: str, inquiries: list[Inquiry], runs: int, work: Callable[[Inquiry], object], target: str = ""
) -> list[Figure]:
    taken: list[float] = []
    for inquiry in inquiries:
        work(inquiry)
        for _ in range(runs):
            begin = time.perf_counter()
            work(inquiry)
            taken.append((time.perf_counter() - begin) * 1000)
    return [
        Figure(f"{name}, median", f"{median(taken):.1f} ms", target),
        Figure(f"{name}, p95", f"{quantile(taken, 0.95):.1f} ms"),
    ]
