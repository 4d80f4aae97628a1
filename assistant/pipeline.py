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

from assistant import phrases
from assistant.compose.confidence import Band
from assistant.compose.llm import Writer, Written, traced
from assistant.compose.model import Calls
from assistant.compose.parts import Part, parts
from assistant.compose.thresholds import Thresholds
from assistant.conduct import NEVER_ANSWERED, Kind, heard
from assistant.dating import Dated, Dating
from assistant.drafts import proven
from assistant.eligibility.facts import Inquiry
from assistant.eligibility.reply import eligible
from assistant.eligibility.talk import conversed
from assistant.finding import Finder, Found
from assistant.languages.gloss import Gloss, in_english
from assistant.lists.path import listed, route
from assistant.lists.path import warm as warm_lists
from assistant.messages import ENGLISH
from assistant.names import known_names, names_side_by_side
from assistant.premises.reply import affirmed, told
from assistant.readings import unclear
from assistant.reasons import Notes, State, why
from assistant.reply import answer_id, asked_back, declined, listed_text, nearest, numbered
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
from assistant.spelling import Speller
from assistant.suggestions import Suggester
from indexing.embedding import Embedder
from indexing.retrieve import Hit, Library, Retriever

Event = StatusEvent | ClaimEvent | Answer


_NOTHING = Dated(())


@dataclass
class _Turn:
    """What is known while one question is answered; ``heard`` is what of the question really asks."""

    question: Question
    heard: Question
    kind: Kind
    asked: Asked
    read: Gloss
    as_of: date
    retriever: Retriever | None
    clock: Callable[[], float]
    steps: list[Step] = field(default_factory=list)
    notes: Notes = field(default_factory=Notes)
    confidence: float | None = None
    calls: Calls | None = None
    written: Written | None = None

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
        writer: Writer | None = None,
    ) -> None:
        self._library = library
        self._embedder = embedder
        self._settings = settings
        self._today = today
        self._clock = clock
        self._writer = writer
        self._dating = Dating()
        self._finder = Finder(embedder, settings, thresholds, self._dating, today)
        self._speller = Speller(known_names().spellings)
        self._suggester = Suggester(self._plain)

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
        for event in self._events(turn):
            yield self._finished(turn, event) if isinstance(event, Answer) else event

    def _events(self, turn: _Turn) -> Iterator[Event]:
        question, asked = turn.question, turn.asked
        if turn.retriever is None:
            yield self._reply(turn, phrases.no_index(asked.language))
            return
        with turn.step("eligibility"):
            verdicts = self._conversed(turn, turn.retriever)
        if verdicts is not None:
            yield from (ClaimEvent(index=n, claim=claim) for n, claim in enumerate(verdicts.claims))
            yield verdicts
            return
        if not turn.kind.is_searched:
            yield declined(self._reply(turn, None), turn.kind)
            return
        with turn.step("premise"):
            ruled = told(turn.read.text, turn.retriever.document, turn.as_of, asked.language)
        if ruled is not None:
            yield ClaimEvent(index=0, claim=ruled)
            yield self._reply(turn, None, Dated((ruled,)))
            return
        if (back := unclear(turn.read.text, asked.language)) is not None:
            yield asked_back(self._reply(turn, back.text), back)
            return
        with turn.step("route"):
            said, *turns = (
                in_english(text, asked.language).text
                for text in (asked.text, *(turn.heard.turns if asked.rewritten else ()))
            )
            alone = turn.read.text if asked.rewritten else None
            taken = route(said, turns, self._today(), question.as_of, alone, asked.language)
        if taken.request is not None:
            turn.notes.rows = taken.request
            with turn.step("list"):
                rows = listed(taken.request, turn.retriever.document, self._today(), asked.language)
            if rows is not None and rows.claims:
                then = replace(turn, as_of=min(taken.request.day, turn.as_of))
                with turn.step("dating"):
                    dated = self._dating.told(said, rows.claims, turn.retriever, then.as_of, counted=True)
                yield from (ClaimEvent(index=n, claim=claim) for n, claim in enumerate(dated.claims))
                answer = self._reply(then, rows.note, dated)
                text = listed_text(dated.claims, rows.list, rows.note)
                yield answer.model_copy(update={"text": text, "list": rows.list})
                return
            if rows is not None and taken.is_plain:
                taken = replace(taken, reason=rows.note)
        yield StatusEvent(
            step="retrieve", text=phrases.searching(len(turn.retriever.entries), asked.language)
        )
        found = self._found(turn, turn.retriever)
        turn.confidence = min(
            (f.confidence for f in found if f.band is Band.ANSWER), default=found[0].confidence
        )
        evidence = dict.fromkeys(e for f in found for e in f.evidence)
        with turn.step("verify"):
            held = proven(found, turn.retriever.document)
            turn.notes.take(found, held)
        claims = affirmed(turn.read.text, found, held.claims, asked.language)
        if claims and self._writer is not None and turn.calls is not None:
            yield StatusEvent(step="write", text=phrases.writing(asked.language))
            with turn.step("write"):
                document_of = turn.retriever.document
                turn.written = self._writer.write(turn.calls, asked, found, claims, document_of, turn.as_of)
            claims = turn.written.claims or claims
        with turn.step("dating"):
            dated = self._dating.told(turn.read.text, claims, turn.retriever, turn.as_of)
        yield from (ClaimEvent(index=n, claim=claim) for n, claim in enumerate(dated.claims))
        with turn.step("also_read"):
            near = nearest(evidence, dated.claims, turn.retriever.document)
        missing = self._missing(turn, turn.retriever, found, claims)
        reason = " ".join(filter(None, (taken.reason, missing))) or None
        answer = self._reply(turn, reason, dated, near, Status.PARTIAL if missing else Status.ANSWERED)
        yield declined(answer, turn.kind) if turn.kind is Kind.DOUBTFUL and not claims else answer

    def _found(self, turn: _Turn, retriever: Retriever) -> list[Found]:
        """What answers each part of the question, or the question as a whole."""

        def find(part: Part) -> Found:
            return self._finder.find(part, turn.asked, turn.read, retriever, turn.as_of, turn.step)

        found = [find(part) for part in parts(turn.read.text, names_side_by_side())]
        if len(found) > 1 and any(f.offers and f.band is not Band.ANSWER for f in found):
            # Taken apart it is less clear what is meant: the whole question may still be answered.
            whole = find(Part(turn.read.text, turn.read.text))
            if whole.band is Band.ANSWER:
                return [whole, *(f for f in found if f.band is Band.ANSWER)]
        return found

    def _plain(self, question: Question) -> Answer:
        """The default answer without suggestions, for the question whether it is worth suggesting."""
        turn = self._turn(question, plain=True)
        return next(event for event in self._events(turn) if isinstance(event, Answer))

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
        turn = self._turn(question, plain=True)
        if turn.retriever is None:
            return []
        asked, read = turn.asked, turn.read.text
        return self._finder.search(asked, read, turn.retriever, turn.as_of, most, turn.step)[1]

    def _conversed(self, turn: _Turn, retriever: Retriever) -> Answer | None:
        """The answer to a question whether somebody may apply; None to any other.

        Why it is read whole: "we are a ministry" asks nothing and may sound like an order, yet it is a fact.
        """
        if turn.kind in NEVER_ANSWERED:
            return None
        text, *turns = (cleaned(t, strict=False) for t in (turn.question.text, *turn.question.turns))
        return conversed(turn.question, text, turns, turn.asked.language, retriever, self._today())

    def _turn(self, question: Question, *, plain: bool = False) -> _Turn:
        """What is known before anything is looked for; ``plain``: no language model is asked."""
        as_of = question.as_of or self._today()
        cleaned(question.text)
        said, kind = heard(question)
        retriever = self._library.retriever()
        asked = rewrite(said, as_of)
        if retriever is not None and kind.is_searched and asked.language == ENGLISH:
            asked = replace(asked, standalone=self._speller.mended(asked.standalone, retriever))
        read = in_english(asked.standalone, asked.language)
        turn = _Turn(question, said, kind, asked, read, as_of, retriever, self._clock)
        if self._writer is not None and not plain and kind.is_searched:
            turn.calls = self._writer.calls()
            if turn.asked.standalone != turn.asked.text:
                with turn.step("rewrite"):
                    turn.asked = self._writer.rewrite(turn.calls, said.turns, turn.asked)
                    turn.read = in_english(turn.asked.standalone, turn.asked.language)
        return turn

    def _missing(
        self, turn: _Turn, retriever: Retriever, found: Sequence[Found], claims: Sequence[Claim]
    ) -> str | None:
        """What is missing of the answer; None where nothing is."""
        missing = [f.part.ask for f in found if f.band is not Band.ANSWER]
        if claims:
            return phrases.missing(missing, turn.asked.language) if missing else None
        if any(f.band is not Band.NOTHING for f in found):
            return phrases.closest(turn.asked.language)
        met = frozenset[str]().union(*(e.met for f in found for e in f.evidence))
        absent = [word for word in turn.read.text.split() if found[0].words.is_absent(word, met)]
        return phrases.not_found(len(retriever.entries), absent, turn.asked.language)

    def _reply(
        self,
        turn: _Turn,
        reason: str | None,
        dated: Dated = _NOTHING,
        also_read: tuple[Citation, ...] = (),
        status: Status = Status.ANSWERED,
    ) -> Answer:
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

    def _finished(self, turn: _Turn, answer: Answer) -> Answer:
        """The answer with suggestions, its id, its times and its reasons."""
        with turn.step("suggestions"):
            most, standalone = self._settings.suggestions, turn.asked.standalone
            # A dialogue about eligibility has its own next question.
            most = 0 if answer.understood or answer.status is Status.CLARIFY else most
            tried = self._suggester.tried(turn.question, standalone, answer, self._today(), most)
        turn.notes.tried = tried
        served = turn.retriever.generation if turn.retriever else None
        state = State(
            standalone=turn.asked.standalone,
            language=turn.asked.language,
            day=self._today(),
            settings=self._settings.fingerprint,
            generation=answer.generation,
            embedder=served.fingerprint if served else None,
            documents=len(turn.retriever.entries) if turn.retriever else 0,
        )
        trace = traced(Trace(steps=tuple(turn.steps), confidence=turn.confidence), turn.written)
        offered = answer.suggestions or tuple(each.question for each in tried if each.answered)
        told = {"trace": trace, "why": why(turn.notes, state), "suggestions": offered}
        answer = answer.model_copy(update=told)
        return answer.model_copy(update={"id": answer_id(turn.question, answer, self._settings)})


def _note(turn: _Turn, dated: Dated) -> str | None:
    """That quotes are in another language than the question."""
    if turn.retriever is None:
        return None
    quoted = {citation.document_id for claim in dated.claims for citation in claim.citations}
    return phrases.quoted(map(turn.retriever.language, sorted(quoted)), turn.asked.language)
