"""Lets a generation serve again that served before. Must not print, parse or build one."""

from __future__ import annotations

from assistant.workspace import Workspace
from corpus.models import Audience
from indexing.errors import GenerationUnfit
from indexing.stored import Generation

_HIDDEN_NOW = (Audience.INTERNAL, Audience.PUBLIC)


def restored(workspace: Workspace, generation_id: str) -> Generation:
    """Let a kept generation serve again; the list of documents stays, so the next sync leads back to it.

    The caller holds the right to write.

    Raises:
        GenerationUnfit: it is not kept, was made by another embedder, or would show what was taken back.
    """
    ledger, folder = workspace.ledger, workspace.folder
    wanted = next((g for g in ledger.generations() if g.id == generation_id), None)
    if wanted is None or not (folder.generations / generation_id).is_dir():
        raise GenerationUnfit(generation_id, "it is not kept", "See the kept ones with `ascn rollback`")
    if wanted.fingerprint != workspace.embedder.fingerprint:
        reason = f"it was made by {wanted.fingerprint}, which the settings no longer name"
        raise GenerationUnfit(generation_id, reason, "Set the embedder back, or run `ascn sync`")
    if taken_back := _taken_back(workspace, wanted):
        reason = f"it shows what was removed or made internal since: {', '.join(taken_back)}"
        raise GenerationUnfit(generation_id, reason, "Add these again first, or run `ascn sync` instead")
    ledger.activate(generation_id)
    return wanted


def _taken_back(workspace: Workspace, generation: Generation) -> list[str]:
    """Documents that a generation shows to more people than the list does now."""
    now = {item.entry.id: item.entry.audience for item in workspace.listed()}
    shown = workspace.ledger.entries(generation.id)
    return [e.id for e in shown if e.id not in now or (now[e.id], e.audience) == _HIDDEN_NOW]
