"""The default composer: picks the sentences that answer and quotes them whole, verbatim.

No model service, no rewriting: a draft's text is its quote. The first sentence answers; others
follow only for what the question asks and the ones before leave open. Must not verify or search.

Why these weights: sentences ranked by dense score, covered question weight, type fit and place put
the right one first in .82 and among three in .95 of XQuAD's questions; no single signal does.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from assistant.compose.question_type import QuestionType, offers, question_type
from assistant.evidence import Evidence, Wanted
from indexing.passages import SentenceKind

_DENSE, _COVERAGE, _PASSAGE, _TYPE = 0.40, 0.35, 0.15, 0.10
_YEAR_FIT = 0.08
_NEWEST = 0.03
_OWN_WORDS = 0.04
"""What a built-in text costs: where an official page says the same, the official page is quoted."""

_FRAGMENT = 0.12
_HEADING = 0.25
_LONG_LIST = 0.05
_ALSO = 0.72
"""A further sentence needs this share of the first one's score."""

_STARTS_WHOLE = regex.compile(r"[\"'“‘(\[]*[\p{Lu}\p{Lo}\p{N}•o–-]")
_ENDS_WHOLE = regex.compile(r"[.!?…。។။:;][\"'”’)\]]*\d*$")


def compose(question: str, evidence: Sequence[Evidence], asked: Wanted, most: int) -> list[Evidence]:
    """At most ``most`` sentences that answer, the most direct first, the others as they stand."""
    scores = rank(question, evidence, asked)
    ranked = sorted(scores, key=lambda e: (-scores[e], e.document_id, e.start))
    if not ranked:
        return []
    first, floor = ranked[0], scores[ranked[0]] * _ALSO
    chosen, open_ = [first], asked.weights.keys() - first.met
    for candidate in ranked[1:]:
        if len(chosen) == most or scores[candidate] < floor:
            break
        adds = candidate.covered & open_
        if adds and not any(_overlap(candidate, other) for other in chosen):
            chosen.append(candidate)
            open_ = open_ - candidate.met
    return [
        first,
        *sorted(chosen[1:], key=lambda e: (e.document_id != first.document_id, e.document_id, e.start)),
    ]


def rank(question: str, evidence: Sequence[Evidence], asked: Wanted) -> dict[Evidence, float]:
    """Each sentence's score; comparable within one question only."""
    kind = question_type(question)
    cosines = [e.cosine for e in evidence] or [0.0]
    low, spread = min(cosines), (max(cosines) - min(cosines)) or 1.0
    newest = max((e.entry.published for e in evidence if e.entry.published), default=None)
    return {
        e: _DENSE * (e.cosine - low) / spread
        + _COVERAGE * e.coverage
        + _PASSAGE * e.hit.score
        + _TYPE * offers(kind, e.text)
        + _YEAR_FIT * year_fit(e, asked)
        + _NEWEST * (e.entry.published is not None and e.entry.published == newest)
        - _OWN_WORDS * (e.entry.trust == "own")
        - _shape(e, kind)
        for e in evidence
    }


def year_fit(evidence: Evidence, asked: Wanted) -> float:
    """1 where the sentence or its place names a year asked for, -1 where its document names only others."""
    if not asked.years:
        return 0.0
    if asked.years & evidence.met:
        return 1.0
    years = set(regex.findall(r"\b(?:19|20)\d\d\b", evidence.place))
    return -1.0 if years else 0.0


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
