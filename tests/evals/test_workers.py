"""Processes that do tasks: all of them, whatever becomes of one, and none that outlives its starter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from evals.errors import WorkerUnusable
from evals.workers import Lost, each

ROOT = Path(__file__).parents[2]


def doubling(log: Path) -> Callable[[int], int]:
    with log.open("a") as file:
        file.write(f"{os.getpid()}\n")
    return double


def double(number: int) -> int:
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 14:
        time.sleep(60)
    return 2 * number


def broken() -> Callable[[int], int]:
    raise ValueError("no model")


def test_every_task_is_done_once_and_a_process_opens_once(tmp_path: Path) -> None:
    done = dict(each(range(10), partial(doubling, tmp_path / "log"), 2, 30))
    assert done == {n: 2 * n for n in range(10)}
    assert len(set((tmp_path / "log").read_text().split())) == 2


def test_no_more_processes_start_than_there_are_tasks(tmp_path: Path) -> None:
    assert dict(each([4], partial(doubling, tmp_path / "log"), 8, 30)) == {4: 8}
    assert len((tmp_path / "log").read_text().split()) == 1
    assert not list(each([], partial(doubling, tmp_path / "log"), 2, 30))


def test_a_process_that_dies_costs_only_the_task_in_hand(tmp_path: Path) -> None:
    done = dict(each([1, 13, 2, 3], partial(doubling, tmp_path / "log"), 1, 30))
    assert done.pop(13) == Lost("its process ended by itself (SIGKILL)")
    assert done == {1: 2, 2: 4, 3: 6}


def test_a_task_that_hangs_is_given_up(tmp_path: Path) -> None:
    begin = time.monotonic()
    done = dict(each([14, 1], partial(doubling, tmp_path / "log"), 1, 1))
    assert done == {14: Lost("no answer in time, its process was ended"), 1: 2}
    assert time.monotonic() - begin < 30


def test_a_process_that_cannot_start_ends_the_run_with_the_reason() -> None:
    with pytest.raises(WorkerUnusable, match="ValueError: no model"):
        list(each([1], broken, 1, 30))


def test_workers_end_when_whoever_started_them_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = (
        "import os, signal, sys; from functools import partial; from pathlib import Path\n"
        "from evals.workers import each; from tests.evals.test_workers import doubling\n"
        "for _ in each(range(100), partial(doubling, Path(sys.argv[1])), 1, 30):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", script, str(log)]
    assert subprocess.run(command, cwd=ROOT, timeout=60, check=False).returncode == -9
    worker = int(log.read_text())
    end = time.monotonic() + 20
    while running(worker):
        assert time.monotonic() < end, "the worker goes on"
        time.sleep(0.05)


def running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
