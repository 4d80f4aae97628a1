"""Stability: the same question, generation and settings must give the same answer.

Compares repeats within one run. Must not judge which of them is right.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from evals.metrics.shares import Share, share
from evals.result import Result

_TIMED = frozenset({"trace"})
"""What may differ: how long the steps took."""


def stable(results: Iterable[Result]) -> Share:
    """Share of the cases asked more than once whose answers are all the same, times aside.

    Formula: ``|cases with one distinct answer| / |cases with repeats|``. Source: total agreement rate at N
    (Atil et al. 2024, arXiv 2408.04667), on whole answers.
    """
    return share(len(set(forms)) == 1 for forms in _repeats(results).values() if len(forms) > 1)


def agreement(results: Iterable[Result]) -> float | None:
    """Mean over cases of the share of repeats that give the most common answer; None without repeats.

    Formula: ``mean(count of the mode / repeats)``. Source: variation ratio (Freeman 1965), one minus it.
    """
    shares = [
        Counter(forms).most_common(1)[0][1] / len(forms)
        for forms in _repeats(results).values()
        if len(forms) > 1
    ]
    return sum(shares) / len(shares) if shares else None


def content(answer: Mapping[str, Any] | None) -> str:
    """What must be the same for the same question: the answer as JSON without its times."""
    kept = {key: value for key, value in (answer or {}).items() if key not in _TIMED}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False)


def _repeats(results: Iterable[Result]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for result in results:
        found[result.case].append(content(result.answer))
    return found
