"""`ascn corpus lint`, `show` and `coverage` in this process; nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from corpus.errors import UnknownRecord

FAULTY = """- id: a
  title: A source
  trust: official
  document: {id: x, file: x.pdf, kind: report, supersedes: x, bytes: 1, sha256: %s}
""" % ("0" * 64)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("ASCN_DATA", str(tmp_path / "data"))
    return CliRunner()


def shown(corpus: CliRunner, id_: str) -> str:
    result: Result = corpus.invoke(app, ["corpus", "show", id_])
    assert result.exit_code == 0, result.exception
    return result.stdout


def test_lint_tells_each_fault_on_a_line_and_fails(corpus: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text(FAULTY, encoding="utf-8")
    result = corpus.invoke(app, ["corpus", "lint", str(tmp_path)])
    assert result.exit_code == 1
    assert "sources.yaml:4 0.document.supersedes: x: it supersedes itself: x → x.\n" in result.stdout


def test_a_city_is_shown_with_its_facts_their_places_and_its_projects(corpus: CliRunner) -> None:
    text = shown(corpus, "da-nang")
    assert "  country: VN\n" in text
    assert "km2 1,285, scope city before the merger of 2025, as of 2018 [scap p.52]" in text
    assert "from 2018-04-28" in text
    assert "projects in the report of 2025-09-30: 2\n" in text
    assert "Smart Water Management System, Quality Environment, on_going [me25 p.32" in text
    assert "  me25 p.32: ASCN monitoring and evaluation report 2025 (ASEAN Secretariat, 30 Sept" in text


def test_what_is_not_known_is_shown_as_unknown(corpus: CliRunner) -> None:
    assert "  areas: unknown\n" in shown(corpus, "dili")


@pytest.mark.parametrize(
    ("id_", "told"),
    [
        ("2025:da-nang:1", "title: Intelligent Operation Centre"),
        ("kcity", "name: K-City Network Global Cooperation Program"),
        ("cities-38", "value: 38"),
        ("annual-1", "place: Singapore"),
        ("TL", "asean from: 2025-10-26"),
        ("me25", "published: 2025-09-30"),
        ("ascn-monitoring-evaluation-2025", "url: https://asean.org/"),
        ("ascn-governance", "trust: own"),
        ("city-record:da-nang", "name: Da Nang"),
    ],
)
def test_everything_with_an_id_is_shown(corpus: CliRunner, id_: str, told: str) -> None:
    assert told in shown(corpus, id_)


def test_an_unknown_id_names_those_that_look_alike(corpus: CliRunner) -> None:
    result = corpus.invoke(app, ["corpus", "show", "da-nag"])
    assert isinstance(result.exception, UnknownRecord)
    assert "Did you mean da-nang" in str(result.exception)


def test_coverage_shows_where_there_is_nothing(corpus: CliRunner) -> None:
    lines = corpus.invoke(app, ["corpus", "coverage"]).stdout.splitlines()
    row = next(line for line in lines if line.startswith("cauayan"))
    assert row.split()[1:] == ["-/-/-/·", "-/-/-/·", "-/-/-/·", "-/-/-/1", "-/-/-/·", "-/-/-/·"]
    assert "No report lists a project of dili." in lines


def test_coverage_as_json_holds_every_cell(corpus: CliRunner) -> None:
    told = json.loads(corpus.invoke(app, ["corpus", "coverage", "--json"]).stdout)
    assert len(told["cells"]) == 38 * 6 * 4
    assert sum(cell["projects"] for cell in told["cells"] if cell["year"] == 2025) == 134
    assert told["without_projects"] == ["denpasar", "dili", "semarang"]
