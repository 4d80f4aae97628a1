"""Free text about an applicant becomes facts, and nothing that was not said does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.eligibility.facts import questions
from assistant.eligibility.stated import Partner
from assistant.eligibility.understanding import understand


def facts_of(text: str) -> dict[str, object]:
    return {fact.path: fact.value for fact in understand(text).facts}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We are the city government of Khon Kaen.", "local_government"),
        ("We are a municipality in Laos.", "local_government"),
        ("Is our ministry eligible?", "national_government"),
        ("We are the central government of Cambodia.", "national_government"),
        ("We are a state-owned development corporation.", "public_entity"),
        ("actually we are a public corporation", "public_entity"),
        ("We are a Dutch water start-up.", "company"),
        ("We're an SME from Hanoi.", "company"),
        ("We are a university spin-off.", "company"),
        ("We are Khon Kaen University.", "university"),
        ("We are an NGO.", "ngo"),
        ("We are an international NGO registered in Germany.", "international_ngo"),
        ("We are a UN agency.", "international_organisation"),
        ("We are a regional development bank.", "development_bank"),
        ("We are a league of cities.", "local_government_association"),
        ("We are an ASEAN sectoral body.", "asean_body"),
        ("I am a senior city official from Myanmar.", "government_official"),
        ("I am a planner working for the city of Vientiane.", "government_official"),
        ("I am a private consultant from the Philippines.", "individual"),
        ("Can Iloilo apply to K-City?", "local_government"),
        ("Which programmes can a Thai university apply for?", "university"),
        ("As a Thai ministry, may we take part?", "national_government"),
    ],
)
def test_the_words_by_which_applicants_call_themselves_tell_their_type(text: str, kind: str) -> None:
    assert facts_of(text)["applicant.type"] == kind


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Can Iloilo apply to K-City?", "PH"),
        ("Can Khon Kaen apply to K-City?", "TH"),
        ("We are a Dutch water start-up.", "NL"),
        ("We're a US-based NGO.", "US"),
        ("We are a Korean company.", "KR"),
        ("We are a Japanese-owned company in Vietnam.", "VN"),
        ("We are a company working in Indonesia and registered in Malaysia.", None),
        ("Our company is registered in Thailand.", "TH"),
        ("We are a ministry of Timor-Leste.", "TL"),
        ("We are an agency of the Thai government.", "TH"),
        ("We are a Thai-Japanese company.", None),
        ("We are a joint venture between a Korean and a Thai company.", None),
        ("We are a subsidiary of a Japanese firm.", None),
        ("Our partner is a Lao ministry. Can we apply to K-City?", None),
        ("We want to work with the city of Phuket. Can we apply to Smart JAMP?", None),
        ("We are a Dutch company with a project in Viet Nam.", "NL"),
        ("We are a company. Our project is in Viet Nam.", None),
    ],
)
def test_the_country_is_that_of_the_applicant_alone(text: str, country: str | None) -> None:
    assert facts_of(text).get("applicant.country") == country


def test_a_city_is_the_applicant_only_where_the_city_itself_asks() -> None:
    asker = facts_of("Can Iloilo apply to K-City?")
    firm = facts_of("We are a start-up from Iloilo.")
    assert (asker["applicant.type"], asker["city.key"]) == ("local_government", "PH/Iloilo")
    assert (firm["applicant.type"], firm["applicant.country"]) == ("company", "PH")
    assert "city.key" not in firm


@pytest.mark.parametrize(
    "text",
    [
        "We are a government agency in Malaysia.",
        "We are a public company.",
        "We are a water utility.",
        "We are a foundation.",
        "I am the mayor of Iloilo, can we apply?",
        "I work for the city of Phuket. Can I join the course?",
    ],
)
def test_words_that_fit_several_types_leave_the_type_open(text: str) -> None:
    understood = understand(text)
    assert understood.fact("applicant.type") is None
    open_ = next(unsure for unsure in understood.unsure if unsure.path == "applicant.type")
    assert len(open_.options) > 1


@pytest.mark.parametrize(
    "text",
    [
        "Can Zamboanguita apply to K-City?",
        "We are not a company.",
        "We are a city planner network.",
        "Companies may apply.",
        "Do companies from Thailand need a partner?",
    ],
)
def test_what_is_not_said_of_the_applicant_gives_no_type(text: str) -> None:
    assert "applicant.type" not in facts_of(text)


def test_a_name_that_no_list_holds_is_handed_on_as_strange() -> None:
    assert understand("Can Zamboanguita apply to K-City?").strange == ("Zamboanguita",)


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        (
            "We have a letter of endorsement from the central government.",
            "central_or_state_endorsement_letter",
            True,
        ),
        ("We have no letter of endorsement.", "central_or_state_endorsement_letter", False),
        (
            "We lack a signed endorsement letter from the ministry.",
            "central_or_state_endorsement_letter",
            False,
        ),
        ("The city has not given us a letter of support.", "local_government_support", False),
        ("The city has given us a letter of support.", "local_government_support", True),
        ("Prior consultation is done.", "prior_consultation_completed", True),
        ("The prior consultation has not been completed yet.", "prior_consultation_completed", False),
        (
            "We do not have a project proposal, a budget or an implementation plan.",
            "implementation_plan",
            False,
        ),
        ("The recommendation of the World Bank is missing.", "mdb_recommendation", False),
        ("Do we need a project proposal?", "project_proposal", None),
        ("If we have a project proposal, are we eligible?", "project_proposal", None),
        ("We will have the due diligence form in May.", "due_diligence_form", None),
        (
            "We applied for an endorsement letter from the ministry.",
            "central_or_state_endorsement_letter",
            None,
        ),
        ("We have a letter of endorsement.", "central_or_state_endorsement_letter", None),
    ],
)
def test_a_paper_counts_only_where_a_word_says_it_is_held_or_missing(
    text: str, path: str, value: bool | None
) -> None:
    assert facts_of(text).get(f"documents.{path}") is value


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("Our two-year project of USD 500,000 starts soon.", "project.amount_usd", 500_000),
        ("Our two-year project of USD 500,000 starts soon.", "project.duration_months", 24),
        ("We ask for US$ 1.5 million.", "project.amount_usd", 1_500_000),
        ("The project costs KRW 300 million.", "project.amount_krw_million", 300),
        ("We ask for EUR 60,000 for our project.", "project.amount_eur", 60_000),
        ("Our project costs $300,000.", "project.amount_usd", None),
        ("We ask for EUR 100.000 for our project.", "project.amount_eur", None),
        ("We ask for 2,5 million won.", "project.amount_krw_million", None),
        ("We need at least USD 100,000.", "project.amount_usd", None),
        ("We have a turnover of USD 2 million.", "project.amount_usd", None),
        ("We have 30 years of project experience.", "applicant.years_project_experience", 30),
        ("We have 30 years of project experience.", "project.duration_months", None),
        ("Our city has 450,000 inhabitants.", "city.population", 450_000),
        ("The city has a population of 1.2 million.", "city.population", 1_200_000),
        ("Our solution is at TRL 7.", "project.trl", 7),
        ("We plan a water project.", "project.sector", "water"),
        ("We are a Dutch water start-up.", "project.sector", None),
        ("Our project is at concept stage.", "project.stage", "concept"),
        ("Our pilot in Cambodia helps Laos and Viet Nam.", "project.country", "KH"),
        ("Our pilot in Cambodia helps Laos and Viet Nam.", "project.benefit_countries", ("LA", "VN")),
        ("We are not in charge of the project.", "project.applicant_in_charge", False),
        ("We are the only applicant for our city.", "applicant.other_proposal_same_city", False),
        ("I am an official but cannot attend both weeks.", "applicant.can_attend_both_segments", False),
        ("We are a ministry and do not apply for one city.", "city.key", "none"),
    ],
)
def test_numbers_and_properties_count_only_beside_what_they_measure(
    text: str, path: str, value: object
) -> None:
    assert facts_of(text).get(path) == value


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("We are a Korean company with a Thai city as partner.", Partner("local_government", "TH")),
        (
            "We are a Korean company and our overseas partner is a university in Viet Nam.",
            Partner("university", "VN"),
        ),
        ("Can a Korean company apply together with a Lao ministry?", Partner("national_government", "LA")),
        ("We apply alone.", ()),
        ("We have no partner.", ()),
    ],
)
def test_partners_are_read_apart_from_the_applicant(text: str, partner: object) -> None:
    assert facts_of(text)["partners"] == partner


@pytest.mark.parametrize(
    ("text", "programmes", "calls"),
    [
        ("Can we apply to K-City?", ["kcity"], ()),
        ("May we lead a proposal to the 2025 demonstration call of K-City?", ["kcity"], ("kcity-2025-demo",)),
        ("Can we apply to K-City on 10 June 2025?", ["kcity"], ()),
        ("May we answer the first Smart JAMP invitation?", ["smart-jamp"], ("smartjamp-2020-studies",)),
        ("Is the ninth call of the Mekong-ROK Cooperation Fund open to us?", ["mkcf"], ("mkcf-9-2025",)),
        ("Can Iloilo join the ASEAN Smart Cities Network?", ["ascn-membership"], ()),
        ("What is open to us?", [], ()),
    ],
)
def test_the_programme_and_the_call_that_are_meant(
    text: str, programmes: list[str], calls: tuple[str, ...]
) -> None:
    understood = understand(text)
    assert [named.id for named in understood.programmes] == programmes
    assert understood.calls == calls


def test_the_day_asked_about_is_no_day_of_founding() -> None:
    assert understand("We were founded on 1 May 2010. Are we eligible as of 3 June 2024?").as_of == date(
        2024, 6, 3
    )
    assert understand("We were founded on 1 May 2010. Are we eligible?").as_of is None


PIECES = (
    "We are a Korean company",
    "Can Iloilo apply to K-City",
    "with a Thai city as partner",
    "we have no letter of endorsement",
    "our project of USD 500,000 takes two years",
    "prior consultation is done",
    "and",
    "but",
    ", ",
    "? ",
    ". ",
    "if",
    "not",
    "คุณ",
    "I am a senior official from Myanmar",
    "registered in Germany",
    "at concept stage",
    "İ",
    "ß",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join) | st.text(max_size=80))
def test_every_fact_stands_in_the_text_and_is_one_that_rules_know(text: str) -> None:
    understood = understand(text)
    for fact in understood.facts:
        assert fact.words
        assert text[fact.start : fact.end] == fact.words
        assert fact.path in questions()
    for unsure in understood.unsure:
        assert text[unsure.start : unsure.end] == unsure.words
