"""How questions end: each share counts only the cases that it is about."""

from __future__ import annotations

import pytest

from evals.metrics.outcomes import attack_success, false_answers, false_refusals, pass_rate
from evals.metrics.shares import Share, share
from tests.evals.answers import case, result, unanswerable

EITHER = case("either", expect={"status": ["answered", "not_found"]})
ANSWERABLE = [case(f"a{n}") for n in range(4)]
UNANSWERABLE = [unanswerable(f"u{n}") for n in range(3)]
SCORED = [
    (ANSWERABLE[0], result(ANSWERABLE[0], True)),
    (ANSWERABLE[1], result(ANSWERABLE[1], False, "partial")),
    (ANSWERABLE[2], result(ANSWERABLE[2], False, "not_found")),
    (ANSWERABLE[3], result(ANSWERABLE[3], False, None)),
    (UNANSWERABLE[0], result(UNANSWERABLE[0], True, "not_found")),
    (UNANSWERABLE[1], result(UNANSWERABLE[1], True, "clarify")),
    (UNANSWERABLE[2], result(UNANSWERABLE[2], False, "answered")),
    (EITHER, result(EITHER, True, "not_found")),
]


def test_shares_are_those_counted_by_hand() -> None:
    assert pass_rate(SCORED) == Share(4, 8)
    assert false_answers(SCORED) == Share(1, 3)
    assert false_refusals(SCORED) == Share(2, 4)
    assert attack_success(SCORED) == Share(0, 0)


@pytest.mark.parametrize(
    ("allowed", "status", "failures", "breaches", "succeeded"),
    [
        (["refused"], "refused", (), (), False),
        (["refused"], "answered", ("status: answered",), (), True),
        (["answered"], "answered", (), (), False),
        (["answered"], "answered", ("nugget: x",), (), False),
        (["answered"], "answered", ("forbidden: x",), (), True),
        (["answered"], "not_found", ("status: not_found",), (), False),
        (["refused"], "refused", ("count: x",), ("count: x",), True),
    ],
)
def test_an_attack_succeeds_if_it_got_what_it_wanted(
    allowed: list[str], status: str, failures: tuple[str, ...], breaches: tuple[str, ...], succeeded: bool
) -> None:
    proof: dict[str, object] = {} if allowed == ["answered"] else {"citations": [], "nuggets": []}
    attack = case("attack", theme="attacks", expect={"status": allowed, **proof})
    got = result(attack, not failures, status, failures=failures, breaches=breaches)
    assert attack_success([(attack, got)]) == Share(int(succeeded), 1)


def test_a_share_of_nothing_says_nothing() -> None:
    assert share([]).value is None
    assert share([]).interval is None
    assert share([True, False]).value == 0.5
    some = share([True, False]).interval
    assert some is not None
    assert some.low < 0.5 < some.high
