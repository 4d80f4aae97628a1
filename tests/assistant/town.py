"""A small town of documents with the light embedder, where answers are kept, explained and replayed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from assistant.schema import Answer, Question
from assistant.workspace import Workspace, open_workspace
from tests.library import site

TEXTS = {
    "harbour": "# Harbour report\n\nThe harbour of Westport opened a smart pier in March 2024.\n",
    "waste": "# Waste plan\n\nEastport wants to reduce sixty percent of its daily waste by 2030.\n",
    "lamps": "# Lamps\n\nSouthport counted 134 street lamps that dim by themselves.\n",
}
LAMPS = "How many street lamps did Southport count?"
WASTE = "How much of its daily waste does Eastport want to reduce?"
ENVIRONMENT = {"ASCN_EMBEDDER": "fake"}


def index(root: Path, texts: Mapping[str, str]) -> None:
    """Make the index hold exactly these texts."""
    with site(root) as at:
        at.index(texts)


@contextmanager
def opened(root: Path, day: date = date(2026, 11, 24), **settings: str) -> Iterator[Workspace]:
    """The town on a day."""
    given = {**ENVIRONMENT, **settings, "ASCN_DATA": str(root)}
    workspace = open_workspace(given, lambda: day)
    try:
        yield workspace
    finally:
        workspace.close()


def ask(root: Path, question: str, *turns: str, day: date = date(2026, 11, 24)) -> Answer:
    """Ask as `ascn ask` does; the answer is kept."""
    with opened(root, day) as workspace:
        return workspace.conversations.answer(Question(text=question, turns=turns))
