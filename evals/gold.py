"""Proves gold: every quote of a case stands in its document, on its page, and does not contradict the case.

Must not answer questions: gold comes from reading documents, never from what the system says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.verify import DocumentOf
from assistant.workspace import Workspace
from corpus.models import Document
from corpus.quote_search import key_of
from evals.errors import EvaluationError
from evals.metrics.wording import occurs
from evals.schema import Case, Gold


@dataclass(frozen=True, slots=True)
class GoldFault:
    """What is wrong with a gold quote.

    Attributes:
        page: as the case gives it.
    """

    case: str
    document: str
    page: int | None
    quote: str
    reason: str

    def __str__(self) -> str:
        where = self.document if self.page is None else f"{self.document} p. {self.page}"
        return f"{self.case}: {where}: {self.reason}: {self.quote!r}"


def check(cases: Iterable[Case], workspace: Workspace) -> tuple[GoldFault, ...]:
    """What is wrong with the gold of these cases, in their order; right is nothing.

    Raises:
        EvaluationError: nothing is indexed.
    """
    retriever = workspace.library.retriever()
    if retriever is None:
        raise EvaluationError(str(workspace.folder.root), "nothing is indexed", "Run `ascn sync` first")
    return tuple(faults(cases, retriever.document))


def faults(cases: Iterable[Case], document_of: DocumentOf) -> Iterator[GoldFault]:
    """As `check`, with documents from anywhere.

    Letters and digits are compared in NFKC without case, so that spacing and dashes do not matter.
    """
    documents: dict[str, Document | None] = {}
    for case in cases:
        for gold in case.expect.citations:
            if gold.document not in documents:
                documents[gold.document] = document_of(gold.document)
            reason = _reason(gold, documents[gold.document]) or _contradiction(case, gold)
            if reason:
                yield GoldFault(case.id, gold.document, gold.page, gold.quote, reason)


def unfounded(cases: Iterable[Case], document_of: DocumentOf) -> Iterator[tuple[str, str]]:
    """(case, first pattern) of vital nuggets that no gold page of the case holds.

    No fault in itself, since a count or a translation stands nowhere; each is worth a look.
    """
    for case in cases:
        pages = [text for gold in case.expect.citations for text in _texts(gold, document_of(gold.document))]
        for nugget in case.expect.nuggets if pages else ():
            found = any(occurs(pattern, text) for pattern in nugget.any_of for text in pages)
            if nugget.vital and not found:
                yield case.id, nugget.any_of[0]


def _reason(gold: Gold, document: Document | None) -> str | None:
    if document is None:
        return "no document has this id"
    if document.paged and gold.page is None:
        return "the document has pages, and none is given"
    if not document.paged and gold.page is not None:
        return "the document has no pages"
    if not (texts := _texts(gold, document)):
        return f"the document has {len(document.pages)} pages"
    wanted = key_of(gold.quote)
    if not wanted:
        return "the quote has no letter or digit"
    return None if any(wanted in key_of(text) for text in texts) else _elsewhere(wanted, document)


def _elsewhere(wanted: str, document: Document) -> str:
    pages = [str(page.number) for page in document.pages if wanted in key_of(page.text)]
    return f"the quote stands on page {', '.join(pages)}" if pages else "the quote stands nowhere in it"


def _contradiction(case: Case, gold: Gold) -> str | None:
    """A gold quote that holds what is forbidden would fail the very answer that it proves."""
    pattern = next((p for p in case.expect.forbidden if occurs(p, gold.quote)), None)
    return f"the quote holds what is forbidden ({pattern})" if pattern else None


def _texts(gold: Gold, document: Document | None) -> list[str]:
    if document is None:
        return []
    if gold.page is None:
        return [document.text]
    return [page.text for page in document.pages if page.number == gold.page]
