"""Builds cases, answers and results in a line, right unless told otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from assistant.schema import (
    Answer,
    AnswerList,
    Citation,
    Claim,
    Conflict,
    ConflictValue,
    ListItem,
    Status,
    Step,
    Trace,
)
from evals.result import Result
from evals.schema import Case


def citation(
    quote: str, document: str = "report", page: int | None = 1, start: int = 0, **given: Any
) -> Citation:
    return Citation(
        document_id=document,
        title=given.pop("title", "Report"),
        page=page,
        start=start,
        end=start + len(quote),
        quote=quote,
        **given,
    )


def claim(text: str, *citations: Citation) -> Claim:
    """A claim, proven by its own words where no citation is given."""
    return Claim(text=text, citations=citations or (citation(text),))


def answer(*claims: Claim, **given: Any) -> Answer:
    return Answer(
        id="1",
        status=given.pop("status", Status.ANSWERED if claims else Status.NOT_FOUND),
        text=given.pop("text", " ".join(f"{c.text} [{n}]" for n, c in enumerate(claims, 1))),
        language="en",
        as_of=given.pop("as_of", date(2026, 1, 1)),
        generation="g",
        claims=claims,
        **given,
    )


def rows(*texts: str, count: int | None = None) -> AnswerList:
    items = tuple(ListItem(text=text, citation=citation(text)) for text in texts)
    return AnswerList(items=items, count=len(items) if count is None else count)


def conflict(*values: str) -> Conflict:
    shown = tuple(ConflictValue(value=v, date=None, citation=citation(v)) for v in values)
    return Conflict(about="it", values=shown)


def counted() -> Trace:
    """The trace of an answer that was counted over records."""
    return Trace(steps=(Step(name="list", ms=1),))


def case(id_: str = "fact-one", **given: Any) -> Case:
    """A case that expects an answer with a 2, proven on page 1 of the report."""
    expect = {
        "status": ["answered"],
        "nuggets": [{"any_of": [r"\b2\b"]}],
        "citations": [{"document": "report", "page": 1, "quote": "2 urban systems"}],
    }
    row: dict[str, Any] = {
        "id": id_,
        "theme": "facts",
        "split": "dev",
        "turns": ["How many?"],
        "expect": {**expect, **given.pop("expect", {})},
        "why": "p. 1",
    }
    return Case.model_validate({**row, **given})


def unanswerable(id_: str = "unans-one", **given: Any) -> Case:
    expect = {"status": ["not_found"], "nuggets": [], "citations": []}
    return case(id_, **{"theme": "unanswerable", "expect": expect, **given})


def result(of: Case, passed: bool = True, status: str | None = "answered", **given: Any) -> Result:
    """A result without anything but what is asked for; no status, no answer."""
    answered = None if status is None else {"status": status, **given.pop("answer", {})}
    return Result(
        case=of.id,
        theme=of.theme,
        split=of.split,
        language=of.language,
        answer=answered,
        seconds=given.pop("seconds", 0.1),
        passed=passed,
        **given,
    )


def flags(cases: Sequence[Case], passed: Sequence[bool]) -> list[tuple[Case, Result]]:
    return [(c, result(c, p)) for c, p in zip(cases, passed, strict=True)]
