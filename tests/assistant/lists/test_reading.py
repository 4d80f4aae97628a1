"""What a question asks of the records, word by word: nothing is dropped in silence."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.lists.request import Asks, Bound, Dimension, Entity, Span
from assistant.names import NameKind
from corpus.city_records import FocusArea, Group
from corpus.eligibility_rules import ApplicantType
from corpus.governance_records import Series
from corpus.programmes import WindowState
from corpus.project_records import ProjectStatus
from tests.assistant.lists.reading_aid import TODAY, names, read_today, understood


def year(first: int, last: int | None = None) -> Span:
    return Span(date(first, 1, 1), date(last or first, 12, 31))


@pytest.mark.parametrize(
    ("question", "entity"),
    [
        ("Which ASCN cities are in Malaysia?", Entity.CITY),
        ("cities that joined after 2022", Entity.CITY),
        ("Who are the members of the ASCN?", Entity.CITY),
        ("How many projects were there in 2022?", Entity.PROJECT),
        ("Da Nang's projects in the 2025 report", Entity.PROJECT),
        ("Projects in Bangkok", Entity.PROJECT),
        ("What are the smart city projects of Phuket?", Entity.PROJECT),
        ("Which country has the most projects?", Entity.PROJECT),
        ("Which country has the most cities?", Entity.CITY),
        ("Which countries have more than 5 projects?", Entity.STATE),
        ("How many members does ASEAN have?", Entity.STATE),
        ("What are the members of ASEAN?", Entity.STATE),
        ("Which countries are members of ASEAN?", Entity.STATE),
        ("which chairs since 2018", Entity.CHAIR),
        ("Which countries have chaired the network since 2018?", Entity.CHAIR),
        ("Who is the Shepherd?", Entity.SHEPHERD),
        ("Which meetings took place since 2020?", Entity.MEETING),
        ("Which lead bodies are there?", Entity.BODY),
        ("programmes for city governments", Entity.PROGRAMME),
        ("Which calls are open?", Entity.CALL),
    ],
)
def test_the_head_of_a_question_is_what_its_rows_are(question: str, entity: Entity) -> None:
    assert understood(question).entity is entity


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Which cities are in Thailand?", Asks.LIST),
        ("projects on flood control", Asks.LIST),
        ("How many cities are in Thailand?", Asks.COUNT),
        ("Number of projects in Thailand", Asks.COUNT),
        ("What is the total number of projects?", Asks.COUNT),
        ("Which city has the most projects?", Asks.MOST),
        ("Which city has the fewest projects?", Asks.FEWEST),
        ("Compare the projects of Malaysia and Thailand", Asks.COMPARE),
        ("Which has more projects, Malaysia or Thailand?", Asks.COMPARE),
        ("Does Malaysia have more projects than Thailand?", Asks.COMPARE),
    ],
)
def test_a_question_says_how_its_rows_are_told(question: str, asks: Asks) -> None:
    assert understood(question).asks is asks


@pytest.mark.parametrize(
    ("question", "states", "cities"),
    [
        ("Which cities are in Malaysia?", {"MY"}, set()),
        ("Which Malaysian cities are members?", {"MY"}, set()),
        ("Which cities of the Philippines are members?", {"PH"}, set()),
        ("projects of the Philippines", {"PH"}, set()),
        ("projects in Vietnam and Laos", {"VN", "LA"}, set()),
        ("What are Da Nang's projects?", set(), {"da-nang"}),
        ("How many projects does Hanoi have?", set(), {"ha-noi"}),
        ("HCMC projects", set(), {"ho-chi-minh-city"}),
        ("projects in Phnom Penh and Siem Reap", set(), {"phnom-penh", "siem-reap"}),
        ("Which cities are in Singapore?", set(), set()),
    ],
)
def test_places_are_conditions_in_every_spelling(question: str, states: set[str], cities: set[str]) -> None:
    request = read_today(question)
    assert request is not None
    assert request.states == states
    assert request.cities == cities


def test_singapore_is_a_state_beside_states_and_where_only_states_can_be_meant() -> None:
    assert understood("Compare the projects of Malaysia and Singapore").states == {"MY", "SG"}
    assert understood("Compare the projects of Phuket and Singapore").cities == {"phuket", "singapore"}
    assert understood("When did Singapore chair the network?").states == {"SG"}


def test_a_city_that_narrows_no_list_of_cities_is_not_dropped() -> None:
    request = read_today("Which city is Phuket?")
    assert request is not None
    assert request.strange == ("Phuket",)


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("projects in the 2025 report", (2025,)),
        ("projects of the 2024 monitoring report", (2024,)),
        ("projects in the ASCN monitoring and evaluation report 2023", (2023,)),
        ("projects in 2022", (2022,)),
        ("projects in 2022 and 2025", (2022, 2025)),
        ("projects in the reports of 2022 and 2025", (2022, 2025)),
        ("projects", ()),
        ("projects in the latest report", ()),
    ],
)
def test_years_of_projects_are_years_of_reports(question: str, reports: tuple[int, ...]) -> None:
    assert understood(question).reports == reports


def test_all_reports_are_meant_by_the_monitoring_reports() -> None:
    question = "Under which focus area do the monitoring reports list Singapore's E-Payments project?"
    request = understood(question)
    assert (request.spans, request.topic) == ((Span(),), ("E-Payments",))
    assert request.cities == {"singapore"}


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("after 2022", Span(date(2023, 1, 1), None)),
        ("since 2018", Span(date(2018, 1, 1), None)),
        ("from 2023 onwards", Span(date(2023, 1, 1), None)),
        ("before 2020", Span(None, date(2019, 12, 31))),
        ("by 2024", Span(None, date(2024, 12, 31))),
        ("between 2019 and 2023", year(2019, 2023)),
        ("from 2019 to 2023", year(2019, 2023)),
        ("2019–2023", year(2019, 2023)),
        ("in 2023", year(2023)),
        ("in July 2023", Span(date(2023, 7, 1), date(2023, 7, 31))),
        ("on 12 July 2023", Span(date(2023, 7, 12), date(2023, 7, 12))),
        ("on 2023-07-12", Span(date(2023, 7, 12), date(2023, 7, 12))),
        ("after July 2023", Span(date(2023, 8, 1), None)),
    ],
)
def test_when_cities_joined_is_a_span_of_days(words: str, span: Span) -> None:
    request = understood(f"Which cities joined {words}?")
    assert (request.joins, request.spans) == (True, (span,))


def test_two_years_are_not_the_years_between_them() -> None:
    assert understood("Which countries chaired in 2019 and 2021?").spans == (year(2019), year(2021))


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("How many cities were there in 2022?", date(2022, 12, 31)),
        ("How many cities were there by 2022?", date(2022, 12, 31)),
        ("How many cities were there in September 2024?", date(2024, 9, 30)),
        ("How many cities were there on 30 September 2025?", date(2025, 9, 30)),
        ("How many cities were there as of 2024-12-01?", date(2024, 12, 1)),
        ("How many cities are there in 2026?", TODAY),
        ("How many cities are there?", TODAY),
    ],
)
def test_the_state_of_a_day_is_asked_for(question: str, day: date) -> None:
    assert understood(question).day == day


def test_as_of_is_the_day_unless_the_question_names_one() -> None:
    assert understood("How many cities are there?", date(2019, 6, 1)).day == date(2019, 6, 1)
    assert understood("How many cities were there in 2018?", date(2019, 6, 1)).day == date(2018, 12, 31)
    assert understood("How many cities are there in 2024?", date(2019, 6, 1)).day == date(2019, 6, 1)


def test_the_states_of_two_days_are_compared() -> None:
    request = understood("How many cities were there in 2022 and 2025?")
    assert request.days == (date(2022, 12, 31), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("Which projects are completed?", {ProjectStatus.COMPLETED}),
        ("Which projects did Thailand complete?", {ProjectStatus.COMPLETED}),
        ("Which projects are on-going?", {ProjectStatus.ON_GOING}),
        ("Which projects are in the planning stage?", {ProjectStatus.PLANNING}),
        (
            "Which projects are not completed?",
            {ProjectStatus.ON_GOING, ProjectStatus.PLANNING, ProjectStatus.ON_GOING_OR_PLANNING},
        ),
    ],
)
def test_a_status_is_a_condition_and_so_is_its_negation(question: str, status: set[ProjectStatus]) -> None:
    assert understood(question).status == status


@pytest.mark.parametrize("area", FocusArea)
def test_a_focus_area_is_a_condition(area: FocusArea) -> None:
    assert understood(f"How many projects are under {area.title}?").focus == {area}
    assert understood(f"Which cities have {area.title.replace(' and ', ' & ')} projects?").focus == {area}


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("have more than 5 projects", Bound(6)),
        ("have at least five projects", Bound(5)),
        ("have 5 or more projects", Bound(5)),
        ("have fewer than 3 projects", Bound(0, 2)),
        ("have at most 3 projects", Bound(0, 3)),
        ("have exactly 5 projects", Bound(5, 5)),
        ("have only one project", Bound(1, 1)),
        ("have two projects", Bound(2, 2)),
        ("have no project", Bound(0, 0)),
        ("do not have any projects", Bound(0, 0)),
        ("are without projects", Bound(0, 0)),
        ("have projects", Bound()),
    ],
)
def test_how_many_projects_cities_and_countries_have_is_a_condition(words: str, bound: Bound) -> None:
    for owners in ("cities", "countries"):
        request = understood(f"Which {owners} {words}?")
        assert (request.having, request.number) == (Entity.PROJECT, bound)


def test_what_is_counted_of_owners_keeps_its_own_conditions() -> None:
    request = understood("Which Thai cities have more than one completed project in Quality Environment?")
    assert request.number == Bound(2)
    assert request.states == {"TH"}
    assert request.status == {ProjectStatus.COMPLETED}
    assert request.focus == {FocusArea.QUALITY_ENVIRONMENT}
    assert understood("Which countries have pilot cities?").group is Group.PILOT


@pytest.mark.parametrize(
    ("question", "dimension"),
    [
        ("How many projects does each country have?", Dimension.STATE),
        ("projects by country", Dimension.STATE),
        ("Number of projects per city", Dimension.CITY),
        ("How many projects by focus area?", Dimension.FOCUS),
        ("How many projects by status?", Dimension.STATUS),
        ("How many projects by year?", Dimension.YEAR),
        ("Which focus area has the most projects?", Dimension.FOCUS),
        ("Which year had the most projects?", Dimension.YEAR),
    ],
)
def test_rows_are_counted_by_what_is_said(question: str, dimension: Dimension) -> None:
    assert understood(question).by is dimension


@pytest.mark.parametrize(
    ("question", "applicant"),
    [
        ("programmes for city governments", ApplicantType.LOCAL_GOVERNMENT),
        ("Which programmes are open to cities?", ApplicantType.LOCAL_GOVERNMENT),
        ("Which programmes can mayors join?", ApplicantType.LOCAL_GOVERNMENT),
        ("Which programmes can universities apply to?", ApplicantType.UNIVERSITY),
        ("Which programmes accept applications from companies?", ApplicantType.COMPANY),
        ("Which calls are open for NGOs?", ApplicantType.NGO),
    ],
)
def test_who_may_apply_is_a_condition(question: str, applicant: ApplicantType) -> None:
    assert understood(question).applicant is applicant


def test_other_conditions_of_offers_and_meetings_are_read() -> None:
    assert understood("Which calls are open for NGOs?").window is WindowState.OPEN
    assert understood("Which programmes are not yet open?").window is WindowState.NOT_YET
    assert understood("Which Korean programmes are open to cities?").partners == {"KR"}
    assert understood("Which K-City Network calls are on record?").programmes == {"kcity"}
    assert understood("List all high-level meetings with Japan").series is Series.JAPAN_HIGH_LEVEL
    assert understood("How many annual meetings were held?").series is Series.ANNUAL


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("projects on flood control", ("flood",)),
        ("Which projects deal with waste?", ("waste",)),
        ("Which smart water management projects are there?", ("water",)),
        ("How many transport projects are there in Lao PDR?", ("transport",)),
        ("Which countries have projects on flood control?", ("flood",)),
    ],
)
def test_what_projects_are_about_is_looked_for_in_titles(question: str, topic: tuple[str, ...]) -> None:
    assert understood(question).topic == topic


def test_a_number_that_is_taken_for_granted_is_kept() -> None:
    assert understood("Name the 26 cities").stated == 26
    assert understood("Which three Thai cities joined in 2023?").stated == 3


@pytest.mark.parametrize(
    "question",
    [
        "What are the two enablers of the framework?",
        "How many people live in Da Nang?",
        "Which metro line opened in Jakarta?",
        "Which city pilots the smart pier?",
        "Which city develops a smart pier?",
        "Is Phuket a member of the ASCN?",
        "May I be eligible for this program?",
        "What four parts does each 2018 Smart City Action Plan consist of?",
        "How did the share of Civic & Social projects change between the 2023 and 2025 reports?",
        "How much did the Thailand smart city logo competition pay its winner?",
        "What's the weather in Hanoi tomorrow?",
        "Who paid for the bus project in Davao?",
        "What is the ASCAP?",
        "What is the Smart Pier project in Phuket?",
        "What does the Smart Traffic Light project of Putrajaya do?",
        "Who runs the Smart Pier project in Phuket?",
        "Tell me about the city of Phuket",
    ],
)
def test_a_question_for_something_else_is_not_taken(question: str) -> None:
    request = read_today(question)
    assert request is None or not request.is_understood


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What are Bandung's ASCN projects?", "Bandung"),
        ("Which new projects are in the 2025 report?", "new"),
        ("Which calls are not of Korea?", "not"),
        ("Which calls of the K-City Network closed in May?", "May"),
        ("Which countries have never chaired the ASCN?", "never"),
        ("Which projects have a budget over 5 million?", "budget"),
        ("How many projects do the pilot cities have?", "pilot"),
        ("Which programmes for cities were there in 2021?", "2021"),
        ("How many projects were in the first report?", "first"),
        ("Top 3 cities by projects", "Top"),
        ("Which countries were invited to the 2022 Singapore-US workshop?", "invited"),
    ],
)
def test_a_condition_that_the_records_do_not_know_is_left_over(question: str, left: str) -> None:
    request = read_today(question)
    assert request is not None
    assert left in request.leftover


def test_a_pronoun_waits_for_what_was_said_before() -> None:
    for question in ("How many projects does it have?", "Which projects does the city have?"):
        request = read_today(question)
        assert request is not None
        assert request.leans
    assert not understood("How many cities are there?").leans


def test_a_name_is_found_in_its_longest_spelling_only() -> None:
    found = names().find("Ho Chi Minh City and the Philippines, not philippine-ish KLIA")
    assert [(m.kind, m.id) for m in found][:2] == [
        (NameKind.CITY, "ho-chi-minh-city"),
        (NameKind.STATE, "PH"),
    ]
    assert not names().find("kl")
    assert [m.id for m in names().find("KL")] == ["kuala-lumpur"]
