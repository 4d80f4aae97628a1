"""Compares two runs case by case: what flipped, and whether a theme became worse by more than chance.

Two questions are kept apart. *Flips*: did these very questions become worse? Exact, by families of variants
of one question. *Non-inferiority*: would others like them, too? By intervals of the difference, one of them
by drawing documents as wholes. Must not know budgets or invariants.

Why families and not documents in the exact test: one report proves a quarter of the cases, so that losing
all of them would count as a single change. What that costs: simulated runs that differ only by chance, case
by case and family by family, raised an alarm in 3 of 2,000; where chance moves whole documents up or down by
seven points, in 4 of 100, and those are losses that people should see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from statistics import NormalDist

from evals.gate.significance import Tail, level, sign_flips
from evals.gate.snapshot import Outcome, Snapshot, asked_as
from evals.metrics.pairs import clusters
from evals.schema import ASSERTING, Case, Split, Theme
from evals.stats import MARGIN, Interval, Paired, bootstrap, cases_to_show, mcnemar, non_inferiority, pair

ALPHA = 0.01
"""Chance of an alarm, in any table of a comparison, where nothing became worse."""

DRAWS = 4_000
"""Resamplings of the documents; the ends of a 90 % interval move by a tenth of a point."""

UNCHANGED = ceil(NormalDist().inv_cdf(0.95) ** 2 * (1 - MARGIN) / MARGIN)
"""Cases of which none changed that are enough to tell: the interval is narrower than the margin."""

_SHOWN = 0.90
_SURE = 1 - 2 * ALPHA


class Standing(StrEnum):
    """How a theme stands beside its baseline."""

    WORSE = "worse"
    OPEN = "open"
    UNDERPOWERED = "underpowered"
    NO_WORSE = "no worse"


@dataclass(frozen=True, slots=True)
class Flip:
    """A case that passed before and fails now, or the other way round."""

    case: Case
    before: Outcome
    after: Outcome

    @property
    def lost(self) -> bool:
        """Whether it is the bad way round."""
        return self.before.passed


@dataclass(frozen=True, slots=True)
class Compared:
    """Cases that are looked at together.

    Attributes:
        name: what they have in common.
        theme, split: None where it is not that.
        passed: before and now.
        mcnemar: two-sided exact p-value, families left aside.
        tail: one-sided, by families.
        flips_count: whether the losses are more than chance, all tables considered.
        interval: 90 % of the difference; by ``documents``: drawing documents as wholes.
        inferior: more than chance and worse by more than the margin with confidence, by both intervals.
        needed: cases that would show a system as good to be no worse.
    """

    name: str
    theme: Theme | None
    split: Split | None
    paired: Paired
    passed: tuple[int, int]
    mcnemar: float
    tail: Tail
    flips_count: bool
    interval: Interval
    documents: Interval
    inferior: bool
    needed: int

    @property
    def standing(self) -> Standing:
        """Worse fails the gate; underpowered says that nothing could have been seen."""
        if self.flips_count or self.inferior:
            return Standing.WORSE
        if min(self.interval.low, self.documents.low) > -MARGIN:
            return Standing.NO_WORSE
        return Standing.UNDERPOWERED if self.paired.cases < self.needed else Standing.OPEN


@dataclass(frozen=True, slots=True)
class Common:
    """The cases that both runs asked in the same words.

    Attributes:
        missing: cases of the earlier run that are as they were but were not asked again.
        new: how many were not asked before.
        changed: how many of both are not the same case any more.
    """

    cases: tuple[Case, ...]
    missing: tuple[Case, ...]
    new: int
    changed: int


def common(before: Snapshot, after: Snapshot, cases: Iterable[Case]) -> Common:
    """What can be compared, in the order of the cases; cases that are no more are left out."""
    old, now = before.outcomes, after.outcomes
    same, missing, changed = [], [], 0
    for case in cases:
        if case.id not in old or old[case.id].asked != asked_as(case):
            changed += case.id in old
        elif case.id in now:
            same.append(case)
        else:
            missing.append(case)
    return Common(tuple(same), tuple(missing), len(now.keys() - old), changed)


def flips(before: Snapshot, after: Snapshot, cases: Iterable[Case]) -> Iterator[Flip]:
    """Every case whose outcome changed, in the order of the cases."""
    for case in cases:
        old, now = before.outcomes[case.id], after.outcomes[case.id]
        if old.passed != now.passed:
            yield Flip(case, old, now)


def compare(
    before: Snapshot, after: Snapshot, cases: Sequence[Case], every: Iterable[Case], draws: int = DRAWS
) -> tuple[Compared, ...]:
    """All cases, those that must not be answered, then each theme and its splits where it has two.

    Args:
        cases: those that are compared.
        every: also those they are variants of.
    """
    known = list(every)
    families, documents = _families(known), clusters(known)
    tables = list(_tables(cases))
    changes = {
        case.id: int(after.outcomes[case.id].passed) - int(before.outcomes[case.id].passed) for case in cases
    }
    tails = [sign_flips(_by(families, table.cases, changes)) for table in tables]
    limit = level(tails, ALPHA)
    found = []
    for table, tail in zip(tables, tails, strict=True):
        own = table.cases
        old, now = ([snap.outcomes[case.id].passed for case in own] for snap in (before, after))
        paired, where = pair(old, now), [documents[case.id] for case in own]
        difference = [float(changes[case.id]) for case in own]
        found.append(
            Compared(
                table.name,
                table.theme,
                table.split,
                paired,
                (sum(old), sum(now)),
                mcnemar(paired),
                tail,
                tail.p <= limit,
                non_inferiority(paired).interval,
                _drawn(difference, where, _SHOWN, draws),
                tail.p <= limit and _inferior(paired, difference, where, draws),
                needed(paired),
            )
        )
    return tuple(found)


def needed(paired: Paired) -> int:
    """Cases that would show a system as good to be no worse, if as large a share of them changes."""
    changing = (paired.gained + paired.lost) / paired.cases
    return max(UNCHANGED, cases_to_show(changing)) if changing else UNCHANGED


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    cases: Sequence[Case]
    theme: Theme | None = None
    split: Split | None = None


def _tables(cases: Sequence[Case]) -> Iterator[_Table]:
    """What is looked at; empty tables are left out."""
    if cases:
        yield _Table("all", cases)
    # They stand in several themes, and answering them all the same is the worst that can happen.
    if unanswered := [case for case in cases if ASSERTING.isdisjoint(case.expect.status)]:
        yield _Table("must not be answered", unanswered)
    for theme in Theme:
        own = [case for case in cases if case.theme is theme]
        if own:
            yield _Table(theme.replace("_", " "), own, theme)
        parts = [(split, [case for case in own if case.split is split]) for split in Split]
        if all(part for _, part in parts):
            for split, part in parts:
                yield _Table(f"  {split.replace('_', ' ')}", part, theme, split)


def _inferior(paired: Paired, difference: Sequence[float], where: Sequence[str], draws: int) -> bool:
    sure = _drawn(difference, where, _SURE, draws)
    return non_inferiority(paired, alpha=ALPHA).breached and sure.high < -MARGIN


def _drawn(difference: Sequence[float], where: Sequence[str], width: float, draws: int) -> Interval:
    if not any(difference):
        return Interval(0.0, 0.0)
    return bootstrap(difference, where, level=width, draws=draws)


def _families(cases: Iterable[Case]) -> Mapping[str, str]:
    """Case id → the case that it and its variants come from."""
    pairs = {case.id: case.pair for case in cases}
    found = {}
    for case in pairs:
        root, seen = case, {case}
        while (base := pairs.get(root)) is not None and base not in seen:
            root = base
            seen.add(root)
        found[case] = root
    return found


def _by(families: Mapping[str, str], cases: Iterable[Case], changes: Mapping[str, int]) -> Iterable[int]:
    sums: dict[str, int] = defaultdict(int)
    for case in cases:
        sums[families[case.id]] += changes[case.id]
    return sums.values()
