"""Answers that are kept, as far as the public may still see what they quote.

What quotes a document that has gone or is not public any more is withdrawn as a whole. Knows no HTTP but the
refusals, and must not answer anything anew.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from assistant.api.ports import Archive, Shelf
from assistant.api.problems import Refused
from assistant.api.reading import visible_document, visible_entries
from assistant.conversations import Told
from assistant.errors import AnswerUnknown
from assistant.explaining import cited
from assistant.memory import Remembered
from assistant.schema import Answer
from assistant.staleness import Gone, stale
from corpus.errors import AscnError
from corpus.models import Document


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A question of a conversation; the answer is None where none was given or kept, or it is withdrawn."""

    question: str
    asked: datetime
    answer: Answer | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Freshness:
    """Whether today's documents would still answer as was answered.

    Attributes:
        moved: another state of the index serves now; the answer may differ.
        gone: quotes that no document holds any more; the answer does differ.
    """

    moved: bool
    gone: tuple[Gone, ...]


def visible_ids(shelf: Shelf) -> frozenset[str]:
    """The ids of all public documents."""
    return frozenset(entry.id for entry in visible_entries(shelf))


def kept_answer(archive: Archive, shelf: Shelf, answer_id: str) -> Remembered:
    """An answer as it was given.

    Raises:
        AnswerUnknown: none of this id is kept.
        Refused: it quotes what the public may not see any more, with status 410.
    """
    found = archive.recall(answer_id)
    if found is None:
        raise AnswerUnknown(answer_id)
    if not cited(found.answer) <= visible_ids(shelf):
        raise Refused(
            answer_id,
            "the answer quotes a document that is not there any more",
            "Ask the question again",
            status=410,
            kind="answer-withdrawn",
        )
    return found


def shown_turns(told: Told, visible: AbstractSet[str]) -> tuple[ShownTurn, ...]:
    """The turns of a conversation without the answers that are withdrawn."""
    shown = []
    for turn in told.turns:
        withdrawn = turn.answer is not None and not cited(turn.answer) <= visible
        shown.append(ShownTurn(turn.question, turn.asked, None if withdrawn else turn.answer, withdrawn))
    return tuple(shown)


def freshness(remembered: Remembered, shelf: Shelf) -> Freshness:
    """Compares an answer with the documents of today: only those that it quotes are opened."""

    def document(document_id: str) -> Document | None:
        try:
            return visible_document(shelf, document_id)
        except AscnError:
            return None

    moved = remembered.answer.generation != shelf.generation()
    found = stale([remembered], document) if moved else ()
    return Freshness(moved, tuple(quote for each in found for quote in each.quotes))
