"""Cases: every field is checked when it is read, and the fault is named by file, case and field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from evals.errors import CasesInvalid
from evals.schema import SHIPPED, Theme, fingerprint, json_schema, load_cases
from tests.evals.answers import case


def row(**given: Any) -> dict[str, Any]:
    expect = {
        "status": ["answered"],
        "nuggets": [{"any_of": ["two"], "vital": True}],
        "citations": [{"document": "ascn-framework-2018", "page": 2, "quote": "two urban systems"}],
    }
    base = {
        "id": "fact-ascf-001",
        "theme": "facts",
        "split": "dev",
        "turns": ["How many systems?"],
        "why": "p. 2",
    }
    return {**base, "expect": {**expect, **given.pop("expect", {})}, **given}


def written(folder: Path, *rows: dict[str, Any], name: str = "facts.yaml") -> Path:
    (folder / name).write_text(yaml.safe_dump(list(rows), allow_unicode=True), encoding="utf-8")
    return folder


def test_cases_are_read_from_all_files_in_order(tmp_path: Path) -> None:
    written(tmp_path, row(id="b"), row(id="a"), name="facts-one.yaml")
    written(tmp_path, row(id="c", theme="lists"), name="lists.yaml")
    assert [c.id for c in load_cases(tmp_path)] == ["b", "a", "c"]


def test_a_day_in_yaml_is_a_day_and_stays_json_among_facts(tmp_path: Path) -> None:
    text = yaml.safe_dump(
        [row(turns=[], facts={"as_of": "DAY", "facts": {"documents": ["DAY"]}}, as_of="DAY")]
    )
    (tmp_path / "facts.yaml").write_text(text.replace("DAY", "2024-06-01"), encoding="utf-8")
    (found,) = load_cases(tmp_path)
    assert found.as_of is not None
    assert found.as_of.year == 2024
    assert found.facts == {"as_of": "2024-06-01", "facts": {"documents": ["2024-06-01"]}}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"colour": "red"}, "colour: Extra inputs"),
        ({"split": "test"}, "split: "),
        ({"id": "Fact 1"}, "id: "),
        ({"turns": []}, "nothing is asked"),
        ({"language": "th", "turns": ["กี่ระบบ"]}, "english: "),
        ({"pair": "fact-ascf-001", "relation": "same"}, "no variant of itself"),
        ({"pair": "elsewhere", "relation": "same"}, "no case has the id elsewhere"),
        ({"pair": "elsewhere"}, "come together"),
        ({"theme": "lists"}, "has a file of its own"),
        ({"expect": {"nuggets": [{"any_of": ["(two"]}]}}, "expect.nuggets.0.any_of.0: '(two' is no pattern"),
        ({"expect": {"citations": []}}, "expect: an answer is expected, so give the citations"),
        ({"expect": {"nuggets": []}}, "expect: an answer is expected, so say what it holds"),
        ({"expect": {"status": ["not_found"]}}, "expect: a refusal carries no proof"),
        ({"expect": {"status": []}}, "expect.status: "),
        (
            {"expect": {"citations": [{"document": "d", "quote": "word " * 26}]}},
            "expect.citations.0.quote: a gold quote has at most 25 words",
        ),
        ({"expect": {"list": {"items": [["a"], ["b"]], "count": 3}}}, "expect.list: count is 3, but 2 items"),
    ],
)
def test_a_fault_names_file_case_and_field(tmp_path: Path, given: dict[str, Any], told: str) -> None:
    with pytest.raises(CasesInvalid) as caught:
        load_cases(written(tmp_path, row(**given)))
    assert caught.value.thing == f"{tmp_path.name}/facts.yaml"
    assert caught.value.reason.startswith(f"{given.get('id', 'fact-ascf-001')}: ")
    assert told in caught.value.reason


def test_a_follow_up_has_a_turn_before_it(tmp_path: Path) -> None:
    with pytest.raises(CasesInvalid, match="at least two"):
        load_cases(written(tmp_path, row(theme="follow_ups"), name="follow_ups.yaml"))


def test_an_id_stands_once_over_all_files(tmp_path: Path) -> None:
    written(tmp_path, row(), name="facts-one.yaml")
    with pytest.raises(CasesInvalid, match="stands in facts-one"):
        load_cases(written(tmp_path, row(), name="facts-two.yaml"))


def test_what_is_no_list_of_cases_is_refused_and_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("id: alone", encoding="utf-8")
    with pytest.raises(CasesInvalid):
        load_cases(tmp_path)
    (tmp_path / "facts.yaml").write_text("- id: [", encoding="utf-8")
    with pytest.raises(CasesInvalid, match="no valid YAML"):
        load_cases(tmp_path)


def test_the_schema_for_editors_is_current() -> None:
    written_down = json.loads((SHIPPED / "schema.json").read_text(encoding="utf-8"))
    assert written_down == json_schema(), "write it anew with `python -m evals.schema`"
    assert set(written_down["$defs"]["Theme"]["enum"]) == set(Theme)


def test_the_fingerprint_knows_content_and_not_order() -> None:
    one, two = case("one"), case("two")
    assert fingerprint([one, two]) == fingerprint([two, one])
    assert fingerprint([one, two]) != fingerprint([one])
    assert fingerprint([one]) != fingerprint([case("one", why="elsewhere")])


def test_the_shipped_cases_can_be_read() -> None:
    assert len({c.id for c in load_cases()}) == len(load_cases())
