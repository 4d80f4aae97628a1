"""Writes the README's tables that follow from the code: ``python -m tests.readme``; a test checks them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import entry_points
from pathlib import Path

from assistant.cli import app
from evals.gate.snapshot import BASELINES, Outcome, read_baseline
from evals.schema import Split, Theme

README = Path(__file__).parents[1] / "README.md"
QUALITY, QUALITY_END = "<!-- quality: written by `python -m tests.readme` -->\n", "<!-- /quality -->"
BEGIN, END = "<!-- commands: written by `python -m tests.readme` -->\n", "<!-- /commands -->"


def table() -> str:
    """One row per command with the first line of its help."""
    rows = [
        (c.callback.__name__, (c.callback.__doc__ or "").splitlines()[0])
        for c in app.registered_commands
        if c.callback
    ]
    for group in app.registered_groups:
        if group.name is not None and group.name not in {e.name for e in entry_points(group="ascn.commands")}:
            rows += [
                (f"{group.name} {c.name or c.callback.__name__}", (c.callback.__doc__ or "").splitlines()[0])
                for c in group.typer_instance.registered_commands  # type: ignore[union-attr]  # always given
                if c.callback
            ]
    for entry in entry_points(group="ascn.commands"):
        rows.append((entry.name, str(entry.load().info.help)))
    lines = (f"| `ascn {name}` | {text} |" for name, text in rows)
    return "| command | what it does |\n|---|---|\n" + "\n".join(lines) + "\n"


def quality() -> str:
    """Cases passed by theme and split, of the run that is kept as the baseline."""
    outcomes = tuple(read_baseline(BASELINES / "main.jsonl.gz").outcomes.values())
    lines = ["| theme | development | held out |", "|---|---|---|"]
    for name, own in [*((theme.value.replace("_", " "), {theme}) for theme in Theme), ("all", set(Theme))]:
        cells = []
        for split in Split:
            those = [
                outcome.passed for outcome in outcomes if outcome.theme in own and outcome.split is split
            ]
            cells.append(f"{sum(those)} of {len(those)} ({sum(those) / len(those):.0%})" if those else "")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", by_language(outcomes)]) + "\n"


def by_language(outcomes: Iterable[Outcome]) -> str:
    """Cases passed of each language, development and held out; the second part of a case's id is the tag."""
    passed: dict[str, dict[Split, list[bool]]] = {}
    for outcome in outcomes:
        if outcome.theme is Theme.LANGUAGES:
            own = passed.setdefault(outcome.case.split("-")[1], {split: [] for split in Split})
            own[outcome.split].append(outcome.passed)
    told = (
        f"{tag} {' + '.join(f'{sum(those)}/{len(those)}' for those in own.values())}"
        for tag, own in sorted(passed.items(), key=lambda pair: (pair[0] != "en", pair[0]))
    )
    return f"Languages, development + held out: {', '.join(told)}."


def written() -> str:
    """The README with its tables as they should be."""
    text = README.read_text(encoding="utf-8")
    for begin, rows, end in ((BEGIN, table(), END), (QUALITY, quality(), QUALITY_END)):
        before, rest = text.split(begin)
        text = before + begin + rows + end + rest.split(end, 1)[1]
    return text


if __name__ == "__main__":
    README.write_text(written(), encoding="utf-8")
