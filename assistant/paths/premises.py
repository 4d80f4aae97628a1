"""The path of a question that is settled before anything is looked for: a premise that records confirm or
refute, or two readings between which the asker must choose. Must not decide either itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.dating import Dated
from assistant.finishing import replied
from assistant.premises.reply import told
from assistant.readings import unclear
from assistant.reply import asked_back
from assistant.schema import ClaimEvent
from assistant.turn import Event, Turn
from indexing.retrieve import Retriever


def settled(turn: Turn, retriever: Retriever) -> Iterator[Event]:
    """The claim and the answer, or the question asked back; nothing where the question must be looked up."""
    language = turn.asked.language
    with turn.step("premise"):
        ruled = told(turn.read.text, retriever.document, turn.as_of, language)
    if ruled is not None:
        yield ClaimEvent(index=0, claim=ruled)
        yield replied(turn, None, Dated((ruled,)))
    elif (back := unclear(turn.read.text, language)) is not None:
        yield asked_back(replied(turn, back.text), back)
