"""Regressions of the parts that answer: a real part wrapped or given wrong numbers, and put back afterwards.

Must not touch the index.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import regex

from assistant import drafts as claims_made
from assistant.compose.confidence import Limits
from assistant.compose.thresholds import Thresholds
from assistant.pipeline import Pipeline
from assistant.schema import Answer, Claim, Question, Status
from assistant.verify import DocumentOf, Draft, Span, cite, verify
from assistant.workspace import Workspace
from evals.metrics.negations import NEGATIONS
from evals.mutation.planted_index import rebuild
from indexing import analysis

_NEGATION = regex.compile(rf"\b(?:{'|'.join(sorted(NEGATIONS))})\b\s*", regex.IGNORECASE)
_NO_CLUSTERS = regex.compile(r"((?!))|([\p{L}\p{N}][\p{L}\p{M}\p{N}]*)")
_YEARS_BACK = timedelta(days=3 * 365)


@contextmanager
def lost_negation(workspace: Workspace) -> Iterator[None]:
    """Claims lose every "not", which a check that words stand in the quote lets through."""
    true = verify

    def without(draft: Draft, document_of: DocumentOf) -> Claim | None:
        claim = true(draft, document_of)
        return claim and claim.model_copy(update={"text": _NEGATION.sub("", claim.text).strip()})

    with _replaced(claims_made, "verify", without):
        yield


@contextmanager
def neighbour_cited(workspace: Workspace) -> Iterator[None]:
    """Claims are proven by what stands next to their quote."""
    true = verify

    def beside(draft: Draft, document_of: DocumentOf) -> Claim | None:
        claim = true(draft, document_of)
        if claim is None:
            return None
        moved = [cite(span, document_of) for given in draft.spans for span in _neighbours(given)]
        found = tuple(citation for citation in moved if citation is not None)
        return claim.model_copy(update={"citations": found[:1]}) if found else claim

    with _replaced(claims_made, "verify", beside):
        yield


@contextmanager
def unspaced_scripts_whole(workspace: Workspace) -> Iterator[None]:
    """Thai, Lao, Khmer and Burmese are cut at spaces, which they do not write between words."""
    with _replaced(analysis, "_TOKEN", _NO_CLUSTERS):
        rebuild(workspace)
        yield


@contextmanager
def always_refusing(workspace: Workspace) -> Iterator[None]:
    """Whatever was found is not told."""
    true = Pipeline.answer

    def nothing(self: Pipeline, question: Question) -> Answer:
        silent = {
            "status": Status.NOT_FOUND,
            "claims": (),
            "conflicts": (),
            "list": None,
            "text": "Not found.",
        }
        return true(self, question).model_copy(update=silent)

    with _replaced(Pipeline, "answer", nothing):
        yield


@contextmanager
def never_refusing(workspace: Workspace) -> Iterator[None]:
    """Every confidence is enough to answer."""
    sure = Limits((0.0,) * 7, answer=0.0, closest=0.0)
    given = Pipeline(
        workspace.library,
        workspace.embedder,
        workspace.settings,
        Thresholds(sure, sure, sure),
        workspace.today,
    )
    # A cached property keeps its value here, which is where the workspace itself would put it.
    workspace.__dict__["pipeline"] = given
    yield


@contextmanager
def wrong_day(workspace: Workspace) -> Iterator[None]:
    """Questions are answered for a day three years before the one asked for."""
    true = Pipeline.answer

    def earlier(self: Pipeline, question: Question) -> Answer:
        day = (question.as_of or workspace.today()) - _YEARS_BACK
        return true(self, question.model_copy(update={"as_of": day}))

    with _replaced(Pipeline, "answer", earlier):
        yield


def _neighbours(span: Span) -> tuple[Span, Span]:
    """The span of the same length behind a span, and the one before it."""
    length = span.end - span.start
    behind = Span(span.document_id, span.end + 1, span.end + 1 + length)
    before = Span(span.document_id, span.start - 1 - length, span.start - 1)
    return behind, before


@contextmanager
def _replaced(owner: Any, name: str, value: object) -> Iterator[None]:
    true = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, true)
