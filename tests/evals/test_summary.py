"""What a run came to: counted by hand, the cases held out apart and never named."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

from evals.result import Result
from evals.schema import Split, Theme
from evals.summary import failures, notes, rows, tables


def result(
    case: str, passed: bool, *, theme: Theme = Theme.FACTS, split: Split = Split.DEV, **given: object
) -> Result:
    known = {"language": "en", "answer": None, "seconds": 0.02, "failures": () if passed else ("nugget: 2",)}
    return Result.model_validate(
        {"case": case, "theme": theme, "split": split, "passed": passed, **known, **given}
    )


RESULTS = (
    result("a", True, scores={"vital_nuggets": 1.0}),
    result("b", False, scores={"vital_nuggets": 0.5}, seconds=0.04),
    result("c", True, theme=Theme.LISTS, seconds=0.06),
    result("d", False, split=Split.HELD_OUT, breaches=("count: 3 of 2 rows",)),
)


def test_rows_count_by_theme_and_then_all_of_one_split() -> None:
    facts, lists, whole = rows(RESULTS, Split.DEV)
    assert (facts.theme, facts.passed, facts.total, facts.metrics) == (
        Theme.FACTS,
        1,
        2,
        {"vital_nuggets": 0.75},
    )
    assert (lists.theme, lists.passed, lists.total, lists.metrics) == (Theme.LISTS, 1, 1, {})
    assert (whole.theme, whole.passed, whole.total, round(whole.milliseconds)) == (None, 2, 3, 40)
    assert [(row.passed, row.total) for row in rows(RESULTS, Split.HELD_OUT)] == [(0, 1), (0, 1)]


def test_only_the_first_repeat_counts_and_a_case_that_wavers_is_told() -> None:
    repeated = (*RESULTS, result("a", False, repeat=1), result("c", True, theme=Theme.LISTS, repeat=1))
    *_, whole = rows(repeated, Split.DEV)
    assert (whole.passed, whole.total) == (2, 3)
    assert list(notes(repeated)) == ["Invariants broken: 1.", "Not alike each time: 1 cases."]
    assert not list(notes(RESULTS[:3]))


def test_failures_name_development_cases_only() -> None:
    assert list(failures(RESULTS)) == ["b: nugget: 2"]


def test_the_tables_fit_a_narrow_terminal_and_stand_apart() -> None:
    out = StringIO()
    console = Console(file=out, width=80)
    for table in tables(RESULTS):
        console.print(table)
    lines = [line.split() for line in out.getvalue().splitlines()]
    assert ["all", "2/3", "67%", "0.75", "40", "ms"] in lines
    assert ["all", "0/1", "0%", "20", "ms"] in lines
    assert [line[0] for line in lines if "passed" in line] == ["Development", "Held"]
