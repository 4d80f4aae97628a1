"""`ascn eligible` and `ascn programmes`: a file of facts in, a table or JSON out; bad input in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.commands.eligibility import MAX_BYTES, read_facts_file, table_of
from assistant.errors import FactsInvalid
from tests.assistant.eligibility.stage import asked
from tests.running import run_ascn


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_text("applicant: {type: company, country: KR}\n", encoding="utf-8")
    return path


def test_a_file_holds_facts_alone_or_a_whole_inquiry(file: Path) -> None:
    alone = read_facts_file(file, {})
    file.write_text("as_of: 2025-02-20\ncall: cdia\nfacts: {applicant: {type: company, country: KR}}\n")
    whole = read_facts_file(file, {})
    assert whole.facts == alone.facts
    assert (str(whole.as_of), whole.call, alone.call) == ("2025-02-20", "cdia", None)


def test_the_command_line_goes_before_the_file(file: Path) -> None:
    file.write_text("call: cdia\nfacts: {}\n", encoding="utf-8")
    assert read_facts_file(file, {"call": "kcity-2020", "role": None}).call == "kcity-2020"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"applicant: {", "no valid YAML or JSON"),
        (b"\xff\xfe\x00", "no valid YAML or JSON"),
        (b"- a list", "not keys with values"),
        (b"", "not keys with values"),
        (b"applicant: {country: NO}", "quotes"),
        (b"city: {key: Atlantis}", "no city on record"),
        (b"&a [*a]", "not keys with values"),
        (b"x" * 10_000_000, f"larger than {MAX_BYTES // 1024} KB"),
    ],
)
def test_a_file_that_holds_no_facts_is_told(file: Path, content: bytes, reason: str) -> None:
    file.write_bytes(content)
    with pytest.raises(FactsInvalid, match=reason):
        read_facts_file(file, {})


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FactsInvalid, match="it cannot be read"):
        read_facts_file(tmp_path / "none.yaml", {})


def test_the_table_has_a_row_for_each_call_and_role() -> None:
    verdicts = asked(programme="kcity").verdicts or ()
    assert table_of(verdicts).row_count == len(verdicts) == 19


def test_the_real_command_prints_verdicts_as_json_and_as_text(built_in: Path, file: Path) -> None:
    options = ("--facts", str(file), "--call", "kcity-2025-demo", "--role", "lead", "--as-of", "2025-02-20")
    done = run_ascn(built_in, "eligible", *options, "--json")
    assert done.returncode == 0, done.stderr
    (verdict,) = json.loads(done.stdout)["verdicts"]
    assert (verdict["verdict"], [m["fact"] for m in verdict["missing"]]) == ("cannot_tell", ["partners"])
    shown = run_ascn(built_in, "eligible", *options)
    assert "Who are your partners" in shown.stdout
    assert "The sponsor decides" in shown.stdout
    assert "As of 20 February 2025." in shown.stdout


def test_the_real_command_refuses_in_one_line(built_in: Path) -> None:
    done = run_ascn(built_in, "eligible", "--facts", "-", feed="applicant: {contry: TH}\n")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "ascn: facts.applicant.contry: no fact or field has this name. Did you mean applicant.country."
    ]


def test_the_real_command_checks_the_rules(tmp_path: Path) -> None:
    done = run_ascn(tmp_path / "data", "programmes", "lint")
    assert (done.returncode, done.stdout.strip()) == (0, "No faults found.")
