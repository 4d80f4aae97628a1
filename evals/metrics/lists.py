"""Lists and counts: whether every row is there, nothing beyond, and the number right.

Must not know where rows come from.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.schema import Answer
from evals.metrics.figures import states
from evals.metrics.wording import said, spelled
from evals.schema import ListExpectation


@dataclass(frozen=True, slots=True)
class Rows:
    """How the rows of an answer compare with those expected.

    Attributes:
        missing: the first spelling of each item that no row names.
        beyond: the rows that name no expected item; None where the answer has no list, since prose does
            not say where its list ends.
        precision, recall: shares of rows that are right and of items that are named; None without rows
            or items. Set precision and recall (van Rijsbergen 1979, chapter 7).
    """

    missing: tuple[str, ...]
    beyond: tuple[str, ...] | None
    precision: float | None
    recall: float | None


def compare(expected: ListExpectation, answer: Answer) -> Rows:
    """Compare the list of an answer, or its whole text where it has none, with what was expected.

    Formulas: ``precision = |rows naming an item| / |rows|``, ``recall = |items named| / |items|``.
    """
    rows = [item.text for item in answer.list.items] if answer.list else None
    texts = rows if rows is not None else [said(answer)]
    missing = tuple(i[0] for i in expected.items if not any(spelled(i, text) for text in texts))
    recall = 1 - len(missing) / len(expected.items) if expected.items else None
    if rows is None or not expected.items:
        return Rows(missing, None, None, recall)
    beyond = tuple(row for row in rows if not any(spelled(item, row) for item in expected.items))
    return Rows(missing, beyond, 1 - len(beyond) / len(rows) if rows else None, recall)


def count_is_right(expected: ListExpectation, answer: Answer) -> bool | None:
    """Whether the answer gives the expected number: of its list, or without one in its text.

    Formula: ``count == expected``, no tolerance. None where no number is expected.
    """
    if expected.count is None:
        return None
    if answer.list is not None:
        return answer.list.count == expected.count
    return states(expected.count, said(answer))
