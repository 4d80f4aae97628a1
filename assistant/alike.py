"""Words that ask for the same thing: "How many people live in …" is answered by "The population of … is …".

A short list on purpose: only words by which officials ask for figures that documents state under another
name. Must not rank or search.
"""

from __future__ import annotations

from collections.abc import Mapping

from indexing.lexical import stems

PEOPLE = frozenset(stems("people person inhabitant resident citizen population individual man woman".split()))

ALIKE = (
    PEOPLE,
    frozenset(stems("passenger rider".split())),
    frozenset(stems("camera cctv".split())),
    frozenset(stems("country state nation".split())),
    frozenset(stems("meeting session".split())),
    frozenset(stems("firm company enterprise business".split())),
    frozenset(stems("job employment".split())),
    frozenset(stems("house home household unit dwelling".split())),
)
"""Stems that count the same things."""

_SAID_BY = (
    *ALIKE,
    frozenset(stems("live living inhabit inhabitant resident population".split())),
    frozenset(stems("large big size area".split())),
    frozenset(stems("deep depth".split())),
    frozenset(stems("wide width widen breadth".split())),
    frozenset(stems("long length kilometre kilometres km".split())),
    frozenset(stems("found founded establish established launch launched".split())),
    frozenset(stems("build built construct construction".split())),
    frozenset(stems("percentage percent cent share proportion".split())),
    frozenset(stems("pay paid fund finance".split())),
    # Verbs whose forms no stemmer brings together, ordinals in words and digits.
    *(
        frozenset(stems(verb.split()))
        for verb in (
            "hold held take took taken",
            "begin began begun",
            "give gave given",
            "lead led",
            "run ran",
            "make made",
            "send sent",
            "spend spent",
            "choose chose chosen",
            "become became",
            "grow grew grown",
            "bring brought",
            "buy bought",
        )
    ),
    *(
        frozenset({*stems([word]), digits})
        for word, digits in zip(
            "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
            "1 2 3 4 5 6 7 8 9 10".split(),
            strict=True,
        )
    ),
)
_ABBREVIATED = "ascn"
_SPELT_OUT = frozenset(stems("asean smart cities network".split()))
_NETWORK = "network"
"""The name that every document is about: short, in full, or "the network"."""


def said_by(wanted: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """For each stem of a text that may stand for others: which of those wanted it stands for."""
    meant = {
        stem: frozenset().union(*(group & wanted for group in _SAID_BY if stem in group)) - {stem}
        for group in _SAID_BY
        if group & wanted
        for stem in group
    }
    if _ABBREVIATED in wanted:
        meant[_NETWORK] = frozenset({_ABBREVIATED})
    if wanted >= _SPELT_OUT:
        meant[_ABBREVIATED] = _SPELT_OUT
    return meant
