"""Nothing leaves that is not proven by a verbatim quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verify import Draft, Span, cite, labels_of, verify
from corpus.models import Document
from tests.documents import document

TEXT = "# Network\n\nThe network had 38 cities in 2026.[^1] It began with 26.\n\n[^1]: Page, p. 4 <https://asean.org/a.pdf>\n"
DOC = document(TEXT)
FIRST = "The network had 38 cities in 2026."


def of(document_id: str) -> Document | None:
    return DOC if document_id == "sample" else None


def span(quote: str) -> Span:
    start = DOC.text.index(quote)
    return Span("sample", start, start + len(quote))


def test_a_claim_that_says_what_its_quote_says_is_let_through() -> None:
    claim = verify(Draft(FIRST, (span(FIRST),)), of)
    assert claim is not None
    assert claim.citations[0].quote == FIRST


@pytest.mark.parametrize(
    "said",
    [
        "The network had 39 cities in 2026.",
        "The network had 38 towns in 2026.",
        "The network had not 38 cities in 2026.",
        "In 2026 the network had 38 cities in Malaysia.",
    ],
)
def test_a_claim_with_a_word_or_number_that_no_quote_holds_is_dropped(said: str) -> None:
    assert verify(Draft(said, (span(FIRST),)), of) is None


def test_words_may_not_be_put_in_another_order() -> None:
    assert verify(Draft("38 cities had the network in 2026.", (span(FIRST),)), of) is None


def test_column_names_need_no_proof_but_cells_do() -> None:
    doc = document("| City | Project |\n|---|---|\n| Phuket | Smart Pier |\n")
    at = doc.text.index("Phuket")
    row = Span("sample", at, at + len("Phuket | Smart Pier"))
    labels = labels_of(("City", "Project"))
    assert verify(Draft("City: Phuket; Project: Smart Pier", (row,), labels), lambda _: doc)
    assert verify(Draft("City: Rayong; Project: Smart Pier", (row,), labels), lambda _: doc) is None


def test_a_document_that_is_gone_is_never_cited() -> None:
    assert cite(Span("removed", 0, 5), of) is None


@given(st.integers(-5, 400), st.integers(-5, 400))
def test_a_citation_is_the_page_text_between_its_offsets_or_does_not_exist(start: int, end: int) -> None:
    citation = cite(Span("sample", start, end), of)
    if citation is None:
        assert not (0 <= start < end <= len(DOC.text)) or not DOC.text[start:end].strip()
    else:
        assert citation.quote == DOC.pages[0].text[citation.start : citation.end] == DOC.text[start:end]


def test_a_quote_never_crosses_a_page() -> None:
    from dataclasses import replace

    from corpus.models import PAGE_SEPARATOR

    one = DOC.pages[0]
    two = replace(one, number=2, start=one.end + len(PAGE_SEPARATOR))
    doc = Document(DOC.entry, (one, two), DOC.regions)
    assert cite(Span("sample", one.end - 3, two.start + 3), lambda _: doc) is None
    citation = cite(Span("sample", two.start, two.start + 7), lambda _: doc)
    assert citation is not None
    assert (citation.page, citation.start) == (2, 0)


def test_the_footnote_of_a_sentence_becomes_the_address_of_its_citation() -> None:
    first, second = cite(span(FIRST), of), cite(span("It began with 26."), of)
    assert first is not None
    assert second is not None
    assert first.url == "https://asean.org/a.pdf#page=4"
    assert second.url is None
