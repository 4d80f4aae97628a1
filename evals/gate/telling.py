"""Tells a judgement: to people what changed first and briefly, to programs everything.

Cases held out are counted, never named, unless that is asked for: who sees which of them fail would tune on
them. Must not decide anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from evals.gate.budgets import Budget
from evals.gate.comparison import UNCHANGED, Compared, Flip, Standing
from evals.gate.invariants import Breach
from evals.gate.judgement import Judgement
from evals.gate.snapshot import Outcome
from evals.schema import Split

_MOST = 20
"""Breaches and flips that are shown; programs get all."""


def lines(judgement: Judgement, name: str, held_out: bool = False) -> Iterator[str]:
    """The report for people, a line each."""
    verdict = "passed" if judgement.passed else f"FAILED ({', '.join(judgement.failing)})"
    run = judgement.before.header.run
    yield f"Gate against {name} ({run.revision}, {run.started:%Y-%m-%d}): {verdict}"
    yield from _breach_lines(judgement.breaches)
    yield from _flip_lines(judgement, held_out)
    yield ""
    yield from _table(judgement.compared)
    yield ""
    yield from map(_budget_line, judgement.budgets)
    yield from _notes(judgement)


def as_json(judgement: Judgement, name: str, held_out: bool = False) -> dict[str, Any]:
    """The report for programs."""
    lost = [flip for flip in judgement.flips if flip.lost]
    return {
        "baseline": name,
        "passed": judgement.passed,
        "failing": list(judgement.failing),
        "before": judgement.before.header.model_dump(mode="json"),
        "after": judgement.after.header.model_dump(mode="json"),
        "compared": len(judgement.common.cases),
        "new": judgement.common.new,
        "missing": len(judgement.common.missing),
        "changed": judgement.common.changed,
        "altered": judgement.altered,
        "breaches": [{"layer": b.layer, "thing": b.thing, "detail": b.detail} for b in judgement.breaches],
        "gained": len(judgement.flips) - len(lost),
        "lost": [_flip(flip) for flip in _named(lost, held_out)],
        "lost_held_out": sum(flip.case.split is Split.HELD_OUT for flip in lost),
        "tables": [_compared(table) for table in judgement.compared],
        "budgets": [_budget(budget) for budget in judgement.budgets],
    }


def _breach_lines(breaches: Sequence[Breach]) -> Iterator[str]:
    if breaches:
        yield f"Invariants broken: {len(breaches)}"
    yield from (f"  {breach}" for breach in breaches[:_MOST])
    yield from _rest(len(breaches))


def _flip_lines(judgement: Judgement, held_out: bool) -> Iterator[str]:
    lost = [flip for flip in judgement.flips if flip.lost]
    gained = len(judgement.flips) - len(lost)
    if not (judgement.flips or judgement.altered):
        yield "No answer changed."
        return
    yield f"Flips: {len(lost)} pass → fail, {gained} fail → pass; {judgement.altered} other answers changed."
    named = _named(lost, held_out)
    for flip in named[:_MOST]:
        yield f"  {flip.case.id}: {_question(flip)}"
        yield f"    before: {_said(flip.before)}"
        yield f"    now:    {_said(flip.after)}"
        yield f"    why:    {'; '.join(flip.after.failures)}"
    yield from _rest(len(named))
    if len(named) < len(lost):
        yield f"  and {len(lost) - len(named)} held out, which are not named (--held-out names them)"


def _table(compared: Sequence[Compared]) -> Iterator[str]:
    """A line per theme; of its splits only those where something changed, and which are too small."""
    yield f"{'':25}{'cases':>5}  {'before':>6}  {'now':>4}  {'90 % of the difference':>22}"
    small = []
    for table in compared:
        if table.split and not (table.paired.gained or table.paired.lost):
            if table.standing is Standing.UNDERPOWERED:
                small.append(f"{table.theme} {table.name.strip()} {table.paired.cases}".replace("_", " "))
            continue
        low = min(table.interval.low, table.documents.low)
        high = max(table.interval.high, table.documents.high)
        before, now = table.passed
        interval = f"{100 * low:+.1f} to {100 * high:+.1f} points"
        row = f"{table.name:25}{table.paired.cases:>5}  {before:>6}  {now:>4}  {interval:>22}"
        yield f"{row}  {_standing(table)}"
    if small:
        yield f"Splits without a change, underpowered below {UNCHANGED} cases: {', '.join(small)}."


def _standing(table: Compared) -> str:
    if table.standing is Standing.UNDERPOWERED:
        return f"underpowered: {table.needed} cases needed"
    if table.standing is Standing.WORSE:
        return f"WORSE: {table.paired.lost} lost, {table.paired.gained} gained, p = {table.tail.p:.2g}"
    if table.standing is Standing.OPEN:
        return "open: neither worse nor shown to be no worse"
    return str(table.standing)


def _budget_line(budget: Budget) -> str:
    verdict = "" if budget.kept else "  OVER"
    figures = f"{budget.after:.1f} {budget.unit}, baseline {budget.before:.1f}, limit {budget.limit:.1f}"
    return f"{budget.name}: {figures}{verdict}"


def _notes(judgement: Judgement) -> Iterator[str]:
    shared = judgement.common
    apart = {"not asked": len(shared.missing), "new": shared.new, "changed since": shared.changed}
    told = ", ".join(f"{number} {what}" for what, number in apart.items() if number)
    if told:
        yield f"Not compared: {told}."
    if judgement.after.header.run.repeats < 2:
        yield "Each case was asked once: whether answers stay the same needs `ascn eval run --repeat 2`."


def _rest(number: int) -> Iterator[str]:
    if number > _MOST:
        yield f"  and {number - _MOST} more (--json lists all)"


def _named(lost: Sequence[Flip], held_out: bool) -> list[Flip]:
    return [flip for flip in lost if held_out or flip.case.split is Split.DEV]


def _question(flip: Flip) -> str:
    return flip.case.turns[-1] if flip.case.turns else str(flip.case.facts)


def _said(outcome: Outcome) -> str:
    where = f" [{'; '.join(outcome.citations[:3])}]" if outcome.citations else ""
    return f"{outcome.status or 'no answer'}: {outcome.text[:160]}{where}"


def _flip(flip: Flip) -> dict[str, Any]:
    return {
        "case": flip.case.id,
        "theme": flip.case.theme,
        "split": flip.case.split,
        "question": _question(flip),
        "before": flip.before.model_dump(mode="json", include={"status", "text", "citations"}),
        "after": flip.after.model_dump(mode="json", include={"status", "text", "citations", "failures"}),
    }


def _compared(table: Compared) -> dict[str, Any]:
    return {
        "name": table.name.strip(),
        "theme": table.theme,
        "split": table.split,
        "cases": table.paired.cases,
        "before": table.passed[0],
        "after": table.passed[1],
        "gained": table.paired.gained,
        "lost": table.paired.lost,
        "mcnemar": table.mcnemar,
        "p_worse": table.tail.p,
        "interval": list(table.interval),
        "interval_by_document": list(table.documents),
        "standing": table.standing,
        "needed": table.needed,
    }


def _budget(budget: Budget) -> dict[str, Any]:
    return {
        "name": budget.name,
        "unit": budget.unit,
        "before": budget.before,
        "after": budget.after,
        "limit": budget.limit,
        "kept": budget.kept,
    }
