"""What the commands share at a terminal: where they print, the workspace, telling a synchronisation.

Must not parse arguments or do the work itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from rich.console import Console

from assistant.commands import documents, indexing
from assistant.progress import shown
from assistant.workspace import Workspace, open_workspace
from corpus.faults import Finding
from indexing import work
from indexing.errors import IndexBusy
from indexing.sync import Plan

out = Console(highlight=False, soft_wrap=True, markup=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)


@contextmanager
def opened() -> Iterator[Workspace]:
    """The workspace of this machine, closed afterwards."""
    workspace = open_workspace()
    try:
        yield workspace
    finally:
        workspace.close()


def print_faults(found: Sequence[Finding]) -> bool:
    """Print each fault on a line; whether there are any."""
    for finding in found:
        out.print(f"{finding.place}: {finding.thing}: {finding.reason}.")
    if found:
        err.print(f"{len(found)} findings.")
    else:
        out.print("No faults found.")
    return bool(found)


def synchronise(workspace: Workspace) -> None:
    """Bring the index in line with the documents and tell what was done; the caller may write."""
    with shown(err) as progress, work.noted(workspace.folder, progress) as noted:
        outcome = documents.synchronise(workspace, noted)
    for document_id, problem in outcome.failures.items():
        err.print(f"{document_id}: not readable, {problem.detail}")
    print_plan(outcome.plan)
    if outcome.generation and not outcome.plan.empty:
        err.print(f"Generation {outcome.generation.id} serves {outcome.generation.passages:,} passages.")


def complete(workspace: Workspace) -> None:
    """Make the token vectors that are lacking; the caller may write."""
    with shown(err) as progress, work.noted(workspace.folder, progress) as noted:
        indexing.completed(workspace, noted)


def ensure_complete(workspace: Workspace, question: str) -> None:
    """Once, before the first question in another language than the built-in documents."""
    if indexing.is_incomplete_for(workspace, question):
        with suppress(IndexBusy), workspace.folder.writing():
            complete(workspace)


def print_plan(plan: Plan) -> None:
    """One line per document that a synchronisation adds, changes or drops."""
    for verb, ids in (("add", plan.add), ("change", plan.change), ("drop", plan.drop)):
        for document_id in ids:
            err.print(f"{verb:8}{document_id}")
    if plan.reembed:
        err.print("embed everything anew: the embedder has changed")
    if plan.empty:
        err.print("Nothing to do.")
