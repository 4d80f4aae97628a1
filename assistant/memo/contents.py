"""What a memo of an answer holds, in its order; how it is written is up to its writers.

    Remembered ─▶ Memo ─▶ markdown · word · the page to be printed

The numbers of the quotes are those that they have on the page and in the answer's text. Must not write
anything.

Why the passages near by, the suggestions and the ids are left out: a memo is filed, and what is filed must
be what was answered.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.explaining import numbered_citations
from assistant.memory import Remembered
from assistant.schema import Answer, Citation, Conflict, Status

_BULLET = "- "


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the answer with the numbers of its quotes, as in "[1][2]"; ``bullet``: one of a list."""

    text: str
    bullet: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """What sources say differently, with the numbers of the quotes of its values."""

    conflict: Conflict
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote with the number it has in the answer."""

    number: int
    citation: Citation
    superseded: bool


@dataclass(frozen=True, slots=True)
class Memo:
    """The contents.

    Attributes:
        understood: the question as it was understood after those before; None where it stood alone.
        partial: only a part of the question is answered.
        note: that quotes are in another language than the question.
    """

    question: str
    understood: str | None
    language: str
    partial: bool
    paragraphs: tuple[Paragraph, ...]
    differences: tuple[Difference, ...]
    note: str | None
    quotes: tuple[Quote, ...]
    as_of: date
    generation: str | None


def memo(remembered: Remembered) -> Memo:
    """The memo of an answer as it was given."""
    answer = remembered.answer
    return Memo(
        question=remembered.question.text,
        understood=answer.rewritten,
        language=answer.language,
        partial=answer.status is Status.PARTIAL,
        paragraphs=tuple(_paragraphs(answer)),
        differences=tuple(_differences(answer)),
        note=answer.note,
        quotes=tuple(_quotes(answer)),
        as_of=answer.as_of,
        generation=answer.generation,
    )


def right_to_left(text: str) -> bool:
    """Whether a text runs from right to left: its first letter does (UAX 9, P2 and P3)."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"


def _paragraphs(answer: Answer) -> Iterator[Paragraph]:
    lines = answer.text.splitlines()
    if answer.reason and answer.reason not in lines and answer.reason != answer.text:
        lines.append(answer.reason)
    for line in lines:
        if text := line.removeprefix(_BULLET).strip():
            yield Paragraph(text, line.startswith(_BULLET))


def _differences(answer: Answer) -> Iterator[Difference]:
    proofs = iter(numbered_citations(answer)["conflicts"])
    for conflict in answer.conflicts:
        yield Difference(conflict, tuple(number for number, _ in next(proofs)))


def _quotes(answer: Answer) -> Iterator[Quote]:
    parts = numbered_citations(answer)
    for claim, group in zip(answer.claims, parts["claims"], strict=True):
        yield from (Quote(number, citation, claim.superseded) for number, citation in group)
    for group in (*parts["list"], *parts["conflicts"]):
        yield from (Quote(number, citation, False) for number, citation in group)
