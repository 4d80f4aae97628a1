"""`ascn eval run` and `pytest --ascn-cases` as people call them, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.evals.harbour import QUESTIONS, TEXTS, case, right

ROOT = Path(__file__).parents[2]


def called(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # With CI set, pytest repeats whole messages in its summary.
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("ASCN_", "PYTEST_")) and k != "CI"}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env=inherited | {"COLUMNS": "120"} | environment,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with cases and the documents they are about."""
    place = tmp_path_factory.mktemp("place")
    (place / "material" / "documents").mkdir(parents=True)
    for name, text in TEXTS.items():
        (place / "material" / "documents" / f"{name}.md").write_text(text, encoding="utf-8")
    gold = {"document": "ascn-framework-2018", "page": 2, "quote": "two urban systems"}
    absent = {"status": ["answered"], "nuggets": [{"any_of": ["two"]}], "citations": [gold]}
    cases = [
        right("lamps", 1),
        right("buses", 2),
        case("wrong-dev", QUESTIONS["waste"], expect={"status": ["refused"]}),
        case("wrong-held-out", QUESTIONS["waste"], expect={"status": ["refused"]}, split="held_out"),
        case("absent", expect=absent),
    ]
    (place / "cases").mkdir()
    rows = [c.model_dump(mode="json", exclude_none=True) for c in cases]
    (place / "cases" / "facts.yaml").write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")
    return place


def arguments(place: Path) -> list[str]:
    return [
        "evals", "run", "--data", str(place / "data"), "--material", str(place / "material"),
        "--cases", str(place / "cases"), "--settings", "embedder=fake",
    ]  # fmt: skip


def test_a_run_prints_what_passed_skips_what_cannot_be_proven_and_goes_on(place: Path) -> None:
    done = called(*arguments(place), "--failures")
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["facts", "2/3", "67%"] in [line[:3] for line in lines]
    assert ["facts", "0/1", "0%"] in [line[:3] for line in lines]
    assert "Skipped: 1 cases (needs ascn-framework-2018)" in done.stdout
    assert "wrong-dev: status" in done.stdout
    assert "wrong-held-out" not in done.stdout
    assert "4 answers in" in done.stderr
    again = called(*arguments(place))
    assert "0 answers in" in again.stderr
    assert "4 were there already" in again.stderr
    assert again.stdout.splitlines()[:5] == done.stdout.splitlines()[:5]


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (["--case", "nobody"], "nobody: no case has this id."),
        (["--theme", "lists"], "cases: none is selected."),
        (["--settings", "embedder"], "embedder: this is no setting."),
        (["--settings", "colour=red"], "colour"),
        (["--cases", "/nowhere"], "cases: none is selected."),
    ],
)
def test_a_wrong_argument_is_one_line(place: Path, added: list[str], told: str) -> None:
    done = called(*arguments(place), *added)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_cases_are_tests_of_their_ids_when_asked_for(place: Path) -> None:
    command = ["pytest", "-p", "evals.pytest_cases", "-p", "no:cacheprovider", "-v", str(place / "cases")]
    given = [
        "--ascn-cases", "--ascn-data", str(place / "data"), "--ascn-material", str(place / "material"),
        "--ascn-settings", "embedder=fake",
    ]  # fmt: skip
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = called(*command, *given, **alone)
    assert "2 failed, 2 passed, 1 skipped" in done.stdout, done.stdout + done.stderr
    assert "facts.yaml::lamps-001 PASSED" in done.stdout
    assert "facts.yaml::wrong-dev FAILED" in done.stdout
    assert "status: answered" in done.stdout
    assert done.stdout.count("sixty percent") == 1, "a case held out was shown"
    chosen = called(*command, *given, "-k", "buses or held_out", **alone)
    assert "1 failed, 1 passed" in chosen.stdout
    off = called(*command, **alone)
    assert "no tests ran" in off.stdout


def test_the_shipped_cases_are_collected_where_no_path_is_given() -> None:
    command = ["pytest", "-p", "evals.pytest_cases", "-p", "no:cacheprovider", "--ascn-cases", "--co", "-q"]
    done = called(*command, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    assert "test_" not in done.stdout
    assert "evals/cases/facts" in done.stdout
