"""Finds what answers one part of a question: searched, weighed, chosen, and how sure it is.

Where nothing found offers what is asked for, it looks once more and further. Must not word claims or verify.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

from assistant.compose.bearing import subject_of
from assistant.compose.confidence import Band, Limits, Signals, offers, signals
from assistant.compose.extractive import Choice, compose
from assistant.compose.parts import Part
from assistant.compose.sought import sought
from assistant.compose.thresholds import Thresholds
from assistant.dating import Dating
from assistant.evidence import Evidence, Wanted, gather, wanted
from assistant.languages.gloss import Gloss
from assistant.messages import ENGLISH
from assistant.rewrite import Asked
from assistant.schema import Claim
from assistant.settings import Settings
from indexing.embedding import Embedder
from indexing.language import differ, language_of
from indexing.query import Query, query_of
from indexing.retrieve import Filter, Hit, Retriever

Timed = Callable[[str], AbstractContextManager[None]]
"""Times what happens inside under a name."""

_FURTHER = 4
"""Times as many passages are taken when the first do not offer what is asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a part.

    Attributes:
        hits: the passages found, best first.
        gathered: every sentence of them.
        evidence: those that could be known on the day and that no better value refutes.
        confidence: how likely the choice holds the answer, from 0 to 1.
        offers: whether the choice offers the sort of thing that is asked for.
        rows: the claims that the records make of the part; nothing is searched for then.
    """

    part: Part
    words: Wanted
    hits: tuple[Hit, ...]
    gathered: tuple[Evidence, ...]
    evidence: tuple[Evidence, ...]
    choice: Choice
    band: Band = Band.NOTHING
    confidence: float = 0.0
    offers: bool = False
    limits: Limits | None = None
    signals: Signals | None = None
    rows: tuple[Claim, ...] = ()


def counted(part: Part, rows: tuple[Claim, ...]) -> Found:
    """A part that the records answer."""
    words = Wanted({}, frozenset(), frozenset())
    return Found(part, words, (), (), (), Choice(), Band.ANSWER, 1.0, offers=True, rows=rows)


@dataclass(frozen=True, slots=True)
class Aim:
    """What is looked for: a part of a question, as of a day.

    Attributes:
        read: the whole question in English words, of which the part is one.
    """

    part: Part
    asked: Asked
    read: Gloss
    retriever: Retriever
    as_of: date
    timed: Timed


def _in_english(aim: Aim) -> Aim:
    """The English words of a foreign question alone, as if it had been asked in English."""
    text = aim.read.text
    return replace(aim, asked=Asked(text, text, ENGLISH), read=Gloss(text))


def _in_own_words(aim: Aim) -> Aim:
    """The words of a question that no glossary can put into English."""
    text = aim.asked.standalone
    return replace(aim, part=Part(text, text), read=Gloss(text, is_read=False))


class Finder:
    """Finds in one library; usable from several threads."""

    def __init__(
        self,
        embedder: Embedder,
        settings: Settings,
        thresholds: Thresholds,
        dating: Dating,
        today: Callable[[], date],
    ) -> None:
        self._embedder = embedder
        self._settings = settings
        self._thresholds = thresholds
        self._dating = dating
        self._today = today
        self._embedding = Lock()

    def find(self, aim: Aim) -> Found:
        """What answers a part of a question.

        Why twice for a foreign question: with its own words beside their English, and with the English
        alone, or with its own alone where no glossary reads it; now the one, now the other finds more.
        """
        bears = subject_of(aim.part.search, aim.retriever.idf).is_met
        found = self._sought(aim, bears)
        if not differ(aim.asked.language, ENGLISH):
            return found
        other = self._sought(_in_english(aim) if aim.read.is_read else _in_own_words(aim), bears)
        if other.band is not Band.ANSWER or (
            found.band is Band.ANSWER and found.confidence >= other.confidence
        ):
            return found
        return replace(other, part=aim.part)

    def _sought(self, aim: Aim, bears: Callable[[Evidence], bool]) -> Found:
        most = self._settings.passages
        found = self._composed(aim, aim.part.search, most, bears)
        if found.offers:
            return found
        search = sought(aim.part.ask).short or aim.part.search
        further = self._composed(aim, search, most * _FURTHER, bears)
        return further if further.offers else found

    def search(
        self, asked: Asked, read: str, retriever: Retriever, as_of: date, most: int, timed: Timed
    ) -> tuple[Query, list[Hit]]:
        """The passages nearest to a question, best first, of documents published by a day.

        Args:
            read: what is searched for, in English words; a foreign question is searched for in its own
                words as well.
        """
        is_foreign = differ(asked.language, ENGLISH)
        with timed("embed"), self._embedding:
            query = query_of(
                asked.standalone if is_foreign else read,
                self._embedder,
                asked.language,
                tokens=self._settings.rerank,
                read=read,
            )
        with timed("retrieve"):
            return query, retriever.retrieve(query, most, Filter(published_by=as_of))

    def _composed(self, aim: Aim, search: str, most: int, bears: Callable[[Evidence], bool]) -> Found:
        part, asked, retriever, as_of = aim.part, aim.asked, aim.retriever, aim.as_of
        query, hits = self.search(asked, search, retriever, as_of, most, aim.timed)
        with aim.timed("evidence"):
            own = replace(aim.read, text=part.search)
            text = asked.standalone if differ(asked.language, ENGLISH) else part.search
            words = wanted(text, retriever.idf, own)
            gathered = gather(hits, query.vector, words)
            known = self._dating.known(part.search, gathered, retriever, as_of, self._today())
        with aim.timed("compose"):
            choice = compose(part.ask, known, words, self._settings.sentences, as_of, bears)
            found = Found(part, words, tuple(hits), tuple(gathered), tuple(known), choice)
            return self._weighed(found, asked.language, aim.read)

    def _weighed(self, found: Found, language: str, read: Gloss) -> Found:
        """With how sure the choice is."""
        chosen = found.choice.found
        if not chosen:
            return found
        of_evidence = chosen[0].entry.language or language_of(chosen[0].text)
        limits = self._thresholds.between(language, of_evidence, is_read=read.is_read)
        seen = signals(found.part.ask, chosen, found.words)
        band = limits.band(seen)
        return replace(
            found,
            band=band if found.choice.bears or band is not Band.ANSWER else Band.CLOSEST,
            confidence=round(limits.confidence(seen), 4),
            offers=offers(seen) and found.choice.bears,
            limits=limits,
            signals=seen,
        )
