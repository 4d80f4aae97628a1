"""Chooses programmes and calls: who may apply, when, of which partner.

Must not decide eligibility, which takes more than a type of applicant and a day.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.lists import rows as made
from assistant.lists.request import Request
from assistant.lists.rows import Selection
from corpus.programmes import Call, Openness, Programme, WindowState, open_to, window_state
from corpus.records import Records

_TRUST_FUND_RULES = "asean-partner-trust-fund"
"""The rules that the trust funds of partners share."""


def select_programmes(request: Request, records: Records) -> Selection:
    """Those known to admit the applicant; where the sources are silent or unclear, apart."""
    chosen = [
        programme
        for programme in records.programmes.values()
        if (not request.partners or request.partners & set(programme.partner))
        and (not request.trust_funds or _is_trust_fund(programme))
        and (request.window is None or _windows(programme, request) & _states_of(request.window))
    ]
    if request.applicant is None:
        return Selection(tuple(made.programme_row(p, _key_of_window(p, request)) for p in chosen))
    open_ = {programme.id: open_to(programme, request.applicant) for programme in chosen}
    sure = tuple(made.programme_row(p) for p in chosen if open_[p.id] is Openness.YES)
    silent = {Openness.UNCLEAR, Openness.UNKNOWN}
    return Selection(sure, tuple(made.programme_row(p) for p in chosen if open_[p.id] in silent))


def select_calls(request: Request, records: Records) -> Selection:
    """The calls that meet a request; of an unknown window apart."""
    pairs = [
        (programme, call)
        for programme in records.programmes.values()
        if (not request.programmes or programme.id in request.programmes)
        and (not request.partners or request.partners & set(programme.partner))
        for call in programme.calls
    ]
    if request.applicant is not None:
        pairs = [(p, c) for p, c in pairs if open_to(c, request.applicant) is Openness.YES]
    if request.window is None:
        return _opened(request, pairs)
    wanted = _states_of(request.window)
    held = [(p, c, window_state(c.window, request.day)) for p, c in pairs]
    sure = tuple(made.call_row(c, p) for p, c, state in held if state in wanted)
    return Selection(sure, tuple(made.call_row(c, p) for p, c, state in held if state is WindowState.UNKNOWN))


def _opened(request: Request, pairs: Iterable[tuple[Programme, Call]]) -> Selection:
    """The calls that opened at a time asked for; those of an unknown day apart."""
    sure, maybe = [], []
    for programme, call in pairs:
        opens = call.window.opens
        if not request.spans or (opens and any(span.meets(opens, opens) for span in request.spans)):
            sure.append(made.call_row(call, programme))
        elif opens is None:
            maybe.append(made.call_row(call, programme))
    return Selection(tuple(sure), tuple(maybe))


def _is_trust_fund(programme: Programme) -> bool:
    return programme.rules == _TRUST_FUND_RULES or "trust fund" in programme.name.casefold()


def _key_of_window(programme: Programme, request: Request) -> str | None:
    """The key of the sentence on the window that is asked for; None where none is."""
    if request.window is None:
        return None
    wanted = _states_of(request.window)
    if programme.window is not None and window_state(programme.window, request.day) in wanted:
        return "window"
    return next(
        f"calls:{call.id}:window"
        for call in programme.calls
        if window_state(call.window, request.day) in wanted
    )


def _windows(programme: Programme, request: Request) -> set[WindowState]:
    windows = [call.window for call in programme.calls]
    if programme.window is not None:
        windows.append(programme.window)
    return {window_state(window, request.day) for window in windows}


def _states_of(window: WindowState) -> set[WindowState]:
    """A rolling window is open too."""
    return {WindowState.OPEN, WindowState.ROLLING} if window is WindowState.OPEN else {window}
