"""`ascn programmes draw`, `table` and `calendar` in this process."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from corpus.errors import UnknownRecord

FEBRUARY = ["--as-of", "2025-02-06"]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("COLUMNS", "200")
    return CliRunner()


def shown(told: CliRunner, *arguments: str) -> str:
    result = told.invoke(app, ["programmes", *arguments])
    assert result.exit_code == 0, result.exception
    return result.stdout


def test_a_call_is_drawn_as_a_tree(told: CliRunner) -> None:
    text = shown(told, "draw", "gcom-bankable")
    assert text.startswith("GCoM")
    assert "(gcom-bankable), role lead\nall of these\n├─ type: " in text
    assert "city.population from 100,000 to 1,500,000" in text


def test_a_programme_is_drawn_with_all_its_calls(told: CliRunner) -> None:
    text = shown(told, "draw", "mkcf")
    assert "(mkcf-3-2019), role lead" in text
    assert "(mkcf-9-2025), role lead" in text


def test_a_picture_goes_to_the_file_that_is_named(told: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "rules.svg"
    assert "3 drawn" in shown(told, "draw", "kcity-2025-demo", "--svg", str(file))
    assert ElementTree.fromstring(file.read_text(encoding="utf-8")).tag.endswith("svg")


@pytest.mark.parametrize(("id_", "near"), [("cdai", "cdia"), ("kcity-2025-dem", "kcity-2025-demo")])
def test_an_id_that_nothing_has_is_told_with_one_that_looks_alike(
    told: CliRunner, id_: str, near: str
) -> None:
    result = told.invoke(app, ["programmes", "draw", id_])
    assert isinstance(result.exception, UnknownRecord)
    assert f"Did you mean {near}" in str(result.exception)


def test_a_programme_without_rules_says_so_instead_of_drawing_nothing(told: CliRunner) -> None:
    assert "no rules" in shown(told, "draw", "stars")


def test_the_table_shows_who_may_apply_and_what_is_open(told: CliRunner) -> None:
    rows = {
        line.split()[0]: line.split()[1:] for line in shown(told, "table", *FEBRUARY).splitlines() if line
    }
    assert rows["kcity-2025-demo"][:5] == ["open", "yes", "yes", "yes", "yes"]
    assert rows["kcity-2025-planning"][:5] == ["open", "yes", "yes", "?", "no"]
    assert rows["bkcf-4-2024"][0] == "closed"


def test_the_table_in_markdown_names_the_types_in_full(told: CliRunner) -> None:
    head, rule, *rows = shown(told, "table", "--markdown", *FEBRUARY).splitlines()
    assert head.startswith("| call | programme | window | national government | local government |")
    assert set(rule) <= set("|- ")
    assert len(rows) > 40


def test_the_calendar_is_written_as_its_format_demands(told: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "programmes.ics"
    assert "windows that are open or coming: " in shown(told, "calendar", str(file), *FEBRUARY)
    content = file.read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert b"UID:kcity-2025-demo@" in content


def test_an_id_that_resembles_nothing_is_met_with_a_programme_to_try(told: CliRunner) -> None:
    result = told.invoke(app, ["programmes", "draw", "NOSUCH"])
    assert "Try a programme, such as kcity." in str(result.exception)
