"""Shows progress on standard error: a bar on a terminal, one line a stage elsewhere. Must not do work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from indexing.generations import Progress as Report

_STAGES = {
    "read": "Reading documents",
    "embed": "Embedding passages",
    "tokens": "Preparing for questions in other languages",
    "words": "Indexing keywords",
    "vectors": "Indexing vectors",
    "ask": "Asking questions",
}


@contextmanager
def shown(console: Console) -> Iterator[Report]:
    """A progress callback that draws one bar per stage."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_STAGES.get(stage, stage), total=None, visible=False)
            bars.update(tasks[stage], completed=done, total=total, visible=total > 0)

        yield report
