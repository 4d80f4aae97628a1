"""Tells a sentence that gives a number, a date or a name of its proof to another one of them.

"Grown from 65 projects in 2021 to 77 this year" holds all of "77 projects in 2021". What stands together in
a clause of the proof belongs together; a claim may not put in its place what stands in another clause.
Must not read a sentence for what it states; `assistant.stated.reading` does.

Why by clauses and not by grammar: no parser for twelve languages is at hand, and a pair wrongly refused costs
a paraphrase, not the truth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import regex

from assistant.stated.numbers import Number
from assistant.stated.reading import proves, stated, written

_BREAK = regex.compile(
    r"(?<!\d)[,;:]\s+|(?<=\d)[;:]\s+|(?<=\d),\s+(?!(?:19|20)\d\d\b)|[،、，；。]\s*|\s[–—-]\s"
    r"|\s(?:while|whereas|but|compared (?:with|to)|against|followed by|then)\s"
    r"|(?<!hundred|thousand|million|billion)\s(?:and|dan|serta|at|e|và|còn)\s"
    r"|\s(?:to|from|hingga|dari|đến|từ|para)\s(?!\d{1,2}\s(?-i:\p{Lu})|(?:19|20)\d\d\b)"
    r"|และ|ขณะที่|ແລະ|និង|နှင့်|和|而",
    regex.IGNORECASE,
)
_OPENING = regex.compile(
    r"\W*(?:in|on|by|as of|as at|since|during|until|pada|sejak|vào|trong|từ|năm|em|desde"
    r"|noong|ใน|เมื่อ|ໃນ|នៅ|在)(?!\p{Latin})",
    regex.IGNORECASE,
)
"""What begins a clause whose date governs the whole sentence: "In March 2021 …"."""

_NUMBERS, _DATES, _PLACES, _OTHERS = range(4)
_NAMES = (_PLACES, _OTHERS)
_PAIRS = ((_NUMBERS, _DATES), *((kind, name) for kind in (_NUMBERS, _DATES) for name in _NAMES))

Kinds = tuple[frozenset[object], ...]
"""What a sentence or clause states, by the kinds above."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause; ``opens``: it begins the sentence with a date that governs all of it."""

    kinds: Kinds
    opens: bool


def mispaired(claim: str, language: str, proof: str, proof_language: str) -> tuple[str, ...]:
    """The pairs that a claim makes and its proof divides, for people."""
    clauses = list(_clauses(proof, proof_language))
    if len(clauses) < 2:
        return ()
    told = (pair for group in _groups(claim, language) for pair in _divided(group, clauses))
    return tuple(dict.fromkeys(told))


def _clauses(sentence: str, language: str) -> Iterator[_Clause]:
    breaks = [*(match.span() for match in _BREAK.finditer(sentence)), (len(sentence), len(sentence))]
    start = 0
    for end, following in breaks:
        part = sentence[start:end]
        if part.strip():
            told = stated(part, language)
            kinds = (told.numbers, told.dates, told.names.known, told.names.runs)
            yield _Clause(kinds, start == 0 and _OPENING.match(part) is not None)
        start = following


def _groups(claim: str, language: str) -> Iterator[Kinds]:
    """What a claim tells together: a clause, with the date of a clause that holds nothing else."""
    clauses = [clause.kinds for clause in _clauses(claim, language)]
    alone = [k[_DATES] for k in clauses if k[_DATES] and not any(k[kind] for kind in (_NUMBERS, *_NAMES))]
    dates = frozenset[object]().union(*alone)
    for numbers, own, *names in clauses:
        yield (numbers, own or dates, *names)


def _divided(claim: Kinds, clauses: Sequence[_Clause]) -> Iterator[str]:
    for one, other in _PAIRS:
        if other in _NAMES and len({c.kinds[other] for c in clauses if c.kinds[other]}) < 2:
            continue  # what is named is what the whole sentence is about
        for first, second in product(claim[one], claim[other]):
            apart = _is_bound_elsewhere(first, one, second, other, clauses)
            if apart or _is_bound_elsewhere(second, other, first, one, clauses):
                yield f"together {_told(first)} and {_told(second)}"


def _is_bound_elsewhere(
    one: object, kind: int, partner: object, partners: int, clauses: Sequence[_Clause]
) -> bool:
    """Whether the clauses that state ``one`` name partners of that kind, and none of them ``partner``."""
    own = [c for c in clauses if _holds(c, kind, one) and not (c.opens and kind == _DATES)]
    bound = [c for c in own if c.kinds[partners]]
    return bool(bound) and not any(_holds(c, partners, partner) for c in bound)


def _holds(clause: _Clause, kind: int, wanted: object) -> bool:
    return any(_is_same(held, wanted) for held in clause.kinds[kind])


def _is_same(held: object, wanted: object) -> bool:
    if isinstance(held, Number) and isinstance(wanted, Number):
        return held.value == wanted.value
    if isinstance(held, frozenset) and isinstance(wanted, frozenset):
        return proves(held, wanted)
    if isinstance(held, tuple) and isinstance(wanted, tuple):
        size = len(wanted)
        return any(held[n : n + size] == wanted for n in range(len(held) - size + 1))
    return held == wanted


def _told(item: object) -> str:
    if isinstance(item, Number):
        return f"{item.value:f}"
    if isinstance(item, frozenset):
        return written(min(item, key=str))
    return " ".join(item) if isinstance(item, tuple) else str(item)
