"""The one path from a question to its checked answer; every door goes through it.

rewrite → retrieve → evidence → compose → verify, each step timed. The only orchestrator: it calls
the steps and decides nothing itself.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from threading import Lock

from indexing.embedding import Embedder

from assistant import phrases
from assistant.compose.confidence import Band, Limits, confidence
from assistant.compose.extractive import compose
from assistant.evidence import Evidence, Wanted, gather, wanted
from assistant.rewrite import Asked, rewrite
from assistant.schema import Answer, Citation, Claim, ClaimEvent, Question, Status, StatusEvent, Step, Trace
from assistant.settings import Settings
from assistant.verify import DocumentOf, Draft, Span, cite, labels_of, verify
from corpus.models import CELL_SEPARATOR
from indexing.passages import SentenceKind
from indexing.retrieve import Filter, Library, Retriever

ALSO_READ = 3
"""Passages named beside an answer, or in place of one."""

Event = StatusEvent | ClaimEvent | Answer


@dataclass
class Stopwatch:
    """Times the steps of one answer."""

    clock: Callable[[], float]
    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what happens inside under ``name``."""
        begin = self.clock()
        yield
        self.steps.append(Step(name=name, ms=round((self.clock() - begin) * 1000, 2)))


class Pipeline:
    """Answers questions from one library of documents."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        settings: Settings,
        limits: Limits,
        today: Callable[[], date] = date.today,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._settings = settings
        self._limits = limits
        self._today = today
        self._clock = clock
        self._embedding = Lock()

    def warm(self) -> None:
        """Open what the first question would otherwise wait for."""
        self._library.retriever()
        with self._embedding:
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
        watch = Stopwatch(self._clock)
        asked = rewrite(question)
        retriever = self._library.retriever()
        if retriever is None:
            yield self._reply(question, asked, None, watch, Status.NOT_FOUND, phrases.NO_INDEX)
            return
        yield StatusEvent(step="retrieve", text=f"Searching {len(retriever.entries)} documents")
        evidence, words = self._evidence(question, asked, retriever, watch)
        with watch.step("compose"):
            chosen = compose(asked.standalone, evidence, words, self._settings.sentences)
            sure = confidence(chosen, words)
        document_of = lru_cache(maxsize=32)(retriever.document)
        band = self._limits.band(sure)
        claims: list[Claim] = []
        if band is Band.ANSWER:
            with watch.step("verify"):
                claims = [c for c in (verify(_draft(e), document_of) for e in chosen) if c is not None]
            for index, claim in enumerate(claims):
                yield ClaimEvent(index=index, claim=claim)
        with watch.step("also_read"):
            nearest = _nearest(evidence, claims, document_of)
        yield self._conclude(question, asked, retriever, watch, band, claims, nearest, words, evidence)

    def _evidence(
        self, question: Question, asked: Asked, retriever: Retriever, watch: Stopwatch
    ) -> tuple[list[Evidence], Wanted]:
        with watch.step("embed"), self._embedding:
            vector = self._embedder.embed_questions([asked.standalone])[0]
        with watch.step("retrieve"):
            only = Filter(published_by=question.as_of or self._today())
            hits = retriever.retrieve(asked.standalone, vector, self._settings.passages, only)
        with watch.step("evidence"):
            words = wanted(asked.standalone, retriever.idf)
            return gather(hits, vector, words), words

    def _conclude(
        self,
        question: Question,
        asked: Asked,
        retriever: Retriever,
        watch: Stopwatch,
        band: Band,
        claims: list[Claim],
        nearest: tuple[Citation, ...],
        words: Wanted,
        evidence: list[Evidence],
    ) -> Answer:
        if claims:
            return self._reply(
                question, asked, retriever, watch, Status.ANSWERED, None, tuple(claims), nearest
            )
        met = frozenset[str]().union(*(e.met for e in evidence)) if evidence else frozenset()
        absent = [w for w in asked.standalone.replace("?", " ").split() if words.is_absent(w, met)]
        text = phrases.not_found(len(retriever.entries), list(dict.fromkeys(absent))[:3])
        if band is Band.CLOSEST:
            text = phrases.CLOSEST
        return self._reply(question, asked, retriever, watch, Status.NOT_FOUND, text, (), nearest)

    def _reply(
        self,
        question: Question,
        asked: Asked,
        retriever: Retriever | None,
        watch: Stopwatch,
        status: Status,
        reason: str | None,
        claims: tuple[Claim, ...] = (),
        also_read: tuple[Citation, ...] = (),
    ) -> Answer:
        generation = retriever.generation.id if retriever else None
        as_of = question.as_of or self._today()
        return Answer(
            id=_answer_id(question, generation, as_of, self._settings),
            status=status,
            reason=reason,
            text=_numbered(claims) or reason or "",
            language=asked.language,
            as_of=as_of,
            generation=generation,
            claims=claims,
            also_read=also_read,
            trace=Trace(steps=tuple(watch.steps)),
        )


def _draft(evidence: Evidence) -> Draft:
    span = Span(evidence.document_id, evidence.start, evidence.end)
    headings = evidence.hit.stored.passage.headings
    heading = headings[-1] if headings else None
    columns = evidence.hit.stored.passage.columns
    if evidence.kind is not SentenceKind.ROW or not any(columns):
        return Draft(evidence.text, (span,), heading=heading)
    cells = evidence.text.split(CELL_SEPARATOR)
    named = [f"{c}: {v}" if c else v for c, v in zip(columns, cells, strict=False) if v.strip()]
    return Draft("; ".join(named), (span,), labels_of(columns), heading)


def _nearest(evidence: list[Evidence], claims: list[Claim], document_of: DocumentOf) -> tuple[Citation, ...]:
    """The best passages that no claim quotes from, cited whole."""
    quoted = {(c.document_id, c.page) for claim in claims for c in claim.citations}
    nearest: dict[str, Citation] = {}
    for hit in dict.fromkeys(e.hit.stored.id for e in evidence):
        stored = next(e.hit.stored for e in evidence if e.hit.stored.id == hit)
        citation = cite(Span(stored.entry.id, stored.passage.start, stored.passage.end), document_of)
        if citation and (citation.document_id, citation.page) not in quoted:
            nearest.setdefault(hit, citation)
        if len(nearest) == ALSO_READ:
            break
    return tuple(nearest.values())


def _numbered(claims: tuple[Claim, ...]) -> str:
    """The claims as one text, each with the running numbers of its citations."""
    lines, number = [], 0
    for claim in claims:
        marks = "".join(f"[{number + n}]" for n in range(1, len(claim.citations) + 1))
        number += len(claim.citations)
        lines.append(f"{claim.text} {marks}")
    return "\n".join(lines)


def _answer_id(question: Question, generation: str | None, as_of: date, settings: Settings) -> str:
    """The same for the same question, generation, day and settings."""
    parts = (question.model_dump_json(exclude={"conversation_id"}), str(generation), as_of.isoformat())
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\0".join((*parts, settings.model_dump_json()))))
