"""The one path from a question to its checked answer; every door goes through it.

rewrite → retrieve → evidence → compose → verify, each step timed. The only orchestrator: it calls
the steps and decides nothing itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock

from assistant import phrases
from assistant.compose.confidence import Band, signals
from assistant.compose.extractive import compose
from assistant.compose.thresholds import Thresholds
from assistant.dating import Dated, Dating
from assistant.eligibility.facts import Inquiry
from assistant.eligibility.reply import eligible
from assistant.eligibility.talk import conversed
from assistant.evidence import Evidence, Wanted, gather, wanted
from assistant.lists.path import listed, route
from assistant.lists.path import warm as warm_lists
from assistant.origin import original
from assistant.reply import answer_id, draft_of, listed_text, nearest, numbered
from assistant.rewrite import Asked, cleaned, rewrite
from assistant.schema import (
    Answer,
    Citation,
    Claim,
    ClaimEvent,
    Question,
    Status,
    StatusEvent,
    Step,
    Trace,
)
from assistant.settings import Settings
from assistant.verify import verify
from indexing.embedding import Embedder
from indexing.language import language_of
from indexing.query import Query, query_of
from indexing.retrieve import Filter, Hit, Library, Retriever

Event = StatusEvent | ClaimEvent | Answer


_NOTHING = Dated(())


@dataclass
class _Turn:
    """What is known while one question is answered."""

    question: Question
    asked: Asked
    as_of: date
    retriever: Retriever | None
    clock: Callable[[], float]
    steps: list[Step] = field(default_factory=list)
    confidence: float | None = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside under ``name``."""
        begin = self.clock()
        yield
        self.steps.append(Step(name=name, ms=round((self.clock() - begin) * 1000, 2)))


class Pipeline:
    """Answers questions from one library of documents; usable from several threads."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        settings: Settings,
        thresholds: Thresholds,
        today: Callable[[], date] = date.today,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._settings = settings
        self._thresholds = thresholds
        self._today = today
        self._clock = clock
        self._embedding = Lock()
        self._dating = Dating()

    def warm(self) -> None:
        """Open what the first question would otherwise wait for."""
        self._library.retriever()
        warm_lists()
        self._embedder.embed_questions(["ready"])

    def answer(self, question: Question) -> Answer:
        """The whole answer at once.

        Raises:
            QuestionInvalid: nothing to ask, or too long.
        """
        return next(event for event in self.ask(question) if isinstance(event, Answer))

    def ask(self, question: Question) -> Iterator[Event]:
        """Status events, each verified claim, then the answer.

        Raises:
            QuestionInvalid: nothing to ask, or too long.
        """
        turn = self._turn(question)
        asked, as_of = turn.asked, turn.as_of
        if turn.retriever is None:
            yield self._reply(turn, phrases.NO_INDEX)
            return
        with turn.step("eligibility"):
            verdicts = self._conversed(turn, turn.retriever)
        if verdicts is not None:
            yield from (ClaimEvent(index=n, claim=claim) for n, claim in enumerate(verdicts.claims))
            yield verdicts.model_copy(update={"trace": Trace(steps=tuple(turn.steps))})
            return
        with turn.step("route"):
            taken = route(asked.text, question.turns, self._today(), question.as_of)
        if taken.request is not None:
            with turn.step("list"):
                rows = listed(taken.request, turn.retriever.document, self._today())
            if rows is not None and rows.claims:
                told = replace(turn, as_of=min(taken.request.day, turn.as_of))
                with turn.step("dating"):
                    dated = self._dating.told(
                        asked.text, rows.claims, turn.retriever, told.as_of, counted=True
                    )
                yield from (ClaimEvent(index=n, claim=claim) for n, claim in enumerate(dated.claims))
                answer = self._reply(told, rows.note, dated)
                text = listed_text(dated.claims, rows.list, rows.note)
                yield answer.model_copy(update={"text": text, "list": rows.list})
                return
            if rows is not None and taken.is_plain:
                taken = replace(taken, reason=rows.note)
        yield StatusEvent(step="retrieve", text=phrases.searching(len(turn.retriever.entries)))
        evidence, words = self._evidence(turn, turn.retriever)
        with turn.step("compose"):
            choice = compose(asked.standalone, evidence, words, self._settings.sentences, as_of)
            band = self._band(turn, choice.found, words)
        claims: list[Claim] = []
        with turn.step("verify"):
            if band is Band.ANSWER:
                claims = self._proven(choice.quoted, words, turn.retriever)
        with turn.step("dating"):
            dated = self._dating.told(asked.standalone, claims, turn.retriever, turn.as_of)
        yield from (ClaimEvent(index=n, claim=claim) for n, claim in enumerate(dated.claims))
        with turn.step("also_read"):
            near = nearest(evidence, dated.claims, turn.retriever.document)
        reason = None if claims else self._why_not(turn.retriever, asked, band, evidence, words)
        yield self._reply(turn, " ".join(filter(None, (taken.reason, reason))) or None, dated, near)

    def eligible(self, given: Mapping[str, object] | Inquiry) -> Answer:
        """The verdicts on an applicant's facts, in the shape of the public contract.

        Raises:
            FactsInvalid: a fact or field is wrong, or names no programme, call or role.
        """
        held = self._library.retriever()
        if held is None:
            return eligible(given, lambda document_id: None, None, self._today())
        return eligible(given, held.document, held.generation.id, self._today())

    def found(self, question: Question, most: int) -> list[Hit]:
        """What an answer to this question is chosen from, best first, or more of it; for measuring.

        Raises:
            QuestionInvalid: nothing to ask, or too long.
        """
        turn = self._turn(question)
        return self._search(turn, turn.retriever, most)[1] if turn.retriever else []

    def _conversed(self, turn: _Turn, retriever: Retriever) -> Answer | None:
        """The answer to a question whether somebody may apply; None to any other."""
        question, asked = turn.question, turn.asked
        turns = [cleaned(earlier, strict=False) for earlier in question.turns]
        answer = conversed(question, asked.text, turns, asked.language, retriever, self._today())
        if answer is None:
            return None
        id_ = answer_id(question, answer.generation, answer.as_of, self._settings)
        return answer.model_copy(update={"id": id_})

    def _turn(self, question: Question) -> _Turn:
        as_of = question.as_of or self._today()
        return _Turn(question, rewrite(question), as_of, self._library.retriever(), self._clock)

    def _search(self, turn: _Turn, retriever: Retriever, most: int) -> tuple[Query, list[Hit]]:
        asked = turn.asked
        with turn.step("embed"), self._embedding:
            query = query_of(asked.standalone, self._embedder, asked.language, tokens=self._settings.rerank)
        with turn.step("retrieve"):
            return query, retriever.retrieve(query, most, Filter(published_by=turn.as_of))

    def _evidence(self, turn: _Turn, retriever: Retriever) -> tuple[list[Evidence], Wanted]:
        asked = turn.asked.standalone
        query, hits = self._search(turn, retriever, self._settings.passages)
        with turn.step("evidence"):
            words = wanted(asked, retriever.idf)
            found = gather(hits, query.vector, words)
            return self._dating.known(asked, found, retriever, turn.as_of, self._today()), words

    def _proven(self, quoted: Sequence[Evidence], words: Wanted, retriever: Retriever) -> list[Claim]:
        """A verified claim for each sentence that holds, the official one first, each once."""
        drafts = (original(e, words, retriever.document) or draft_of(e) for e in quoted)
        proven = (verify(draft, retriever.document) for draft in dict.fromkeys(drafts))
        return [claim for claim in proven if claim is not None]

    def _band(self, turn: _Turn, chosen: Sequence[Evidence], words: Wanted) -> Band:
        turn.confidence, asked = 0.0, turn.asked
        if not chosen:
            return Band.NOTHING
        language = chosen[0].entry.language or language_of(chosen[0].text)
        limits = self._thresholds.between(asked.language, language)
        seen = signals(asked.standalone, chosen, words)
        turn.confidence = round(limits.confidence(seen), 4)
        return limits.band(seen)

    def _why_not(
        self, retriever: Retriever, asked: Asked, band: Band, evidence: Sequence[Evidence], words: Wanted
    ) -> str:
        if band is not Band.NOTHING:
            return phrases.CLOSEST
        met = frozenset[str]().union(*(e.met for e in evidence))
        absent = [word for word in asked.text.split() if words.is_absent(word, met)]
        return phrases.not_found(len(retriever.entries), absent)

    def _reply(
        self,
        turn: _Turn,
        reason: str | None,
        dated: Dated = _NOTHING,
        also_read: tuple[Citation, ...] = (),
    ) -> Answer:
        generation = turn.retriever.generation.id if turn.retriever else None
        return Answer(
            id=answer_id(turn.question, generation, turn.as_of, self._settings),
            status=Status.ANSWERED if dated.claims else Status.NOT_FOUND,
            reason=reason,
            text=numbered(dated.claims) or reason or "",
            language=turn.asked.language,
            as_of=turn.as_of,
            generation=generation,
            claims=dated.claims,
            conflicts=dated.conflicts,
            also_read=also_read,
            trace=Trace(steps=tuple(turn.steps), confidence=turn.confidence),
        )
