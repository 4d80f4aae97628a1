"""From when to when something holds, with what is not known of either end.

Must not read the clock: the day asked for comes in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

_ENDS = ("from", "to")


class Holds(StrEnum):
    """Whether something holds on a day."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Validity:
    """The first and the last day on which something holds, each between two bounds, None for open.

    A known day has equal bounds. Between the bounds it is uncertain whether it holds.
    """

    from_earliest: date | None = None
    from_latest: date | None = None
    to_earliest: date | None = None
    to_latest: date | None = None

    def __post_init__(self) -> None:
        days = [d for d in (self.from_earliest, self.to_latest) if d is not None]
        for start, end in ((self.from_earliest, self.from_latest), (self.to_earliest, self.to_latest)):
            if (start is None) != (end is None):
                raise ValueError("an earliest day needs a latest one")
            if start is not None and end is not None and start > end:
                raise ValueError(f"it ends on {end} before it begins on {start}")
        if len(days) == 2 and days[0] > days[1]:
            raise ValueError(f"it ends on {days[1]} before it begins on {days[0]}")

    def holds(self, day: date) -> Holds:
        """Whether it holds on ``day``."""
        if (self.from_earliest and day < self.from_earliest) or (self.to_latest and day > self.to_latest):
            return Holds.NO
        if (self.from_latest and day < self.from_latest) or (self.to_earliest and day > self.to_earliest):
            return Holds.MAYBE
        return Holds.YES

    @property
    def known(self) -> bool:
        """Whether either end is known at all."""
        return self.from_earliest is not None or self.to_latest is not None


def gather_validity(row: Any) -> Any:
    """The same YAML row with its ``from``/``to`` or ``from_earliest``/``from_latest`` … as ``validity``.

    Leaves to the schema whatever is no date.

    Raises:
        ValueError: a day and its bounds are both given, or the days contradict each other.
    """
    keys = {key for end in _ENDS for key in (end, f"{end}_earliest", f"{end}_latest")}
    if not isinstance(row, dict) or not keys & row.keys():
        return row
    bounds: dict[str, object] = {}
    for end in _ENDS:
        day, earliest, latest = row.get(end), row.get(f"{end}_earliest"), row.get(f"{end}_latest")
        if day is not None and (earliest is not None or latest is not None):
            raise ValueError(f'"{end}" is given together with its bounds')
        bounds[f"{end}_earliest"], bounds[f"{end}_latest"] = earliest or day, latest or day
    if wrong := [value for value in bounds.values() if value is not None and type(value) is not date]:
        raise ValueError(f"{wrong[0]!r} is no date such as 2025-09-30")
    return {**{k: v for k, v in row.items() if k not in keys}, "validity": bounds}
