"""The default composer: picks the sentences that answer and quotes them whole, verbatim.

No model service, no rewriting: a draft's text is its quote. The first sentence answers; others
follow only for what the question asks and the ones before leave open. Must not verify or search.

Why these weights: sentences ranked by dense score, covered question weight, type fit and place put
the right one first in .82 and among three in .95 of XQuAD's questions; no single signal does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import regex

from assistant.compose import times
from assistant.compose.confidence import offer
from assistant.compose.numbers import numbers
from assistant.compose.question_type import QuestionType, enumerates, question_type
from assistant.compose.sought import DATED, Sought, sought
from assistant.dating import recency, years
from assistant.evidence import Evidence, Wanted
from assistant.schema import Fate
from corpus.city_rendering import HEARSAY
from indexing.passages import SentenceKind

_DENSE, _COVERAGE, _PASSAGE, _FIT = 0.40, 0.35, 0.15, 0.15
_YEAR_FIT, _EDITION = 0.08, 1.0
_RECENT, _AS_MUCH = 0.15, 0.9
_OWN_WORDS = 0.04
"""What a built-in text costs: where an official page says the same, the official page is quoted."""

_HEARSAY = 0.25
"""What it costs to rest on the press or the web where an official text may tell the same."""

_SAME, _EQUAL = 0.6, 0.8
"""A sentence of a document proper stands in for a built-in one from the first share of its score; of
those that reach the second share of the best, the one published last is quoted."""

_OFFERS, _NEAR = 0.5, 0.8
"""A sentence that offers what is wanted goes before a better one without it, from this share of its score."""

_ENUMERATES = 0.06
"""What naming several things is worth to a question for a list."""

_FRAGMENT = 0.12
_HEADING = 0.25
_LONG_LIST = 0.05
_ALSO = 0.72
"""A further sentence needs this share of the first one's score."""

_LOOKED_AT = 48
"""Sentences that are held against what the question names, the best of them."""

_BEGINS_HEARSAY = tuple(HEARSAY.values())
_STARTS_WHOLE = regex.compile(r"[\"'“‘(\[]*[\p{Lu}\p{Lo}\p{N}•o–-]")
_ENDS_WHOLE = regex.compile(r"[.!?…。។။:;][\"'”’)\]]*\d*$")


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen to answer.

    Attributes:
        found: the sentences that answer best, which tell how sure the answer is.
        quoted: the same, built-in sentences replaced by official ones that state the same numbers.
        scores: of every sentence that was weighed.
        dropped: why sentences that score high enough were left out, as far as they were looked at.
        floor: the least score of a further sentence.
        bears: whether what was found is about what the question names.
    """

    found: tuple[Evidence, ...] = ()
    quoted: tuple[Evidence, ...] = ()
    scores: Mapping[Evidence, float] = field(default_factory=dict)
    dropped: Mapping[Evidence, Fate] = field(default_factory=dict)
    floor: float = 0.0
    bears: bool = True


def compose(
    question: str,
    evidence: Sequence[Evidence],
    asked: Wanted,
    most: int,
    as_of: date,
    bears: Callable[[Evidence], bool] = lambda _: True,
) -> Choice:
    """At most ``most`` sentences that answer, the most direct first, the others as they stand.

    Args:
        bears: whether a sentence is about what the question names; where none is, the choice says so.
    """
    scores = rank(question, evidence, asked, as_of)
    best = sorted(scores, key=lambda e: (-scores[e], e.document_id, e.start))
    if not best:
        return Choice()
    ranked = [e for e in best[:_LOOKED_AT] if bears(e)]
    if not ranked:
        return Choice((best[0],), (best[0],), scores, bears=False)
    first = _fitting(sought(question), ranked, scores)
    floor = scores[first] * _ALSO
    chosen, open_ = [first], asked.weights.keys() - first.met
    dropped: dict[Evidence, Fate] = {}
    for candidate in ranked:
        if len(chosen) == most or scores[candidate] < floor:
            break
        if candidate is first:
            continue
        if not candidate.covered & open_:
            dropped[candidate] = Fate.ADDS_NOTHING
        elif any(_overlap(candidate, other) for other in chosen):
            dropped[candidate] = Fate.OVERLAPS
        else:
            chosen.append(candidate)
            open_ = open_ - candidate.met
    rest = sorted(chosen[1:], key=lambda e: (e.document_id != first.document_id, e.document_id, e.start))
    quoted = dict.fromkeys(official(e, ranked, scores, question) for e in (first, *rest))
    return Choice((first, *rest), tuple(quoted), scores, dropped, floor)


def _fitting(wants: Sought, ranked: Sequence[Evidence], scores: dict[Evidence, float]) -> Evidence:
    """The best sentence, or the best that offers what is wanted where that one does not and it comes near."""
    if not wants.is_strict or offer(wants, ranked[0]) >= _OFFERS:
        return ranked[0]
    near = (e for e in ranked if scores[e] >= scores[ranked[0]] * _NEAR)
    return next((e for e in near if offer(wants, e) >= _OFFERS), ranked[0])


def official(
    evidence: Evidence, ranked: Sequence[Evidence], scores: dict[Evidence, float], question: str
) -> Evidence:
    """The best sentence of a document proper that states the same numbers as a built-in sentence.

    What the project wrote itself leads to a source; where that source is at hand, it is quoted. Years
    count only where a date is asked for: too many sentences share one.
    """
    stated = numbers(evidence.text) - numbers(question)
    if sought(question).kind not in DATED:
        stated -= {str(year) for year in years(evidence.text)}
    if evidence.entry.trust != "own" or not stated:
        return evidence
    wants, floor = sought(question), scores[evidence] * _SAME
    held = [e for e in ranked if e.entry.trust != "own" and scores[e] >= floor and stated <= numbers(e.text)]
    if wants.is_strict:
        held = [e for e in held if offer(wants, e) >= offer(wants, evidence)]
    equals = [e for e in held if scores[e] >= scores[held[0]] * _EQUAL]
    return max(equals, key=lambda e: e.entry.published or date.min, default=evidence)


def rank(question: str, evidence: Sequence[Evidence], asked: Wanted, as_of: date) -> dict[Evidence, float]:
    """Each sentence's score; comparable within one question only."""
    kind, wants = question_type(question), sought(question)
    cosines = [e.cosine for e in evidence] or [0.0]
    low, spread = min(cosines), (max(cosines) - min(cosines)) or 1.0
    # Of sentences that say as much the latest counts; an early one is not beaten by one off the point.
    undated, full = not asked.years, _AS_MUCH * max((e.coverage for e in evidence), default=0.0)
    return {
        e: _DENSE * (e.cosine - low) / spread
        + _COVERAGE * e.coverage
        + _PASSAGE * e.hit.score
        + _FIT * (offer(wants, e) if wants.is_strict else 0.0)
        + _YEAR_FIT * (year_fit(e, asked) + _EDITION * edition_fit(e, wants))
        + _ENUMERATES * (kind is QuestionType.LIST and enumerates(e.text))
        + _RECENT * (recency(e, as_of) if undated and e.coverage >= full else 0.0)
        - _OWN_WORDS * (e.entry.trust == "own")
        - _HEARSAY * e.text.startswith(_BEGINS_HEARSAY)
        - _shape(e, kind)
        for e in evidence
    }


def year_fit(evidence: Evidence, asked: Wanted) -> float:
    """1 where the sentence or its place names a year asked for, -1 where its document names only others."""
    if not asked.years:
        return 0.0
    if asked.years & evidence.met:
        return 1.0
    return -1.0 if years(evidence.place) else 0.0


def edition_fit(evidence: Evidence, wants: Sought) -> float:
    """1 where a sentence or its place names the edition asked for, -1 where it names only others."""
    if not wants.editions:
        return 0.0
    named = times.editions(evidence.text) or frozenset(years(evidence.place))
    return (1.0 if wants.editions & named else -1.0) if named else 0.0


def _shape(evidence: Evidence, kind: QuestionType) -> float:
    """What a heading, a fragment or a needlessly long list costs."""
    if evidence.kind is SentenceKind.HEADING:
        return _HEADING
    if evidence.kind is SentenceKind.LIST:
        return 0.0 if kind is QuestionType.LIST else _LONG_LIST
    if evidence.kind in {SentenceKind.ROW, SentenceKind.ITEM}:
        return 0.0
    whole = _STARTS_WHOLE.match(evidence.text) and _ENDS_WHOLE.search(evidence.text)
    return 0.0 if whole else _FRAGMENT


def _overlap(one: Evidence, other: Evidence) -> bool:
    if one.document_id == other.document_id and one.start < other.end and other.start < one.end:
        return True
    return one.text == other.text
