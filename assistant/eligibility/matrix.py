"""Who may apply to what: types of applicant against calls, every other condition left aside.

Screens out; it never says yes to an applicant. Must not print or read the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from corpus.eligibility_rules import ApplicantType
from corpus.programmes import Call, Openness, Programme, WindowState, open_to, window_state

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
    """A call on a day, or what a programme offers without a dated one.

    Attributes:
        call: None where the programme has neither a call nor rules.
    """

    programme: str
    call: str | None
    window: WindowState
    access: tuple[Openness, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as words, in the order of `header`."""
        return (self.programme, self.call or "", self.window, *(SIGNS[each] for each in self.access))


def header() -> tuple[str, ...]:
    """The titles of the columns."""
    return ("programme", "call", "window", *(kind.replace("_", " ") for kind in ApplicantType))


def matrix(programmes: Iterable[Programme], day: date) -> tuple[Row, ...]:
    """One row a call and one for what is offered without a call, in the order of programmes."""
    return tuple(row for programme in programmes for row in _rows(programme, day))


def markdown(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of the table in Markdown."""
    yield _line(header())
    yield _line("---" for _ in header())
    for row in rows:
        yield _line(row.cells)


def _rows(programme: Programme, day: date) -> Iterator[Row]:
    if programme.roles is not None or not programme.calls:
        state = window_state(programme.window, day) if programme.window else WindowState.UNKNOWN
        standing = programme.model_copy(update={"calls": ()})
        yield Row(programme.id, programme.rules, state, _access(standing))
    for call in programme.calls:
        yield Row(programme.id, call.id, window_state(call.window, day), _access(call))


def _access(access: Programme | Call) -> tuple[Openness, ...]:
    return tuple(open_to(access, kind) for kind in ApplicantType)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
