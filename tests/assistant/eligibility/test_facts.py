"""Facts: names are resolved, absent is unknown, and whatever is no fact is refused by its field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assistant.eligibility.facts import Facts, questions, read_facts, read_inquiry
from assistant.errors import FactsInvalid


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("TH/Khon Kaen", "TH/Khon Kaen"),
        ("khon-kaen", "TH/Khon Kaen"),
        ("Khon Kaen", "TH/Khon Kaen"),
        ("ขอนแก่น", "TH/Khon Kaen"),
        ("VN/Hanoi", "VN/Ha Noi"),
        ("Thailand/Khon Kaen", "TH/Khon Kaen"),
        ("PH/Iloilo", "PH/Iloilo"),
        ("SG/Singapore", "SG/Singapore"),
        ("none", "none"),
    ],
)
def test_a_city_is_known_by_key_id_or_any_name_on_record(given: str, key: str) -> None:
    assert read_facts({"city": {"key": given}}).city.key == key


@pytest.mark.parametrize(
    ("given", "code"), [("TH", "TH"), ("th", "TH"), ("Viet Nam", "VN"), ("Vietnam", "VN")]
)
def test_a_country_is_known_by_code_or_name(given: str, code: str) -> None:
    assert read_facts({"applicant": {"country": given}}).applicant.country == code


def test_what_is_absent_is_unknown() -> None:
    assert all(Facts().value(path) is None for path in questions())
    assert read_facts({"applicant": {"size": None}}) == Facts()


def test_no_fact_has_a_path_that_nobody_gave_it() -> None:
    with pytest.raises(KeyError):
        Facts().value("applicant.colour")


def test_every_fact_has_a_question() -> None:
    assert {"applicant.type", "city.key", "project.trl", "documents.project_budget", "partners"} <= set(
        questions()
    )
    assert [q for q in questions().values() if not q.endswith(("?", "."))] == []
    assert len(set(questions().values())) == len(questions())


@pytest.mark.parametrize(
    ("facts", "field", "reason"),
    [
        ({"applicant": {"country": "Atlantis"}}, "applicant.country", "no country"),
        ({"applicant": {"country": False}}, "applicant.country", "quotes"),
        ({"applicant": {"country": 66}}, "applicant.country", "text"),
        ({"applicant": {"type": "city"}}, "applicant.type", "'local_government'"),
        ({"applicant": {"contry": "TH"}}, "applicant.contry", "no fact"),
        ({"colour": "red"}, "colour", "no fact"),
        ({"documents": {"letter": True}}, "documents.letter", "no fact"),
        ({"city": {"key": "Atlantis"}}, "city.key", "no city on record"),
        ({"city": {"key": "XX/Atlantis"}}, "city.key", "no country"),
        ({"city": {"key": "KH/Khon Kaen"}}, "city.key", "lies in Thailand"),
        ({"city": {"key": "PH/Thailand"}}, "city.key", "Thailand is a country"),
        ({"city": {"key": "PH/"}}, "city.key", "no name of a city"),
        ({"city": {"key": "PH/12"}}, "city.key", "no name of a city"),
        ({"city": {"key": "PH/" + "a" * 100}}, "city.key", "no name of a city"),
        ({"city": {"population": -1}}, "city.population", "greater than or equal to 0"),
        ({"project": {"climate": "yes"}}, "project.climate", "true or false"),
        ({"project": {"amount_usd": "much"}}, "project.amount_usd", "number"),
        ({"project": {"amount_usd": True}}, "project.amount_usd", "number"),
        ({"project": {"amount_usd": float("nan")}}, "project.amount_usd", "finite"),
        ({"project": {"trl": 10}}, "project.trl", "9"),
        ({"project": {"sector": "水"}}, "project.sector", "a word in small letters"),
        ({"project": {"benefit_countries": "VN"}}, "project.benefit_countries", "a list"),
        ({"project": {"benefit_countries": ["VN", "XX"]}}, "project.benefit_countries.1", "no country"),
        ({"partners": [{"type": "friend"}]}, "partners.0.type", "'company'"),
        ({"partners": [{}] * 51}, "partners", "50"),
        ({"applicant": "a city"}, "applicant", "keys with values"),
        (
            {"applicant": {"type": "local_government", "country": "KH"}, "city": {"key": "khon-kaen"}},
            "applicant.country",
            "a local government of TH/Khon Kaen",
        ),
    ],
)
def test_what_is_no_fact_is_refused_by_its_field(facts: dict[str, Any], field: str, reason: str) -> None:
    for read, way in ((read_facts, field), (lambda given: read_inquiry({"facts": given}), f"facts.{field}")):
        with pytest.raises(FactsInvalid) as caught:
            read(facts)
        assert caught.value.thing == way
        assert reason in caught.value.reason


def test_a_company_may_have_its_project_in_a_city_abroad() -> None:
    facts = read_facts({"applicant": {"type": "company", "country": "KR"}, "city": {"key": "khon-kaen"}})
    assert facts.city.key == "TH/Khon Kaen"


@pytest.mark.parametrize(
    ("inquiry", "field"),
    [
        ({"as_of": "2025-02-30"}, "as_of"),
        ({"as_of": "next spring"}, "as_of"),
        ({"as_of": 20250301}, "as_of"),
        ({"as_of": "1066-10-14"}, "as_of"),
        ({"as_of": "9999-01-01"}, "as_of"),
        ({"role": "boss"}, "role"),
        ({"rol": "lead"}, "rol"),
        ({"facts": None}, "facts"),
    ],
)
def test_an_inquiry_that_makes_no_sense_is_refused_by_its_field(inquiry: dict[str, Any], field: str) -> None:
    with pytest.raises(FactsInvalid) as caught:
        read_inquiry(inquiry)
    assert caught.value.thing == field


@pytest.mark.parametrize("given", [None, [], "TH", 5])
def test_what_holds_no_keys_is_no_inquiry(given: object) -> None:
    with pytest.raises(FactsInvalid, match="not keys with values"):
        read_inquiry(given)


def test_a_slip_in_a_name_is_met_with_the_nearest_one() -> None:
    with pytest.raises(FactsInvalid) as caught:
        read_inquiry({"facts": {"applicant": {"contry": "TH"}}})
    assert caught.value.next_step == "Did you mean applicant.country"


def test_what_was_typed_is_not_repeated() -> None:
    with pytest.raises(FactsInvalid) as caught:
        read_facts({"applicant": {"country": "<script>"}})
    assert "script" not in str(caught.value)


def test_a_day_is_read_from_text_and_from_a_date() -> None:
    assert read_inquiry({"as_of": "2024-06-03"}) == read_inquiry({"as_of": date(2024, 6, 3)})
