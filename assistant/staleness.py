"""Finds kept answers whose proof has gone: a document that was removed, or no longer holds the quote.

A quote that has only moved inside its document still proves. Must not answer again or change anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from pydantic import AwareDatetime

from assistant.explaining import quotes
from assistant.memory import Remembered
from assistant.schema import Value
from assistant.verify import DocumentOf
from corpus.models import Audience


class Gone(Value):
    """A quote that nothing holds any more, and why."""

    document_id: str
    title: str
    page: int | None
    quote: str
    reason: str


class Stale(Value):
    """An answer that is not proven any more as it was given."""

    id: str
    question: str
    given: AwareDatetime
    quotes: tuple[Gone, ...]


def stale(answers: Iterable[Remembered], document_of: DocumentOf) -> Iterator[Stale]:
    """Those of the answers of which a quote has gone, in their order."""

    @cache
    def missing(document_id: str, quote: str) -> str | None:
        document = document_of(document_id)
        if document is None or document.entry.audience is not Audience.PUBLIC:
            return "the document has gone"
        return None if quote in document.text else "the document does not hold it any more"

    for remembered in answers:
        gone = {
            (document_id, quote): Gone(
                document_id=document_id,
                title=str(each.get("title", document_id)),
                page=page if isinstance(page := each.get("page"), int) else None,
                quote=quote,
                reason=reason,
            )
            for each in quotes(remembered.answer)
            for document_id, quote in [(str(each["document_id"]), str(each["quote"]))]
            if (reason := missing(document_id, quote)) is not None
        }
        if gone:
            yield Stale(
                id=remembered.answer.id,
                question=remembered.question.text,
                given=remembered.given,
                quotes=tuple(gone.values()),
            )
