"""How sure the evidence holds the answer, from signals that mean the same for every question.

Must not choose evidence or fit anything: weights and limits come from `assistant.compose.thresholds`
and are fitted by `evals.calibrate`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from enum import StrEnum

from assistant.compose.fitting import fit
from assistant.compose.sought import Kind, Sought, sought
from assistant.evidence import Evidence, Wanted

_FITS = 0.3
"""Evidence that offers less of what is asked for is no answer, however near it comes."""


class Band(StrEnum):
    """What is done with the evidence."""

    ANSWER = "answer"
    CLOSEST = "closest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the chosen evidence, each from 0 to 1.

    Attributes:
        passage: cosine of question and best passage.
        sentence: cosine of question and best sentence.
        met: share of the question's weight that the sentences and their places meet.
        covered: share that the sentences' own words meet.
        names: share of the question's names that are met; 1 where it has none.
        fits: how well the first sentence offers what is asked for; see `assistant.compose.sought`.
        offered: the same where something definite is asked for, such as a number or a day; else 0.
        told: share that the first sentence and its place meet, where something definite is asked for; else as
            ``met``.
        beside: share of what is asked of the thing named, its name and years left out, that the own words
            of the first sentence meet where something definite is asked for; else of all sentences.
    """

    passage: float
    sentence: float
    met: float
    covered: float
    names: float
    fits: float
    offered: float
    told: float
    beside: float


@dataclass(frozen=True, slots=True)
class Limits:
    """A logistic model over `Signals` and the least confidence of the two upper bands.

    Attributes:
        weights: one per signal, in their order, then the constant.
    """

    weights: tuple[float, ...]
    answer: float
    closest: float

    def confidence(self, signals: Signals) -> float:
        """0 to 1: how likely the evidence holds the answer."""
        *weights, constant = self.weights
        score = constant + sum(w * x for w, x in zip(weights, astuple(signals), strict=True))
        return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, score))))

    def band(self, signals: Signals) -> Band:
        """What to do with evidence of these signals."""
        sure = self.confidence(signals)
        if sure >= self.answer and offers(signals):
            return Band.ANSWER
        return Band.CLOSEST if sure >= self.closest else Band.NOTHING


def offer(wants: Sought, evidence: Evidence) -> float:
    """How well a sentence offers what is wanted, from 0 to 1."""
    return fit(wants, evidence.text, evidence.place, evidence.entry.published)


def offers(signals: Signals) -> bool:
    """Whether evidence of these signals offers what is asked for."""
    return signals.fits >= _FITS


def signals(question: str, chosen: Sequence[Evidence], asked: Wanted) -> Signals:
    """The signals of the chosen evidence; all 0 where nothing was chosen."""
    if not chosen:
        return Signals(*[0.0] * len(fields(Signals)))
    wants = sought(question)
    met = frozenset[str]().union(*(e.met for e in chosen))
    covered = frozenset[str]().union(*(e.covered for e in chosen))
    fits = offer(wants, chosen[0])
    # A number or a day must stand beside what it is asked of: what other sentences meet does not count.
    told, beside = (chosen[0].met, chosen[0].covered) if wants.is_strict else (met, covered)
    if wants.kind is Kind.EXPANSION and fits == 1.0:  # the abbreviation with its words is all that is asked
        met = covered = told = beside = frozenset(asked.weights)
    return Signals(
        passage=max(e.hit.cosine for e in chosen),
        sentence=max(e.cosine for e in chosen),
        met=asked.share(met),
        covered=asked.share(covered),
        names=asked.share_of_names(met),
        fits=fits,
        offered=fits if wants.is_strict else 0.0,
        told=asked.share(told),
        beside=asked.share_of_rest(beside),
    )
