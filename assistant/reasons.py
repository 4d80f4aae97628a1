"""Notes what a turn finds out on its way and tells it as the reasons of its answer.

Bounded, so that an answer's reasons stay readable and small. Must not search, choose or decide anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from enum import Enum

from assistant.compose.confidence import Band, Limits, Signals
from assistant.compose.extractive import Choice
from assistant.drafts import Proven
from assistant.evidence import Evidence
from assistant.finding import Found
from assistant.lists.request import Bound, Request, Span
from assistant.schema import Fate, FoundPassage, Tried, WeighedSentence, Why
from corpus.entry import Entry
from corpus.models import Media
from indexing.retrieve import Hit

MOST_PASSAGES = MOST_SENTENCES = 20
_ASIDE = 5
"""Of the sentences told, at most so many that could not be known on the day asked for."""

MOST_CHARACTERS = 300
"""Of a passage or sentence as it is told; the whole stands in its document."""


@dataclass
class Notes:
    """What is known of one turn.

    Attributes:
        rows: the list that was asked for, as far as it is understood.
        hits: the passages found, best first.
        found: every sentence of them.
        known: those that could be known on the day asked for and that no better value refutes.
        replaced: chosen sentences in whose place another one is quoted.
        unproven: chosen sentences whose quote did not hold.
        tried: questions that were asked to see whether they may be suggested.
    """

    rows: Request | None = None
    hits: Sequence[Hit] = ()
    found: Sequence[Evidence] = ()
    known: Sequence[Evidence] = ()
    choice: Choice = field(default_factory=Choice)
    replaced: Collection[Evidence] = ()
    unproven: Collection[Evidence] = ()
    band: Band | None = None
    limits: Limits | None = None
    signals: Signals | None = None
    tried: list[Tried] = field(default_factory=list)

    def take(self, found: Sequence[Found], told: Proven) -> None:
        """Note what was found for each part of the question and what became of it."""
        self.hits = tuple({hit.stored.id: hit for one in found for hit in one.hits}.values())
        self.found = tuple(dict.fromkeys(e for one in found for e in one.gathered))
        self.known = tuple(dict.fromkeys(e for one in found for e in one.evidence))
        self.choice = Choice(
            found=tuple(dict.fromkeys(e for one in found for e in one.choice.found)),
            quoted=tuple(dict.fromkeys(e for one in found for e in one.choice.quoted)),
            scores={e: score for one in reversed(found) for e, score in one.choice.scores.items()},
            dropped={e: fate for one in reversed(found) for e, fate in one.choice.dropped.items()},
            floor=min((one.choice.floor for one in found), default=0.0),
        )
        self.replaced, self.unproven = told.replaced, told.unproven
        first = found[0]
        self.band = Band.ANSWER if told.claims else first.band
        self.limits, self.signals = first.limits, first.signals


@dataclass(frozen=True, slots=True)
class State:
    """What an answer was made of and with, beside its turn."""

    standalone: str
    language: str
    day: date
    settings: str
    generation: str | None = None
    embedder: str | None = None
    documents: int = 0


def why(notes: Notes, state: State) -> Why:
    """The reasons of the answer of a turn."""
    limits = notes.limits
    return Why(
        **asdict(state),
        rows=dict(_conditions(notes.rows)) if notes.rows else {},
        passages=tuple(_passages(notes)),
        sentences=tuple(_sentences(notes)),
        weighed=len(notes.found),
        band=notes.band.value if notes.band else None,
        limits={"answer": limits.answer, "closest": limits.closest} if limits else {},
        signals={name: round(value, 4) for name, value in asdict(notes.signals).items()}
        if notes.signals
        else {},
        tried=tuple(notes.tried),
    )


def _passages(notes: Notes) -> Iterator[FoundPassage]:
    weighed = Counter(e.hit.stored.id for e in notes.found)
    for hit in notes.hits[:MOST_PASSAGES]:
        entry = hit.stored.entry
        yield FoundPassage(
            document_id=entry.id,
            title=entry.title,
            page=_page(entry, hit.stored.passage.page),
            text=_shortened(hit.stored.text),
            score=round(hit.score, 4),
            cosine=round(hit.cosine, 4),
            keywords=round(hit.bm25, 2),
            sentences=weighed[hit.stored.id],
        )


def _sentences(notes: Notes) -> Iterator[WeighedSentence]:
    """The best of the sentences that were weighed, all that were quoted, some that were set aside."""
    choice, scores = notes.choice, notes.choice.scores
    ranked = sorted(scores, key=lambda e: (-scores[e], e.document_id, e.start))
    known = set(notes.known)
    aside = sorted((e for e in notes.found if e not in known), key=lambda e: (-e.cosine, e.start))
    for evidence in dict.fromkeys((*choice.quoted, *ranked[: MOST_SENTENCES - _ASIDE], *aside[:_ASIDE])):
        score = scores.get(evidence)
        yield WeighedSentence(
            document_id=evidence.document_id,
            page=_page(evidence.entry, evidence.page),
            text=_shortened(evidence.text),
            score=None if score is None else round(score, 4),
            cosine=round(evidence.cosine, 4),
            coverage=round(evidence.coverage, 4),
            fate=_fate(evidence, notes),
        )


def _fate(evidence: Evidence, notes: Notes) -> Fate:
    choice = notes.choice
    if evidence not in choice.scores:
        return Fate.NOT_OF_THE_DAY
    if evidence in (*choice.found, *choice.quoted):
        if notes.band is not Band.ANSWER:
            return Fate.UNSURE
        if evidence in notes.unproven:
            return Fate.UNPROVEN
        return Fate.REPLACED if evidence in notes.replaced else Fate.QUOTED
    low = Fate.LOW if choice.scores[evidence] < choice.floor else Fate.ENOUGH
    return choice.dropped.get(evidence, low)


def _conditions(request: Request) -> Iterator[tuple[str, str]]:
    """What a list was asked for, without the conditions that are met by all."""
    bare = Request(request.entity, request.asks, request.day)
    for each in fields(request):
        value = getattr(request, each.name)
        if each.name in {"entity", "asks", "day"} or value != getattr(bare, each.name):
            yield each.name, _told(value)


def _told(value: object) -> str:
    if isinstance(value, frozenset | tuple):
        return ", ".join(sorted(map(_told, value)))
    if isinstance(value, Bound):
        return f"{value.least} or more" if value.most is None else f"{value.least} to {value.most}"
    if isinstance(value, Span):
        return f"{value.first or 'the beginning'} to {value.last or 'today'}"
    return str(value.value) if isinstance(value, Enum) else str(value)


def _page(entry: Entry, page: int) -> int | None:
    """The page, where page numbers mean something to people."""
    return page if entry.media is Media.PDF else None


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_CHARACTERS else line[: MOST_CHARACTERS - 1] + "…"
