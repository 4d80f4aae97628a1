"""Turns passages into evidence: quotable sentences, each with the signals that tell whether it answers.

Must not choose among them; that is `assistant.compose`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from assistant.alike import said_by
from assistant.languages.gloss import Gloss
from assistant.quotable import proves, shows
from corpus.assembly import is_about_others
from corpus.entry import Entry
from indexing.analysis import terms
from indexing.lexical import stems
from indexing.passages import SentenceKind
from indexing.retrieve import Hit

_NATIVE = 0.5
"""Share of a foreign question's weight on terms of the documents, from which some are in its language."""

_STRANGE = 0.5
"""Of the weight of a word of no document, what a word counts that could not be put into English."""

_IN_NO_DOCUMENT = "\u2400"

Idf = Callable[[str], float]
"""Inverse document frequency of a stem in the generation searched."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The content words of a question.

    Attributes:
        weights: stem → inverse document frequency; question words and other stop words are left out.
        names: stems of words written with a capital or holding a digit, which an answer must meet.
        years: four-digit years the question names.
        readings: the stems of each language the question is read in; one where it is empty.
    """

    weights: dict[str, float]
    names: frozenset[str]
    years: frozenset[str]
    readings: tuple[frozenset[str], ...] = ()

    def share(self, met: frozenset[str]) -> float:
        """Share of the question's weight that these stems carry, in the language in which it is largest."""
        return max(self._share(stems_, met) for stems_ in self.readings or (frozenset(self.weights),))

    def share_of_names(self, met: frozenset[str]) -> float:
        """Share of the question's names among these stems, likewise; 1 where it has none."""
        named = [self.names & stems_ for stems_ in self.readings] or [self.names]
        return max(len(names & met) / len(names) if names else float(not self.names) for names in named)

    def share_of_rest(self, met: frozenset[str]) -> float:
        """Share of what is neither name nor year among these stems, likewise; 1 where it has none."""
        named = self.names | self.years
        rest = [stems_ - named for stems_ in self.readings or (frozenset(self.weights),)]
        return max(self._share(own, met) if own else 1.0 for own in rest)

    @property
    def total(self) -> float:
        """The weight of all stems."""
        return sum(self.weights.values())

    def _share(self, own: frozenset[str], met: frozenset[str]) -> float:
        total = sum(self.weights[stem] for stem in own)
        return sum(self.weights[stem] for stem in own & met) / total if total else 0.0

    def is_absent(self, word: str, met: frozenset[str]) -> bool:
        """Whether ``word`` is a name of the question none of whose stems is among those ``met``."""
        own = frozenset(stems(terms(word).words)) & self.names
        return bool(own) and not own & met


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A quotable span with its signals.

    Attributes:
        text: ``document.text[start:end]``.
        place: title and headings above it.
        cosine: of the sentence and the question.
        coverage: share of the question's weight that its own words and, at half, its place cover.
        covered: the question's stems found in its own words.
        met: the question's stems found in its own words or in its place.
        hit: the passage it stands in.
    """

    entry: Entry
    page: int
    start: int
    end: int
    kind: SentenceKind
    text: str
    place: str
    cosine: float
    coverage: float
    covered: frozenset[str]
    met: frozenset[str]
    hit: Hit

    @property
    def document_id(self) -> str:
        """The document it stands in."""
        return self.entry.id


def wanted(question: str, idf: Idf, read: Gloss | None = None) -> Wanted:
    """The content words of a question with their weights.

    Args:
        read: the question in English words; where they are others than its own, either may be met. Words
            of no document count in neither, unless they are names.
    """
    own = _wanted(question, idf)
    if read is None or read.text == question:
        return own
    english = _without_strange(_wanted(read.text, idf), read.unknown, idf)
    native = _known(own, idf)
    if native.total < own.total * _NATIVE:
        return english
    return Wanted(
        {**native.weights, **english.weights},
        native.names | english.names,
        native.years | english.years,
        (frozenset(native.weights), frozenset(english.weights)),
    )


def _known(asked: Wanted, idf: Idf) -> Wanted:
    """Without the stems that no document holds."""
    nowhere = idf(_IN_NO_DOCUMENT)
    return replace(asked, weights={s: w for s, w in asked.weights.items() if w < nowhere})


def _without_strange(asked: Wanted, unknown: Iterable[str], idf: Idf) -> Wanted:
    """Each word that was not put into English weighs a little, as one nothing can meet; loanwords stay."""
    nowhere = idf(_IN_NO_DOCUMENT)
    weights = dict(asked.weights)
    for word in unknown:
        own = terms(word)
        keys = [*stems(own.words), *own.pairs]
        if own.pairs or all(idf(key) >= nowhere for key in keys):
            for key in keys:
                weights.pop(key, None)
            weights[word] = nowhere * _STRANGE
    return replace(asked, weights=weights, names=asked.names & weights.keys())


def _wanted(question: str, idf: Idf) -> Wanted:
    weights: dict[str, float] = {}
    names: set[str] = set()
    words = [word.strip(".,;:!?\"'()[]“”‘’") for word in question.split()]
    for position, word in enumerate(words):
        own = terms(word)
        if word.casefold() in STOP_WORDS or not (own.words or own.pairs):
            continue
        keys = [*stems(own.words), *own.pairs]
        for key in keys:
            if key not in STOP_WORDS:
                weights[key] = max(idf(key), 0.1)
        if any(char.isdigit() for char in word) or (position > 0 and word[:1].isupper()):
            names.update(stems(w for w in own.words if w not in STOP_WORDS and len(w) > 1))
    years = frozenset(w for w in weights if len(w) == 4 and w.isdigit() and w[:2] in {"19", "20"})
    return Wanted(weights, frozenset(names & weights.keys()), years)


def content(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(stem for stem in stems(terms(text).words) if stem not in STOP_WORDS)


def gather(hits: Iterable[Hit], question: NDArray[np.float32], asked: Wanted) -> list[Evidence]:
    """All quotable spans of the passages, each once, with its signals.

    What a page lists of other projects ("Similar Solutions") is found by a search but proves nothing
    about this one; nor does what is never quoted.
    """
    found: dict[tuple[str, int, int], Evidence] = {}
    for hit in hits:
        if any(is_about_others(heading) for heading in hit.stored.passage.headings):
            continue
        passage, place = hit.stored.passage, _place(hit)
        texts = [hit.stored.text[s.start - passage.start : s.end - passage.start] for s in passage.sentences]
        above, *own = _stems_of([place, *texts], asked)
        cosines = (hit.vectors.sentences @ question).tolist()
        for sentence, text, stems_, cosine in zip(passage.sentences, texts, own, cosines, strict=True):
            key = (hit.stored.entry.id, sentence.start, sentence.end)
            if key not in found and proves(text):
                found[key] = Evidence(
                    entry=hit.stored.entry,
                    page=passage.page,
                    start=sentence.start,
                    end=sentence.end,
                    kind=sentence.kind,
                    text=text,
                    place=place,
                    cosine=cosine,
                    coverage=(asked.share(stems_) + asked.share(stems_ | above)) / 2,
                    covered=stems_,
                    met=stems_ | above,
                    hit=hit,
                )
    return list(found.values())


def _place(hit: Hit) -> str:
    """Title and headings above a passage; the title alone where a heading speaks to a language model."""
    stored = hit.stored
    return stored.place if all(map(shows, stored.passage.headings)) else stored.entry.title


def _stems_of(texts: Sequence[str], asked: Wanted) -> list[frozenset[str]]:
    """The question's stems in each of these texts; stemmed in one call, which is what costs."""
    terms_ = [terms(text) for text in texts]
    stemmed = iter(stems(word for own in terms_ for word in own.words))
    wanted_ = frozenset(asked.weights)
    meant = said_by(wanted_)
    said = [frozenset([*islice(stemmed, len(own.words)), *own.pairs]) for own in terms_]
    return [(own & wanted_).union(*(meant[stem] for stem in own & meant.keys())) for own in said]


STOP_WORDS = frozenset(
    "a an the of in on at to for from by with and or as is are was were be been being do does did has "
    "have had  what which who whom whose when where why how many much long far old often it its they them "
    "their this that  these those there he she his her i me my we us our you your can could will would "
    "should may might must shall  about into than then so if not no yes any some all each per tell give "
    "show list name please according say  says said describe explain between during under over after "
    "before until since also and/or s".split()
)
