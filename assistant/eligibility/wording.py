"""What is said of a decision in the assistant's own voice. English for now.

"Meets the published conditions", never "will be selected". Must not state facts about a programme: those
are quoted. Must not decide.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.eligibility.decide import Access, Decision, Verdict
from assistant.eligibility.logic import Outcome
from assistant.eligibility.routes import Route
from corpus.programmes import WindowState
from corpus.sources import written

SPONSOR_DECIDES = (
    "The sponsor decides: this only compares the facts given with the conditions that were published."
)

VALUES = {
    Outcome.MET: "met",
    Outcome.FAILED: "not met",
    Outcome.MISSING: "open",
    Outcome.SILENT: "not settled by the sources",
    Outcome.JUDGED: "for the sponsor to judge",
}

NO_RULES = "No rules on who may apply were found in the sources read."
TOO_LITTLE = "What the sources say of who may apply is too little to decide by."
NOBODY = "Nobody can apply: it is no open offer."

_SUBSTANCE = {
    Verdict.ELIGIBLE: "the facts given meet the published conditions to apply",
    Verdict.NOT_ELIGIBLE: "the facts given do not meet the published conditions",
    Verdict.SPONSOR_DECIDES: "no published condition fails, and the sponsor judges the rest",
}


def role_words(decision: Decision) -> str:
    """The role as a sentence names it: "consortium member"."""
    return decision.role.replace("_", " ")


def name_of(decision: Decision) -> str:
    """The call and the role."""
    return f"{decision.offer.title}, as {role_words(decision)}"


def headline(decision: Decision) -> str:
    """The verdict in a sentence that follows the name of the call."""
    substance = _substance(decision)
    if not decision.dated:
        tail = "" if decision.verdict is Verdict.NOT_ELIGIBLE else f" ({window_words(decision)})"
        return f"{substance}{tail}."
    if decision.verdict is Verdict.CANNOT_TELL:
        return f"cannot tell: {window_words(decision)}. Dates aside, {substance}."
    return f"not now: {window_words(decision)}. Dates aside, {substance}."


def window_words(decision: Decision) -> str:
    """Whether applications are taken on the day, without a full stop."""
    window = decision.offer.window
    closes, bound = (window.closes, window.closed_by) if window else (None, None)
    match decision.window:
        case WindowState.CLOSED:
            return f"closed since {written(closes)}" if closes else f"closed by {written(bound)}"
        case WindowState.NOT_YET:
            return f"opens on {written(window.opens if window else None)}"
        case WindowState.OPEN:
            return f"open until {written(closes)}"
        case WindowState.ROLLING:
            return "applications are taken at any time"
        case WindowState.UNKNOWN if closes:
            return f"open or not yet open; closes on {written(closes)}"
        case WindowState.UNKNOWN:
            return "the application dates are not known"


def next_step(decision: Decision) -> str:
    """What to do now, in one sentence."""
    if decision.verdict is Verdict.NOT_ELIGIBLE:
        return _way_around(decision)
    if decision.dated:
        return "Ask the sponsor for the dates of applications."
    if decision.verdict is Verdict.CANNOT_TELL:
        many = "s" if len(decision.missing) > 1 else ""
        return f"Answer the open question{many}." if decision.missing else "Ask the sponsor."
    closes = decision.offer.window.closes if decision.offer.window else None
    if decision.verdict is Verdict.SPONSOR_DECIDES:
        before = f" before {written(closes)}" if closes else ""
        return f"Ask the sponsor{before} about what it judges."
    return f"Apply by {written(closes)}." if closes else "Apply."


def change_words(route: Route, decision: Decision) -> str:
    """A change that would turn a "no", as an instruction."""
    if route.criteria:
        return f"See to it that this holds: {' '.join(c.text for c in route.criteria)}"
    role = route.role.replace("_", " ")
    open_ = "" if route.certain else ", once its open questions are answered"
    if route.offer.id == decision.offer.id:
        return f"Take part as {role} instead{open_}."
    return f"Apply to {route.offer.title} as {role}{open_}."


def sources_words(source_date: str | None) -> str:
    """As of when the conditions are known."""
    if source_date is None:
        return "The sources are undated."
    return f"The latest source is of {written(source_date)}."


def left_open(titles: Iterable[str]) -> str:
    """The calls on which nothing can be told, in a line."""
    return f"Rules or dates are not known, so nothing can be told, for: {'; '.join(titles)}."


def left_out(number: int) -> str:
    """How many calls and roles are told no more of than that the answer is no."""
    return f"For {number} other {'call or role' if number == 1 else 'calls and roles'} the answer is no."


def summary(positive: Iterable[str], number: int) -> str:
    """What many decisions come to, before they are told one by one."""
    titles = "; ".join(positive)
    if titles:
        return f"Open to you, by the facts given and the conditions published: {titles}."
    return (
        f"By the facts given, none of the {number} calls and roles looked at is known to be open to you now."
    )


def _substance(decision: Decision) -> str:
    if decision.access is Access.NOBODY:
        return "nobody can apply"
    if decision.access is Access.UNRULED:
        return "cannot tell, for the rules on who may apply were not found"
    if decision.substantive is not Verdict.CANNOT_TELL:
        return _SUBSTANCE[decision.substantive]
    if not decision.missing:
        return "cannot tell, for the sources do not settle a condition"
    count = len(decision.missing)
    return f"cannot tell yet, for {'a fact is' if count == 1 else f'{count} facts are'} missing"


def _way_around(decision: Decision) -> str:
    if decision.routes:
        return change_words(decision.routes[0], decision)
    if decision.access is Access.NOBODY:
        return "Look at other programmes."
    if decision.window is WindowState.NOT_YET and decision.substantive is not Verdict.NOT_ELIGIBLE:
        return f"Apply from {written(decision.offer.window.opens if decision.offer.window else None)} on."
    if decision.substantive is not Verdict.NOT_ELIGIBLE:
        return "Ask the sponsor for the next call."
    return "No other call or role of this programme is known to fit."
