"""The rules of a call as a tree that people can read: one line a criterion, with its test and its sources.

Must not decide anything, and must not know how a tree is painted (`assistant.eligibility.svg`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.eligibility_rules import (
    All,
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
    Judged,
    Members,
    NotInSet,
    Rule,
    Selection,
    Soft,
    SourceSilent,
    Test,
    When,
)
from corpus.programmes import Programme


class Kind(StrEnum):
    """What a line of the tree is."""

    ALL = "all of these"
    ANY = "any one of these"
    TESTED = "tested"
    JUDGED = "the sponsor judges it"
    SILENT = "no source says it"
    SHOWN = "shown only, decides nothing"


@dataclass(frozen=True, slots=True)
class Branch:
    """A criterion, or a combination of branches.

    Attributes:
        name: id of the criterion or combination; None for a combination without one.
        text: the condition in plain English; empty for a combination.
        test: the test in the words of the rule file; empty for a combination.
        src: ids of the sources.
    """

    kind: Kind
    name: str | None
    text: str = ""
    test: str = ""
    src: tuple[str, ...] = ()
    parts: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """The tree of one role of a call, below its title."""

    title: str
    tree: Branch


def drawings(programme: Programme, id_: str) -> tuple[Drawing, ...]:
    """One drawing for every role of the call, or of every call where ``id_`` names the programme."""
    every = ((programme.rules or programme.id, programme.name, programme.roles), *(
        (call.id, call.title, call.roles) for call in programme.calls
    ))  # fmt: skip
    return tuple(
        Drawing(f"{title} ({key}), role {role}", branch(rule))
        for key, title, roles in every
        if id_ in (programme.id, key)
        for role, rule in (roles or {}).items()
    )


def branch(rule: Rule) -> Branch:
    """The tree of a rule."""
    match rule:
        case All():
            return Branch(Kind.ALL, rule.id, parts=tuple(branch(part) for part in rule.all))
        case AnyOf():
            return Branch(Kind.ANY, rule.id, parts=tuple(branch(part) for part in rule.any))
        case Criterion():
            src = tuple(str(reference) for reference in rule.src)
            return Branch(_kind(rule.test), rule.id, rule.text, tested(rule.test), src)


def lines(tree: Branch) -> Iterator[str]:
    """The tree as text, one condition a line and its test below."""
    yield from _drawn(tree, "", "", "")


def heading(tree: Branch) -> str:
    """The first line of a branch."""
    if not tree.text:
        return f"{tree.name}: {tree.kind}" if tree.name else tree.kind
    return f"{tree.name}: {tree.text} [{', '.join(tree.src)}]"


def detail(tree: Branch) -> str:
    """What stands below the first line: the test, and what is special about it; empty for a combination."""
    special = tree.kind in {Kind.JUDGED, Kind.SILENT, Kind.SHOWN}
    return f"{tree.test} ({tree.kind})" if special else tree.test


def tested(test: Test) -> str:
    """A test in one line, close to how the rule file writes it."""
    match test:
        case InSet():
            unclear = f"; unclear: {_members(test.unclear)}" if test.unclear else ""
            return f"{test.in_set} in {_members(test.set)}{unclear}"
        case NotInSet():
            return f"{test.not_in_set} not in {_members(test.set)}"
        case InRange():
            return f"{test.range} {_bounds(test)}"
        case IsTrue():
            return f"{test.is_true} is true"
        case IsFalse():
            return f"{test.is_false} is false"
        case HasDocument():
            return f"documents.{test.has_document} is held"
        case HasPartner():
            return f"a partner {_partner(test)}"
        case CountTrue():
            return f"at least {test.count_true.at_least} true of {', '.join(test.count_true.of)}"
        case CountSet():
            counted = test.count_set
            return f"{counted.fact} holds at least {counted.at_least} of {_members(counted.set)}"
        case When():
            otherwise = f", else {tested(test.when.otherwise)}" if test.when.otherwise else ""
            return f"if {tested(test.when.condition)}, then {tested(test.when.then)}{otherwise}"
        case _:
            return _remark(test)


def _remark(test: Judged | SourceSilent | Selection | Soft) -> str:
    match test:
        case Judged():
            return test.judged
        case SourceSilent():
            return test.source_silent
        case Selection():
            return test.selection
        case Soft():
            return test.soft


def _kind(test: Test) -> Kind:
    match test:
        case Judged():
            return Kind.JUDGED
        case SourceSilent():
            return Kind.SILENT
        case Selection() | Soft():
            return Kind.SHOWN
    return Kind.TESTED


def _drawn(tree: Branch, elbow: str, stem: str, below: str) -> Iterator[str]:
    """``elbow`` leads to this branch, ``stem`` to the lines below it and ``below`` to its parts."""
    yield elbow + heading(tree)
    if test := detail(tree):
        yield f"{stem}  {test}"
    for part in tree.parts:
        last = part is tree.parts[-1]
        onward = below + ("   " if last else "│  ")
        yield from _drawn(part, below + ("└─ " if last else "├─ "), onward, onward)


def _members(members: Members) -> str:
    return members if isinstance(members, str) else ", ".join(members)


def _bounds(test: InRange) -> str:
    if test.min is None:
        return f"at most {test.max:,.10g}"
    return f"at least {test.min:,.10g}" if test.max is None else f"from {test.min:,.10g} to {test.max:,.10g}"


def _partner(test: HasPartner) -> str:
    sought = test.has_partner
    said = (
        f"that is {' or '.join(sought.type)}" if sought.type else "",
        f"in {_members(sought.country)}" if sought.country else "",
        f"not in {_members(sought.country_not)}" if sought.country_not else "",
    )
    return " ".join(filter(None, said)) or "of any kind"
