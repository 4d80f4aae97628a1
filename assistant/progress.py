"""Shows progress on standard error: bars on a terminal, a line each elsewhere. Must not do work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from indexing.generations import Progress as Report

Received = Callable[[str, int, int | None], None]
"""Told a document's id, bytes so far, and of how many where that is known."""

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


@contextmanager
def downloads(console: Console) -> Iterator[Received]:
    """A progress callback that draws one bar per document that arrives."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def received(document_id: str, done: int, total: int | None) -> None:
            if document_id not in tasks:
                tasks[document_id] = bars.add_task(document_id, total=total)
            bars.update(tasks[document_id], completed=done, total=total)

        yield received
