"""The README says what the project does today."""

from __future__ import annotations

from tests.readme import README, written


def test_the_tables_are_those_of_the_commands_and_of_the_kept_baseline() -> None:
    assert README.read_text(encoding="utf-8") == written(), "run `python -m tests.readme`"


def test_the_readme_stays_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 250
