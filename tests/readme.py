"""Writes the command table of the README: ``python -m tests.readme``; a test holds it up to date."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

from assistant.cli import app

README = Path(__file__).parents[1] / "README.md"
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


def written() -> str:
    """The README with the table as it should be."""
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    return before + BEGIN + table() + END + rest.split(END, 1)[1]


if __name__ == "__main__":
    README.write_text(written(), encoding="utf-8")
