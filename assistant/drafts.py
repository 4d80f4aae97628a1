"""Words the claims of an answer from the evidence chosen: quotes, with what must stand beside them.

The official sentence goes before a built-in one; a sentence that cannot be understood alone gets the title
above it, one that announces a list gets its items. Must not choose evidence or verify.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from assistant.compose.confidence import Band
from assistant.compose.surroundings import announced, title_of
from assistant.evidence import Evidence
from assistant.finding import Found
from assistant.origin import original
from assistant.reply import draft_of
from assistant.schema import Claim
from assistant.verify import DocumentOf, Draft, Span, verify
from corpus.models import Document

_ASKS_FOR_TITLE = regex.compile(
    r"\b(?:which|what|whose)\s+(?:of the\s+)?(?:[\w-]+\s+){0,2}"
    r"(?:areas?|pillars?|principles?|outcomes?|goals?|systems?|enablers?|sections?|chapters?|objectives?|components?"
    r"|projects?|initiatives?|category|categories|headings?|part|theme)\b",
    regex.IGNORECASE,
)
_ASKS_FOR_SEVERAL = regex.compile(
    r"\b(?:which|what)\s+(?:are|were|is|\w+s|two|three|four|five|six|seven|eight|nine|ten|\d+)\b"
    r"|\b(?:list|name|enumerate)\b|\bhow many\b|\bwhat (?:do|does|did|makes?|should)\b",
    regex.IGNORECASE,
)
_LEANS = regex.compile(
    r"(?:it|its|they|their|these|those|this|the (?:project|programme|initiative|system|area)"
    r"|initiatives in this area)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Proven:
    """Verified claims, and what became of the evidence chosen.

    Attributes:
        replaced: chosen sentences in whose place another one is quoted.
        unproven: chosen sentences whose quote did not hold.
    """

    claims: tuple[Claim, ...]
    replaced: frozenset[Evidence]
    unproven: frozenset[Evidence]


def proven(found: Sequence[Found], document_of: DocumentOf) -> Proven:
    """A verified claim for each sentence that answers a part, those of the first part first, each once."""
    claims: dict[Claim, None] = {}
    replaced: set[Evidence] = set()
    unproven: set[Evidence] = set()
    for one in found:
        replaced.update(e for e in one.choice.found if e not in one.choice.quoted)
        if one.band is not Band.ANSWER:
            continue
        for number, evidence in enumerate(one.choice.quoted):
            official = original(evidence, one.words, document_of)
            replaced.update((evidence,) if official else ())
            made = list(_drafts(one.part.ask, official or draft_of(evidence), document_of, first=number == 0))
            held = {claim: None for draft in made if (claim := verify(draft, document_of)) is not None}
            unproven.update(() if held else (evidence,))
            claims.update(held)
    return Proven(tuple(claims), frozenset(replaced), frozenset(unproven))


def _drafts(question: str, draft: Draft, document_of: DocumentOf, *, first: bool) -> Iterator[Draft]:
    """The draft with its title, and one for each item of the list that the first one announces."""
    document = document_of(draft.spans[0].document_id)
    if document is None or len(draft.spans) > 1 or draft.labels:
        yield draft
        return
    yield _titled(question, draft, document)
    if first and _ASKS_FOR_SEVERAL.search(question):
        yield from _listed(draft, document)


def _titled(question: str, draft: Draft, document: Document) -> Draft:
    """The draft with the title above its sentence, where the question asks for it or the sentence leans."""
    if not (_ASKS_FOR_TITLE.search(question) or _LEANS.match(draft.text)):
        return draft
    title = title_of(document, draft.spans[0].start)
    text = document.text[title.start : title.end] if title is not None else ""
    if title is None or text.casefold() in draft.text.casefold() or document.entry.trust == "own":
        return draft
    own_line = " ".join(text.split())
    return replace(draft, text=f"{own_line}: {draft.text}", spans=(title, *draft.spans))


def _listed(draft: Draft, document: Document) -> Iterator[Draft]:
    span = draft.spans[0]
    for item in announced(document, span.start, span.end):
        yield Draft(document.text[item.start : item.end], (Span(document.id, item.start, item.end),))
