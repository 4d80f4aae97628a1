"""Retrieval: whether a gold page is among those found, and how high.

The measures are those of NIST's trec_eval, computed by its own code through pytrec_eval (MIT). Places are
written "document#page", "document" without pages. Must not search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from assistant.schema import Answer
from evals.errors import LibraryMissing
from evals.metrics.citations import cited
from evals.schema import Gold

HIT_AT = 5
RECALL_AT = 20
NDCG_AT = 10

_MEASURES = {"hit": f"success_{HIT_AT}", "recall": f"recall_{RECALL_AT}", "ndcg": f"ndcg_cut_{NDCG_AT}"}


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Measures of one question, or their means over several, each from 0 to 1.

    Attributes:
        hit: 1 if a gold page is among the first `HIT_AT` (success@k).
        recall: share of the gold pages among the first `RECALL_AT`.
        ndcg: normalised discounted cumulated gain of the first `NDCG_AT`, gain 1 for a gold page (Järvelin
            and Kekäläinen 2002, ACM TOIS 20, 422-446).
        mrr: one over the rank of the first gold page, 0 if there is none (Voorhees 1999).
    """

    hit: float
    recall: float
    ndcg: float
    mrr: float


def place(document: str, page: int | None) -> str:
    """How a page is written in a ranking."""
    return document if page is None else f"{document}#{page}"


def shown(answer: Answer) -> tuple[str, ...]:
    """The places that an answer shows, in its order: those cited, then those also read.

    Stands in for the ranking where only the answer is known.
    """
    return tuple(dict.fromkeys(place(c.document_id, c.page) for c in (*cited(answer), *answer.also_read)))


def by_case(
    gold: Mapping[str, Sequence[Gold]], rankings: Mapping[str, Sequence[str]]
) -> Mapping[str, Retrieval]:
    """The measures of each case that has gold and a ranking, an empty one too.

    Gold of a case are alternatives, so that `hit` and `mrr` say whether an answer was within reach, while
    `recall` and `ndcg` want all of them and are good for comparing only.

    Args:
        rankings: case → places, best first; a place that stands twice counts at its first rank. A gold quote
            without a page is met by the first place of its document.

    Raises:
        LibraryMissing: pytrec_eval is not installed.
    """
    asked = {case: wanted for case, wanted in gold.items() if wanted and case in rankings}
    judgements = {case: {place(g.document, g.page): 1 for g in wanted} for case, wanted in asked.items()}
    runs = {case: _scores(judgements[case], rankings[case]) for case in asked}
    evaluator = _library().RelevanceEvaluator(judgements, {*_MEASURES.values(), "recip_rank"})
    found: Mapping[str, Mapping[str, float]] = evaluator.evaluate(runs)
    return {case: _retrieval(found[case]) for case in asked}


def mean(measures: Sequence[Retrieval]) -> Retrieval | None:
    """The mean of each measure over questions, every question weighing the same; None of nothing."""
    if not measures:
        return None
    n = len(measures)
    return Retrieval(
        sum(m.hit for m in measures) / n,
        sum(m.recall for m in measures) / n,
        sum(m.ndcg for m in measures) / n,
        sum(m.mrr for m in measures) / n,
    )


def _scores(judged: Mapping[str, int], ranking: Sequence[str]) -> Mapping[str, float]:
    """Place → score as trec_eval sorts it: falling by rank, without ties, which it would break by name."""
    names = [_judged_as(judged, found) for found in ranking]
    places = list(dict.fromkeys(names))
    return {name: float(len(places) - rank) for rank, name in enumerate(places)}


def _judged_as(judged: Mapping[str, int], found: str) -> str:
    document = found.rpartition("#")[0] or found
    return found if found in judged or document not in judged else document


def _retrieval(row: Mapping[str, float]) -> Retrieval:
    hit, recall, ndcg = (row[name] for name in _MEASURES.values())
    return Retrieval(hit, recall, ndcg, row["recip_rank"])


def _library() -> ModuleType:
    try:
        return import_module("pytrec_eval")
    except ImportError as error:
        raise LibraryMissing("pytrec-eval-terrier") from error
