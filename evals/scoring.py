"""Scores one case: whether its answer is right, why not, and every metric that applies to it.

Skeleton: the signature is final, the checks follow. Must not ask, read or write anything.
"""

from __future__ import annotations

from assistant.schema import Answer
from assistant.verify import DocumentOf
from evals.result import Result
from evals.schema import Case


def score(
    case: Case,
    answer: Answer,
    seconds: float,
    *,
    document_of: DocumentOf | None = None,
    ranking: tuple[str, ...] = (),
    repeat: int = 0,
) -> Result:
    """The result of a case.

    Args:
        document_of: gives the documents of the generation that answered, so that each quote is proven
            against its page; None checks only what the answer itself shows.
        ranking: pages found for the question, best first; see `evals.metrics.retrieval.place`.
    """
    failures = () if answer.status in case.expect.status else (f"status: {answer.status}",)
    return Result(
        case=case.id,
        theme=case.theme,
        split=case.split,
        language=case.language,
        repeat=repeat,
        answer=answer.model_dump(mode="json"),
        seconds=seconds,
        passed=not failures,
        failures=failures,
        ranking=ranking,
    )
