"""The path of a question that asks for rows: read, follow the turns before, answer; beside the usual one.

Must not compose from passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant import phrases
from assistant.lists import vocabulary
from assistant.lists.narrowing import settled, with_name
from assistant.lists.proof import Prover
from assistant.lists.reading import is_plain, may_ask_for_rows, read
from assistant.lists.reply import Listed, answered
from assistant.lists.request import ANY, Asks, Request
from assistant.messages import ENGLISH
from assistant.names import known_names
from assistant.verify import DocumentOf
from corpus.records import records
from corpus.rendering import rendered
from indexing.language import differ

_REMEMBERED = 6
"""Turns that a follow-up may lean on, one on the other."""


@dataclass(frozen=True, slots=True)
class Route:
    """Whether a question is taken as one for rows.

    Attributes:
        request: None where it asks for none, or not all of it is understood.
        is_plain: whether it demands a list or count in so many words, and should be told why it gets none.
        reason: why it gets none.
    """

    request: Request | None = None
    is_plain: bool = False
    reason: str | None = None


def warm() -> None:
    """Load what the first list would otherwise wait for."""
    known_names()
    rendered()


def route(
    question: str,
    turns: Sequence[str],
    today: date,
    as_of: date | None,
    rewritten: str | None = None,
    language: str = ENGLISH,
) -> Route:
    """Read a question, leaning a follow-up such as "And Lao PDR?" on the turns before it.

    Args:
        rewritten: the question in words that need no turns; it is read first.
        language: of the reason why there is no list; question and turns are in English words.

    Why: rewriting knows years counted from others and names on no record; the turns as requests know
    what rows are, as in "Which of them are completed?".
    """
    alone = _read(rewritten, (), today, as_of, language) if rewritten else Route()
    return alone if alone.request is not None else _read(question, turns, today, as_of, language)


def _read(question: str, turns: Sequence[str], today: date, as_of: date | None, language: str) -> Route:
    turns = turns[-_REMEMBERED:]
    if not any(map(may_ask_for_rows, (question, *turns))):
        return Route()
    request = _in_turn(question, turns, today, as_of)
    if request is None:
        return Route()
    plain = is_plain(question)
    if request.is_understood:
        return Route(request, plain)
    return Route(None, plain, _reason(request, language) if plain else None)


def listed(request: Request, document_of: DocumentOf, today: date, language: str = ENGLISH) -> Listed | None:
    """The list, or why there is none; None where the index holds another state of the records."""
    return answered(request, records(), Prover(document_of), today, language)


def _reason(request: Request, language: str) -> str | None:
    """Why there is no list; None where it hangs on words that the asker did not type."""
    words = request.leftover
    named = all(word[:1].isupper() for word in words)
    if words and named:
        return phrases.unknown_name(" ".join(words), language)
    if differ(language, ENGLISH):
        return phrases.no_list(request.strange, language) if request.strange and named else None
    pronoun = ("what was said before",) if request.leans and not words and not request.strange else ()
    return phrases.no_list((*request.strange, *words, *pronoun), language)


def _in_turn(question: str, turns: Sequence[str], today: date, as_of: date | None) -> Request | None:
    """The request of the last of the turns, each leaning on the one before it where it does."""
    before: Request | None = None
    for number, turn in enumerate((*turns, question)):
        request = read(turn, known_names(), today, as_of)
        if request is None and before is not None:
            request = _followed(before, turn, today, as_of)
        elif request is not None and request.leans:
            request = _leaned(request, before, turns[:number][-1:], as_of or today)
        before = request
    return before


def _followed(before: Request, turn: str, today: date, as_of: date | None) -> Request | None:
    """The request before with what the follow-up names put in its place; None where more is said."""
    if not before.is_understood:
        return None
    noun = before.entity if before.having is None else f"{before.entity} . {before.having}"
    said = read(f"{turn} . {noun}", known_names(), today, as_of)
    if said is None or said.leftover or said.strange or said.entity is not before.entity:
        return None
    changed = _with_what_is_said(before, said, as_of or today)
    return None if changed == before else changed


def _leaned(said: Request, before: Request | None, turns: Sequence[str], known: date) -> Request:
    """The request whose pronoun stands for something in the turn before; still leaning where it cannot."""
    stands = replace(said, leans=False)
    if before is not None and before.is_understood:
        if before.entity is said.entity and before.having is said.having:
            return _with_what_is_said(before, stands, known)
        places = replace(stands, states=said.states or before.states, cities=said.cities or before.cities)
        bare = Request(before.entity, before.asks, before.day, states=before.states, cities=before.cities)
        return places if before == bare else said
    mentions = settled([m for turn in turns for m in known_names().find(turn)], said.entity)
    for mention in mentions:
        stands = with_name(stands, mention)
    network = any(vocabulary.NETWORK.search(turn) for turn in turns)
    return stands if mentions or network else said


def _with_what_is_said(before: Request, said: Request, known: date) -> Request:
    """A place takes the place of a place, every other condition that of its own kind."""
    if said.states or said.cities:
        before = replace(before, states=said.states, cities=said.cities)
    dated = said.reports or said.spans or said.days or said.day != known
    if dated:
        before = replace(before, day=said.day, days=said.days, reports=said.reports, spans=said.spans)
    picks = said.edges or said.numbers
    return replace(
        before,
        asks=before.asks if said.asks is Asks.LIST and not picks else said.asks,
        by=said.by or before.by,
        focus=said.focus or before.focus,
        status=said.status or before.status,
        topic=said.topic or before.topic,
        number=before.number if said.number == ANY else said.number,
        group=said.group or before.group,
        joins=said.joins or before.joins,
        newest=said.newest or before.newest,
        applicant=said.applicant or before.applicant,
        window=said.window or before.window,
        partners=said.partners or before.partners,
        programmes=said.programmes or before.programmes,
        series=said.series or before.series,
        online=said.online or before.online,
        edges=said.edges or before.edges,
        numbers=said.numbers or before.numbers,
        planned=said.planned or before.planned,
        without=said.without or before.without,
        trust_funds=said.trust_funds or before.trust_funds,
        stated=said.stated,
    )
