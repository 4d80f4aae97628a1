"""The words of a memo that are not the answer's, in the language of whoever carries it away.

Must not lay anything out.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote as percent_encoded

from assistant.memo.contents import Memo, Quote
from assistant.messages import said, written_day
from assistant.schema import Citation, Conflict, ConflictValue
from assistant.web import web_address
from assistant.web.wording import Wording

_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%-._~"
"""What may stand in an address (RFC 3986); all else is percent-encoded, so that nothing ends it early."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Headings and places in one language."""

    texts: Wording

    @property
    def quotes(self) -> str:
        """The heading over the quotes."""
        return self.texts("memo.quotes")

    @property
    def partial(self) -> str:
        """That only a part is answered."""
        return said("partial", self.texts.language)

    def understood(self, question: str) -> str:
        """The question as it was understood."""
        return said("understood", self.texts.language, question=question)

    def differ(self, conflict: Conflict) -> str:
        """The heading over values that differ."""
        return f"{said(f'differ_{conflict.kind}', self.texts.language)}: {conflict.about}"

    def value(self, value: ConflictValue) -> str:
        """A value with its date."""
        day = written_day(value.date, self.texts.language) if value.date else None
        return ", ".join(filter(None, (value.value, value.when or day)))

    def place(self, quote: Quote) -> str:
        """Where a quote stands: document, page, date."""
        citation = quote.citation
        page = self.texts("memo.page", page=citation.page) if citation.page is not None else None
        day = written_day(citation.published, self.texts.language) if citation.published else None
        edition = said("superseded", self.texts.language) if quote.superseded else None
        return ", ".join(filter(None, (citation.title, page, day or self.texts("memo.undated"), edition)))

    def address(self, citation: Citation) -> str | None:
        """Where the document can be had; None where no web address is known."""
        address = web_address(citation.url)
        return percent_encoded(address, safe=_IN_ADDRESSES, errors="replace") if address else None

    def state(self, memo: Memo) -> str:
        """As of when, and from which state of the index."""
        day = said("as_of", self.texts.language, day=written_day(memo.as_of, self.texts.language))
        return f"{day} {self.texts('memo.generation', generation=memo.generation or '–')}"
