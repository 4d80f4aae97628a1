"""The path of a question that the records answer: which rows are asked for, and their answer.

Must not read questions, choose rows or word them: `assistant.lists` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.compose.parts import Part, parts
from assistant.dating import Dating
from assistant.finishing import replied
from assistant.languages.gloss import in_english
from assistant.lists.parts import asks_apart, listed_parts, requests_of
from assistant.lists.path import Route, listed, route
from assistant.names import names_side_by_side
from assistant.reply import listed_text
from assistant.schema import Claim, ClaimEvent
from assistant.turn import Event, Turn
from indexing.retrieve import Retriever


@dataclass(frozen=True, slots=True)
class Routed:
    """What a question asks of the records.

    Attributes:
        said: the question in English words.
        parts: the things that it asks, one by one.
        rows: the claims of the parts that the records answer.
        taken: the question as a whole.
    """

    said: str
    parts: tuple[Part, ...]
    taken: Route
    rows: Mapping[Part, tuple[Claim, ...]] = field(default_factory=dict)


def routed(turn: Turn, retriever: Retriever, today: date) -> Routed:
    """What is asked of the records, whole and part by part."""
    asked, as_of, language = turn.asked, turn.question.as_of, turn.asked.language
    with turn.step("route"):
        said, *turns = (
            in_english(text, language).text
            for text in (asked.text, *(turn.heard.turns if asked.rewritten else ()))
        )
        alone = turn.read.text if asked.rewritten else None
        taken = route(said, turns, today, as_of, alone, language)
        pieces = parts(turn.read.text, names_side_by_side())
        requests = requests_of(pieces, turns, today, as_of, language)
    if not requests:
        return Routed(said, pieces, taken)
    with turn.step("list"):
        rows = listed_parts(requests, retriever.document, today, language)
    if asks_apart(turn.read.text, pieces, rows, today):
        taken = Route()
    return Routed(said, pieces, taken, rows)


def told_by_rows(
    turn: Turn, retriever: Retriever, asked: Routed, dating: Dating, today: date
) -> list[Event] | Routed:
    """The answer with its claims before it; what is asked, with the reason, where the records have none."""
    request = asked.taken.request
    if request is None:
        return asked
    turn.notes.rows = request
    with turn.step("list"):
        rows = listed(request, retriever.document, today, turn.asked.language)
    if rows is None or not rows.claims:
        reason = rows.note if rows is not None and asked.taken.is_plain else asked.taken.reason
        return replace(asked, taken=replace(asked.taken, reason=reason))
    told = replace(turn, as_of=min(request.day, turn.as_of))
    with turn.step("dating"):
        dated = dating.told(asked.said, rows.claims, retriever, told.as_of, counted=True)
    answer = replied(told, rows.note, dated)
    text = listed_text(dated.claims, rows.list, rows.note)
    claims = [ClaimEvent(index=n, claim=claim) for n, claim in enumerate(dated.claims)]
    return [*claims, answer.model_copy(update={"text": text, "list": rows.list})]
