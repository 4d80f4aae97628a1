"""A form as people fill it in: what they leave out is unknown, what is no answer is told beside its field."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.eligibility.facts import Partner, questions, read_inquiry
from assistant.eligibility.fields import Kind, fields
from assistant.eligibility.filled import filled
from assistant.web.wording import catalogue


def facts_of(**said: str) -> dict[str, Any]:
    """The facts of a form without faults; in names ``__`` stands for a dot."""
    found = filled((name.replace("__", "."), text) for name, text in said.items())
    assert found.faults == {}
    assert found.inquiry is not None
    told: dict[str, Any] = found.inquiry.facts.model_dump(mode="json", exclude_defaults=True)
    return told


def faults_of(*pairs: tuple[str, str]) -> dict[str, str]:
    found = filled(pairs)
    assert found.inquiry is None
    return dict(found.faults)


def test_an_empty_form_says_nothing() -> None:
    found = filled((name, " ") for name in fields())
    assert found.values == {}
    assert found.inquiry == read_inquiry({})


def test_every_fact_has_a_field_and_every_field_and_word_its_text() -> None:
    texts = catalogue("en").texts
    assert questions().keys() <= fields().keys()
    assert {path: texts[f"eligibility.fact.{path}"] for path in questions()} == dict(questions())
    for field in fields().values():
        key = "partner." + field.name.partition(".")[2] if field.group == "partner" else field.name
        assert f"eligibility.fact.{key}" in texts
        assert all(f"eligibility.word.{option}" in texts for option in field.options)
    asked = {key: texts[f"eligibility.fact.partner.{key}"] for key in Partner.model_fields}
    assert asked == {key: field.description for key, field in Partner.model_fields.items()}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("500000", 500_000),
        ("500,000", 500_000),
        ("1 500 000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("2 million", 2_000_000),
        ("USD 1.5 million", 1_500_000),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, amount: float) -> None:
    assert facts_of(project__amount_usd=text) == {"project": {"amount_usd": amount}}


@pytest.mark.parametrize("text", ["much", "1.500", "-3", "1,50", "2 million or 3", "1e9"])
def test_what_is_no_plain_amount_is_not_guessed(text: str) -> None:
    assert set(faults_of(("project.amount_usd", text))) == {"project.amount_usd"}


@pytest.mark.parametrize(
    ("city", "country", "key"),
    [
        ("Khon Kaen", "", "TH/Khon Kaen"),
        ("Iloilo", "", "PH/Iloilo"),
        ("Iloilo City", "Netherlands", "PH/Iloilo"),
        ("PH/Baguio", "", "PH/Baguio"),
        ("Middelburg", "NL", "NL/Middelburg"),
        ("None", "", "none"),
    ],
)
def test_a_city_is_known_by_its_name_or_with_the_country_of_the_applicant(
    city: str, country: str, key: str
) -> None:
    found = facts_of(city__key=city, applicant__country=country, applicant__type="company")
    assert found["city"] == {"key": key}


def test_partners_are_unknown_none_or_described() -> None:
    assert "partners" not in facts_of(applicant__type="company")
    assert filled([("partners", "none")]).inquiry == read_inquiry({"facts": {"partners": []}})
    told = facts_of(partner1__type="university", partner1__country="Viet Nam", partner3__country="KR")
    assert told["partners"] == [{"type": "university", "country": "VN"}, {"country": "KR"}]


def test_every_wrong_field_is_named_and_the_right_ones_are_kept() -> None:
    pairs = [
        ("applicant.type", "wizard"),
        ("applicant.country", "Atlantis"),
        ("city.key", "Atlantis"),
        ("city.population", "2.5"),
        ("project.climate", "perhaps"),
        ("project.trl", "12"),
        ("project.benefit_countries", "Thailand, Mars"),
        ("documents.project_proposal", "yes"),
        ("partners", "none"),
        ("partner2.country", "Atlantis"),
        ("as_of", "1066-10-14"),
        ("role", "boss"),
        ("colour", "blue"),
    ]
    found = filled(pairs)
    assert found.values == dict(pairs[:-1])
    assert set(found.faults) == {name for name, _ in pairs} - {"documents.project_proposal"}
    assert not any("Atlantis" in reason for reason in found.faults.values())


def test_facts_that_contradict_each_other_are_told_at_the_one_to_correct() -> None:
    pairs = (("applicant.type", "local_government"), ("applicant.country", "KH"), ("city.key", "Khon Kaen"))
    assert set(faults_of(*pairs)) == {"applicant.country"}


def test_a_question_that_stands_twice_may_be_answered_once_or_alike_but_not_differently() -> None:
    name = "project.climate"
    assert filled([(name, ""), (name, "yes"), (name, "yes")]).values == {name: "yes"}
    assert set(faults_of((name, "yes"), (name, "no"))) == {name}


def test_a_field_that_is_far_too_long_is_refused() -> None:
    assert set(faults_of(("city.key", "K" * 10_000))) == {"city.key"}


def test_words_in_another_language_name_their_field() -> None:
    assert set(faults_of(("project.trl", "เก้า"), ("applicant.type", "เทศบาล"))) == {
        "project.trl",
        "applicant.type",
    }


_NAMES = st.sampled_from([*fields(), "colour", ""])


@given(st.lists(st.tuples(_NAMES, st.text(max_size=30)), max_size=8))
def test_whatever_is_typed_is_read_or_refused_by_field(pairs: list[tuple[str, str]]) -> None:
    found = filled(pairs)
    assert (found.inquiry is None) == bool(found.faults)


@given(st.sampled_from([f for f in fields().values() if f.kind in {Kind.YES_NO, Kind.CHOICE} and f.options]))
def test_every_choice_of_a_fact_can_be_sent(field: Any) -> None:
    for option in field.options:
        assert filled([(field.name, option)]).faults == {}
