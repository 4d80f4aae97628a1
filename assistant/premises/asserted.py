"""Reads what a question states about a city, a chair, a meeting or the network's founding.

"Is Johor Bahru in Indonesia?" states that the city lies there; "since when is Kuching in Brunei a member?"
takes it for granted. Pure rules over English words; what they do not know is no statement. Must not look
facts up: that is `assistant.premises.ruling`.

Why nothing may be left over of a question for yes or no: "was the second meeting in Bangkok chaired by
Singapore?" states more than where it was, and half a check would be a wrong yes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import regex

from assistant.compose import times
from assistant.compose.amounts import amounts
from assistant.evidence import STOP_WORDS
from assistant.names import Mention, NameKind, known_names
from corpus.records import records
from indexing.analysis import terms
from indexing.lexical import stems


class Relation(StrEnum):
    """What is stated of the thing named."""

    LIES_IN = "lies in"
    JOINED = "joined"
    CHAIRED = "chaired"
    SHEPHERD = "shepherd"
    MET = "met"
    FOUNDED = "founded"
    COUNTED = "counted"


_YES_OR_NO = regex.compile(
    r"\W*(?:and |so |but )?(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|will)\b", regex.I
)
_ASKS = regex.compile(r"\b(?:who|whom|whose|what|when|where|which|why|how)\b", regex.I)
_MARKS = (
    (Relation.MET, r"\bmeetings?\b"),
    (Relation.SHEPHERD, r"\bshepherd\b"),
    (Relation.CHAIRED, r"\bchair(?:s|ed|ing|manship|person)?\b"),
    (Relation.FOUNDED, r"\b(?:found|establish|set up|creat)"),
    (Relation.COUNTED, r"\b\d+ (?:smart )?(?:member )?(?:cities|projects|smart city projects)\b"),
    (Relation.JOINED, r"\b(?:join|member|pilot|belong|admit|accept)"),
    (Relation.LIES_IN, r""),
)
_OWN = "network ascn asean smart city cities country state"
_WORDS = {
    Relation.LIES_IN: f"{_OWN} lie located situated part belong",
    Relation.JOINED: f"{_OWN} join joined member become became admitted accepted belong part pilot one among",
    Relation.CHAIRED: f"{_OWN} chair chairs chaired chairing chairmanship chairperson hold held"
    " current currently",
    Relation.SHEPHERD: f"{_OWN} shepherd hold held act acted current currently",
    Relation.MET: f"{_OWN} meeting annual high-level high level japan held hold take took place happen"
    " virtual virtually online second third fourth fifth sixth seventh eighth ninth tenth first",
    Relation.FOUNDED: f"{_OWN} founded established set up created found establish create",
    Relation.COUNTED: f"{_OWN} project projects member today now currently currently count",
}
_ALLOWED = {relation: frozenset(stems(words.replace("-", " ").split())) for relation, words in _WORDS.items()}
_MONTHS = frozenset(
    stems(
        "january february march april may june july august september october november december"
        " th st nd rd".split()
    )
)
_IN_STATE = regex.compile(r"\A,? (?:in|of) (?:the )?\Z|\A, ?\Z", regex.I)
_STATE_CITY = regex.compile(r"\A (?:member |pilot )?(?:city|town|province)(?: of)? ", regex.I)
_HANDED = regex.compile(r"\b(?:to|after|before|next|succe\w+|follow\w*|hand\w*|took over)\b", regex.I)


@dataclass(frozen=True, slots=True)
class Asserted:
    """What is stated.

    Attributes:
        asked: whether the question asks for yes or no, else it takes the statement for granted.
        ordinal: of a meeting.
        counts: the numbers that are no years.
        towns: places where meetings were held, members of the network or not.
        text: the question in English words.
    """

    relation: Relation
    asked: bool
    cities: tuple[str, ...]
    states: tuple[str, ...]
    years: frozenset[int]
    ordinal: int | None
    counts: frozenset[int]
    towns: tuple[str, ...]
    text: str

    def says(self, word: str) -> bool:
        """Whether a pattern stands in the question."""
        return regex.search(word, self.text, regex.I) is not None


def asks_for_yes_or_no(question: str) -> bool:
    """Whether a question, in English words, wants a yes or a no."""
    return _YES_OR_NO.match(question) is not None and not _ASKS.search(question)


def asserted(question: str) -> Asserted | None:
    """What ``question``, in English words, states; None where it states nothing that is known here."""
    mentions = known_names().find(question)
    asked = asks_for_yes_or_no(question)
    relation = next(found for found, mark in _MARKS if regex.search(mark, question, regex.I))
    if not asked:
        relation_ = _granted(question, mentions, relation)
        if relation_ is None:
            return None
        relation = relation_
    elif _left_over(question, mentions, relation):
        return None
    return Asserted(
        relation,
        asked,
        _ids(mentions, NameKind.CITY),
        _ids(mentions, NameKind.STATE),
        times.years(question),
        _ordinal(question),
        frozenset(int(a.value) for a in amounts(question) if not a.is_year and a.value == int(a.value)),
        tuple(town for town in _towns() if regex.search(rf"\b{regex.escape(town)}\b", question)),
        question,
    )


def _granted(question: str, mentions: Sequence[Mention], relation: Relation) -> Relation | None:
    """What a question that asks for something else takes for granted."""
    for one, other in pairwise(mentions):
        between, kinds = question[one.end : other.start], (one.kind, other.kind)
        named = question[other.start : other.end]
        follows = regex.match(r"(?: and|,(?! (?:a|the|is|as)\b))", question[other.end :])
        if (
            kinds == (NameKind.CITY, NameKind.STATE)
            and not one.state
            and not follows
            and _IN_STATE.match(between)
        ):
            return Relation.LIES_IN
        if (
            kinds == (NameKind.STATE, NameKind.CITY)
            and not other.state
            and _STATE_CITY.match(f"{between}{named}")
        ):
            return Relation.LIES_IN
    if relation is Relation.CHAIRED and len(_ids(mentions, NameKind.STATE)) == 1 and times.years(question):
        state = next(m for m in mentions if m.kind is NameKind.STATE)
        behind = question[state.end : state.end + 16]
        return relation if regex.match(r"['’s]* chair", behind) and not _HANDED.search(question) else None
    if relation is Relation.FOUNDED and regex.search(
        r"\b(?:network|ASCN) (?:\w+ )?(?:founded|established|set up|created) in\b", question, regex.I
    ):
        return relation
    if relation is Relation.MET and _ordinal(question) and regex.search(r"\bmeeting,? (?:in|at) ", question):
        return relation
    return None


def _left_over(question: str, mentions: Sequence[Mention], relation: Relation) -> bool:
    """Whether a question says something beside names, numbers and the words of its relation."""
    for mention in mentions:
        blank = " " * (mention.end - mention.start)
        question = question[: mention.start] + blank + question[mention.end :]
    for town in _towns() if relation is Relation.MET else ():
        question = question.replace(town, " ")
    words = set(stems(w for w in terms(question).words if w not in STOP_WORDS and not w[0].isdigit()))
    return bool(words - _ALLOWED[relation] - _MONTHS)


def _towns() -> list[str]:
    return sorted({m.place for m in records().meetings if m.place and m.place != "online"})


def _ids(mentions: Sequence[Mention], kind: NameKind) -> tuple[str, ...]:
    """The records named, each once; a city that goes by the name of its state is that state too."""
    named = [m.id for m in mentions if m.kind is kind]
    if kind is NameKind.STATE:
        named += [m.state for m in mentions if m.state]
    known = records().cities if kind is NameKind.CITY else records().states
    return tuple(dict.fromkeys(id_ for id_ in named if id_ in known))


def _ordinal(question: str) -> int | None:
    found = times.ordinals(question) or (
        {1} if regex.search(r"\bfirst\b|\b1st\b", question, regex.I) else set()
    )
    return next(iter(found)) if len(found) == 1 else None
