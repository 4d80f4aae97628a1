"""Facts to try rules on, drawn from the rules themselves so that they meet, fail and miss their tests.

For every fact that a rule looks at: the members of its sets, members it leaves unclear, others, and the
numbers just inside and just outside its bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from assistant.eligibility.facts import Facts, read_facts
from corpus.eligibility_rules import (
    CountSet,
    CountTrue,
    HasDocument,
    HasPartner,
    InRange,
    InSet,
    IsFalse,
    IsTrue,
    Members,
    NotInSet,
    Role,
    Rule,
    Test,
    When,
    criteria,
)
from corpus.programmes import Offer, offers
from corpus.records import records

Flat = Mapping[str, Any]
"""Facts by path; the whole list of partners is one fact."""

OTHERS = {
    "applicant.type": ["individual", "company", "local_government", "asean_body"],
    "applicant.country": ["KR", "JP", "SG", "TL", "TH", "DE"],
    "project.country": ["IN", "VN", "DE"],
    "applicant.size": ["micro", "large"],
    "applicant.seniority": ["junior", "senior"],
    "city.key": ["TH/Khon Kaen", "VN/Hanoi", "none"],
    "project.sector": ["health", "energy"],
    "project.stage": ["idea", "construction"],
    "project.benefit_countries": ["KH", "LA", "DE"],
}


@dataclass(frozen=True)
class Case:
    """One rule set to try."""

    offer: Offer
    role: Role
    rule: Rule

    def __repr__(self) -> str:
        return f"{self.offer.id}-{self.role}"


CASES = tuple(
    Case(offer, role, rule)
    for programme in records().programmes.values()
    for offer in offers(programme)
    for role, rule in (offer.roles or {}).items()
)


def tests(rule: Rule) -> Iterator[Test]:
    """Every test of a rule, those inside a condition for part of the applicants too."""
    for criterion in criteria(rule):
        yield from _inside(criterion.test)


def facts(flat: Flat) -> Facts:
    """The facts that stand under these paths."""
    nested: dict[str, Any] = {}
    for path, value in flat.items():
        group, _, name = path.partition(".")
        if name:
            nested.setdefault(group, {})[name] = value
        else:
            nested[group] = value
    return read_facts(nested)


def flat(given: Mapping[str, Any]) -> dict[str, Any]:
    """The paths of nested facts."""
    found: dict[str, Any] = {}
    for group, value in given.items():
        found |= {f"{group}.{k}": v for k, v in value.items()} if isinstance(value, dict) else {group: value}
    return found


def profiles(rule: Rule) -> st.SearchStrategy[dict[str, Any]]:
    """Facts that a rule looks at, each stated or not."""
    values: dict[str, list[Any]] = {}
    for test in tests(rule):
        for path, tried in _tried(test):
            values.setdefault(path, []).extend(tried)
    each = {path: st.sampled_from(_once(tried)) for path, tried in values.items()}
    return st.fixed_dictionaries({}, optional=each).map(_consistent)


def _inside(test: Test) -> Iterator[Test]:
    if isinstance(test, When):
        for part in (test.when.condition, test.when.then, test.when.otherwise):
            if part is not None:
                yield from _inside(part)
    else:
        yield test


def _tried(test: Test) -> Iterator[tuple[str, list[Any]]]:
    match test:
        case InSet():
            yield test.in_set, [*_some(test.set), *_some(test.unclear or ()), *OTHERS[test.in_set]]
        case NotInSet():
            yield test.not_in_set, [*_some(test.set), *OTHERS[test.not_in_set]]
        case InRange():
            yield test.range, _around(test)
        case IsTrue():
            yield test.is_true, [True, False]
        case IsFalse():
            yield test.is_false, [True, False]
        case HasDocument():
            yield f"documents.{test.has_document}", [True, False]
        case CountTrue():
            yield from ((path, [True, False]) for path in test.count_true.of)
        case CountSet():
            members = _some(test.count_set.set)
            yield test.count_set.fact, [[], members[:1], members[:2], ["DE", members[0]], ["DE", "FR"]]
        case HasPartner():
            yield "partners", list(_partners(test))


def _partners(test: HasPartner) -> Iterator[list[dict[str, str]]]:
    yield []
    yield [{}]
    for kind in (*(test.has_partner.type or ()), "individual"):
        yield [{"type": kind}]
        for country in (*_some(test.has_partner.country or ()), "KR", "VN"):
            yield [{"type": kind, "country": country}]
            yield [{"type": kind, "country": country}, {"type": "company", "country": "KR"}]


def _some(members: Members | tuple[()]) -> list[str]:
    if isinstance(members, str):
        return list(records().sets[members[1:]].members)
    return list(members)


def _around(test: InRange) -> list[int]:
    bounds = [int(bound) for bound in (test.min, test.max) if bound is not None]
    return [tried for bound in bounds for tried in (bound - 1, bound, bound + 1) if tried >= 0]


def _once(tried: Sequence[Any]) -> list[Any]:
    return [value for index, value in enumerate(tried) if value not in tried[:index]]


def _consistent(drawn: dict[str, Any]) -> dict[str, Any]:
    """A city's own government is registered in its country; anything else would be refused."""
    key = drawn.get("city.key", "")
    if drawn.get("applicant.type") == "local_government" and "/" in key and "applicant.country" in drawn:
        return drawn | {"applicant.country": key.partition("/")[0]}
    return drawn
