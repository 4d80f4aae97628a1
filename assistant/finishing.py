"""Makes the answer of a turn: its claims in the shape of the contract, then its suggestions, id and reasons.

Must not search, choose or word claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant import phrases
from assistant.compose.confidence import Band
from assistant.compose.llm import traced
from assistant.dating import Dated
from assistant.finding import Found
from assistant.reasons import State, why
from assistant.reply import answer_id, numbered
from assistant.schema import Answer, Citation, Claim, Status, Trace
from assistant.settings import Settings
from assistant.suggestions import Suggester
from assistant.turn import Turn
from indexing.retrieve import Retriever

_NOTHING = Dated(())


def replied(
    turn: Turn,
    reason: str | None,
    dated: Dated = _NOTHING,
    also_read: tuple[Citation, ...] = (),
    status: Status = Status.ANSWERED,
) -> Answer:
    """The answer that these claims make; ``not_found`` where there are none."""
    generation = turn.retriever.generation.id if turn.retriever else None
    return Answer(
        id="",
        status=status if dated.claims else Status.NOT_FOUND,
        reason=reason,
        text=numbered(dated.claims) or reason or "",
        language=turn.asked.language,
        rewritten=turn.asked.rewritten,
        as_of=turn.as_of,
        generation=generation,
        claims=dated.claims,
        conflicts=dated.conflicts,
        also_read=also_read,
        note=_note(turn, dated),
    )


def missing(turn: Turn, retriever: Retriever, found: Sequence[Found], claims: Sequence[Claim]) -> str | None:
    """What is missing of the answer; None where nothing is."""
    unanswered = [f.part.ask for f in found if f.band is not Band.ANSWER]
    if claims:
        return phrases.missing(unanswered, turn.asked.language) if unanswered else None
    if any(f.band is not Band.NOTHING for f in found):
        return phrases.closest(turn.asked.language)
    met = frozenset[str]().union(*(e.met for f in found for e in f.evidence))
    absent = [word for word in turn.read.text.split() if found[0].words.is_absent(word, met)]
    return phrases.not_found(len(retriever.entries), absent, turn.asked.language)


def finished(turn: Turn, answer: Answer, suggester: Suggester, settings: Settings, today: date) -> Answer:
    """The answer with suggestions, its id, its times and its reasons."""
    with turn.step("suggestions"):
        most, standalone = settings.suggestions, turn.asked.standalone
        # A dialogue about eligibility has its own next question.
        most = 0 if answer.understood or answer.status is Status.CLARIFY else most
        tried = suggester.tried(turn.question, standalone, answer, today, most)
    turn.notes.tried = tried
    trace = traced(Trace(steps=tuple(turn.steps), confidence=turn.confidence), turn.written)
    offered = answer.suggestions or tuple(each.question for each in tried if each.answered)
    state = _state(turn, answer, settings, today)
    told = {"trace": trace, "why": why(turn.notes, state), "suggestions": offered}
    answer = answer.model_copy(update=told)
    return answer.model_copy(update={"id": answer_id(turn.question, answer, settings)})


def _state(turn: Turn, answer: Answer, settings: Settings, today: date) -> State:
    """What the answer was made of and with."""
    served = turn.retriever.generation if turn.retriever else None
    return State(
        standalone=turn.asked.standalone,
        language=turn.asked.language,
        day=today,
        settings=settings.fingerprint,
        generation=answer.generation,
        embedder=served.fingerprint if served else None,
        documents=len(turn.retriever.entries) if turn.retriever else 0,
    )


def _note(turn: Turn, dated: Dated) -> str | None:
    """That quotes are in another language than the question."""
    if turn.retriever is None:
        return None
    quoted = {citation.document_id for claim in dated.claims for citation in claim.citations}
    return phrases.quoted(map(turn.retriever.language, sorted(quoted)), turn.asked.language)
