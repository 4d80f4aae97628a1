"""Stability: repeats must say the same; how long they took may differ."""

from __future__ import annotations

from evals.metrics.shares import Share
from evals.metrics.stability import agreement, stable
from evals.result import Result
from tests.evals.answers import case, result


def said(id_: str, *texts: str) -> list[Result]:
    return [
        result(case(id_), repeat=n, answer={"text": text, "trace": {"steps": [n]}})
        for n, text in enumerate(texts)
    ]


def test_a_case_is_stable_if_all_its_repeats_say_the_same() -> None:
    results = [*said("a", "x", "x", "x"), *said("b", "x", "y", "x"), *said("once", "x")]
    assert stable(results) == stable(results[::-1]) == Share(1, 2)
    assert agreement(results) == (1 + 2 / 3) / 2


def test_without_repeats_nothing_is_said() -> None:
    assert stable(said("a", "x")).value is None
    assert agreement(said("a", "x")) is None


def test_an_answer_that_came_once_only_is_not_stable() -> None:
    lost = result(case("a"), False, None, repeat=1)
    assert stable([*said("a", "x"), lost]) == Share(0, 1)
