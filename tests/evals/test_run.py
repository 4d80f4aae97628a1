"""Real runs over a small index: in parallel, resumed after a kill, begun anew when anything differs."""

from __future__ import annotations

import fcntl
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import SettingsInvalid
from evals.answering import Answerer, Task, answered
from evals.errors import IndexUnusable, RunBusy, SelectionInvalid
from evals.result import Result, read
from evals.run import Finished, plan, run, select
from evals.schema import Split, Theme
from tests.evals.harbour import LIGHT, built, case, many, right

ROOT = Path(__file__).parents[2]


def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody sees."""


def lasting(results: Iterable[Result]) -> dict[tuple[str, int], dict[str, Any]]:
    """Results without the time and memory they took."""
    rows = {}
    for result in results:
        row = result.model_dump(mode="json", exclude={"seconds", "megabytes"})
        if row["answer"]:
            row["answer"].pop("trace")
        rows[result.key] = row
    return rows


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    return built(tmp_path_factory.mktemp("harbour"))


@pytest.fixture(scope="module")
def kept(answerer: Answerer, tmp_path_factory: pytest.TempPathFactory) -> tuple[Finished, Path]:
    """A finished run of `many(3)` and its file, which no test may change."""
    file = tmp_path_factory.mktemp("kept") / "run.jsonl"
    return run(plan(many(3), answerer), file, 1, quiet), file


@pytest.fixture
def first(kept: tuple[Finished, Path]) -> Finished:
    return kept[0]


@pytest.fixture
def out(kept: tuple[Finished, Path], tmp_path: Path) -> Path:
    """A file that holds ``first``, for a test of its own."""
    return Path(shutil.copy(kept[1], tmp_path / "run.jsonl"))


def test_right_answers_pass_and_wrong_ones_fail(answerer: Answerer, tmp_path: Path) -> None:
    wrong = case("wrong", expect={"status": ["refused"]})
    finished = run(plan([right("lamps"), wrong], answerer), tmp_path / "run.jsonl", 1, quiet)
    assert [(r.case, r.passed) for r in finished.results] == [("lamps-000", True), ("wrong", False)]
    assert finished.results[0].answer is not None
    assert "134" in finished.results[0].answer["text"]


def test_two_workers_give_the_same_results_as_one(answerer: Answerer, tmp_path: Path) -> None:
    planned = plan(many(24), answerer, repeats=2)
    one = run(planned, tmp_path / "one.jsonl", 1, quiet)
    two = run(planned, tmp_path / "two.jsonl", 2, quiet)
    assert lasting(one.results) == lasting(two.results)
    assert [r.key for r in one.results] == [r.key for r in two.results]
    assert len(one.results) == 48
    assert lasting(read(tmp_path / "two.jsonl").results.values()) == lasting(two.results)


def test_a_killed_run_goes_on_and_ends_like_one_that_was_not(answerer: Answerer, tmp_path: Path) -> None:
    out = tmp_path / "run.jsonl"
    command = [sys.executable, "-m", "tests.evals.killed", str(answerer.root), str(out), "9"]
    child = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=False)
    assert child.returncode == -9, child.stderr
    before = read(out)
    assert len(before.results) == 9
    finished = run(plan(many(24), answerer), out, 2, quiet)
    assert finished.resumed == 9
    assert finished.run == before.run
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 24, "a case was asked twice, or never"
    unbroken = run(plan(many(24), answerer), tmp_path / "unbroken.jsonl", 1, quiet)
    assert lasting(finished.results) == lasting(unbroken.results)


def test_a_torn_last_line_is_asked_again(answerer: Answerer, first: Finished, out: Path) -> None:
    text = out.read_bytes()
    out.write_bytes(text[: text.rindex(b"\n", 0, -1) + 40])
    finished = run(plan(many(3), answerer), out, 1, quiet)
    assert finished.resumed == 2
    assert lasting(finished.results) == lasting(first.results)
    assert all(json.loads(line) for line in out.read_text(encoding="utf-8").splitlines())


def test_a_finished_run_is_not_asked_again_unless_that_is_wished(
    answerer: Answerer, first: Finished, out: Path
) -> None:
    again = run(plan(many(3), answerer), out, 1, quiet)
    assert (again.resumed, again.results, again.run) == (3, first.results, first.run)
    fresh = run(plan(many(3), answerer), out, 1, quiet, fresh=True)
    assert fresh.resumed == 0
    assert fresh.run.started > first.run.started


@pytest.mark.parametrize("change", ["cases", "settings", "repeats"])
def test_another_header_begins_anew_and_keeps_the_old_file(
    answerer: Answerer, out: Path, change: str
) -> None:
    old = out.read_bytes()
    cases = (*many(2), case("none-002", "Who?")) if change == "cases" else many(3)
    other = Answerer(answerer.root, LIGHT | {"sentences": "1"}) if change == "settings" else answerer
    planned = plan(cases, other, repeats=2 if change == "repeats" else 1)
    assert run(planned, out, 1, quiet).resumed == 0
    assert out.with_name("run.jsonl.old").read_bytes() == old
    assert read(out).run == planned.run


def test_a_header_names_everything_that_may_change_an_answer(answerer: Answerer) -> None:
    first, again = plan(many(3), answerer), plan(many(3), answerer)
    assert first.name == again.name
    others = [
        plan(many(4), answerer),
        plan(many(3), answerer, repeats=2),
        plan(many(3), Answerer(answerer.root, LIGHT | {"passages": "3"})),
        plan(many(3), Answerer(answerer.root, LIGHT, today=answerer.today.replace(year=2020))),
    ]
    assert len({first.name, *(other.name for other in others)}) == 5


def test_a_case_that_raises_is_a_failed_result(answerer: Answerer) -> None:
    workspace = answerer.open()
    workspace.pipeline.warm()
    workspace.close()
    result = answered(workspace, Task(right("lamps"), repeat=1))
    assert (result.passed, result.answer, result.key) == (False, None, ("lamps-000", 1))
    assert "closed database" in result.failures[0]
    assert result.seconds > 0


def test_a_case_that_only_an_absent_official_document_proves_is_skipped(answerer: Answerer) -> None:
    absent = {"document": "ascn-framework-2018", "page": 2, "quote": "two urban systems"}
    held = {"document": "lamps", "quote": "134 street lamps"}
    typo = {"document": "ascn-framwork-2018", "quote": "two urban systems"}
    answered = {"status": ["answered"], "nuggets": [{"any_of": ["x"]}]}
    cases = [
        case("absent", expect={**answered, "citations": [absent]}),
        case("either", expect={**answered, "citations": [absent, held]}),
        case("typo", expect={**answered, "citations": [typo]}),
        case("none", expect={"status": ["not_found"]}),
    ]
    planned = plan(cases, answerer)
    assert planned.skipped == {"absent": "needs ascn-framework-2018"}
    assert [c.id for c in planned.cases] == ["either", "typo", "none"]


def test_a_second_run_into_the_same_file_is_refused(answerer: Answerer, tmp_path: Path) -> None:
    out = tmp_path / "run.jsonl"
    with out.open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_SH)
        with pytest.raises(RunBusy, match="another run writes"):
            run(plan(many(2), answerer), out, 1, quiet)


def test_progress_counts_what_was_there_already(answerer: Answerer, out: Path) -> None:
    lines = out.read_bytes().splitlines(keepends=True)
    out.write_bytes(b"".join(lines[:-1]))
    told: list[tuple[int, int]] = []
    run(plan(many(3), answerer), out, 1, lambda stage, done, total: told.append((done, total)))
    assert told == [(2, 3), (3, 3)]


def test_cases_are_selected_by_theme_split_and_id() -> None:
    cases = many(10)
    assert {c.theme for c in select(cases, themes=[Theme.UNANSWERABLE])} == {Theme.UNANSWERABLE}
    assert {c.split for c in select(cases, splits=[Split.HELD_OUT])} == {Split.HELD_OUT}
    assert [c.id for c in select(cases, ids=["waste-001"])] == ["waste-001"]
    assert select(cases) == cases
    with pytest.raises(SelectionInvalid, match="no case has this id"):
        select(cases, ids=["waste-002"])
    with pytest.raises(SelectionInvalid, match="none is selected"):
        select(cases, themes=[Theme.LISTS])


def test_what_cannot_answer_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable, match="nothing is indexed there"):
        plan(many(1), Answerer(tmp_path, LIGHT))
    with pytest.raises(SettingsInvalid, match="colour"):
        plan(many(1), Answerer(tmp_path, {"colour": "red"}))
