"""How sure the evidence holds the answer, from signals that mean the same for every question.

Must not choose evidence. The limits between the bands belong to an embedder: its cosines decide.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.evidence import Evidence, Wanted


class Band(StrEnum):
    """What is done with the evidence."""

    ANSWER = "answer"
    CLOSEST = "closest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Limits:
    """Least confidence to answer, and to show the closest passages as such."""

    answer: float
    closest: float

    def band(self, sure: float) -> Band:
        """The band of a confidence."""
        if sure >= self.answer:
            return Band.ANSWER
        return Band.CLOSEST if sure >= self.closest else Band.NOTHING


def confidence(chosen: Sequence[Evidence], asked: Wanted) -> float:
    """0 to 1, monotone in the first sentence's passage cosine and in the question weight that is met."""
    if not chosen:
        return 0.0
    cosine = max(e.hit.cosine for e in chosen)
    return 1.0 / (1.0 + math.exp(-(_COSINE * cosine + _MET * met_share(chosen, asked) + _BIAS)))


def met_share(chosen: Sequence[Evidence], asked: Wanted) -> float:
    """Share of the question's weight that the chosen sentences and their places meet together."""
    total = sum(asked.weights.values())
    if not total:
        return 0.0
    met = frozenset[str]().union(*(e.met for e in chosen))
    return sum(weight for stem, weight in asked.weights.items() if stem in met) / total


_COSINE, _MET, _BIAS = 30.0, 4.0, -27.0
