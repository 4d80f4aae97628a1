"""The one path from a question to its checked answer; every door goes through it.

A turn is opened, rewritten and handed to the first path that answers; each step is timed. The only
orchestrator: it calls the steps and decides nothing itself.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from assistant import phrases
from assistant.compose.llm import Writer
from assistant.compose.thresholds import Thresholds
from assistant.conduct import NEVER_ANSWERED, heard
from assistant.dating import Dating
from assistant.eligibility.elsewhere import asked_in_english
from assistant.eligibility.facts import Inquiry
from assistant.eligibility.reply import eligible
from assistant.eligibility.talk import conversed
from assistant.finding import Finder
from assistant.finishing import finished, replied
from assistant.languages.gloss import in_english
from assistant.lists.path import warm as warm_lists
from assistant.messages import ENGLISH
from assistant.names import known_names
from assistant.paths.passages import Passages
from assistant.paths.premises import settled
from assistant.paths.rows import Routed, routed, told_by_rows
from assistant.reply import declined
from assistant.rewrite import cleaned, rewrite
from assistant.schema import Answer, ClaimEvent, Question
from assistant.settings import Settings
from assistant.spelling import Speller
from assistant.suggestions import Suggester
from assistant.turn import Event, Turn
from indexing.embedding import Embedder
from indexing.retrieve import Hit, Library, Retriever


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
        self._passages = Passages(self._finder, self._dating, writer)
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
        turn, today = self._turn(question), self._today()
        for event in self._events(turn):
            if isinstance(event, Answer):
                event = finished(turn, event, self._suggester, self._settings, today)
            yield event

    def _events(self, turn: Turn) -> Iterator[Event]:
        """By the first path that answers: eligibility, conduct, a premise, the records, the passages."""
        retriever = turn.retriever
        if retriever is None:
            yield replied(turn, phrases.no_index(turn.asked.language))
            return
        with turn.step("eligibility"):
            verdicts = self._conversed(turn, retriever)
        if verdicts is not None:
            yield from (ClaimEvent(index=n, claim=claim) for n, claim in enumerate(verdicts.claims))
            yield verdicts
            return
        if not turn.kind.is_searched:
            yield declined(replied(turn, None), turn.kind)
            return
        if at_once := list(settled(turn, retriever)):
            yield from at_once
            return
        asked = routed(turn, retriever, self._today())
        told = told_by_rows(turn, retriever, asked, self._dating, self._today())
        yield from self._passages.told(turn, retriever, told) if isinstance(told, Routed) else told

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

    def _conversed(self, turn: Turn, retriever: Retriever) -> Answer | None:
        """The answer to a question whether somebody may apply; None to any other.

        Why it is read whole: "we are a ministry" asks nothing and may sound like an order, yet it is a fact.
        """
        if turn.kind in NEVER_ANSWERED:
            return None
        said = (cleaned(t, strict=False) for t in (turn.question.text, *turn.question.turns))
        text, *turns = map(asked_in_english, said)
        return conversed(turn.question, text, turns, turn.asked.language, retriever, self._today())

    def _turn(self, question: Question, *, plain: bool = False) -> Turn:
        """What is known before anything is looked for; ``plain``: no language model is asked."""
        as_of = question.as_of or self._today()
        cleaned(question.text)
        said, kind = heard(question)
        retriever = self._library.retriever()
        asked = rewrite(said, as_of)
        if retriever is not None and kind.is_searched and asked.language == ENGLISH:
            asked = replace(asked, standalone=self._speller.mended(asked.standalone, retriever))
        read = in_english(asked.standalone, asked.language)
        turn = Turn(question, said, kind, asked, read, as_of, retriever, self._clock)
        if self._writer is not None and not plain and kind.is_searched:
            turn.calls = self._writer.calls()
            if turn.asked.standalone != turn.asked.text:
                with turn.step("rewrite"):
                    turn.asked = self._writer.rewrite(turn.calls, said.turns, turn.asked)
                    turn.read = in_english(turn.asked.standalone, turn.asked.language)
        return turn
