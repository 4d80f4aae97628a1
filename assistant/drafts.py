"""Words the claims of an answer from the evidence chosen: quotes, with what must stand beside them.

The official sentence goes before a built-in one; a sentence that cannot be understood alone gets the title
above it, one that announces a list gets its items. Must not choose evidence or verify.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from assistant.compose.confidence import Band
from assistant.compose.parts import Part
from assistant.compose.surroundings import announced, headings_above, title_of
from assistant.evidence import Evidence
from assistant.finding import Found
from assistant.names import known_names
from assistant.origin import original
from assistant.quotable import shows
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
    r"\b(?:which|what)\s+(?:are|were|is|\w+s|(?:[\w-]+\s+){1,2}\w{3,}[^s\W]s(?=\s)|two|three|four|five|six|seven|eight|nine|ten|\d+)\b"
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
        claims.update(dict.fromkeys(one.rows))
        if one.band is not Band.ANSWER:
            continue
        for number, evidence in enumerate(one.choice.quoted):
            official = original(evidence, one.words, document_of)
            replaced.update((evidence,) if official else ())
            made = list(_drafts(one.part, official or draft_of(evidence), document_of, first=number == 0))
            checked = filter(None, (verify(draft, document_of) for draft in made))
            held = {claim: None for claim in checked if all(shows(c.quote) for c in claim.citations)}
            unproven.update(() if held else (evidence,))
            claims.update(held)
    return Proven(tuple(claims), frozenset(replaced), frozenset(unproven))


def _drafts(part: Part, draft: Draft, document_of: DocumentOf, *, first: bool) -> Iterator[Draft]:
    """The draft with its title, and one for each item of the list that the first one announces."""
    document = document_of(draft.spans[0].document_id)
    if document is None or len(draft.spans) > 1 or draft.labels:
        yield draft
        return
    yield _titled(part, draft, document)
    if first and _ASKS_FOR_SEVERAL.search(part.ask):
        yield from _listed(draft, document)


def _titled(part: Part, draft: Draft, document: Document) -> Draft:
    """The draft behind the title that it cannot be understood without; the project's own texts need none."""
    start = draft.spans[0].start
    title = None if document.entry.trust == "own" else _title(part, draft, document, start)
    if title is None:
        return draft
    line = " ".join(document.text[title.start : title.end].split())
    if line.casefold() in draft.text.casefold():
        return draft
    return replace(draft, text=f"{line}: {draft.text}", spans=(title, *draft.spans))


def _title(part: Part, draft: Draft, document: Document, start: int) -> Span | None:
    """The title that the question asks for or the sentence leans on, or that names whom it is about."""
    if _ASKS_FOR_TITLE.search(part.ask) or _LEANS.match(draft.text):
        return title_of(document, start)
    asked = {mention.id for mention in known_names().find(part.search)}
    if not asked or asked & {mention.id for mention in known_names().find(draft.text)}:
        return None
    named = (
        span
        for span in headings_above(document, start)
        if asked & {mention.id for mention in known_names().find(document.text[span.start : span.end])}
    )
    return next(named, None)


def _listed(draft: Draft, document: Document) -> Iterator[Draft]:
    span = draft.spans[0]
    for item in announced(document, span.start, span.end):
        yield Draft(document.text[item.start : item.end], (Span(document.id, item.start, item.end),))
