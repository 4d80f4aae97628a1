"""The windows of all calls on one line of years: which are open, coming, undated and closed on a day.

Must not read the clock or word anything. Why: only days that a source gives are drawn. Where one end of a
window is not known the bar is as short as can be seen, at the end that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.eligibility.offered import state_of
from corpus.programmes import Offer, Programme, WindowState, offers

SHORTEST = 0.8
"""Of a bar, in hundredths of the whole line."""

ORDER = (
    WindowState.OPEN,
    WindowState.NOT_YET,
    WindowState.ROLLING,
    WindowState.UNKNOWN,
    WindowState.CLOSED,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the line, in hundredths of it."""

    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Period:
    """A window of a call; ``bar`` is None where no day of it is known."""

    offer: Offer
    state: WindowState
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """All windows by their state, in the order of `ORDER`; a state without any is left out.

    Attributes:
        years: with the place of their first day.
        today: the place of the day asked about.
    """

    periods: Mapping[WindowState, tuple[Period, ...]]
    years: tuple[tuple[int, float], ...]
    today: float


def timeline(programmes: Iterable[Programme], day: date) -> Timeline:
    """The windows of all programmes; open ones by their last day, coming ones by their first, closed ones
    latest first.
    """
    held = [offer for programme in programmes for offer in offers(programme)]
    line = _Line(tuple(one for offer in held for one in _days(offer)) or (day,), day)
    periods = [Period(offer, state_of(offer, day), line.bar(_days(offer))) for offer in held]
    by_state = {state: _sorted([one for one in periods if one.state is state], state) for state in ORDER}
    years = range(line.first.year, line.last.year + 1)
    return Timeline(
        {state: found for state, found in by_state.items() if found},
        tuple((year, line.place(date(year, 1, 1))) for year in years),
        line.place(day),
    )


class _Line:
    """Whole years around the days it is made for."""

    def __init__(self, days: Sequence[date], today: date) -> None:
        self.first = date(min(*days, today).year, 1, 1)
        self.last = date(max(*days, today).year, 12, 31)

    def place(self, day: date) -> float:
        return round((day - self.first).days / (self.last - self.first).days * 100, 2)

    def bar(self, days: Sequence[date]) -> Bar | None:
        if not days:
            return None
        left, right = self.place(days[0]), self.place(days[-1])
        return Bar(left, max(round(right - left, 2), SHORTEST))


def _days(offer: Offer) -> tuple[date, ...]:
    """The first and the last day of a window, as far as they are known."""
    window = offer.window
    return tuple(day for day in (window.opens, window.closes or window.closed_by) if day) if window else ()


def _sorted(periods: Iterable[Period], state: WindowState) -> tuple[Period, ...]:
    latest_first = state is WindowState.CLOSED

    def key(period: Period) -> tuple[bool, date, str]:
        days = _days(period.offer)
        return (
            not days if not latest_first else bool(days),
            days[-1] if days else date.min,
            period.offer.title,
        )

    return tuple(sorted(periods, key=key, reverse=latest_first))
