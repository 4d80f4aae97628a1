"""Lays out a reply: evidence as drafts of claims, what is near, the numbered text, the stable id.

Pure functions around the pipeline's steps. Must not search, choose or verify.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence

from assistant import phrases
from assistant.conduct import Kind
from assistant.evidence import Evidence
from assistant.quotable import shows
from assistant.readings import Unclear
from assistant.schema import Answer, AnswerList, Citation, Claim, Question, Status
from assistant.settings import Settings
from assistant.verify import DocumentOf, Draft, Span, cite, labels_of
from corpus.models import CELL_SEPARATOR
from indexing.passages import Passage, SentenceKind

ALSO_READ = 3
"""Passages named beside an answer, or in place of one."""


def draft_of(evidence: Evidence) -> Draft:
    """The claim that quotes this evidence: verbatim, or for a table row each cell with its column name."""
    span = Span(evidence.document_id, evidence.start, evidence.end)
    passage = evidence.hit.stored.passage
    heading = _heading(passage)
    if evidence.kind is not SentenceKind.ROW or not any(passage.columns):
        return Draft(evidence.text, (span,), heading=heading)
    cells = evidence.text.split(CELL_SEPARATOR)
    named = [f"{c}: {v}" if c else v for c, v in zip(passage.columns, cells, strict=False) if v.strip()]
    return Draft("; ".join(named), (span,), labels_of(passage.columns), heading)


def nearest(
    evidence: Iterable[Evidence], claims: Sequence[Claim], document_of: DocumentOf
) -> tuple[Citation, ...]:
    """The best passages on pages that no claim quotes, cited whole, one per page."""
    taken = {(c.document_id, c.page) for claim in claims for c in claim.citations}
    found: list[Citation] = []
    for citation in _passages(evidence, document_of):
        if (citation.document_id, citation.page) not in taken:
            taken.add((citation.document_id, citation.page))
            found.append(citation)
        if len(found) == ALSO_READ:
            break
    return tuple(found)


def declined(answer: Answer, kind: Kind) -> Answer:
    """The reply to what is not looked up in the documents: no claims, no passages, one line and examples.

    Why ``clarify`` for a greeting and for a question about the assistant itself: nothing is refused and
    nothing was searched in vain; the reply asks back what to look up.
    """
    friendly = kind.value in phrases.ASKS_BACK
    text = phrases.declined(kind.value, answer.language)
    return answer.model_copy(
        update={
            "status": Status.CLARIFY if friendly else Status.REFUSED,
            "reason": text,
            "text": text,
            "also_read": (),
            "suggestions": phrases.EXAMPLES if friendly else (),
        }
    )


def asked_back(answer: Answer, back: Unclear) -> Answer:
    """The reply to a question that can be read in two ways: one question, and the readings."""
    told = {"status": Status.CLARIFY, "reason": back.text, "text": back.text, "asks": back.text}
    return answer.model_copy(update=told | {"suggestions": back.readings})


def numbered(claims: Sequence[Claim]) -> str:
    """The claims as one text, a line each, with the running numbers of their citations."""
    lines, number = [], 0
    for claim in claims:
        marks = "".join(f"[{number + n}]" for n in range(1, len(claim.citations) + 1))
        number += len(claim.citations)
        lines.append(f"{claim.text} {marks}")
    return "\n".join(lines)


def listed_text(claims: Sequence[Claim], rows: AnswerList | None, note: str | None) -> str:
    """A list as one text: the claims, a line for each row with its running number, what is uncertain."""
    lines = [numbered(claims)]
    first = sum(len(claim.citations) for claim in claims) + 1
    lines += [f"- {item.text} [{n}]" for n, item in enumerate(rows.items if rows else (), first)]
    return "\n".join([*lines, *([note] if note else [])])


def answer_id(question: Question, answer: Answer, settings: Settings) -> str:
    """The same for the same question, generation, day and settings, as long as the answer is the same.

    Why what was said counts too: an id found in a briefing must never lead to another text, and a later
    version of the program, or a model, may say something else.
    """
    asked = json.dumps(question.model_dump(mode="json", exclude={"conversation_id", "text"}))
    asked += question.text.encode("utf-8", "backslashreplace").decode()
    said = answer.model_dump_json(exclude={"id", "trace"})
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\0".join((asked, settings.fingerprint, said))))


def _passages(evidence: Iterable[Evidence], document_of: DocumentOf) -> Iterator[Citation]:
    hits = {e.hit.stored.id: e.hit for e in evidence}
    for hit in sorted(hits.values(), key=lambda h: (-h.score, h.stored.id)):
        passage = hit.stored.passage
        span = Span(hit.stored.entry.id, passage.start, passage.end)
        citation = cite(span, document_of, _heading(passage)) if shows(hit.stored.text) else None
        if citation is not None:
            yield citation


def _heading(passage: Passage) -> str | None:
    """The heading right above a passage, unless it is one that is not shown."""
    return next((heading for heading in passage.headings[-1:] if shows(heading)), None)
