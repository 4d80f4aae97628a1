"""Answers a question about eligibility in a conversation: the one question that settles most, or verdicts.

Must not decide or read words. Why: while a fact is missing that a verdict waits for, the answer is that one
question and nothing else is claimed; what was understood is always shown, for a wrong fact gives a wrong
verdict that looks right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date

from pydantic import JsonValue

from assistant.eligibility import speech, wording
from assistant.eligibility.decide import POSITIVE, Decision, Verdict
from assistant.eligibility.dialogue import Standing, day_of, facts_of, focus, standing
from assistant.eligibility.facts import Inquiry, questions
from assistant.eligibility.recognition import is_about_eligibility
from assistant.eligibility.reply import FEW, answered, told_of
from assistant.eligibility.stated import Partner, Stated
from assistant.schema import Answer, Question, Status, UnderstoodFact
from corpus.programmes import WindowState
from corpus.records import records
from indexing.retrieve import Retriever

_UNDATED = frozenset({WindowState.UNKNOWN, WindowState.CLOSED})
_LAST = 2
"""Calls told in full where none of a programme fits: the latest ones."""


def conversed(
    question: Question, text: str, turns: Sequence[str], language: str, retriever: Retriever, today: date
) -> Answer | None:
    """The answer to a question about eligibility; None where it is about something else.

    Args:
        text: the question, cleaned; ``turns`` the ones before it, alike.
        language: of the question.
    """
    if not any(map(is_about_eligibility, (text, *turns))):
        return None
    now = standing(text, turns, question.as_of or today, records())
    if now is None:
        return None
    day = day_of(now.said, question.as_of or today, records())
    if now.fault is None and now.pending is None:
        return _verdicts(now, day, retriever, today)
    return _asked(now, language, day, retriever)


def _asked(now: Standing, language: str, day: date, retriever: Retriever) -> Answer:
    """The one question, or what contradicts itself; with the choices that are understood."""
    said = now.said
    options = [option for one in said.unsure if one.path == now.pending for option in one.options]
    asks = speech.question(now.pending, said.unsure) if now.pending and not now.fault else str(now.fault)
    asked = [*_notes(now, language), asks]
    return Answer(
        id="",
        status=Status.CLARIFY,
        reason=None if now.fault else speech.waiting(now.settled_by_it),
        text="\n".join((*asked, *_understood(now))),
        language="en",
        as_of=day,
        generation=retriever.generation.id,
        understood=_facts(_ordered(now)),
        asks="\n".join(asked),
        suggestions=speech.choices(now.pending, options) if now.pending else (),
    )


def _verdicts(now: Standing, day: date, retriever: Retriever, today: date) -> Answer:
    """The verdicts on all that was asked about; those on the role meant are told in full."""
    said = now.said
    meant = focus(now.decisions, said.role)
    inquiry = Inquiry(as_of=day, facts=facts_of(said))
    shown = {told_of(decision) for decision in _telling(meant)}
    answer = answered(now.decisions, inquiry, retriever.document, retriever.generation.id, today, told=shown)
    text = "\n".join((*_summary(meant), answer.text, *_understood(now)))
    return answer.model_copy(update={"text": text, "understood": _facts(_ordered(now))})


def _telling(meant: Sequence[Decision]) -> Sequence[Decision]:
    """The decisions to tell in full: of many those that are a yes or that facts can still change.

    Where one programme has none of these the latest, so that a "no" is never told without its reason.
    """
    told = [decision for decision in meant if decision.verdict is not Verdict.NOT_ELIGIBLE]
    if len(meant) > FEW and not _of_one(meant):
        return [decision for decision in told if decision.window not in _UNDATED]
    return told or sorted(meant, key=_latest, reverse=True)[:_LAST]


def _summary(meant: Sequence[Decision]) -> Iterator[str]:
    if len(meant) > FEW and not _of_one(meant):
        positive = (decision.offer.title for decision in meant if decision.verdict in POSITIVE)
        yield wording.summary(dict.fromkeys(positive), len(meant))


def _of_one(decisions: Sequence[Decision]) -> bool:
    return len({decision.offer.programme.id for decision in decisions}) == 1


def _latest(decision: Decision) -> date:
    window = decision.offer.window
    return (window and (window.last_day or window.opens)) or date.min


def _notes(now: Standing, language: str) -> Iterator[str]:
    """What was not understood in this turn."""
    said = now.said
    if said.unread is not None:
        yield speech.not_understood(said.unread)
    yield from map(speech.strange, said.strange)
    if language != "en" and (said.unread is not None or not said.facts):
        yield speech.ENGLISH_ONLY


def _understood(now: Standing) -> Iterator[str]:
    facts = _ordered(now)
    if facts:
        yield "Understood so far:"
        yield from speech.understood(facts)
        yield speech.CORRECT


def _ordered(now: Standing) -> list[Stated]:
    order = list(questions())
    return sorted(now.said.all_facts(), key=lambda fact: order.index(fact.path))


def _facts(facts: Sequence[Stated]) -> tuple[UnderstoodFact, ...]:
    return tuple(
        UnderstoodFact(
            fact=f.path,
            value=_plain(f),
            words=f.words,
            label=speech.label(f.path),
            shown=speech.shown(f.path, f.value),
        )
        for f in facts
    )


def _plain(fact: Stated) -> JsonValue:
    match fact.value:
        case Partner():
            return {key: value for key, value in asdict(fact.value).items() if value is not None}
        case tuple():
            return list(fact.value)
        case value:
            return value
