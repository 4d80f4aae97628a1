"""The turns of a conversation → where its check of eligibility stands: facts, decisions, the next question.

A pure function of turns, records and the day. Must not word anything but hand on the one question that
settles most. Why: each turn is heard again from the first one on, so that the dialogue is the same in the
page, in `ascn` and behind the API, and nothing has to be kept between two turns; who asks, where and which
city come first because they alone rule out most calls.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.eligibility.conversation import Said, heard, remembered
from assistant.eligibility.decide import Decision, decide, roles_of
from assistant.eligibility.facts import Facts, Inquiry, questions, read_facts
from assistant.eligibility.fields import FIRST
from assistant.errors import FactsInvalid
from corpus.programmes import Window, WindowState, offers
from corpus.records import Records

MOST_OPEN = 6
"""Questions asked of somebody who named no programme, before a table is shown all the same."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the check stands after a turn.

    Attributes:
        decisions: one for each call and role asked about; empty where the facts contradict each other.
        pending: the path of the fact to ask for next; None where nothing is to be asked.
        settled_by_it: how many calls wait for that fact.
        asked: how many questions were asked so far, this one among them.
        fault: why the facts cannot be judged.
    """

    said: Said
    decisions: tuple[Decision, ...] = ()
    pending: str | None = None
    settled_by_it: int = 0
    asked: int = 0
    fault: FactsInvalid | None = None


def day_of(said: Said, today: date, records: Records) -> date:
    """The day whose state is asked for; of a year the last on which a call meant was open, else its end."""
    if said.as_of is not None or said.year is None:
        return said.as_of or today
    last = date(said.year, 12, 31)
    ends = [
        min(window.last_day or last, last)
        for id_ in said.programmes
        for offer in offers(records.programmes[id_])
        if (window := offer.window) and (not said.calls or offer.id in said.calls)
        if _was_open_in(window, said.year)
    ]
    return min(max(ends, default=last), today)


def standing(question: str, turns: Sequence[str], day: date, records: Records) -> Standing | None:
    """Where the check stands after a question; None where it has nothing to do with eligibility.

    Args:
        turns: the earlier questions of the conversation, oldest first.
        day: the day whose state is asked for, unless a turn names one.
    """
    now, last = Standing(Said()), None
    for text in (*turns, question):
        said = heard(now.said, text, now.pending)
        last = said
        if said is None:
            # Something else was asked: an answer to the question before would come too late.
            now = replace(now, said=remembered(now.said, text), pending=None)
        else:
            now = _judged(replace(now, said=said), day, records)
    return now if last is not None else None


def focus(decisions: Iterable[Decision], role: str | None) -> list[Decision]:
    """The decisions on the role asked about; where none was, on the one that a call names first."""
    found = list(decisions)
    own = [decision for decision in found if decision.role.value == role]
    return own or [decision for decision in found if decision.role is roles_of(decision.offer)[0]]


def next_facts(
    decisions: Iterable[Decision], unknown: Collection[str] = (), *, is_named: bool
) -> list[tuple[str, int]]:
    """The facts worth asking for, each with how many calls wait for it: who and where come first, then what
    most wait for.

    Args:
        unknown: the paths of facts that were asked for in vain.
        is_named: whether a programme was named.
    """
    waiting = (one for one in decisions if _waits(one, is_named=is_named))
    counts = Counter(path for one in waiting for path in one.missing if path not in unknown)
    order = [*FIRST, *questions()]
    ranked = sorted(
        counts, key=lambda path: (path not in FIRST, path not in FIRST and -counts[path], order.index(path))
    )
    return [(path, counts[path]) for path in ranked]


def facts_of(said: Said) -> Facts:
    """The facts that were said, checked.

    Raises:
        FactsInvalid: they contradict each other, or one is none that rules know.
    """
    return read_facts(said.given())


def _judged(now: Standing, day: date, records: Records) -> Standing:
    said = now.said
    try:
        facts = facts_of(said)
    except FactsInvalid as fault:
        return Standing(said, asked=now.asked, fault=fault)
    decisions = tuple(_decisions(said, facts, day_of(said, day, records), records))
    wanted = next_facts(focus(decisions, said.role), said.unknown, is_named=bool(said.programmes))
    path, number = next(iter(wanted), (None, 0))
    if path is None or (not said.programmes and now.asked >= MOST_OPEN):
        return Standing(said, decisions, asked=now.asked)
    return Standing(said, decisions, path, number, now.asked + 1)


def _decisions(said: Said, facts: Facts, day: date, records: Records) -> Iterable[Decision]:
    inquiries = [Inquiry(programme=id_, facts=facts, as_of=day) for id_ in said.programmes]
    for inquiry in inquiries or [Inquiry(facts=facts, as_of=day)]:
        for decision in decide(inquiry, records, day):
            if not said.calls or decision.offer.id in said.calls or not _has_call(said, decision):
                yield decision


def _has_call(said: Said, decision: Decision) -> bool:
    """Whether one of the calls meant belongs to the programme of a decision."""
    held = {call.id for call in decision.offer.programme.calls}
    return bool(held & set(said.calls))


def _was_open_in(window: Window, year: int) -> bool:
    """Whether a window is known to have been open on some day of a year."""
    opened, closed = window.opens or window.last_day, window.last_day or window.opens
    return bool(opened and closed and opened.year <= year <= closed.year)


def _waits(decision: Decision, *, is_named: bool) -> bool:
    """Whether the verdict on a call waits for facts: it is not closed, nor decided without them.

    Where no day is known the facts could only make a "no" of "cannot tell"; that is asked of a programme
    that was named.
    """
    undated = decision.window is WindowState.UNKNOWN and not is_named
    return decision.window is not WindowState.CLOSED and not undated and bool(decision.missing)
