"""Says yes, no, or how it is instead, each with the sentence that proves it.

Must not decide: that is `assistant.premises.ruling`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import regex

from assistant import phrases
from assistant.finding import Found
from assistant.lists.proof import Prover
from assistant.premises.assent import assents
from assistant.premises.asserted import asserted
from assistant.premises.ruling import FOUNDING, ruling
from assistant.schema import Citation, Claim
from assistant.verify import DocumentOf, Span, cite
from indexing.sentences import sentences

_FOUNDED = regex.compile(r"\bestablished the ASEAN Smart Cities Network\b")


def told(question: str, document_of: DocumentOf, day: date, language: str) -> Claim | None:
    """The claim that answers a question for yes or no, or corrects what a question takes for granted.

    Args:
        question: in English words.

    Returns:
        None where the records do not tell, or where what is taken for granted is right.
    """
    stated = asserted(question)
    ruled = ruling(stated, day) if stated else None
    if stated is None or ruled is None or (ruled.holds and not stated.asked):
        return None
    if ruled.proof == FOUNDING:
        citation = _founding(document_of)
    else:
        citation = Prover(document_of).own(ruled.proof.document_id, ruled.proof.key)
    if citation is None:
        return None
    text = citation.quote if not stated.asked else phrases.yes_or_no(ruled.holds, citation.quote, language)
    return Claim(text=text, citations=(citation,))


def affirmed(
    question: str, found: Sequence[Found], claims: tuple[Claim, ...], language: str
) -> tuple[Claim, ...]:
    """The claims, the first one behind a yes where its sentence says all that is asked for yes or no."""
    if len(found) != 1 or not claims or not found[0].choice.quoted:
        return claims
    first = found[0].choice.quoted[0]
    if first.text not in claims[0].text or not assents(question, found[0].words, first):
        return claims
    yes = claims[0].model_copy(update={"text": phrases.yes_or_no(True, claims[0].text, language)})
    return (yes, *claims[1:])


def _founding(document_of: DocumentOf) -> Citation | None:
    """The first sentence that tells of the founding."""
    document = document_of(FOUNDING.document_id)
    for region in document.regions if document else ():
        assert document is not None
        for start, end in sentences(document.text[region.start : region.end]):
            if _FOUNDED.search(document.text[region.start + start : region.start + end]):
                return cite(Span(document.id, region.start + start, region.start + end), document_of)
    return None
