"""Other processes see how far the writer is, and can ask it to pause."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from indexing.folder import DataFolder
from indexing.work import Work, at_work, noted, pause

WRITES_UNTIL_PAUSED = """
import signal, sys, time
from pathlib import Path
from indexing.folder import DataFolder
from indexing.work import noted
signal.signal(signal.SIGTERM, signal.default_int_handler)
folder = DataFolder(Path(sys.argv[1]))
try:
    with folder.writing(), noted(folder, lambda stage, done, total: None) as report:
        report("embed", 3, 12)
        print("working", flush=True)
        time.sleep(60)
except KeyboardInterrupt:
    print("paused", flush=True)
"""


def test_a_writer_is_seen_from_outside_and_pauses_when_asked(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    command = [sys.executable, "-c", WRITES_UNTIL_PAUSED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "working\n"
        work = at_work(folder)
        assert work is not None
        assert (work.process, work.stage, work.done, work.total) == (child.pid, "embed", 3, 12)
        assert pause(folder) == child.pid
        assert child.stdout.readline() == "paused\n"
    assert at_work(folder) is None
    assert not folder.work.exists()


def test_where_nobody_writes_there_is_no_work_and_nobody_to_pause(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    assert at_work(folder) is None
    assert pause(folder) is None
    with folder.writing():
        pass
    assert pause(folder) is None


def test_the_note_of_a_killed_writer_is_not_believed(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with folder.writing():
        pass
    folder.work.write_text('{"process": 1, "stage": "embed", "done": 1, "total": 2, "began": 0, "noted": 1}')
    assert at_work(folder) is None


def test_time_left_follows_from_the_pace_so_far() -> None:
    assert Work(1, "embed", 25, 100, began=1_000.0, noted=1_010.0).seconds_left == 30.0
    assert Work(1, "embed", 0, 100, began=1_000.0, noted=1_010.0).seconds_left is None


def test_progress_is_passed_on_and_noted_at_most_twice_a_second(tmp_path: Path) -> None:
    folder, seen, clock = DataFolder(tmp_path), [], iter([10.0, 10.1, 10.7])
    with noted(folder, lambda *report: seen.append(report), lambda: next(clock)) as report:
        report("embed", 1, 9)
        first = folder.work.read_bytes()
        report("embed", 2, 9)
        assert folder.work.read_bytes() == first
        report("embed", 3, 9)
        assert b'"done": 3' in folder.work.read_bytes()
    assert seen == [("embed", 1, 9), ("embed", 2, 9), ("embed", 3, 9)]


def test_a_note_that_cannot_be_written_costs_only_itself(tmp_path: Path) -> None:
    started = time.monotonic()
    with noted(DataFolder(tmp_path / "absent"), lambda *report: None) as report:
        report("embed", 1, 2)
    assert time.monotonic() >= started
