"""An index built anew, or from the same documents in another order, gives the same answers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from assistant.schema import Question
from assistant.workspace import Workspace
from corpus.manifest import builtin
from evals.quick import quick
from evals.schema import Theme, load_cases
from indexing.sync import rebuild, sync
from tests.running import workspace_of

OF_THE_INDEX = {"id", "generation", "trace"}
THEMES = {Theme.FACTS, Theme.LISTS, Theme.DATES, Theme.SEVERAL}


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def answers(workspace: Workspace) -> list[dict[str, Any]]:
    """What is answered to the English quick cases, apart from what belongs to one index."""
    cases = [case for case in quick(load_cases()) if case.theme in THEMES]
    assert len(cases) >= 20
    return [
        workspace.pipeline.answer(Question(text=case.turns[-1], as_of=case.as_of)).model_dump(
            exclude=OF_THE_INDEX
        )
        for case in cases
    ]


def test_a_rebuilt_index_gives_the_same_answers(built_in: Path, tmp_path: Path) -> None:
    copied = tmp_path / "data"
    shutil.copytree(built_in, copied)
    with workspace_of(copied) as workspace:
        before = answers(workspace)
    with workspace_of(copied) as workspace:
        assert rebuild(workspace.folder, workspace.ledger, silent) is not None
        assert answers(workspace) == before


def test_documents_listed_in_another_order_give_the_same_answers(built_in: Path, tmp_path: Path) -> None:
    with workspace_of(built_in) as workspace:
        before = answers(workspace)
    with workspace_of(tmp_path / "data") as workspace:
        listed = sorted(builtin(), key=lambda item: item.entry.sha256)
        sync(workspace.folder, listed, workspace.ledger, workspace.embedder)
        assert answers(workspace) == before
