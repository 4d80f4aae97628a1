"""A small town of documents and cases, written by hand, that runs in seconds with the light embedder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from evals.answering import Answerer
from evals.schema import Case
from tests.library import site

LIGHT = {"embedder": "fake"}

TEXTS = {
    "harbour": "# Harbour report\n\nThe harbour of Westport opened a smart pier in March 2024.\n",
    "waste": "# Waste plan\n\nEastport wants to reduce sixty percent of its daily waste by 2030.\n",
    "buses": "# Bus network\n\nNorthport runs eight bus routes with twenty thousand passengers a day.\n",
    "lamps": "# Lamps\n\nSouthport counted 134 street lamps that dim by themselves.\n",
}
"""Document id → text."""

QUESTIONS = {
    "harbour": "When did the harbour of Westport open a smart pier?",
    "waste": "How much of its daily waste does Eastport want to reduce?",
    "buses": "How many bus routes does Northport run?",
    "lamps": "How many street lamps did Southport count?",
}


def built(root: Path) -> Answerer:
    """An index of these texts alone, with the light embedder."""
    with site(root) as at:
        at.index(TEXTS)
    return Answerer(root, LIGHT)


def case(id_: str, question: str = QUESTIONS["harbour"], **given: Any) -> Case:
    """A case that any status satisfies, unless something else is given."""
    expect = {"status": ["answered", "not_found", "partial", "refused"], **given.pop("expect", {})}
    row = {
        "id": id_,
        "theme": "facts",
        "split": "dev",
        "turns": [question],
        "why": "by hand",
        "expect": expect,
    }
    return Case.model_validate({**row, **given})


def right(name: str, number: int = 0) -> Case:
    """A case that is right when its document is quoted."""
    quote = TEXTS[name].split("\n\n")[1].strip()
    word = quote.split()[-1].rstrip(".")
    split = "held_out" if number % 3 == 0 else "dev"
    expect = {
        "status": ["answered"],
        "nuggets": [{"any_of": [word]}],
        "citations": [{"document": name, "quote": quote}],
    }
    return case(f"{name}-{number:03}", QUESTIONS[name], expect=expect, split=split)


def many(number: int) -> tuple[Case, ...]:
    """So many cases, by turns of each document, and every fifth asks what no document holds."""
    absent = {"status": ["not_found"]}
    names = list(TEXTS)
    return tuple(
        case(f"none-{n:03}", "Who paints the lighthouse of Zanzibar?", expect=absent, theme="unanswerable")
        if n % 5 == 4
        else right(names[n % len(names)], n)
        for n in range(number)
    )
