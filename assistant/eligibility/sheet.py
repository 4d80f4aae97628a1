"""Verdicts in the order in which they are of use to an applicant: what is open first, every "no" last.

Must not decide or word anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.schema import Verdict


class Part(StrEnum):
    """A part of the sheet, the most useful first."""

    ELIGIBLE = "eligible"
    ASKING = "asking"
    SPONSOR = "sponsor"
    UNSETTLED = "unsettled"
    NO = "no"


class No(StrEnum):
    """Why the answer is no, the one that is nearest to a yes first."""

    NOT_YET = "not_yet"
    CONDITIONS = "conditions"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Every verdict once.

    Attributes:
        parts: the verdicts that are no "no", in the order of `Part`; none of them is empty.
        noes: the others by their reason, in the order of `No`; none of them is empty.
    """

    parts: Mapping[Part, tuple[Verdict, ...]]
    noes: Mapping[No, tuple[Verdict, ...]]

    @property
    def shown(self) -> tuple[Verdict, ...]:
        """All that may be worth an application."""
        return tuple(one for part in self.parts.values() for one in part)

    @property
    def refused(self) -> int:
        """How many verdicts are no."""
        return sum(map(len, self.noes.values()))


def sheet(verdicts: Iterable[Verdict]) -> Sheet:
    """The verdicts by use; within a part what is open and closes first comes first."""
    held = sorted(verdicts, key=_urgency)
    parts = {part: tuple(one for one in held if part_of(one) is part) for part in Part if part is not Part.NO}
    noes = {no: tuple(one for one in held if part_of(one) is Part.NO and _no_of(one) is no) for no in No}
    latest = tuple(reversed(noes[No.CLOSED]))
    return Sheet(
        {part: found for part, found in parts.items() if found},
        {no: found for no, found in (noes | {No.CLOSED: latest}).items() if found},
    )


def part_of(verdict: Verdict) -> Part:
    """Where a verdict stands."""
    match verdict.verdict:
        case "eligible":
            return Part.ELIGIBLE
        case "sponsor_decides":
            return Part.SPONSOR
        case "not_eligible":
            return Part.NO
    return Part.ASKING if verdict.missing else Part.UNSETTLED


def _no_of(verdict: Verdict) -> No:
    if verdict.window == "closed":
        return No.CLOSED
    return (
        No.NOT_YET if verdict.window == "not_yet" and verdict.substantive != "not_eligible" else No.CONDITIONS
    )


def _urgency(verdict: Verdict) -> tuple[bool, date]:
    """What is certainly open comes first, by its last day; what has none comes after."""
    return verdict.window != "open", verdict.deadline or date.max
