"""What programmes offer, to be listed, compared and read: statements with their places and sources.

Must not decide for an applicant, or render anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.eligibility.drawing import Branch, branch
from assistant.eligibility.matrix import matrix
from assistant.eligibility.proof import Proofs
from assistant.schema import Citation
from corpus.citations import Src
from corpus.eligibility_rules import ApplicantType, Role, criteria
from corpus.programmes import (
    CallTopic,
    Offer,
    Openness,
    Programme,
    Statement,
    Topic,
    Window,
    WindowState,
    offers,
    open_to,
    window_state,
)
from corpus.sources import Source

OPEN = frozenset({WindowState.OPEN, WindowState.ROLLING})
_BY_USE = (
    WindowState.OPEN,
    WindowState.ROLLING,
    WindowState.NOT_YET,
    WindowState.UNKNOWN,
    WindowState.CLOSED,
)

COMPARED = (
    Topic.OFFERS,
    Topic.AMOUNTS,
    Topic.WHO_MAY_APPLY,
    Topic.CONDITIONS,
    Topic.EXCLUSIONS,
    Topic.HOW_TO_APPLY,
    Topic.CONTACT,
)
"""What two programmes are compared by, beside their windows."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of the record, where it stands in the index, and the sources it rests on.

    Attributes:
        text: None where the sources read say nothing.
    """

    text: str | None
    citation: Citation | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class OfferTold:
    """A call, or what is offered without one, on a day.

    Attributes:
        rules: the tree of each role; None where no rules are known.
    """

    offer: Offer
    state: WindowState
    window: Told | None
    topics: Mapping[CallTopic, tuple[Told, ...]]
    rules: Mapping[Role, Branch] | None

    @property
    def dates(self) -> Window | None:
        """The window itself."""
        return self.offer.window


@dataclass(frozen=True, slots=True)
class ProgrammeTold:
    """A programme on a day.

    Attributes:
        admitted: the types of applicant that some rule set admits; None where no rules are known.
        sources: all that it rests on, each once.
    """

    programme: Programme
    topics: Mapping[Topic, tuple[Told, ...]]
    offers: tuple[OfferTold, ...]
    admitted: tuple[ApplicantType, ...] | None
    sources: tuple[Source, ...]

    @property
    def current(self) -> tuple[OfferTold, ...]:
        """What is not closed; where all is, what closed last."""
        held = tuple(one for one in self.offers if one.state is not WindowState.CLOSED)
        return held or self.offers[:1]


@dataclass(frozen=True, slots=True)
class Teller:
    """Finds the proof of what records say; ``sources`` by id."""

    proofs: Proofs
    sources: Mapping[str, Source]

    def told(self, programme: Programme, day: date) -> ProgrammeTold:
        """A programme as it stands on a day."""
        topics = {topic: self._statements(programme, held) for topic, held in programme.fields.items()}
        found = tuple(self._offer(offer, day) for offer in by_use(programme, day))
        return ProgrammeTold(
            programme, topics, found, admitted_by(programme), self._sources(_cited(programme))
        )

    def _offer(self, offer: Offer, day: date) -> OfferTold:
        call, window = offer.call, offer.window
        fields = call.fields if call else {}
        topics = {topic: self._statements(offer.programme, held) for topic, held in fields.items()}
        rules = (
            {role: branch(rule) for role, rule in offer.roles.items()} if offer.roles is not None else None
        )
        return OfferTold(offer, state_of(offer, day), self._window(offer, window), topics, rules)

    def _window(self, offer: Offer, window: Window | None) -> Told | None:
        if window is None:
            return None
        return Told(window.text, self._place(offer.programme, window.text), self._sources(window.src))

    def _statements(self, programme: Programme, held: Iterable[Statement]) -> tuple[Told, ...]:
        return tuple(Told(one.text, self._place(programme, one.text), self._sources(one.src)) for one in held)

    def _place(self, programme: Programme, sentence: str | None) -> Citation | None:
        return next(iter(self.proofs.quotes(programme.id, (sentence,))), None) if sentence else None

    def _sources(self, src: Iterable[object]) -> tuple[Source, ...]:
        ids = dict.fromkeys(str(reference).split(" ")[0] for reference in src)
        return tuple(self.sources[id_] for id_ in ids if id_ in self.sources)


def admitted_by(programme: Programme) -> tuple[ApplicantType, ...] | None:
    """The types that some rule set of a programme admits; None where no rules are known."""
    access = {kind: open_to(programme, kind) for kind in ApplicantType}
    if Openness.UNKNOWN in access.values():
        return None
    return tuple(kind for kind, found in access.items() if found is Openness.YES)


def fitting(
    programmes: Iterable[Programme], day: date, who: ApplicantType | None, *, is_open: bool
) -> tuple[Programme, ...]:
    """The programmes with a call that may admit the type and, where asked, takes applications on the day.

    What is not known to be barred stays: unknown is never no.
    """
    column = list(ApplicantType).index(who) if who is not None else None

    def fits(programme: Programme) -> bool:
        return any(
            (column is None or row.access[column] is not Openness.NO) and (not is_open or row.window in OPEN)
            for row in matrix([programme], day)
        )

    return tuple(programme for programme in programmes if fits(programme))


def by_use(programme: Programme, day: date) -> tuple[Offer, ...]:
    """What a programme offers: first what takes applications, last what closed long ago."""

    def key(offer: Offer) -> tuple[int, date]:
        window = offer.window
        last = (window.last_day or window.opens) if window else None
        return -_BY_USE.index(state_of(offer, day)), last or date.min

    return tuple(sorted(offers(programme), key=key, reverse=True))


def state_of(offer: Offer, day: date) -> WindowState:
    """Whether applications are taken on a day."""
    return window_state(offer.window, day) if offer.window is not None else WindowState.UNKNOWN


def _cited(programme: Programme) -> Src:
    """Every reference of a programme, of its calls, windows and rules."""
    held = [statement for found in programme.fields.values() for statement in found]
    held += [one for call in programme.calls for found in call.fields.values() for one in found]
    src = [reference for statement in held for reference in statement.src]
    for offer in offers(programme):
        src += offer.window.src if offer.window else ()
        for rule in (offer.roles or {}).values():
            src += [reference for criterion in criteria(rule) for reference in criterion.src]
    return tuple(src)
