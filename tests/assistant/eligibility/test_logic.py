"""Five values: what a test gives for each state of a fact, and how the values combine."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from pydantic import TypeAdapter

from assistant.eligibility.facts import read_facts
from assistant.eligibility.logic import Outcome, Scene, Weighing, every, some, weigh
from corpus.eligibility_rules import Rule
from corpus.named_sets import NamedSet
from corpus.validity import Validity

DAY = date(2024, 6, 1)
RULE: TypeAdapter[Rule] = TypeAdapter(Rule)
CHANGING = {
    "TESTED": NamedSet(
        id="TESTED",
        called="a country of the test",
        text="A set for tests.",
        members={
            "TH": Validity(),
            "VN": Validity(from_earliest=date(2024, 6, 1), from_latest=date(2024, 6, 1)),
            "MY": Validity(from_earliest=date(2024, 1, 1), from_latest=date(2024, 12, 31)),
            "SG": Validity(to_earliest=date(2024, 5, 31), to_latest=date(2024, 5, 31)),
        },
        of=None,
    )
}


def criterion(id_: str = "tested", **test: Any) -> dict[str, Any]:
    return {"id": id_, "text": "A condition of a test.", "src": ["S01"], **test}


def weighed(rule: dict[str, Any], facts: dict[str, Any], day: date = DAY) -> Weighing:
    return weigh(RULE.validate_python(rule), Scene(read_facts(facts), day, CHANGING))


def outcome(facts: dict[str, Any], day: date = DAY, **test: Any) -> str:
    return weighed(criterion(**test), facts, day).outcome.value


TYPED = {"in_set": "applicant.type", "set": ["company"], "unclear": ["ngo"]}
FUND = {"count_true": {"of": ["project.climate", "project.good_governance"], "at_least": 2}}
BENEFIT = {"count_set": {"fact": "project.benefit_countries", "set": "@TESTED", "at_least": 2}}
OVERSEAS = {"has_partner": {"type": ["university"], "country_not": ["KR"]}}
YEAR = {"range": "project.duration_months", "min": 12, "max": 24}


@pytest.mark.parametrize(
    ("test", "facts", "expected"),
    [
        (TYPED, {"applicant": {"type": "company"}}, "T"),
        (TYPED, {"applicant": {"type": "ngo"}}, "S"),
        (TYPED, {"applicant": {"type": "individual"}}, "F"),
        (TYPED, {}, "U"),
        ({"not_in_set": "applicant.country", "set": ["KR"]}, {"applicant": {"country": "KR"}}, "F"),
        ({"not_in_set": "applicant.country", "set": ["KR"]}, {"applicant": {"country": "VN"}}, "T"),
        ({"not_in_set": "applicant.country", "set": ["KR"]}, {}, "U"),
        (YEAR, {"project": {"duration_months": 11.9}}, "F"),
        (YEAR, {"project": {"duration_months": 12}}, "T"),
        (YEAR, {"project": {"duration_months": 24}}, "T"),
        (YEAR, {"project": {"duration_months": 24.1}}, "F"),
        (YEAR, {}, "U"),
        ({"is_true": "project.climate"}, {"project": {"climate": False}}, "F"),
        ({"is_false": "project.climate"}, {"project": {"climate": False}}, "T"),
        ({"is_false": "project.climate"}, {}, "U"),
        ({"has_document": "project_budget"}, {"documents": {"project_budget": True}}, "T"),
        ({"has_document": "project_budget"}, {"documents": {"project_budget": False}}, "F"),
        ({"has_document": "project_budget"}, {}, "U"),
        (OVERSEAS, {"partners": [{"type": "company", "country": "VN"}]}, "F"),
        (OVERSEAS, {"partners": [{"type": "university", "country": "KR"}]}, "F"),
        (OVERSEAS, {"partners": [{"type": "company"}, {"type": "university", "country": "VN"}]}, "T"),
        (OVERSEAS, {"partners": [{"type": "university"}]}, "U"),
        (OVERSEAS, {"partners": []}, "F"),
        (OVERSEAS, {}, "U"),
        (FUND, {"project": {"climate": True, "good_governance": True}}, "T"),
        (FUND, {"project": {"climate": True}}, "U"),
        (FUND, {"project": {"climate": False}}, "F"),
        (BENEFIT, {"project": {"benefit_countries": ["TH", "VN"]}}, "T"),
        (BENEFIT, {"project": {"benefit_countries": ["TH", "TH", "KR"]}}, "F"),
        (BENEFIT, {"project": {"benefit_countries": ["TH", "MY"]}}, "S"),
        ({"judged": "whether it fits"}, {}, "J"),
        ({"source_silent": "no rule"}, {}, "S"),
    ],
)
def test_a_test_tells_met_from_failed_missing_silent_and_judged(
    test: dict[str, Any], facts: dict[str, Any], expected: str
) -> None:
    assert outcome(facts, **test) == expected


@pytest.mark.parametrize(
    ("country", "day", "expected"),
    [
        ("VN", date(2024, 5, 31), "F"),
        ("VN", date(2024, 6, 1), "T"),
        ("SG", date(2024, 5, 31), "T"),
        ("SG", date(2024, 6, 1), "F"),
        ("MY", date(2023, 12, 31), "F"),
        ("MY", date(2024, 6, 1), "S"),
        ("MY", date(2025, 1, 1), "T"),
        ("NL", date(2024, 6, 1), "F"),
    ],
)
def test_a_member_counts_on_its_days_and_is_unclear_between_its_bounds(
    country: str, day: date, expected: str
) -> None:
    facts = {"applicant": {"country": country}}
    assert outcome(facts, day, in_set="applicant.country", set="@TESTED") == expected


def test_a_sector_that_no_rule_knows_is_unclear_and_a_plain_other_one_fails() -> None:
    test: dict[str, Any] = {"in_set": "project.sector", "set": ["water"]}
    assert outcome({"project": {"sector": "sanitation"}}, **test) == "S"
    assert outcome({"project": {"sector": "tourism"}}, **test) == "F"


BRANCH: dict[str, Any] = {
    "when": {
        "if": {"in_set": "applicant.type", "set": ["company"]},
        "then": {"in_set": "applicant.size", "set": ["small"]},
    }
}


@pytest.mark.parametrize(
    ("applicant", "expected", "missing"),
    [
        ({"type": "company", "size": "small"}, "T", ()),
        ({"type": "company", "size": "large"}, "F", ()),
        ({"type": "company"}, "U", ("applicant.size",)),
        ({"type": "university"}, "T", ()),
        ({"size": "small"}, "T", ()),
        ({"size": "large"}, "U", ("applicant.type",)),
        ({}, "U", ("applicant.type", "applicant.size")),
    ],
)
def test_a_branch_is_open_only_where_its_sides_differ(
    applicant: dict[str, Any], expected: str, missing: tuple[str, ...]
) -> None:
    found = weighed(criterion(**BRANCH), {"applicant": applicant})
    assert (found.outcome.value, found.missing) == (expected, missing)


def test_all_takes_the_first_present_of_f_u_s_j_t_and_any_that_of_t_u_s_j_f() -> None:
    for pair in product(Outcome, repeat=2):
        assert every(pair).value == next(letter for letter in "FUSJT" if letter in pair)
        assert some(pair).value == next(letter for letter in "TUSJF" if letter in pair)
    assert (every(()), some(())) == (Outcome.MET, Outcome.FAILED)


def test_every_part_is_weighed_although_one_has_decided() -> None:
    rule = {
        "all": [
            criterion("first", in_set="applicant.type", set=["company"]),
            criterion("second", has_document="project_budget"),
        ]
    }
    found = weighed(rule, {"applicant": {"type": "ngo"}})
    assert [part.outcome.value for part in found.parts] == ["F", "U"]
    assert [one.rule.id for one in found.deciding()] == ["first"]
    missing = weighed(rule, {})
    assert [one.missing for one in missing.deciding()] == [("applicant.type",), ("documents.project_budget",)]


def test_what_is_only_displayed_neither_decides_nor_saves() -> None:
    shown = criterion("shown", selection="by merit")
    failed = criterion("failed", is_true="project.climate")
    assert weighed({"any": [shown, failed]}, {"project": {"climate": False}}).outcome is Outcome.FAILED
    assert weighed({"all": [shown]}, {}).outcome is Outcome.MET
