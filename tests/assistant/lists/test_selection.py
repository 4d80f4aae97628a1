"""Which rows meet a question, counted by hand from the facts on governance, cities and rules."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from assistant.lists.having import select_having
from assistant.lists.request import Asks, Bound, Dimension, Entity, Request
from assistant.lists.rows import Selection
from assistant.lists.selection import select
from corpus.project_records import ProjectStatus
from corpus.records import records
from tests.assistant.lists.reading_aid import TODAY, understood

# governance.md §11: projects by country in the reports of 2022, 2023, 2024 and 2025.
BY_COUNTRY = {
    "Brunei Darussalam": (5, 7, 7, 7),
    "Cambodia": (7, 8, 15, 17),
    "Indonesia": (11, 14, 15, 18),
    "Lao PDR": (6, 6, 7, 9),
    "Malaysia": (15, 15, 15, 29),
    "Myanmar": (11, 12, 13, 14),
    "Philippines": (6, 6, 6, 8),
    "Singapore": (3, 3, 5, 6),
    "Thailand": (7, 9, 19, 20),
    "Viet Nam": (6, 6, 6, 6),
}
TOTALS = {2022: 77, 2023: 86, 2024: 108, 2025: 134}
PILOTS = {
    "Bandar Seri Begawan", "Battambang", "Phnom Penh", "Siem Reap", "Banyuwangi", "Jakarta", "Makassar",
    "Luang Prabang", "Vientiane", "Johor Bahru", "Kota Kinabalu", "Kuala Lumpur", "Kuching", "Mandalay",
    "Nay Pyi Taw", "Yangon", "Cebu City", "Davao City", "Manila", "Singapore", "Bangkok", "Chonburi",
    "Phuket", "Da Nang", "Ha Noi", "Ho Chi Minh City",
}  # fmt: skip
THAI = {"Chiang Mai", "Khon Kaen", "Rayong"}
OF_2024 = {"Sumedang", "Sihanoukville City"}
OF_2025 = {"Ipoh", "Putrajaya", "Seberang Perai", "Cauayan City"}
LATE_2025 = {"Denpasar", "Semarang"}


def selected(question: str, as_of: date | None = None) -> Selection:
    request = understood(question, as_of)
    return (select_having if request.having else select)(request, records())


def names(question: str, as_of: date | None = None) -> list[str]:
    return [row.name for row in selected(question, as_of).rows]


@pytest.mark.parametrize("country", BY_COUNTRY)
@pytest.mark.parametrize(("place", "year"), list(enumerate(TOTALS)))
def test_every_country_has_as_many_projects_as_each_report_lists(country: str, place: int, year: int) -> None:
    assert len(names(f"projects of {country} in {year}")) == BY_COUNTRY[country][place]


@pytest.mark.parametrize(("year", "total"), list(TOTALS.items()))
def test_a_report_lists_all_its_projects(year: int, total: int) -> None:
    assert sum(numbers[year - 2022] for numbers in BY_COUNTRY.values()) == total
    assert len(names(f"How many projects were there in {year}?")) == total


@pytest.mark.parametrize(
    ("day", "cities"),
    [
        (date(2018, 4, 28), PILOTS),
        (date(2019, 6, 1), PILOTS),
        (date(2022, 6, 1), PILOTS),
        (date(2023, 7, 11), PILOTS),
        (date(2023, 7, 12), PILOTS | THAI),
        (date(2024, 12, 1), PILOTS | THAI | OF_2024),
        (date(2025, 9, 30), PILOTS | THAI | OF_2024 | OF_2025),
        (date(2025, 12, 31), PILOTS | THAI | OF_2024 | OF_2025 | LATE_2025),
        (TODAY, PILOTS | THAI | OF_2024 | OF_2025 | LATE_2025 | {"Dili"}),
    ],
    ids=lambda value: str(value) if isinstance(value, date) else f"{len(value)} cities",
)
def test_the_members_of_a_day_are_those_that_had_joined(day: date, cities: set[str]) -> None:
    found = selected("Which cities are in the network?", day)
    assert Counter(row.name for row in found.rows) == Counter(cities)
    assert not found.uncertain


def test_a_city_that_joined_at_an_unknown_day_of_the_year_is_uncertain_until_it_is_sure() -> None:
    found = selected("How many cities are in the network?", date(2024, 6, 1))
    assert len(found.rows) == 29
    assert {row.name for row in found.uncertain} == OF_2024
    found = selected("How many cities are in the network?", date(2025, 6, 1))
    assert {row.name for row in found.uncertain} == OF_2025


@pytest.mark.parametrize(
    ("question", "cities"),
    [
        (
            "Which ASCN cities are in Malaysia?",
            {
                "Johor Bahru",
                "Kota Kinabalu",
                "Kuala Lumpur",
                "Kuching",
                "Ipoh",
                "Putrajaya",
                "Seberang Perai",
            },
        ),
        (
            "Which Malaysian cities were members in 2022?",
            {"Johor Bahru", "Kota Kinabalu", "Kuala Lumpur", "Kuching"},
        ),
        ("Which cities are in Timor-Leste?", {"Dili"}),
        ("Which cities are in Laos?", {"Luang Prabang", "Vientiane"}),
        ("cities that joined after 2022", THAI | OF_2024 | OF_2025 | LATE_2025 | {"Dili"}),
        ("Which cities joined in July 2023?", THAI),
        ("Which cities joined in 2024?", OF_2024),
        ("Which cities joined in 2025?", OF_2025 | LATE_2025),
        ("Which cities joined before 2020?", PILOTS),
        ("Which cities joined between 2019 and 2023?", THAI),
        ("Which Indonesian cities joined after 2022?", {"Sumedang", "Denpasar", "Semarang"}),
        ("Which cities are new?", THAI | OF_2024 | OF_2025 | LATE_2025 | {"Dili"}),
        ("Which city joined last?", {"Dili"}),
        ("List the pilot cities", PILOTS),
        ("Which pilot cities are in Thailand?", {"Bangkok", "Chonburi", "Phuket"}),
    ],
)
def test_cities_are_chosen_by_country_and_by_when_they_joined(question: str, cities: set[str]) -> None:
    assert Counter(names(question)) == Counter(cities)


def test_a_month_in_which_a_city_may_have_joined_leaves_it_uncertain() -> None:
    found = selected("Which cities joined in March 2024?")
    assert not found.rows
    assert {row.name for row in found.uncertain} == OF_2024


@pytest.mark.parametrize(
    ("question", "projects"),
    [
        (
            "Which projects does the 2025 report list for Phuket?",
            {"Smart Mobility", "Smart Pier", "City Data Platform", "Healthcare Platform"},
        ),
        (
            "Count the Putrajaya projects in the appendix of the 2025 monitoring report.",
            {
                "Smart Traffic Light",
                "Putrajaya Urban Observatory",
                "Solar System",
                "Electric Vehicle Charging Stations",
                "CCTV and Panic Button",
            },
        ),
        (
            "Da Nang's projects in the 2025 report",
            {"Intelligent Operation Centre", "Smart Water Management System"},
        ),
        (
            "projects on flood control",
            {
                "Integrated Flood Management and Response System",
                "Integrated Flood and Monitoring Pump House System",
            },
        ),
        ("projects on flood control in 2022", {"Integrated Flood Management and Response System"}),
        (
            "Which projects did Malaysia complete?",
            {
                "Iskandar Malaysia Integrated Urban Services Program",
                "Management of Water Resources and Distribution",
                "OSC 3.0 Plus Online",
                "Introduction of Blockchain Technology",
            },
        ),
        ("Which completed projects are in Kuching?", {"Introduction of Blockchain Technology"}),
        ("Which projects does Dili have?", set()),
        ("Which projects are completed in Viet Nam?", set()),
    ],
)
def test_projects_are_chosen_by_place_report_status_and_title(question: str, projects: set[str]) -> None:
    assert Counter(names(question)) == Counter(projects)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("How many projects are completed in 2025?", 18),
        ("How many projects are on-going in 2025?", 108),
        ("How many projects are in planning in 2025?", 8),
        ("How many projects are not completed in 2025?", 116),
        ("How many projects are completed in 2024?", 11),
        ("How many projects are not completed in 2024?", 97),
        ("How many projects are under Civic and Social in 2022?", 22),
        ("How many projects are under Health and Well-Being in 2022?", 5),
        ("How many projects are under Built Infrastructure in 2024?", 28),
        ("How many projects are under Safety & Security in 2025?", 19),
        ("How many projects were there since 2024?", 108 + 134),
    ],
)
def test_projects_are_counted_by_status_and_focus_area(question: str, number: int) -> None:
    assert len(names(question)) == number


def test_a_status_that_a_list_does_not_state_is_not_counted() -> None:
    for year in (2022, 2023):
        found = selected(f"Which projects were completed in {year}?")
        assert found.unstated == f"the list of {year} does not say which status each project has"
    assert selected("How many projects are on-going in 2024?").unstated is not None
    assert selected("How many projects are completed in 2024?").unstated is None


@pytest.mark.parametrize(
    ("as_of", "report"),
    [
        (date(2022, 9, 20), None),
        (date(2022, 9, 21), 2022),
        (date(2023, 8, 14), 2023),
        (date(2024, 9, 25), 2024),
        (date(2025, 9, 30), 2025),
    ],
)
def test_the_latest_report_that_was_out_is_meant(as_of: date, report: int | None) -> None:
    assert [r.year for r in selected("Which projects are there?", as_of).reports] == [report] * bool(report)


def test_a_report_that_is_not_out_or_not_on_record_gives_no_rows() -> None:
    assert not selected("projects in the 2025 report", date(2024, 12, 1)).reports
    assert not selected("projects in 2020 and 2022").reports


@pytest.mark.parametrize(
    ("question", "chairs"),
    [
        (
            "which chairs since 2018",
            [
                *("Singapore", "Thailand", "Viet Nam", "Brunei Darussalam", "Cambodia", "Indonesia"),
                *("Lao PDR", "Malaysia", "Philippines"),
            ],
        ),
        ("Who chaired the network before 2021?", ["Singapore", "Thailand", "Viet Nam"]),
        ("Which countries chaired in 2019 and 2021?", ["Thailand", "Brunei Darussalam"]),
        ("Who chairs the ASCN?", ["Philippines"]),
        ("When did Thailand chair the network?", ["Thailand"]),
    ],
)
def test_chairs_are_those_of_the_years(question: str, chairs: list[str]) -> None:
    assert names(question) == chairs


def test_the_chair_and_the_shepherd_are_those_of_the_day() -> None:
    assert names("Who chairs the ASCN?", date(2022, 6, 1)) == ["Cambodia"]
    assert names("Who is the Shepherd?", date(2022, 6, 1)) == ["Singapore"]
    assert names("Who is the Shepherd?") == ["Indonesia"]
    assert names("which chairs since 2018", date(2019, 6, 1)) == ["Singapore", "Thailand"]


def test_annual_meetings_are_those_that_were_held() -> None:
    found = selected("How many annual meetings were held?")
    assert len(found.rows) == 8
    assert [row.name for row in found.uncertain] == ["Ninth annual meeting of the ASEAN Smart Cities Network"]
    assert len(names("How many annual meetings were held?", date(2022, 6, 1))) == 4
    assert len(names("List all high-level meetings with Japan")) == 7
    [row] = selected("Which meetings were held in October 2021?").rows
    assert row.name.startswith("Third High-Level Meeting of Japan")


def test_asean_has_ten_states_until_timor_leste_joins() -> None:
    assert len(names("How many ASEAN member states are there?", date(2025, 10, 25))) == 10
    assert "Timor-Leste" in names("How many ASEAN member states are there?", date(2025, 10, 26))


# rules.yaml: programmes with a role whose types of applicant include local governments, and those of
# which the rules leave it unclear. Programmes with no rule set known are uncertain too.
ADMIT_CITIES = {
    "aasctf", "ascn-membership", "asus", "bkcf", "c40-cff", "cdia", "eu-sgac", "gap-fund", "gcom-bankable",
    "jasca", "kcity", "seoul-oda", "smart-jamp", "techemerge", "uclg-aspac", "uk-gfcp",
}  # fmt: skip
UNCLEAR_FOR_CITIES = {"accf", "acgf", "akcf", "aus-p4i", "ca-asean-tf", "de-iki-small", "jaif", "mkcf"}
CLOSED_TO_CITIES = {"adb-sovereign", "livability", "scp", "sg-us-tctp", "usascp"}


def test_programmes_for_cities_are_those_whose_rules_admit_them() -> None:
    found = selected("programmes for city governments")
    assert {row.proof.document_id.removeprefix("programme-record:") for row in found.rows} == ADMIT_CITIES
    apart = {row.proof.document_id.removeprefix("programme-record:") for row in found.uncertain}
    assert apart >= UNCLEAR_FOR_CITIES
    assert not apart & (ADMIT_CITIES | CLOSED_TO_CITIES)


def test_programmes_are_chosen_by_partner_and_applicant_together() -> None:
    rows = selected("Which Korean programmes are open to cities?").rows
    assert {row.proof.document_id for row in rows} == {
        "programme-record:bkcf",
        "programme-record:kcity",
        "programme-record:seoul-oda",
    }


@pytest.mark.parametrize(
    ("question", "owners"),
    [
        ("Which cities have no project?", {"Denpasar", "Semarang", "Dili"}),
        ("Which cities had no project in 2022?", set()),
        ("Which countries have no project?", {"Timor-Leste"}),
        ("Which countries had fewer than 6 projects in 2022?", {"Brunei Darussalam", "Singapore"}),
        ("Which countries have more than 15 projects?", {"Cambodia", "Indonesia", "Malaysia", "Thailand"}),
        ("Which countries have exactly 6 projects?", {"Singapore", "Viet Nam"}),
        ("Which cities have more than 6 projects?", {"Siem Reap", "Bandar Seri Begawan"}),
        ("Which cities have only one project?", {"Cauayan City"}),
        (
            "Which cities have projects under Health and Well-Being?",
            {"Makassar", "Sumedang", "Rayong", "Phuket", "Banyuwangi", "Nay Pyi Taw"},
        ),
        ("Which countries have projects on flood control?", {"Malaysia"}),
        ("Which countries have only one city?", {"Brunei Darussalam", "Singapore", "Timor-Leste"}),
        ("Which countries have more than 5 cities?", {"Malaysia", "Indonesia", "Thailand"}),
        ("Which countries have no city?", set()),
        ("Which Malaysian cities have completed projects?", {"Johor Bahru", "Kuala Lumpur", "Kuching"}),
    ],
)
def test_cities_and_countries_are_chosen_by_what_they_have(question: str, owners: set[str]) -> None:
    assert Counter(names(question)) == Counter(owners)


def test_the_cities_of_a_report_are_those_it_lists_projects_for() -> None:
    assert set(names("Which cities does the 2025 report list?")) == PILOTS | THAI | OF_2024 | OF_2025


def test_every_row_is_counted_under_its_country() -> None:
    request = Request(Entity.PROJECT, Asks.LIST, TODAY)
    rows = select(request, records()).rows
    counts = Counter(row.label(Dimension.STATE) for row in rows)
    assert counts == {country: numbers[-1] for country, numbers in BY_COUNTRY.items()}


def test_no_city_or_country_with_projects_is_lost_among_the_owners() -> None:
    for entity in (Entity.CITY, Entity.STATE):
        for report in records().reports:
            request = Request(
                entity,
                Asks.LIST,
                report.as_of,
                reports=(report.year,),
                having=Entity.PROJECT,
                number=Bound(1),
            )
            cities = {project.city for project in report.projects}
            states = {records().cities[city].country for city in cities}
            owners = select_having(request, records()).rows
            assert len(owners) == len(cities if entity is Entity.CITY else states)


def test_projects_in_planning_are_marked_where_the_status_is_inferred() -> None:
    rows = selected("Which projects are in planning in Thailand?").rows
    assert len(rows) == 2
    assert all("inferred from the report's chart" in row.text for row in rows)
    assert ProjectStatus.PLANNING in understood("Which projects are in planning in Thailand?").status
