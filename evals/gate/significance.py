"""Whether losses are more than chance when questions come in families and several tables are looked at.

Pure and exact; `evals.stats` holds what does not know families. Must not know cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Tail:
    """A one-sided test.

    Attributes:
        p: chance of so great a loss, or a greater one, where gains and losses are equally likely.
        least: the least ``p`` that so many changes could have given; 1 where nothing changed.
    """

    p: float
    least: float


def sign_flips(changes: Iterable[int]) -> Tail:
    """The exact test that families of questions gain as easily as they lose.

    With families of one question it is McNemar's exact test, one-sided. Formula: share of the ``2^k`` ways
    to give signs to the ``k`` changes whose sum is at most the one seen. Source: Fisher 1935, The Design of
    Experiments, section 21; families drawn as wholes as in Gail et al. 1996, Statistics in Medicine 15,
    1069-1092.

    Args:
        changes: gained less lost, one number a family.
    """
    sizes = [change for change in changes if change]
    ways = {0: 1}
    for size in map(abs, sizes):
        longer: dict[int, int] = {}
        for total, number in ways.items():
            for end in (total - size, total + size):
                longer[end] = longer.get(end, 0) + number
        ways = longer
    seen = sum(sizes)
    tail = sum(number for total, number in ways.items() if total <= seen)
    return Tail(float(Fraction(tail, 2 ** len(sizes))), 0.5 ** len(sizes))


def level(tails: Sequence[Tail], alpha: float) -> float:
    """The level at which each of several tests is read, so that any false alarm has at most ``alpha``.

    Tables too small to ever alarm do not count, so that few losses in one theme are seen however many other
    themes stand unchanged. Formula: ``alpha / K``, K the least k with at most k tables whose least p-value
    is ``<= alpha / k``. Source: Tarone 1990, Biometrics 46, 515-522.
    """
    k = 1
    while sum(tail.least <= alpha / k for tail in tails) > k:
        k += 1
    return alpha / k
