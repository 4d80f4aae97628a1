"""A process killed at any moment leaves the old generation serving and the next sync finishes the work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.indexing.crash import MANY, many
from tests.library import site

ROOT = Path(__file__).parents[2]
POINTS = [
    ("revision:1", "SIGKILL"),
    ("vectors:1", "SIGKILL"),
    ("vectors:7", "SIGTERM"),
    ("record:1", "SIGKILL"),
    ("words:1", "SIGKILL"),
    ("store:1", "SIGKILL"),
    *((f"flush:{ms}", "SIGKILL") for ms in (1, 10, 30, 60, 100, 150, 200, 300, 400)),
    ("flush:120", "SIGTERM"),
    ("probe:1", "SIGTERM"),
    ("rename:1", "SIGKILL"),
    ("activate:1", "SIGKILL"),
    ("clear:1", "SIGKILL"),
    ("time:300", "SIGTERM"),
    ("time:900", "SIGKILL"),
]
"""At least twenty deaths, ten of them while Chroma takes or flushes rows."""


def run(root: Path, point: str, version: str, how: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.indexing.crash", str(root), point, version, how]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_kills_at_every_stage_never_cost_the_serving_generation_nor_finished_work(tmp_path: Path) -> None:
    assert len(POINTS) >= 20
    with site(tmp_path) as at:
        at.sync(at.write("counters", many("0")), at.write("steady", "# Steady\n\nThe lighthouse stays.\n"))
        died = 0
        for version, (point, how) in enumerate(POINTS, start=1):
            before = at.ledger.active()
            child = run(tmp_path, point, str(version), how)
            died += child.returncode < 0
            assert child.returncode <= 0, child.stderr
            after = at.ledger.active()
            assert after is not None
            moved = after != before
            assert moved == (point == "clear:1" or child.returncode == 0), point
            assert at.found("Where is the lighthouse?")[0] == "steady", point
            assert after.passages == MANY + 1
        assert died >= len(POINTS) - 2, "the children survived their deaths"

        outcome = at.sync(
            at.write("counters", many("last")), at.write("steady", "# Steady\n\nThe lighthouse stays.\n")
        )
        assert outcome.generation is not None
        assert outcome.generation.passages == MANY + 1
        texts = [stored.text for stored in at.ledger.passages(outcome.generation.id)]
        assert sum("version last" in text for text in texts) == MANY
        assert not list(at.folder.generations.glob(".building-*"))
        assert len(list(at.folder.generations.iterdir())) <= 2


def test_a_killed_embedding_goes_on_where_it_stopped(tmp_path: Path) -> None:
    run(tmp_path, "vectors:9", "1", "SIGKILL")
    with site(tmp_path) as at:
        assert at.ledger.active() is None
        outcome = at.sync(
            at.write("counters", many("1")), at.write("steady", "# Steady\n\nThe lighthouse stays.\n")
        )
    assert 0 < outcome.embedded <= MANY + 1 - 8 * 64
