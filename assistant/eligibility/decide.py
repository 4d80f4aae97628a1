"""Facts and a day → a decision for each call and role: verdict, window, what decides, what would change it.

Pure: clock and records come in. Must not quote, word or print; `assistant.eligibility.explain` does.

Why: the window is kept apart from the substance. A call that is closed or not open yet gives "not eligible"
now and says what the verdict would be; where the dates are not known, a positive verdict becomes "cannot
tell". With only the closing day known and not passed it stands: open, or not yet open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from assistant.eligibility.facts import Facts, Inquiry
from assistant.eligibility.logic import Outcome, Scene, Weighing, weigh
from assistant.eligibility.routes import Route, routes
from assistant.errors import FactsInvalid
from corpus.eligibility_rules import Role
from corpus.programmes import Offer, WindowState, offers, window_state
from corpus.records import Records


class Verdict(StrEnum):
    """Whether the published conditions are met."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    CANNOT_TELL = "cannot_tell"
    SPONSOR_DECIDES = "sponsor_decides"


class Access(StrEnum):
    """Whether rules were found at all."""

    RULED = "ruled"
    UNRULED = "unruled"
    NOBODY = "nobody"


POSITIVE = frozenset({Verdict.ELIGIBLE, Verdict.SPONSOR_DECIDES})

_VERDICTS = {
    Outcome.MET: Verdict.ELIGIBLE,
    Outcome.FAILED: Verdict.NOT_ELIGIBLE,
    Outcome.MISSING: Verdict.CANNOT_TELL,
    Outcome.SILENT: Verdict.CANNOT_TELL,
    Outcome.JUDGED: Verdict.SPONSOR_DECIDES,
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What holds for one call and role on a day.

    Attributes:
        access: whether there are rules; without any, ``weighing`` is None.
        window: `WindowState.ROLLING` counts as open.
        dated: whether the window decides the verdict.
        routes: what would turn a "no", the smallest change first.
    """

    offer: Offer
    role: Role
    day: date
    access: Access
    weighing: Weighing | None
    window: WindowState
    substantive: Verdict
    verdict: Verdict
    dated: bool
    routes: tuple[Route, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Paths of the facts that the verdict waits for."""
        if self.weighing is None or self.weighing.outcome is not Outcome.MISSING:
            return ()
        found = (path for one in self.weighing.deciding() for path in one.missing)
        return tuple(dict.fromkeys(found))


def decide(inquiry: Inquiry, records: Records, today: date) -> tuple[Decision, ...]:
    """A decision for each call and role that is asked about, in the order of the records.

    Raises:
        FactsInvalid: the programme, call or role asked about does not exist.
    """
    day = inquiry.as_of or today
    scene = Scene(inquiry.facts, day, records.sets)
    asked = list(_asked(inquiry, records))
    found = [_decided(offer, role, scene) for offer, role in asked]
    around = found if inquiry.call is None and inquiry.role is None else _around(asked, scene)
    return tuple(_with_routes(decision, around) for decision in found)


def decided(offer: Offer, role: Role, facts: Facts, records: Records, day: date) -> Decision:
    """The decision for one call and role, without the ways around it."""
    return _decided(offer, role, Scene(facts, day, records.sets))


def roles_of(offer: Offer) -> tuple[Role, ...]:
    """The roles that rules are known for; the lead where none are."""
    return tuple(offer.roles) if offer.roles else (Role.LEAD,)


def _decided(offer: Offer, role: Role, scene: Scene) -> Decision:
    state = window_state(offer.window, scene.day) if offer.window is not None else WindowState.UNKNOWN
    rule = (offer.roles or {}).get(role)
    if rule is None:
        access = Access.UNRULED if offer.roles is None else Access.NOBODY
        substantive = Verdict.CANNOT_TELL if offer.roles is None else Verdict.NOT_ELIGIBLE
        weighing = None
    else:
        access, weighing = Access.RULED, weigh(rule, scene)
        substantive = _VERDICTS[weighing.outcome]
    verdict = _at(state, substantive, offer)
    dated = verdict is not substantive or state in {WindowState.CLOSED, WindowState.NOT_YET}
    return Decision(offer, role, scene.day, access, weighing, state, substantive, verdict, dated)


def _at(state: WindowState, substantive: Verdict, offer: Offer) -> Verdict:
    """The verdict on the day, given the one that leaves the window aside."""
    if state in {WindowState.CLOSED, WindowState.NOT_YET}:
        return Verdict.NOT_ELIGIBLE
    closing_day_known = offer.window is not None and offer.window.closes is not None
    if state is WindowState.UNKNOWN and substantive in POSITIVE and not closing_day_known:
        return Verdict.CANNOT_TELL
    return substantive


def _asked(inquiry: Inquiry, records: Records) -> Iterator[tuple[Offer, Role]]:
    """The calls and roles that an inquiry is about."""
    programmes = records.programmes
    if inquiry.programme is not None:
        _check("programme", inquiry.programme, programmes)
        programmes = {inquiry.programme: programmes[inquiry.programme]}
    held = [offer for programme in programmes.values() for offer in offers(programme)]
    if inquiry.call is not None:
        _check("call", inquiry.call, [offer.id for offer in held if offer.id])
        held = [offer for offer in held if offer.id == inquiry.call]
    pairs = [(offer, role) for offer in held for role in roles_of(offer)]
    if inquiry.role is not None:
        _check("role", inquiry.role, [role for _, role in pairs])
        pairs = [(offer, role) for offer, role in pairs if role is inquiry.role]
    yield from pairs


def _check(field: str, value: str, known: Iterable[str]) -> None:
    names = list(dict.fromkeys(known))
    if value in names:
        return
    near = get_close_matches(value, names, 3) or (names if len(names) <= 5 else [])
    step = f"Did you mean {' or '.join(near)}" if near else "See them with `ascn programmes list`"
    raise FactsInvalid(field, f"there is no such {field} here", step)


def _around(asked: Iterable[tuple[Offer, Role]], scene: Scene) -> list[Decision]:
    """Decisions on every call and role of the programmes asked about."""
    programmes = {offer.programme.id: offer.programme for offer, _ in asked}
    return [
        _decided(offer, role, scene)
        for programme in programmes.values()
        for offer in offers(programme)
        for role in roles_of(offer)
    ]


def _with_routes(decision: Decision, around: Iterable[Decision]) -> Decision:
    if decision.verdict is not Verdict.NOT_ELIGIBLE:
        return decision
    same = [one for one in around if one.offer.programme.id == decision.offer.programme.id]
    worth = [one for one in same if one.verdict in POSITIVE or (one.missing and not one.dated)]
    elsewhere = [Route(one.offer, one.role, certain=one.verdict in POSITIVE) for one in worth]
    failed = decision.weighing if decision.substantive is Verdict.NOT_ELIGIBLE else None
    found = routes(decision.offer, decision.role, failed, elsewhere, is_open=not decision.dated)
    return replace(decision, routes=found)
