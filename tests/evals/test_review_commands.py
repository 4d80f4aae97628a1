"""The commands around a run, through the command line: page, comment, feedback, drafts, judge."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.feedback import FeedbackFile, Verdict
from evals.commands import app
from evals.drafts import read as read_drafts
from evals.errors import BaselineUnusable, RunUnreadable, SelectionInvalid
from evals.gate.snapshot import snapshot, write_baseline
from evals.result import appending, read, start
from evals.schema import load_cases
from tests.evals.answers import case
from tests.evals.reports import RIGHT, WRONG, recorded, told

CASES = """
- id: fact-one
  theme: facts
  split: dev
  turns: ["How many?"]
  expect:
    status: [answered]
    nuggets: [{any_of: ['\\b2\\b']}]
    citations: [{document: report, page: 1, quote: "2 urban systems"}]
  why: "p. 1"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One case, and two runs of it: right before, wrong now."""
    monkeypatch.setenv("ASCN_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("evals.gate.snapshot.BASELINES", tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "facts.yaml").write_text(CASES, encoding="utf-8")
    for name, text in (("before", RIGHT), ("runs/now", WRONG)):
        run = recorded([told(case(), text)], [case()], revision=name)
        path = tmp_path / f"{name}.jsonl"
        start(path, run.run)
        with appending(path) as append:
            for result in run.results.values():
                append(result)
    return tmp_path


def call(*arguments: str | Path) -> str:
    """What a command prints; what it raises goes through."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_latest_run_is_laid_out_as_a_page(folder: Path) -> None:
    call("report", "--data", folder, "--cases", folder / "cases", "--out", folder / "page.html")
    text = (folder / "page.html").read_text(encoding="utf-8")
    assert "runs/now" in text
    assert "There is no baseline" in text


def test_a_run_is_compared_with_a_baseline_by_file_or_by_name(folder: Path) -> None:
    given = ("report", "--results", folder / "runs" / "now.jsonl", "--cases", folder / "cases", "--markdown")
    by_file = call(*given, "--baseline", folder / "before.jsonl")
    assert "Fail now (1):** `fact-one`" in by_file
    kept = snapshot(read(folder / "before.jsonl"), load_cases(folder / "cases"))
    write_baseline(folder / "kept.jsonl.gz", kept)
    assert call(*given, "--baseline", "kept") == by_file
    assert not (folder / "report.html").exists()


def test_a_baseline_that_was_named_must_be_there(folder: Path) -> None:
    with pytest.raises(BaselineUnusable, match="no such baseline"):
        call("report", "--data", folder, "--baseline", "mian")


def test_without_any_run_the_next_step_is_said(folder: Path) -> None:
    with pytest.raises(RunUnreadable, match="ascn eval run"):
        call("report", "--data", folder / "elsewhere")


def test_feedback_is_listed_drafted_and_dropped(folder: Path) -> None:
    (folder / "data").mkdir()
    kept = FeedbackFile(folder / "data" / "feedback.jsonl", lambda _: None)
    kept.keep("1", "How many harbours?", Verdict.INCOMPLETE, "There are more.")
    shown = call("intake", "--out", folder / "cases")
    assert "How many harbours?" in shown
    (path,) = (folder / "cases" / "drafts").iterdir()
    id_ = path.stem.removeprefix("feedback-")
    assert id_ in shown
    call("intake", "--out", folder / "cases", "--drop", id_)
    assert "How many harbours?" not in call("intake", "--out", folder / "cases")


@pytest.mark.parametrize("given", [("--accept", "a"), ("--accept", "a", "--drop", "b")])
def test_what_cannot_be_meant_is_refused(folder: Path, given: tuple[str, ...]) -> None:
    with pytest.raises(SelectionInvalid):
        call("intake", *given)


def test_drafts_are_adopted_where_they_are_approved(folder: Path) -> None:
    from corpus.records import records
    from corpus.rendering import rendered
    from corpus.sources import sources
    from evals.draft import drafts as proposed
    from evals.drafts import write

    first, second, *_ = proposed(records(), sources(), rendered(), ())
    write(folder / "new.yaml", [first.model_copy(update={"approved": True}), second])
    call("draft", "--adopt", folder / "new.yaml", "--cases", folder / "cases")
    adopted = [path.name for path in (folder / "cases").glob("*-drafted.yaml")]
    assert len(adopted) == 1
    assert len(read_drafts(folder / "new.yaml")) == 2


def test_a_judge_reports_apart_and_leaves_the_run_as_it_is(folder: Path) -> None:
    before = (folder / "runs" / "now.jsonl").read_bytes()
    given = ("--llm", "llama_index.core.llms:MockLLM", "--data", folder, "--cases", folder / "cases")
    shown = call("judge", *given, "--out", folder / "judged.jsonl")
    assert "No grade could be read from 1 replies." in shown
    assert len((folder / "judged.jsonl").read_text().splitlines()) == 1
    assert (folder / "runs" / "now.jsonl").read_bytes() == before
