"""Citations: whether quotes stand where they are said to stand, and prove what was expected.

Precision and recall follow ALCE (Gao et al. 2023, arXiv 2305.14627, section 3), with its judge, a model of
entailment, replaced by gold: here a citation supports if it lies on a gold page or shares the gold quote.
Must not judge wording.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.schema import Answer, Citation, Claim
from assistant.verify import DocumentOf
from corpus.models import Audience
from corpus.quote_search import key_of
from evals.schema import Gold

_SHARED = 12
"""Letters that a quote inside a gold quote must have, so that "of the" is no proof."""


def cited(answer: Answer) -> tuple[Citation, ...]:
    """The citations of claims, rows and conflicts, each once, in the order of the answer."""
    claims = (citation for claim in answer.claims for citation in claim.citations)
    rows = (item.citation for item in answer.list.items if item.citation) if answer.list else ()
    values = (value.citation for conflict in answer.conflicts for value in conflict.values)
    return tuple(dict.fromkeys((*claims, *rows, *values)))


def is_verifiable(citation: Citation, document_of: DocumentOf) -> bool:
    """Whether a public document has the page and ``page text[start:end] == quote``."""
    document = document_of(citation.document_id)
    if document is None or document.entry.audience is not Audience.PUBLIC:
        return False
    if citation.page is None:
        text = None if document.paged else document.text
    else:
        text = next((p.text for p in document.pages if p.number == citation.page and document.paged), None)
    return text is not None and text[citation.start : citation.end] == citation.quote


def unverifiable(answer: Answer, document_of: DocumentOf) -> tuple[Citation, ...]:
    """The citations, those of what was also read too, that do not hold; right is none."""
    return tuple(c for c in (*cited(answer), *answer.also_read) if not is_verifiable(c, document_of))


def validity(answer: Answer, document_of: DocumentOf) -> float | None:
    """Share of the citations that are verifiable; None without citations.

    Formula: ``|verifiable| / |citations|``. Source: citation validity as invariant of the project; must be 1.
    """
    citations = cited(answer)
    if not citations:
        return None
    return sum(is_verifiable(c, document_of) for c in citations) / len(citations)


def verbatim(answer: Answer) -> float | None:
    """Share of the claims whose letters and digits stand in one of their quotes; None without claims.

    Formula: ``|claims inside one of their quotes| / |claims|``. Source: extractive fragment coverage
    (Grusky et al. 2018, arXiv 1804.11283), by whole claims. One that is not verbatim may be right.
    """
    inside = [
        any(key_of(claim.text) in key_of(citation.quote) for citation in claim.citations)
        for claim in answer.claims
    ]
    return sum(inside) / len(inside) if inside else None


def supports(citation: Citation, gold: Sequence[Gold]) -> bool:
    """Whether a citation lies on the page of a gold quote, or has its words on another page of the document.

    A gold quote without a page is supported by any place of its document.
    """
    return any(
        citation.document_id == g.document
        and (g.page is None or citation.page == g.page or _shares(citation.quote, g.quote))
        for g in gold
    )


def recall(answer: Answer, gold: Sequence[Gold]) -> float | None:
    """Share of the claims with a supporting citation; None without claims or gold.

    Formula: ``|claims with >= 1 supporting citation| / |claims|``. Source: citation recall of ALCE.
    """
    if not answer.claims or not gold:
        return None
    proven = sum(any(supports(c, gold) for c in claim.citations) for claim in answer.claims)
    return proven / len(answer.claims)


def precision(answer: Answer, gold: Sequence[Gold]) -> float | None:
    """Share of the citations of claims that support; None without claims or gold.

    Formula: ``|supporting citations| / |citations|``. Source: citation precision of ALCE, where a citation
    supports too if its claim says its words beside those of a supporting one: the heading that names whom a
    sentence is about. Gold lists the places that an author read, so that a citation of another right place
    lowers it: compare, don't grade.
    """
    citations = [(citation, claim) for claim in answer.claims for citation in claim.citations]
    if not citations or not gold:
        return None
    right = sum(
        supports(citation, gold) or _completes(citation, claim, gold) for citation, claim in citations
    )
    return right / len(citations)


def _completes(citation: Citation, claim: Claim, gold: Sequence[Gold]) -> bool:
    """Whether a claim says the words of a citation beside those of one of the same document that supports."""
    said = key_of(claim.text)
    others = (c for c in claim.citations if c != citation and c.document_id == citation.document_id)
    return key_of(citation.quote) in said and any(
        supports(other, gold) and key_of(other.quote) in said for other in others
    )


def _shares(quote: str, gold: str) -> bool:
    ours, theirs = key_of(quote), key_of(gold)
    return theirs in ours or (len(ours) >= _SHARED and ours in theirs)
