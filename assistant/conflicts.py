"""Finds where sources disagree about what was asked, to be shown beside the answer with every value.

A conflict on record concerns a question if the words by which it is known stand in the question and one
of its values in the answer, or if the question itself sets its values against each other.
Must not choose the answer, but gives the preferred value's sentence where the answer states another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date

import regex

from assistant.compose.amounts import value_of
from assistant.evidence import content
from assistant.lists.proof import Prover
from assistant.names import Names
from assistant.recorded import CONFLICTS
from assistant.schema import Claim, Conflict, ConflictValue
from corpus.chronology import first_day
from corpus.governance_records import Conflict as Record
from corpus.governance_records import ConflictValue as RecordValue
from corpus.normalise import fold
from corpus.records import Records
from corpus.sources import written

_SHARE = 0.5
"""Of a conflict's words or subject, what a question must hold where the answer's value is a small number:
another count may be the same by chance. A word weighs less the more conflicts share it."""

_REACH = 3
"""Words behind a number among which the thing it counts is expected."""

_SOME = 0.3
"""The same where the value is a date, a name or a long number."""

_DIFFER = regex.compile(
    r"(?i)\b(disagree|differ|conflict|contradict|discrepan|dispute|inconsisten)"
    r"|\b(?:do|does|did) (?:[\p{L}’']+ ){0,4}agree\b"
)
_ALTERNATIVES = regex.compile(r"(?i)\bor\b")
_IMPLIED = (
    (regex.compile(r"\bhow (?:large|big)\b"), "area"),
    (regex.compile(r"\b(?:live|lives|living|inhabitants|residents)\b"), "population people urban"),
    (regex.compile(r"\b(?:which|what) (?:years|period)\b|\bhow long\b"), "years"),
)
"""Words that a question means without saying them."""

_SPECIFIC = regex.compile(r"\p{L}|\d{4}|\d[.,]\d")
_THOUSANDS = regex.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = regex.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Dispute:
    """What is shown of a conflict.

    Attributes:
        lead: the preferred value in a sentence, for an answer that states another one.
    """

    box: Conflict
    lead: Claim | None = None


def asks_for_difference(question: str) -> bool:
    """Whether a question is about sources that disagree, so that refuted values answer it too."""
    return _DIFFER.search(question) is not None


def disputes(
    question: str, claims: Sequence[Claim], day: date, records: Records, names: Names, prover: Prover
) -> Dispute | None:
    """The conflict that concerns a question and its answer on ``day``; None where there is none."""
    told = fold(" ".join(claim.text for claim in claims)).casefold()
    for held, record in _concerned(question, records.conflicts, names):
        known = [
            (number, value)
            for number, value in enumerate(record.values)
            if value.as_of is None or first_day(value.as_of) <= day
        ]
        stated = [value for _, value in known if _states(told, value.value, record.about)]
        if not stated and _weighs(question, record.about, [value.value for _, value in known]):
            stated = [value for _, value in known]
        least = _SOME if any(_SPECIFIC.search(value.value) for value in stated) else _SHARE
        if len({value.value for _, value in known}) < 2 or not stated or held < least:
            continue
        return _dispute(record, known, stated, day, prover)
    return None


def _weighs(question: str, about: str, values: Sequence[str]) -> bool:
    """Whether a question sets values against each other or asks for a difference, whatever is answered."""
    if asks_for_difference(question):
        return True
    asked = fold(question).casefold()
    named = {value for value in values if _states(asked, value, about)}
    return len(named) > 1 and _ALTERNATIVES.search(question) is not None


def _concerned(question: str, conflicts: Iterable[Record], names: Names) -> list[tuple[float, Record]]:
    """The conflicts of whose words a question holds any, with their share, those it holds most of first."""
    asked = fold(question).casefold()
    asked = " ".join((asked, *(words for pattern, words in _IMPLIED if pattern.search(asked))))
    entries = {entry.id: (entry, _stems(entry.words)) for entry in conflicts}
    times = Counter(word for _, words in entries.values() for word in words)
    subject = content(asked)
    scored = [
        (max(held, _share_of(content(entry.about), subject)) if held else 0.0, entry)
        for entry, words in entries.values()
        for held in [_held(words, asked, times, names)]
    ]
    return sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])


def _share_of(subject: Set[str], asked: Set[str]) -> float:
    return len(subject & asked) / len(subject) if subject else 0.0


def _stems(words: Sequence[str]) -> frozenset[str]:
    """The words without those that only lengthen another: "chairs" says no more than "chair"."""
    return frozenset(word for word in words if not any(word != w and word.startswith(w) for w in words))


def _held(words: Set[str], asked: str, times: Counter[str], names: Names) -> float:
    """Share of a conflict's words that a question holds; 0 where it names another place than the conflict."""
    found = {word for word in words if _begins_in(word, asked)}
    if not found:
        return 0.0
    weights = {word: 1 / times[word] for word in words}
    places = {word for word in words if names.find(word)}
    # It must be the same place, and something about it: a country alone is asked about in many ways.
    if any(own and not own & found for own in (places, words - places)):
        return 0.0
    return max(sum(weights[word] for word in found) / sum(weights.values()), len(found) / len(words))


def _begins_in(word: str, asked: str) -> bool:
    """Whether a word of the question begins so."""
    # Most conflicts share no letter run with a question, and a plain search tells so at a tenth of the cost.
    return word in asked and regex.search(rf"(?<![\p{{L}}\p{{N}}]){regex.escape(word)}", asked) is not None


def _states(told: str, value: str, about: str) -> bool:
    """Whether an answer states a value: its numbers, else its words.

    A small number must count what the conflict is about: the 26 of "26 October" is no number of cities.
    """
    if not _SPECIFIC.search(value):
        return _counts(told, value, content(about))
    told, value = (_THOUSANDS.sub("", text) for text in (told, value))
    if (spelt := value_of(value.strip())) is not None and _counts(told, f"{spelt:g}", content(about)):
        return True
    wanted = _NUMBER.findall(value) or [fold(value).casefold()]
    return all(
        regex.search(rf"(?<![\d.,\p{{L}}]){regex.escape(w)}(?![\d\p{{L}}]|[.,]\d)", told) for w in wanted
    )


def _counts(told: str, number: str, things: Set[str]) -> bool:
    """Whether one of the next words behind the number is a thing that is counted."""
    behind = (
        told[m.end() :].split()[:_REACH] for m in regex.finditer(rf"(?<![\d.,]){number}(?![\d.,]*\d)", told)
    )
    return any(things & content(" ".join(words)) for words in behind)


def _dispute(
    record: Record,
    known: Sequence[tuple[int, RecordValue]],
    stated: Sequence[RecordValue],
    day: date,
    prover: Prover,
) -> Dispute | None:
    shown, lead = [], None
    for number, value in known:
        citation = prover.own(CONFLICTS, f"conflicts:{record.id}:{number}")
        if citation is None:
            continue
        as_of = first_day(value.as_of) if value.as_of else None
        when = written(value.as_of)
        shown.append(ConflictValue(value=value.value, date=as_of, citation=citation, when=when))
        if value.preferred and value not in stated and not any(other.preferred for other in stated):
            lead = Claim(text=citation.quote, citations=(citation,))
    if len({value.value for value in shown}) < 2:
        return None
    box = Conflict(about=record.about, kind=record.kind.value, values=tuple(shown))
    return Dispute(box, lead)
