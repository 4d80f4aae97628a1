"""What a first start leaves out is made in the background, is seen by `status`, pauses and goes on."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from indexing.sync import lacks_tokens
from tests.flow.remembered import remember_most
from tests.running import run_ascn, served, workspace_of


def lacking(root: Path) -> bool:
    with workspace_of(root) as workspace:
        return lacks_tokens(workspace.ledger, workspace.embedder)


def comes_true(condition: Callable[[], bool], seconds: float = 180) -> bool:
    """Whether it comes true within a bound that is there only so that a broken test ends."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def test_an_english_first_question_waits_for_no_token_vectors_and_a_thai_one_brings_them(
    built_in: Path, tmp_path: Path
) -> None:
    remember_most(tmp_path, built_in)
    assert run_ascn(tmp_path, "ask", "How many cities are in the network?").returncode == 0
    assert lacking(tmp_path)
    done = run_ascn(tmp_path, "ask", "เครือข่ายมีกี่เมือง")
    assert done.returncode == 0, done.stderr
    assert not lacking(tmp_path)


def test_a_background_sync_is_seen_pauses_and_the_next_one_completes_it(
    built_in: Path, tmp_path: Path
) -> None:
    run_ascn(tmp_path, "ask", "How many cities are in the network?")
    started = run_ascn(tmp_path, "sync", "--background")
    number = re.search(r"Process (\d+) goes on", started.stdout)
    assert number, started.stderr
    at_work = f"Process {number[1]} is at work: tokens"
    assert comes_true(lambda: at_work in run_ascn(tmp_path, "status").stdout)
    assert f"Process {number[1]} pauses" in run_ascn(tmp_path, "sync", "--pause").stdout
    assert comes_true(lambda: "No sync is running" in run_ascn(tmp_path, "sync", "--pause").stdout)
    assert lacking(tmp_path)
    remember_most(tmp_path, built_in)
    assert run_ascn(tmp_path, "sync").returncode == 0
    assert not lacking(tmp_path)


def test_a_served_first_start_completes_itself_while_it_answers(built_in: Path, tmp_path: Path) -> None:
    remember_most(tmp_path, built_in)
    with served(tmp_path):
        assert comes_true(lambda: not lacking(tmp_path))
