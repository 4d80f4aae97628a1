"""The parts of a criterion: the tests inside its branches, and the sets of values that they name or list.

Must not judge any of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpus.eligibility_rules import CountSet, Criterion, HasPartner, InSet, Members, NotInSet, Test, When


def tests_of(test: Test) -> Iterator[Test]:
    """A test itself, or those that its branches hold."""
    if isinstance(test, When):
        branches = (test.when.condition, test.when.then, test.when.otherwise)
        yield from (each for branch in branches if branch is not None for each in tests_of(branch))
    else:
        yield test


def members_of(test: Test) -> Iterator[tuple[str, Members]]:
    """The sets that a test names or lists, each with the fact that it is compared with."""
    match test:
        case InSet():
            yield from ((test.in_set, members) for members in (test.set, test.unclear) if members is not None)
        case NotInSet():
            yield test.not_in_set, test.set
        case CountSet():
            yield test.count_set.fact, test.count_set.set
        case HasPartner():
            sought = (test.has_partner.country, test.has_partner.country_not)
            yield from (("partners", members) for members in sought if members is not None)


def sets_named(criterion: Criterion) -> Iterator[str]:
    """The named sets that a criterion speaks of, by id."""
    for test in tests_of(criterion.test):
        yield from (members[1:] for _, members in members_of(test) if isinstance(members, str))
