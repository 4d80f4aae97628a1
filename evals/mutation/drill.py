"""Plants one regression after the other and sees which layer of the gate catches it.

The same cases are asked of a sound copy first; only what the sound one does not show counts as caught.
Must not print.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.workspace import Workspace
from evals.answering import Answerer
from evals.gate.asking import asked, proven
from evals.gate.invariants import Breach
from evals.gate.judgement import Judgement, Layer, judge
from evals.gate.snapshot import Snapshot, snapshot, without_costs
from evals.mutation import planted_index, planted_parts
from evals.result import Run
from evals.run import plan
from evals.schema import Case

Planted = Callable[[Workspace], AbstractContextManager[None]]


def _altered(alter: Callable[[Workspace], None]) -> Planted:
    @contextmanager
    def planted(workspace: Workspace) -> Iterator[None]:
        alter(workspace)
        yield

    return planted


REGRESSIONS: Mapping[str, Planted] = {
    "passages dropped": _altered(planted_index.drop_passages),
    "pages shifted": _altered(planted_index.shift_pages),
    "editions swapped": _altered(planted_index.swap_editions),
    "index stale": _altered(planted_index.search_stale),
    "negation lost": planted_parts.lost_negation,
    "neighbour cited": planted_parts.neighbour_cited,
    "scripts not cut": planted_parts.unspaced_scripts_whole,
    "always refusing": planted_parts.always_refusing,
    "never refusing": planted_parts.never_refusing,
    "wrong day": planted_parts.wrong_day,
}
"""What is planted, by name."""


@dataclass(frozen=True, slots=True)
class Sound:
    """The same cases with nothing planted."""

    run: Run
    cases: tuple[Case, ...]
    snapshot: Snapshot
    breaches: frozenset[Breach]


@dataclass(frozen=True, slots=True)
class Caught:
    """What the gate says to a regression; no layer means that it got through."""

    regression: str
    judgement: Judgement

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that fail."""
        return self.judgement.failing


def sound(answerer: Answerer, cases: Sequence[Case]) -> Sound:
    """Ask with nothing planted; cases that the index cannot prove are left out."""
    planned = plan(cases, answerer)
    workspace = answerer.open()
    try:
        taken, breaches = _taken(workspace, planned.run, planned.cases)
        return Sound(planned.run, planned.cases, taken, frozenset(breaches))
    finally:
        workspace.close()


def drill(answerer: Answerer, before: Sound, regression: str, scratch: Path) -> Caught:
    """Plant a regression into a copy below ``scratch``, ask, judge, and remove the copy.

    Raises:
        IndexUnusable: the index has nothing that this regression could spoil.
    """
    copy = scratch / regression.replace(" ", "-")
    shutil.copytree(answerer.root, copy)
    workspace = Answerer(copy, answerer.given, answerer.today).open()
    try:
        with REGRESSIONS[regression](workspace):
            taken, breaches = _taken(workspace, before.run, before.cases)
    finally:
        workspace.close()
        shutil.rmtree(copy, ignore_errors=True)
    new = [breach for breach in breaches if breach not in before.breaches]
    return Caught(regression, judge(before.snapshot, taken, before.cases, new))


def _taken(workspace: Workspace, run: Run, cases: Sequence[Case]) -> tuple[Snapshot, tuple[Breach, ...]]:
    """The snapshot of a run in this process and the invariants that it breaks."""
    recorded = asked(workspace, run, cases)
    return without_costs(snapshot(recorded, cases)), proven(workspace, recorded, cases)
