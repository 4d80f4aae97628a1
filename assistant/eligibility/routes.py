"""What would turn a "no": another role, another call, or papers and plans that the applicant can change.

Must not offer what nobody can change about themselves: what an applicant is, and where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.eligibility.logic import Outcome, Weighing
from corpus.eligibility_rules import (
    AnyOf,
    CountSet,
    CountTrue,
    Criterion,
    HasDocument,
    HasPartner,
    InRange,
    InSet,
    IsFalse,
    IsTrue,
    NotInSet,
    Role,
    Test,
    When,
)
from corpus.programmes import Offer

_FIXED = ("applicant.", "city.", "course.")
_CHANGEABLE = frozenset(
    {"applicant.other_proposal_same_city", "applicant.can_attend_both_segments", "city.gcom_signatory"}
)


@dataclass(frozen=True, slots=True)
class Route:
    """One way to a better verdict: another call or role, or else the criteria that would have to change.

    ``certain``: whether the verdict there is positive; else facts are missing for it.
    """

    offer: Offer
    role: Role
    criteria: tuple[Criterion, ...] = ()
    certain: bool = True


def routes(
    offer: Offer,
    role: Role,
    failed: Weighing | None,
    elsewhere: Iterable[Route],
    *,
    is_open: bool,
) -> tuple[Route, ...]:
    """The ways around a "no", the smallest change first: what to mend, another role, another call.

    Args:
        failed: the rules where they are not met; None where only the window stands in the way.
        elsewhere: calls and roles of the same programme that may be worth a try.
        is_open: whether mending the rules would be enough on that day.
    """
    mended = cure(failed) if failed is not None and is_open else None
    own = [Route(offer, role, mended)] if mended else []
    others = [route for route in elsewhere if (route.offer.id, route.role) != (offer.id, role)]
    return (*own, *sorted(others, key=lambda route: (not route.certain, route.offer.id != offer.id)))


def cure(weighing: Weighing) -> tuple[Criterion, ...] | None:
    """The fewest failed criteria that would have to hold; None where one of them cannot be changed."""
    if weighing.outcome is not Outcome.FAILED:
        return ()
    if isinstance(weighing.rule, Criterion):
        return (weighing.rule,) if is_changeable(weighing.rule.test) else None
    cures = [cure(part) for part in weighing.parts]
    known = [found for found in cures if found is not None]
    if isinstance(weighing.rule, AnyOf):
        return min(known, key=len, default=None)
    return tuple(c for found in known for c in found) if len(known) == len(cures) else None


def is_changeable(test: Test) -> bool:
    """Whether an applicant could see to it that the test is met."""
    return all(fact in _CHANGEABLE or not fact.startswith(_FIXED) for fact in facts_of(test))


def facts_of(test: Test) -> Iterator[str]:
    """The paths of the facts that a test looks at; of a branch those of what it demands."""
    match test:
        case When():
            yield from facts_of(test.when.then)
        case HasPartner():
            yield "partners"
        case CountTrue():
            yield from test.count_true.of
        case InSet():
            yield test.in_set
        case NotInSet():
            yield test.not_in_set
        case InRange():
            yield test.range
        case IsTrue():
            yield test.is_true
        case IsFalse():
            yield test.is_false
        case HasDocument():
            yield f"documents.{test.has_document}"
        case CountSet():
            yield test.count_set.fact
