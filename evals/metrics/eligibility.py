"""Verdicts of eligibility: right by class, and which class is taken for which.

Must not decide eligibility.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evals.metrics.outcomes import Scored
from evals.metrics.shares import Share
from evals.schema import VerdictExpectation

NONE = "none"
"""The verdict of an answer that gives none for the programme, call and role."""

_FIELDS = ("programme", "call", "role")


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts by expected and given verdict (a confusion matrix)."""

    counts: Mapping[tuple[str, str], int]

    @property
    def accuracy(self) -> Share:
        """Share of the verdicts that are right. Formula: trace / sum."""
        right = sum(n for (expected, given), n in self.counts.items() if expected == given)
        return Share(right, sum(self.counts.values()))

    def of(self, expected: str) -> Share:
        """Share of a class that is recognised. Formula: diagonal / row (recall of the class)."""
        row = sum(n for (verdict, _), n in self.counts.items() if verdict == expected)
        return Share(self.counts.get((expected, expected), 0), row)

    @property
    def by_class(self) -> Mapping[str, Share]:
        """`of` for each class that is expected."""
        return {verdict: self.of(verdict) for verdict in sorted({expected for expected, _ in self.counts})}

    @property
    def balanced(self) -> float | None:
        """Mean of the classes' shares, so that a common class does not hide a rare one.

        Source: balanced accuracy (Brodersen et al. 2010, ICPR).
        """
        shares = [share.value for share in self.by_class.values() if share.value is not None]
        return sum(shares) / len(shares) if shares else None

    @property
    def made_up(self) -> int:
        """How often a definite verdict was given where the facts do not allow one; must be 0."""
        definite = ("eligible", "not_eligible")
        return sum(n for (e, given), n in self.counts.items() if e == "cannot_tell" and given in definite)


def confusion(scored: Iterable[Scored]) -> Confusion:
    """Count the cases that expect a verdict by what was expected and given."""
    return Confusion(
        Counter(
            (case.expect.verdict.verdict, given(case.expect.verdict, _verdicts(result.answer)))
            for case, result in scored
            if case.expect.verdict is not None
        )
    )


def given(expected: VerdictExpectation, verdicts: Iterable[Mapping[str, object]]) -> str:
    """The verdict for the expected programme, call and role; `NONE` where there is none."""
    verdict = find(expected, verdicts)
    return str(verdict.get("verdict", NONE)) if verdict else NONE


def find(
    expected: VerdictExpectation, verdicts: Iterable[Mapping[str, object]]
) -> Mapping[str, object] | None:
    """The first entry of the expected programme, call and role; a field that is None matches any."""
    wanted = {field: value for field in _FIELDS if (value := getattr(expected, field)) is not None}
    return next((v for v in verdicts if all(v.get(f) == value for f, value in wanted.items())), None)


def _verdicts(answer: Mapping[str, object] | None) -> list[Mapping[str, object]]:
    verdicts = (answer or {}).get("verdicts") or ()
    assert isinstance(verdicts, list | tuple)
    return list(verdicts)
