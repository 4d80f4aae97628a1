"""`GET /api/v1/programmes[/{id}]` and `/programmes.ics`: what may be applied for, when, and by which rules.

Must not decide eligibility.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel

from assistant.api.problems import documented
from assistant.eligibility.calendar import MEDIA_TYPE, calendar, upcoming
from assistant.eligibility.proof import record_of
from corpus.eligibility_rules import Role, Rule
from corpus.errors import UnknownRecord
from corpus.programmes import Offer, Programme, Statement, Topic, WindowState, offers, window_state
from corpus.records import records
from corpus.sources import sources


class WindowShown(BaseModel):
    """When applications are taken; ``state`` is that of today. Days are inclusive."""

    state: WindowState
    opens: date | None
    closes: date | None
    closed_by: date | None
    rolling: bool
    late_goes_to: str | None
    text: str


class OfferShown(BaseModel):
    """A call, or what a programme offers without one; ``roles`` is empty where no rules were found."""

    call: str | None
    title: str
    window: WindowShown | None
    roles: tuple[Role, ...]


class ProgrammeShown(BaseModel):
    """A programme and what may be applied for; ``document_id`` is its record."""

    id: str
    name: str
    aliases: tuple[str, ...]
    partner: tuple[str, ...]
    document_id: str
    offers: tuple[OfferShown, ...]


class RuledOffer(OfferShown):
    """An offer with the tree of criteria of each role; None where no rules were found."""

    rules: dict[Role, Rule] | None


class ProgrammeDetail(BaseModel):
    """A programme with what is known of it by topic, and the rules of its calls."""

    id: str
    name: str
    aliases: tuple[str, ...]
    partner: tuple[str, ...]
    document_id: str
    read: date
    fields: dict[Topic, tuple[Statement, ...]]
    offers: tuple[RuledOffer, ...]


def routes(today: Callable[[], date]) -> APIRouter:
    """The routes over the records; windows are those of ``today``."""
    router = APIRouter(prefix="/api/v1", tags=["eligibility"])

    @router.get("/programmes")
    def programmes() -> tuple[ProgrammeShown, ...]:
        """Every programme on record with its calls."""
        day = today()
        return tuple(_programme(programme, day) for programme in records().programmes.values())

    @router.get("/programmes/{programme_id}", responses=documented(404))
    def programme(programme_id: str) -> ProgrammeDetail:
        """One programme with its rules."""
        held = records().programmes
        if programme_id not in held:
            raise UnknownRecord("programme", get_close_matches(programme_id, held, 3), "one, such as kcity")
        return _detail(held[programme_id], today())

    @router.get("/programmes.ics", response_class=Response, responses={200: {"content": {MEDIA_TYPE: {}}}})
    def windows() -> Response:
        """The open and coming windows as a calendar that can be subscribed to."""
        events = upcoming(records().programmes.values(), sources(), today())
        return Response(calendar(events), media_type=f"{MEDIA_TYPE}; charset=utf-8")

    return router


def _programme(programme: Programme, day: date) -> ProgrammeShown:
    return ProgrammeShown(
        id=programme.id,
        name=programme.name,
        aliases=programme.aliases,
        partner=programme.partner,
        document_id=record_of(programme.id),
        offers=tuple(OfferShown(**_offer(offer, day)) for offer in offers(programme)),
    )


def _detail(programme: Programme, day: date) -> ProgrammeDetail:
    return ProgrammeDetail(
        **_programme(programme, day).model_dump(exclude={"offers"}),
        read=programme.read,
        fields=programme.fields,
        offers=tuple(
            RuledOffer(**_offer(offer, day), rules=dict(offer.roles) if offer.roles is not None else None)
            for offer in offers(programme)
        ),
    )


def _offer(offer: Offer, day: date) -> dict[str, Any]:
    return {
        "call": offer.id,
        "title": offer.title,
        "window": _window(offer, day),
        "roles": tuple(offer.roles or ()),
    }


def _window(offer: Offer, day: date) -> WindowShown | None:
    window = offer.window
    if window is None:
        return None
    known = window.model_dump(exclude={"src", "quote"})
    return WindowShown(state=window_state(window, day), **known)
