"""Results: a file survives a process killed at any byte, and goes on from there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from evals.errors import RunUnreadable
from evals.result import Run, appending, failed, first_repeats, read, start
from tests.evals.answers import case, result

RUN = Run(settings="s", revision="r", generation="g", cases="c", started=datetime(2026, 1, 1, tzinfo=UTC))
ONE, TWO, THREE = case("one"), case("two"), case("three")


def filled(path: Path) -> Path:
    start(path, RUN)
    with appending(path) as append:
        append(result(ONE))
        append(result(TWO, passed=False, failures=("status: not_found\nnot answered",)))
    return path


def test_what_is_written_is_read(tmp_path: Path) -> None:
    recorded = read(filled(tmp_path / "new" / "run.jsonl"))
    assert recorded.run == RUN
    assert [r.case for r in recorded.results.values()] == ["one", "two"]
    assert recorded.results["two", 0].failures == ("status: not_found\nnot answered",)


def test_a_file_cut_at_any_byte_is_read_and_goes_on(tmp_path: Path) -> None:
    whole = filled(tmp_path / "run.jsonl").read_bytes()
    header = whole.index(b"\n") + 1
    cut = tmp_path / "cut.jsonl"
    for length in range(header, len(whole) + 1):
        cut.write_bytes(whole[:length])
        before = len(read(cut).results)
        assert before == whole[header:length].count(b"\n")
        with appending(cut) as append:
            append(result(THREE))
        assert list(read(cut).results)[-1] == ("three", 0)
        assert len(read(cut).results) == before + 1


def test_a_short_line_takes_the_whole_place_of_a_long_one_that_was_cut(tmp_path: Path) -> None:
    path = filled(tmp_path / "run.jsonl")
    path.write_bytes(path.read_bytes() + b'{"kind":"result","case":"' + b"x" * 5_000)
    with appending(path) as append:
        append(result(THREE))
    assert len(read(path).results) == 3
    assert path.read_bytes().endswith(b"}\n")


def test_a_broken_line_before_the_last_is_told(tmp_path: Path) -> None:
    path = filled(tmp_path / "run.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], b"{}\n", lines[2]]))
    with pytest.raises(RunUnreadable, match="line 2 is no result"):
        read(path)


def test_a_file_without_its_run_is_told(tmp_path: Path) -> None:
    path = filled(tmp_path / "run.jsonl")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    with pytest.raises(RunUnreadable, match="starts with no run"):
        read(path)
    with pytest.raises(RunUnreadable, match="cannot be read"):
        read(tmp_path / "absent.jsonl")


def test_repeats_are_kept_apart_and_a_case_done_anew_counts_once(tmp_path: Path) -> None:
    path = filled(tmp_path / "run.jsonl")
    with appending(path) as append:
        append(result(ONE, repeat=1))
        append(result(TWO))
    results = read(path).results
    assert sorted(results) == [("one", 0), ("one", 1), ("two", 0)]
    assert results["two", 0].passed
    assert [r.case for r in first_repeats(results.values())] == ["one", "two"]


def test_a_case_that_got_no_answer_has_failed() -> None:
    lost = failed(ONE, 1.5, "the worker ended")
    assert (lost.passed, lost.status, lost.failures) == (False, None, ("error: the worker ended",))
