"""What is known while one question is answered, and how long each step took.

Must not answer: the pipeline opens a turn, the paths fill it, `assistant.finishing` reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from assistant.compose.llm import Written
from assistant.compose.model import Calls
from assistant.conduct import Kind
from assistant.languages.gloss import Gloss
from assistant.reasons import Notes
from assistant.rewrite import Asked
from assistant.schema import Answer, ClaimEvent, Question, StatusEvent, Step
from indexing.retrieve import Retriever

Event = StatusEvent | ClaimEvent | Answer
"""What a door is told while a question is answered, the answer last."""


@dataclass
class Turn:
    """What is known while one question is answered; ``heard`` is what of the question really asks."""

    question: Question
    heard: Question
    kind: Kind
    asked: Asked
    read: Gloss
    as_of: date
    retriever: Retriever | None
    clock: Callable[[], float]
    steps: list[Step] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    confidence: float | None = None
    calls: Calls | None = None
    written: Written | None = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside under ``name``."""
        begin = self.clock()
        yield
        self.steps.append(Step(name=name, ms=round((self.clock() - begin) * 1000, 2)))
