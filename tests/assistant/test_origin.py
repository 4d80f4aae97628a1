"""A built-in sentence gives way to the official one it rests on, where that document is in the index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.evidence import Evidence, gather, wanted
from assistant.origin import original
from assistant.workspace import Workspace
from indexing.query import query_of
from indexing.retrieve import Filter, Retriever
from tests.running import workspace_of

QUESTION = "What does the concept note cite as action 3.1.1 of AIM 2020?"
GUIDE = "ascn-concept-note-guide"


@pytest.fixture(scope="module")
def with_documents(official: Path) -> Iterator[Workspace]:
    with workspace_of(official) as opened:
        yield opened


@pytest.fixture(scope="module")
def without_documents(built_in: Path) -> Iterator[Workspace]:
    with workspace_of(built_in) as opened:
        yield opened


def retriever_of(workspace: Workspace) -> Retriever:
    retriever = workspace.library.retriever()
    assert retriever is not None
    return retriever


def evidence_of(workspace: Workspace, document_id: str) -> list[Evidence]:
    """The evidence that one document offers to the question."""
    retriever = retriever_of(workspace)
    query = query_of(QUESTION, workspace.embedder)
    hits = retriever.retrieve(query, 12, Filter(documents=frozenset({document_id})))
    return gather(hits, query.vector, wanted(QUESTION, retriever.idf))


def own_sentence(workspace: Workspace) -> Evidence:
    return next(e for e in evidence_of(workspace, GUIDE) if "3.1.1" in e.text)


def test_the_official_sentence_is_quoted_from_the_page_that_the_footnote_names(
    with_documents: Workspace,
) -> None:
    retriever = retriever_of(with_documents)
    own = own_sentence(with_documents)
    draft = original(own, wanted(QUESTION, retriever.idf), retriever.document)
    assert draft is not None
    (span,) = draft.spans
    document = retriever.document(span.document_id)
    assert document is not None
    assert span.document_id == "ascn-concept-note"
    assert document.page_at(span.start).number == 5
    assert draft.text == document.text[span.start : span.end]
    assert "Best Practice Guides and Standards for Smart City Development" in draft.text


def test_without_the_official_document_the_built_in_sentence_stands(without_documents: Workspace) -> None:
    retriever = retriever_of(without_documents)
    own = own_sentence(without_documents)
    assert original(own, wanted(QUESTION, retriever.idf), retriever.document) is None


def test_a_document_proper_has_no_other_origin(with_documents: Workspace) -> None:
    retriever = retriever_of(with_documents)
    for evidence in evidence_of(with_documents, "ascn-concept-note"):
        assert original(evidence, wanted(QUESTION, retriever.idf), retriever.document) is None
