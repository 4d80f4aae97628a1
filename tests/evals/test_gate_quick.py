"""The quick set through the gate: few questions of every theme, asked of the built-in corpus each time."""

from __future__ import annotations

from pathlib import Path

from evals.answering import Answerer
from evals.gate.command import QUICK, taken_now
from evals.gate.judgement import judge
from evals.gate.snapshot import baseline_path, read_baseline
from evals.gate.telling import lines
from evals.quick import quick
from evals.schema import load_cases


def test_the_quick_set_is_no_worse_than_its_baseline(built_in: Path) -> None:
    cases = load_cases()
    after, breaches = taken_now(Answerer(built_in), quick(cases))
    judgement = judge(read_baseline(baseline_path(QUICK)), after, cases, breaches, part=True)
    assert judgement.passed, "\n".join(lines(judgement, QUICK))
    assert len(judgement.common.cases) >= 40, "make a new baseline: `ascn eval gate --quick --accept`"
