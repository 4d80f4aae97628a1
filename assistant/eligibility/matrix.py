"""Who may apply to what: types of applicant against calls, every other condition left aside.

Screens out; it never says yes to an applicant. Must not print or read the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from corpus.eligibility_rules import ApplicantType
from corpus.programmes import Offer, Openness, Programme, WindowState, offers, open_to, window_state

SHORT = {
    ApplicantType.NATIONAL_GOVERNMENT: "nat",
    ApplicantType.LOCAL_GOVERNMENT: "loc",
    ApplicantType.PUBLIC_ENTITY: "pub",
    ApplicantType.COMPANY: "com",
    ApplicantType.NGO: "ngo",
    ApplicantType.UNIVERSITY: "uni",
    ApplicantType.INTERNATIONAL_ORGANISATION: "int",
    ApplicantType.INTERNATIONAL_NGO: "ing",
    ApplicantType.DEVELOPMENT_BANK: "ban",
    ApplicantType.LOCAL_GOVERNMENT_ASSOCIATION: "ass",
    ApplicantType.ASEAN_BODY: "ase",
    ApplicantType.GOVERNMENT_OFFICIAL: "off",
    ApplicantType.INDIVIDUAL: "ind",
}
"""Names of the types for a terminal, where thirteen whole ones do not fit."""

SIGNS = {Openness.YES: "yes", Openness.UNCLEAR: "?", Openness.NO: "no", Openness.UNKNOWN: "–"}
LEGEND = (
    "yes: the type is admitted in some role, other conditions left aside; ?: the sources do not say; "
    "no: not admitted; –: no rules are known."
)


@dataclass(frozen=True, slots=True)
class Row:
    """What a call, or an offer without a dated one, admits; and whether it is open on a day.

    Attributes:
        name: id of the call, of the programme where it offers something without one.
    """

    name: str
    programme: str
    window: WindowState
    access: tuple[Openness, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as words, in the order of `header`."""
        return (self.name, self.programme, self.window, *(SIGNS[each] for each in self.access))


def header() -> tuple[str, ...]:
    """The titles of the columns."""
    return ("call", "programme", "window", *(kind.replace("_", " ") for kind in ApplicantType))


def matrix(programmes: Iterable[Programme], day: date) -> tuple[Row, ...]:
    """One row a call and one for what is offered without a call, in the order of programmes."""
    return tuple(_row(offer, day) for programme in programmes for offer in offers(programme))


def markdown(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of the table in Markdown."""
    yield _line(header())
    yield _line("---" for _ in header())
    for row in rows:
        yield _line(row.cells)


def _row(offer: Offer, day: date) -> Row:
    state = window_state(offer.window, day) if offer.window else WindowState.UNKNOWN
    # Of a programme only what it offers itself: its calls have rows of their own.
    access = offer.call or offer.programme.model_copy(update={"calls": ()})
    name = offer.call.id if offer.call else offer.programme.id
    return Row(name, offer.programme.id, state, tuple(open_to(access, kind) for kind in ApplicantType))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
