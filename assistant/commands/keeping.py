"""Explains, replays and checks answers that are kept, and lays that out for a terminal.

Must not print or parse.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel

from assistant import phrases
from assistant.commands.asking import place_of
from assistant.difference import Difference, compare
from assistant.errors import AnswerUnknown, HistoryUnusable
from assistant.explaining import Explanation, explained
from assistant.history import History
from assistant.memory import Remembered
from assistant.schema import Answer, Claim, FoundPassage, WeighedSentence, Why
from assistant.staleness import Stale, stale
from assistant.workspace import Workspace

_WIDTH = 100


class State(BaseModel):
    """What an answer was made with."""

    generation: str | None
    settings: str | None
    status: str


class Replay(BaseModel):
    """An answer asked again on the day it was first asked for: what is ``same``, what differs."""

    id: str
    question: str
    given: datetime
    same: bool
    then: State
    now: State
    difference: Difference


@dataclass(frozen=True, slots=True)
class Replayed:
    """A replay with the text of both answers."""

    told: Replay
    before: Answer
    after: Answer


def explanation(workspace: Workspace, answer_id: str) -> Explanation:
    """Why an answer is as it is.

    Raises:
        AnswerUnknown: none of that id is kept.
        HistoryUnusable: no answers are kept, or they cannot be read.
    """
    return explained(_kept(workspace, answer_id))


def replayed(workspace: Workspace, answer_id: str) -> Replayed:
    """Ask the question of an answer again, as on its day, and compare.

    Raises:
        AnswerUnknown: none of that id is kept.
        HistoryUnusable: no answers are kept, or they cannot be read.
    """
    before = _kept(workspace, answer_id)
    why = before.answer.why
    day = why.day if why else before.given.date()
    after = workspace.pipeline_on(lambda: day).answer(before.question)
    difference = compare(before.answer, after)
    told = Replay(
        id=answer_id,
        question=before.question.text,
        given=before.given,
        same=not difference.parts,
        then=_state(before.answer),
        now=_state(after),
        difference=difference,
    )
    return Replayed(told, before.answer, after)


def outdated(workspace: Workspace) -> Iterator[Stale]:
    """The kept answers of which a quote has gone, the last one first.

    Raises:
        HistoryUnusable: no answers are kept, or they cannot be read.
    """
    retriever = workspace.library.retriever()
    if retriever is not None:
        yield from stale(_history(workspace).answers(), retriever.document)


def explanation_lines(told: Explanation) -> Iterator[str]:
    """An explanation for a terminal: the question, what was looked for, what was found, what was dropped."""
    yield f"Question: {told.question}"
    yield from (f"  asked before: {turn}" for turn in told.turns)
    yield f"Given {_time(told.given)} from generation {told.generation}, as of {told.as_of:%d %B %Y}."
    yield f"It was {told.status.value.replace('_', ' ')}:"
    yield ""
    yield from _wrapped(told.text, "  ")
    if told.why is not None:
        yield from _why_lines(told.why, told.trace.confidence)
    yield ""
    yield "Steps:"
    yield from (f"  {step.name:12}{step.ms:9.2f} ms" for step in told.trace.steps)
    yield from told.trace.notes


def _why_lines(why: Why, confidence: float | None) -> Iterator[str]:
    yield ""
    if why.rows and not why.passages:
        yield "Answered from records, as a list of:"
        yield from (f"  {name}: {value}" for name, value in why.rows.items())
    else:
        yield f"Searched {why.documents} documents for: {why.standalone} ({why.language})"
        yield from _band_lines(why, confidence)
    if why.passages:
        yield ""
        yield "Passages found, best first (score, cosine, keywords, sentences weighed):"
        yield from (line for number, each in enumerate(why.passages, 1) for line in _passage(number, each))
    if why.sentences:
        yield ""
        yield f"Of {why.weighed} sentences weighed (score, cosine, words of the question covered):"
        yield from (line for each in why.sentences for line in _sentence(each))
    if why.tried:
        yield ""
        yield "Follow-up questions tried:"
        yield from (f"  {'suggested' if t.answered else 'dropped':10}{t.question}" for t in why.tried)


def _band_lines(why: Why, confidence: float | None) -> Iterator[str]:
    if confidence is not None and why.limits:
        limits = f"answers from {why.limits['answer']}, shows the closest from {why.limits['closest']}"
        yield f"Confidence {confidence:.3f} ({limits}): {why.band}"
        yield "  " + ", ".join(f"{name} {value:.3f}" for name, value in why.signals.items())


def _passage(number: int, each: FoundPassage) -> Iterator[str]:
    where = f"{each.title}, page {each.page}" if each.page else each.title
    numbers = f"{each.score:.3f} {each.cosine:.3f} {each.keywords:5.1f} {each.sentences:3}"
    yield f"  {number:2}. {numbers}  {where}"


def _sentence(each: WeighedSentence) -> Iterator[str]:
    score = "  -  " if each.score is None else f"{each.score:.3f}"
    where = f"{each.document_id} p.{each.page}" if each.page else each.document_id
    yield f"  {score} {each.cosine:.3f} {each.coverage:.2f}  {phrases.FATES[each.fate]}  [{where}]"
    yield from _wrapped(each.text, " " * 21)


def replay_lines(replay: Replayed) -> Iterator[str]:
    """A replay for a terminal; what has changed in the manner of a diff."""
    told = replay.told
    yield f"Question: {told.question}"
    yield f"Given {_time(told.given)} from generation {told.then.generation}, now {told.now.generation}."
    if told.then.settings not in (None, told.now.settings):
        yield "The settings have changed since."
    found = told.difference
    yield "The answer is the same." if told.same else f"It differs in: {_names(found.parts)}."
    if found.beside:
        yield f"Beside the answer, it differs in: {_names(found.beside)}."
    if told.then.status != told.now.status:
        yield f"- {told.then.status}: {replay.before.text}"
        yield f"+ {told.now.status}: {replay.after.text}"
        return
    for each in found.changed:
        yield from ("", f"- {_claim(each.before)}", f"+ {_claim(each.after)}")
    if found.gone or found.new or found.rows_gone or found.rows_new:
        yield ""
    yield from (f"- {_claim(claim)}" for claim in found.gone)
    yield from (f"+ {_claim(claim)}" for claim in found.new)
    yield from (f"- {row}" for row in found.rows_gone)
    yield from (f"+ {row}" for row in found.rows_new)


def stale_lines(found: Stale) -> Iterator[str]:
    """A stale answer for a terminal."""
    yield f"{found.id}  {_time(found.given)}  {found.question}"
    for each in found.quotes:
        where = f"{each.title}, page {each.page}" if each.page else each.title
        yield f"  {each.reason}: {where} ({each.document_id})"
        yield from _wrapped(f"“{each.quote}”", "    ")


def _kept(workspace: Workspace, answer_id: str) -> Remembered:
    found = _history(workspace).recall(answer_id)
    if found is None:
        raise AnswerUnknown(answer_id)
    return found


def _history(workspace: Workspace) -> History:
    if workspace.history is None:
        raise HistoryUnusable("history", "no answers are kept", "Set history to true, see `ascn settings`")
    return workspace.history


def _state(answer: Answer) -> State:
    settings = answer.why.settings if answer.why else None
    return State(generation=answer.generation, settings=settings, status=answer.status.value)


def _claim(claim: Claim) -> str:
    return f"{claim.text} [{'; '.join(place_of(citation) for citation in claim.citations)}]"


def _names(parts: tuple[str, ...]) -> str:
    return ", ".join(part.replace("_", " ") for part in parts)


def _time(when: datetime) -> str:
    return f"on {when:%d %B %Y at %H:%M} UTC"


def _wrapped(text: str, indent: str) -> list[str]:
    lines = text.splitlines()
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, _WIDTH, initial_indent=indent, subsequent_indent=indent)
    ]
