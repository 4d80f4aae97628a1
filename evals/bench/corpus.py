"""Speed of the corpus: loading it, looking for its faults, listing over all its records.

Loading and looking for faults run in processes of their own, because both keep what they have read.
Must not judge answers.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median

from assistant.commands.documents import add, synchronise
from assistant.lists.path import listed, route
from assistant.verify import DocumentOf
from corpus.intake import Given
from corpus.readers import Limits
from evals.bench.measure import Timer
from evals.bench.speed import Figure, environment, workspace_at
from evals.errors import MaterialMissing
from indexing.generations import Progress

QUESTIONS = (
    "Which projects does the 2025 monitoring report list?",
    "Which projects do all monitoring reports list?",
    "How many projects does each city have?",
    "Which cities are in the network?",
    "Which programmes can city governments apply to?",
)
"""Each is met by rows of the records alone, without a search."""

_RUNS, _WARM_RUNS = 5, 20
_STEPS = ("starting and importing", "sources", "records and programmes", "rendering", "manifest")

_LOADING = """
import json, sys, time
from corpus.manifest import builtin
from corpus.records import records
from corpus.rendering import rendered
from corpus.sources import sources
seconds = [time.process_time()]
for load in (sources, records, rendered, builtin):
    load()
    seconds.append(time.process_time())
json.dump(seconds, sys.stdout)
"""
"""CPU-seconds since the process began, after each of `_STEPS`."""


def loading() -> list[Figure]:
    """Load and validate the whole corpus in a fresh process, from its start to its end."""
    wall, laps = [], []
    for _ in range(_RUNS):
        begin = time.perf_counter()
        shown = subprocess.run([sys.executable, "-c", _LOADING], capture_output=True, check=True).stdout
        wall.append(time.perf_counter() - begin)
        seconds = json.loads(shown)
        laps.append([after - before for before, after in zip((0.0, *seconds), seconds, strict=False)])
    return [
        Figure("the whole corpus, wall", _seconds(wall), "≤ 1.5 s"),
        Figure("the whole corpus, CPU", _seconds([sum(lap) for lap in laps]), "≤ 1.5 s"),
        *(
            Figure(f"  {step}, median", f"{median(own) * 1000:.0f} CPU-ms")
            for step, own in zip(_STEPS, zip(*laps, strict=True), strict=True)
        ),
    ]


def linting(root: Path) -> list[Figure]:
    """Run ``ascn corpus lint`` as a command of its own."""
    command, wall = [sys.executable, "-m", "assistant", "corpus", "lint"], []
    for _ in range(_RUNS):
        begin = time.perf_counter()
        subprocess.run(command, env=environment(root), check=True, capture_output=True)
        wall.append(time.perf_counter() - begin)
    return [Figure("`ascn corpus lint`, wall", _seconds(wall))]


@contextmanager
def indexed(root: Path, added: Sequence[Path], progress: Progress) -> Iterator[DocumentOf]:
    """Gives the documents of the built-in corpus and those of ``added``, indexed in the folder ``root``."""
    workspace = workspace_at(root)
    with workspace.folder.writing():
        list(add(workspace, added, Given(), Limits()))
        synchronise(workspace, progress)
    retriever = workspace.library.retriever()
    assert retriever is not None
    try:
        yield retriever.document
    finally:
        retriever.close()
        workspace.close()


def originals(material: Path) -> Path:
    """The folder of the official documents, whose pages prove rows where they are at hand.

    Raises:
        MaterialMissing: it is not in ``material``.
    """
    home = material / "documents"
    if not home.is_dir():
        raise MaterialMissing(home)
    return home


def listing(document_of: DocumentOf, today: date) -> list[Figure]:
    """Ask every question again and again; the first time, which unpacks documents, is told apart.

    Args:
        document_of: gives the documents that prove the rows.
        today: the day that questions without one are asked about.
    """
    return [figure for question in QUESTIONS for figure in _asked(question, document_of, today)]


def _asked(question: str, document_of: DocumentOf, today: date) -> Iterator[Figure]:
    timers = [Timer() for _ in range(1 + _WARM_RUNS)]
    for timer in timers:
        with timer.running():
            rows = _rows(question, document_of, today)
    yield Figure(question, "no list" if rows is None else f"{rows} rows")
    if rows is not None:
        first, *warm = (timer.cpu * 1000 for timer in timers)
        yield Figure("  first", f"{first:.0f} CPU-ms")
        yield Figure("  warm, median", f"{median(warm):.1f} CPU-ms", "≤ 30 CPU-ms")
        yield Figure("  warm, worst", f"{max(warm):.1f} CPU-ms")


def _rows(question: str, document_of: DocumentOf, today: date) -> int | None:
    """How many rows the list has; None where the question is not met by the records."""
    request = route(question, (), today, None).request
    answer = listed(request, document_of, today) if request else None
    return answer.list.count if answer and answer.list else None


def _seconds(values: Sequence[float]) -> str:
    return f"median {median(values):.2f} s, worst {max(values):.2f} s"
