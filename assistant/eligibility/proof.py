"""Finds the sentences that criteria and windows quote, as verified citations of one generation.

Must not decide or word anything. A sentence that the generation does not hold has no citation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assistant.eligibility.facts import Facts
from assistant.recorded import place_of
from assistant.schema import Citation
from assistant.verify import DocumentOf, Span, cite
from corpus.eligibility_rules import Criterion, InSet, When
from corpus.named_sets import NamedSet, Origin
from corpus.records import Records

STATES = "governance-record:states"


class Proofs:
    """Citations by document and sentence, each looked up once."""

    def __init__(self, document_of: DocumentOf, records: Records) -> None:
        self._document_of = document_of
        self._records = records
        self._known: dict[tuple[str, str], Citation | None] = {}

    def quotes(self, programme: str, sentences: Iterable[str]) -> tuple[Citation, ...]:
        """The citations of sentences that the record of a programme holds."""
        found = (self._quote(record_of(programme), sentence) for sentence in sentences)
        return tuple(citation for citation in found if citation is not None)

    def keyed(self, document_id: str, key: str) -> Citation | None:
        """The citation of the fact under ``key`` of a document made of records."""
        span = place_of(document_id, key, self._document_of)
        return cite(span, self._document_of) if span is not None else None

    def membership(self, criterion: Criterion, facts: Facts) -> tuple[Citation, ...]:
        """Since when the city or country belongs to a set that a criterion names, if records say."""
        found = (self._joined(set_, value) for set_, value in self._named(criterion, facts))
        return tuple(citation for citation in found if citation is not None)

    def version(self, programme: str) -> str | None:
        """Names the state of a programme's record."""
        document = self._document_of(record_of(programme))
        return document.entry.sha256[:12] if document is not None else None

    def _quote(self, document_id: str, sentence: str) -> Citation | None:
        key = (document_id, sentence)
        if key not in self._known:
            document = self._document_of(document_id)
            start = document.text.find(sentence) if document is not None else -1
            span = Span(document_id, start, start + len(sentence))
            self._known[key] = cite(span, self._document_of) if start >= 0 else None
        return self._known[key]

    def _named(self, criterion: Criterion, facts: Facts) -> Iterator[tuple[NamedSet, str]]:
        test = criterion.test.when.then if isinstance(criterion.test, When) else criterion.test
        if isinstance(test, InSet):
            value = facts.value(test.in_set)
            for members in (test.set, test.unclear):
                if isinstance(members, str) and isinstance(value, str):
                    yield self._records.sets[members[1:]], value

    def _joined(self, set_: NamedSet, value: str) -> Citation | None:
        if set_.of is Origin.STATES:
            return self.keyed(STATES, f"states:{value}")
        if set_.of is Origin.CITIES:
            cities = self._records.cities.values()
            id_ = next((city.id for city in cities if f"{city.country}/{city.name}" == value), None)
            return self.keyed(f"city-record:{id_}", "joined") if id_ else None
        return None


def record_of(programme: str) -> str:
    """The document of a programme's record."""
    return f"programme-record:{programme}"
