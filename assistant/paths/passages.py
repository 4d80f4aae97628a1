"""The path of a question that passages answer: found, proven, perhaps written, dated.

Parts that the records answer stand among the others. Must not weigh, word or verify: it calls what does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant import phrases
from assistant.compose.confidence import Band
from assistant.compose.llm import Writer
from assistant.compose.parts import Part
from assistant.conduct import Kind
from assistant.dating import Dating
from assistant.drafts import proven
from assistant.finding import Aim, Finder, Found, counted
from assistant.finishing import missing, replied
from assistant.paths.rows import Routed
from assistant.premises.reply import affirmed
from assistant.reply import declined, nearest
from assistant.schema import Claim, ClaimEvent, Status, StatusEvent
from assistant.turn import Event, Turn
from indexing.retrieve import Retriever


class Passages:
    """Answers from passages, by a language model where one is set; usable from several threads."""

    def __init__(self, finder: Finder, dating: Dating, writer: Writer | None) -> None:
        self._finder = finder
        self._dating = dating
        self._writer = writer

    def told(self, turn: Turn, retriever: Retriever, asked: Routed) -> Iterator[Event]:
        """Status events, each claim, then the answer."""
        language = turn.asked.language
        yield StatusEvent(step="retrieve", text=phrases.searching(len(retriever.entries), language))
        found = self._found(turn, retriever, asked.parts, asked.rows)
        turn.confidence = min(
            (f.confidence for f in found if f.band is Band.ANSWER), default=found[0].confidence
        )
        with turn.step("verify"):
            held = proven(found, retriever.document)
            turn.notes.take(found, held)
        claims = affirmed(turn.read.text, found, held.claims, language)
        if claims and self._writer is not None and turn.calls is not None:
            yield StatusEvent(step="write", text=phrases.writing(language))
            claims = self._written(turn, retriever, found, claims)
        with turn.step("dating"):
            dated = self._dating.told(turn.read.text, claims, retriever, turn.as_of)
        yield from (ClaimEvent(index=n, claim=claim) for n, claim in enumerate(dated.claims))
        with turn.step("also_read"):
            evidence = dict.fromkeys(e for f in found for e in f.evidence)
            near = nearest(evidence, dated.claims, retriever.document)
        lacking = missing(turn, retriever, found, claims)
        unlisted = None if any(f.rows for f in found) else asked.taken.reason
        reason = " ".join(filter(None, (unlisted, lacking))) or None
        answer = replied(turn, reason, dated, near, Status.PARTIAL if lacking else Status.ANSWERED)
        yield declined(answer, turn.kind) if turn.kind is Kind.DOUBTFUL and not claims else answer

    def _found(
        self,
        turn: Turn,
        retriever: Retriever,
        asked: Sequence[Part],
        rows: Mapping[Part, tuple[Claim, ...]],
    ) -> list[Found]:
        """What answers each part of the question, or the question as a whole."""

        def find(part: Part) -> Found:
            return self._finder.find(Aim(part, turn.asked, turn.read, retriever, turn.as_of, turn.step))

        found = _told([counted(part, rows[part]) if part in rows else find(part) for part in asked])
        if len(found) > 1 and any(f.offers and f.band is not Band.ANSWER for f in found):
            # Taken apart it is less clear what is meant: the whole question may still be answered.
            whole = find(Part(turn.read.text, turn.read.text))
            if whole.band is Band.ANSWER:
                return [whole, *(f for f in found if f.band is Band.ANSWER)]
        return found

    def _written(
        self, turn: Turn, retriever: Retriever, found: list[Found], claims: tuple[Claim, ...]
    ) -> tuple[Claim, ...]:
        """The claims in the words of the language model; as they are where it gives none."""
        assert self._writer is not None
        assert turn.calls is not None
        document_of, asked = retriever.document, turn.asked
        with turn.step("write"):
            turn.written = self._writer.write(turn.calls, asked, found, claims, document_of, turn.as_of)
        return turn.written.claims or claims


def _told(found: list[Found]) -> list[Found]:
    """The parts, one also answered where a sentence that answers another offers what this one asks for.

    "The city has 60,000 students, with 12,000 new ones a year" is told once and answers both questions.
    """
    told = {_place(f) for f in found if f.band is Band.ANSWER and f.choice.found}
    return [
        replace(f, band=Band.ANSWER) if f.offers and f.choice.found and _place(f) in told else f
        for f in found
    ]


def _place(found: Found) -> tuple[str, int, int]:
    """Where the first sentence of a part stands."""
    first = found.choice.found[0]
    return first.document_id, first.start, first.end
