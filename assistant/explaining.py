"""An answer that is kept, with the reasons it was given for, as every door tells them.

Must not search, answer or word anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import count

from pydantic import AwareDatetime

from assistant.memory import Remembered
from assistant.schema import Answer, Citation, Status, Trace, Value, Why

_QUOTE = {"document_id", "quote"}
"""What every citation has, wherever in an answer it stands."""


class Explanation(Value):
    """Why an answer is as it is; ``why`` is None for an answer that did not come from documents.

    ``turns`` are the questions before, which it may lean on; ``given`` is when it was given last.
    """

    id: str
    question: str
    turns: tuple[str, ...]
    given: AwareDatetime
    status: Status
    text: str
    as_of: date
    generation: str | None
    trace: Trace
    why: Why | None


def explained(remembered: Remembered) -> Explanation:
    """The explanation of an answer."""
    question, answer = remembered.question, remembered.answer
    return Explanation(
        id=answer.id,
        question=question.text,
        turns=question.turns,
        given=remembered.given,
        status=answer.status,
        text=answer.text,
        as_of=answer.as_of,
        generation=answer.generation,
        trace=answer.trace,
        why=answer.why,
    )


def as_visible(why: Why, documents: Collection[str]) -> Why:
    """The reasons without what stands in other than these documents."""
    passages = tuple(each for each in why.passages if each.document_id in documents)
    sentences = tuple(each for each in why.sentences if each.document_id in documents)
    return why.model_copy(update={"passages": passages, "sentences": sentences})


def numbered_citations(answer: Answer) -> dict[str, list[tuple[tuple[int, Citation], ...]]]:
    """Every citation by the part it belongs to, numbered in reading order as in the answer's text."""
    items = answer.list.items if answer.list else ()
    parts: dict[str, list[tuple[Citation, ...]]] = {
        "claims": [claim.citations for claim in answer.claims],
        "list": [(item.citation,) if item.citation else () for item in items],
        "conflicts": [tuple(value.citation for value in conflict.values) for conflict in answer.conflicts],
        "also_read": [answer.also_read],
    }
    numbers = count(1)
    return {
        name: [tuple((next(numbers), each) for each in group) for group in groups]
        for name, groups in parts.items()
    }


def quotes(answer: Answer) -> Iterator[Mapping[str, object]]:
    """Every citation of an answer as a mapping, whichever part it proves; the nearest passages prove none."""
    yield from _quotes(answer.model_dump(mode="json", exclude={"also_read"}))


def cited(answer: Answer) -> frozenset[str]:
    """Ids of all documents that an answer quotes, beside the answer too."""
    return frozenset(str(each["document_id"]) for each in _quotes(answer.model_dump(mode="json")))


def _quotes(part: object) -> Iterator[Mapping[str, object]]:
    if isinstance(part, dict):
        if part.keys() >= _QUOTE:
            yield part
        for each in part.values():
            yield from _quotes(each)
    elif isinstance(part, list):
        for each in part:
            yield from _quotes(each)
