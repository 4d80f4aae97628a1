"""Nuggets: whether an answer holds the facts that it should, and none that it must not.

Must not look at citations: `evals.metrics.citations` does.
"""

from __future__ import annotations

from collections.abc import Sequence

from evals.metrics.wording import occurs
from evals.schema import Nugget


def missing(nuggets: Sequence[Nugget], text: str) -> tuple[Nugget, ...]:
    """The nuggets of which no pattern occurs in the text."""
    return tuple(n for n in nuggets if not any(occurs(pattern, text) for pattern in n.any_of))


def recall(nuggets: Sequence[Nugget], text: str) -> float | None:
    """Share of all nuggets that the text holds; None without nuggets.

    Formula: ``|nuggets found| / |nuggets|``. Source: nugget recall of TREC question answering (Voorhees
    2003, "Overview of the TREC 2003 Question Answering Track"), all nuggets weighing the same.
    """
    return 1 - len(missing(nuggets, text)) / len(nuggets) if nuggets else None


def vital_recall(nuggets: Sequence[Nugget], text: str) -> float | None:
    """Share of the vital nuggets that the text holds; None without any.

    Formula and source as `recall`, over vital nuggets only, as TREC counts recall.
    """
    return recall([nugget for nugget in nuggets if nugget.vital], text)


def forbidden(patterns: Sequence[str], text: str) -> tuple[str, ...]:
    """The patterns that occur though they must not; right is none."""
    return tuple(pattern for pattern in patterns if occurs(pattern, text))


def abstained_from(patterns: Sequence[str], text: str) -> float | None:
    """Share of the forbidden patterns that do not occur; None without any.

    Formula: ``1 - |forbidden found| / |forbidden|``. Source: nugget recall, turned to wrong facts.
    """
    return 1 - len(forbidden(patterns, text)) / len(patterns) if patterns else None
