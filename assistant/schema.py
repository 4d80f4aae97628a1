"""The public contract: what a question and an answer look like at every door.

Additions are welcome, renames are not: outside tools read these names. Must not import anything
of the project, so that a client can be generated from it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

MAX_QUESTION_CHARACTERS = 4_000
"""Longer questions are refused with a message, not cut."""


class Value(BaseModel):
    """A frozen value that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"
    CLARIFY = "clarify"
    REFUSED = "refused"


class Question(Value):
    """A question as it comes in at a door.

    ``turns`` are the earlier questions of the conversation, oldest first. ``as_of`` asks for the
    state of that day; None means today. ``language`` is a BCP 47 tag and overrides recognition.
    Of the last answer, ``said`` is the first sentence and ``offered`` what it suggested to ask next.
    """

    text: str
    turns: tuple[str, ...] = ()
    as_of: date | None = None
    language: str | None = None
    conversation_id: str | None = None
    said: str = ""
    offered: tuple[str, ...] = ()


class Citation(Value):
    """A verified quote: ``quote == page text[start:end]`` of the document.

    ``page`` is the 1-based page of the file, None where the document has no pages; then ``start``
    and ``end`` count in the document's text. ``verified`` is always true: what cannot be verified
    is never sent.
    """

    document_id: str
    title: str
    page: int | None
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str = Field(min_length=1)
    url: str | None = None
    published: date | None = None
    verified: Literal[True] = True
    page_label: str | None = None
    heading: str | None = None


class Claim(Value):
    """One sentence of an answer with its proof."""

    text: str
    citations: tuple[Citation, ...] = Field(min_length=1)
    superseded: bool = False


class ConflictValue(Value):
    """One of several values that sources give for the same thing.

    ``date`` is the first day on which it may have held; ``when`` says the date as far as it is known.
    """

    value: str
    date: date | None
    citation: Citation
    when: str | None = None


class Conflict(Value):
    """Sources give different values for something.

    ``kind``: each was right at its date (changed), they disagree, one is wrong (error), or the values
    do not mean the same (scope).
    """

    about: str
    kind: Literal["changed", "disagree", "error", "scope"] = "disagree"
    values: tuple[ConflictValue, ...]


class ListItem(Value):
    """One row of a complete list."""

    text: str
    citation: Citation | None = None


class AnswerList(Value):
    """A complete list; ``count`` equals the number of items."""

    items: tuple[ListItem, ...]
    count: int


class Deciding(Value):
    """A criterion that decides a verdict, with its proof.

    ``criterion`` is its id in the rules, or "window". ``value``: T met, F failed, U a fact is missing,
    S the source is silent or ambiguous, J judged by the sponsor. ``further`` are more quotes for it.
    """

    criterion: str
    value: Literal["T", "F", "U", "S", "J"]
    text: str
    citation: Citation | None = None
    further: tuple[Citation, ...] = ()


class MissingFact(Value):
    """A fact that is not known yet, and the question that asks for it."""

    fact: str
    question: str


class Change(Value):
    """What would turn a "no": another role or call, or facts to be changed, by the ids of their criteria."""

    kind: Literal["role", "call", "facts"]
    text: str
    call: str | None = None
    role: str | None = None
    criteria: tuple[str, ...] = ()


class Verdict(Value):
    """Whether the published conditions of one call are met in one role on a day; never who will be selected.

    ``substantive`` leaves the window aside. A window that is ``rolling`` is open. ``source_date``: the day,
    month or year of the latest source behind it, None where all are undated. ``rules`` names the state of
    the rules. ``criteria`` holds every criterion, the deciding ones too; ``also`` how the sponsor selects,
    which decides nothing here. ``guidance`` are quotes for the next step.
    """

    programme: str
    call: str | None
    role: str
    verdict: Literal["eligible", "not_eligible", "cannot_tell", "sponsor_decides"]
    substantive: Literal["eligible", "not_eligible", "cannot_tell", "sponsor_decides"]
    window: Literal["open", "closed", "not_yet", "rolling", "unknown"]
    rolling: bool = False
    title: str
    text: str
    deciding: tuple[Deciding, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    next_step: str
    opens: date | None = None
    deadline: date | None = None
    changes: tuple[Change, ...] = ()
    criteria: tuple[Deciding, ...] = ()
    also: tuple[Deciding, ...] = ()
    guidance: tuple[Citation, ...] = ()
    source_date: str | None = None
    rules: str | None = None


class UnderstoodFact(Value):
    """A fact about an applicant as it was understood, for the asker to correct.

    ``fact`` is its path as in the facts of an eligibility check; ``words`` are those of the conversation
    that it was taken from. ``label`` and ``shown`` are fact and value as people read them.
    """

    fact: str
    value: JsonValue
    words: str = Field(min_length=1)
    label: str = ""
    shown: str = ""


class Step(Value):
    """One timed step of the pipeline."""

    name: str
    ms: float


class Composer(StrEnum):
    """Who phrased an answer."""

    EXTRACTIVE = "extractive"
    LLM = "llm"


class ModelUse(Value):
    """A language model's part in an answer: calls, and how many of its sentences were kept, how many
    replaced by what they cite, how many dropped.
    """

    name: str
    calls: int
    kept: int = 0
    replaced: int = 0
    dropped: int = 0


class Trace(Value):
    """What was done for an answer and how long it took.

    ``confidence``: from 0 to 1, how likely the evidence was held to hold the answer; None where that
    was not weighed, as for a list made of records. ``notes``: what went wrong beside the answer, for
    people. ``fallback``: why the default answerer took the place of the language model that the settings
    name; None where it did not.
    """

    steps: tuple[Step, ...] = ()
    confidence: float | None = None
    composer: Composer = Composer.EXTRACTIVE
    fallback: str | None = None
    model: ModelUse | None = None
    notes: tuple[str, ...] = ()


class Fate(StrEnum):
    """What became of a sentence that was weighed for an answer."""

    QUOTED = "quoted"
    REPLACED = "replaced"
    UNPROVEN = "unproven"
    UNSURE = "unsure"
    LOW = "low"
    ADDS_NOTHING = "adds_nothing"
    OVERLAPS = "overlaps"
    ENOUGH = "enough"
    NOT_OF_THE_DAY = "not_of_the_day"


class FoundPassage(Value):
    """A passage found for a question.

    ``score`` is the mix of both lists and comparable within one question only, ``cosine`` between
    questions; ``keywords`` is 0 where no word of the question occurs. ``sentences``: how many of it were
    weighed, none where it tells of other things than its document.
    """

    document_id: str
    title: str
    page: int | None
    text: str
    score: float
    cosine: float
    keywords: float
    sentences: int


class WeighedSentence(Value):
    """A sentence weighed for an answer; ``score`` is None where it was set aside before.

    ``coverage``: share of the question's weight that its words and, at half, its place cover.
    """

    document_id: str
    page: int | None
    text: str
    score: float | None
    cosine: float
    coverage: float
    fate: Fate


class Tried(Value):
    """A follow-up question that was tried; ``answered`` tells whether it may be suggested."""

    question: str
    answered: bool


class Why(Value):
    """Why an answer is as it is: what was looked for, what was found, what was dropped.

    ``standalone`` is what was searched for. ``day`` is the asker's day, ``settings`` names the settings in
    force. ``rows`` are the conditions of a list. ``weighed`` counts all sentences, of which ``sentences``
    holds the best. ``limits``: the least confidence of the bands "answer" and "closest".
    """

    standalone: str
    language: str
    day: date
    settings: str
    generation: str | None = None
    embedder: str | None = None
    documents: int = 0
    rows: dict[str, str] = {}
    passages: tuple[FoundPassage, ...] = ()
    sentences: tuple[WeighedSentence, ...] = ()
    weighed: int = 0
    band: str | None = None
    limits: dict[str, float] = {}
    signals: dict[str, float] = {}
    tried: tuple[Tried, ...] = ()


class Answer(Value):
    """The one reply of every path and every door.

    ``text`` is the whole reply as plain text with ``[n]`` markers, n counting citations in order.
    A refusal or ``not_found`` carries no claims; ``also_read`` then names the nearest passages.
    ``why`` never leaves with the answer: it is asked for by the answer's id.
    ``rewritten`` is the question as it was understood after the turns before; None where it stood alone.
    ``note`` says, in the asker's language, that the quotes are in another one.
    ``asks`` is the part of ``text`` that asks back; ``suggestions`` are then answers to choose from.
    """

    id: str
    status: Status
    reason: str | None = None
    text: str
    language: str
    as_of: date
    generation: str | None
    claims: tuple[Claim, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    verdicts: tuple[Verdict, ...] | None = None
    understood: tuple[UnderstoodFact, ...] = ()
    list: AnswerList | None = None
    also_read: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    rewritten: str | None = None
    note: str | None = None
    asks: str | None = None
    trace: Trace = Trace()
    why: Why | None = Field(default=None, exclude=True, repr=False)


class StatusEvent(Value):
    """What the pipeline is doing, for people who wait: step name and a short text."""

    step: str
    text: str


class ClaimEvent(Value):
    """One verified claim, streamed; ``index`` counts from 0."""

    index: int
    claim: Claim
