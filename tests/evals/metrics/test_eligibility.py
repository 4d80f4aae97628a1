"""Verdicts: the confusion of classes, counted by hand."""

from __future__ import annotations

from typing import Any

from evals.metrics.eligibility import NONE, confusion, find
from evals.metrics.outcomes import Scored
from evals.metrics.shares import Share
from evals.schema import VerdictExpectation
from tests.evals.answers import case, result


def judged(number: int, expected: str, verdict: str | None) -> Scored:
    wanted = {"programme": "kcity", "verdict": expected}
    of = case(f"e{number}", theme="eligibility", expect={"verdict": wanted, "nuggets": [], "citations": []})
    verdicts = [{"programme": "kcity", "verdict": verdict}] if verdict else None
    return of, result(of, expected == verdict, answer={"verdicts": verdicts})


SCORED = [
    judged(1, "eligible", "eligible"),
    judged(2, "eligible", "eligible"),
    judged(3, "eligible", "cannot_tell"),
    judged(4, "eligible", None),
    judged(5, "cannot_tell", "not_eligible"),
    judged(6, "cannot_tell", "cannot_tell"),
    (case("other"), result(case("other"))),
]


def test_the_confusion_is_counted_by_hand() -> None:
    found = confusion(SCORED)
    assert found.counts == {
        ("eligible", "eligible"): 2,
        ("eligible", "cannot_tell"): 1,
        ("eligible", NONE): 1,
        ("cannot_tell", "not_eligible"): 1,
        ("cannot_tell", "cannot_tell"): 1,
    }
    assert found.accuracy == Share(3, 6)
    assert found.by_class == {"cannot_tell": Share(1, 2), "eligible": Share(2, 4)}
    assert found.balanced == 0.5
    assert found.made_up == 1
    assert confusion(SCORED[::-1]) == found


def test_a_case_without_any_answer_has_no_verdict() -> None:
    of, _ = judged(1, "eligible", None)
    assert confusion([(of, result(of, False, None))]).counts == {("eligible", NONE): 1}


def test_a_field_that_is_not_expected_matches_any() -> None:
    rows: list[dict[str, Any]] = [
        {"programme": "a", "call": "1", "role": "city", "verdict": "eligible"},
        {"programme": "a", "call": "2", "role": "city", "verdict": "not_eligible"},
    ]
    assert find(VerdictExpectation(programme="a", call="2", verdict="eligible"), rows) == rows[1]
    assert find(VerdictExpectation(programme="a", role="city", verdict="eligible"), rows) == rows[0]
    assert find(VerdictExpectation(programme="b", verdict="eligible"), rows) is None
