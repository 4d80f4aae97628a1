"""The records: complete, consistent with the reports and each other, asked by day, refused when broken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from corpus.citations import Reference
from corpus.city_records import Group
from corpus.errors import CorpusInvalid
from corpus.governance_records import Counted, Series
from corpus.models import BlockKind
from corpus.normalise import clean
from corpus.project_records import ProjectStatus
from corpus.records import Records, load_records, records
from corpus.sources import Source, Trust, load_sources, sources
from corpus.validity import Holds, Validity
from tests.corpus.real_documents import reading

# What the reports count on their pages 5 and 7, see the facts beside the documents.
PROJECTS = {2022: 77, 2023: 86, 2024: 108, 2025: 134}
BY_STATE_2025 = {
    "BN": 7,
    "KH": 17,
    "ID": 18,
    "LA": 9,
    "MY": 29,
    "MM": 14,
    "PH": 8,
    "SG": 6,
    "TH": 20,
    "VN": 6,
}
CITIES_2026 = {
    **{"MY": 7, "ID": 6, "TH": 6, "KH": 4, "PH": 4, "MM": 3, "VN": 3, "LA": 2},
    **{"BN": 1, "SG": 1, "TL": 1},
}
MINIMAL = {
    "cities/da-nang.yaml": (
        "id: da-nang\nname: Da Nang\ncountry: VN\n"
        "joined: {year: 2018, group: pilot, from: 2018-04-28, src: [page, cn p.8]}\n"
        "timeline:\n- {date: '2019', text: In 2019 Da Nang planned., src: [page]}\n"
    ),
    "projects/2025.yaml": (
        "report: me25\nas_of: 2025-09-30\nrows:\n"
        "- {city: da-nang, title: Smart Water, focus: quality_environment, status: on_going, page: 31}\n"
    ),
    "states.yaml": "- {code: VN, name: Viet Nam, src: [cn p.8]}\n",
    "chairs.yaml": "- {year: 2020, state: VN, text: Viet Nam chaired in 2020., src: [page]}\n",
    "shepherds.yaml": "- {state: VN, from: 2019-08-23, to: 2021-08-30, text: It led., src: [page]}\n",
    "meetings.yaml": (
        "- {id: annual-3, series: annual, number: 3, date: '2020-07-17', "
        "facts: [{text: They met in 2020., src: [page]}]}\n"
    ),
    "bodies.yaml": "- {state: VN, body: Ministry, as_of: 2026-01-31, text: It leads., src: [page]}\n",
    "figures.yaml": "- {id: f, about: cities, value: 26, as_of: '2018', text: It had 26., src: [page]}\n",
    "programmes/sets.yaml": "- {id: ALL, called: a state, text: All states., src: [page], of: states}\n",
    "conflicts.yaml": (
        "- {id: c, about: number of cities, words: [city], kind: changed, "
        "values: [{value: '26', text: It had 26., src: [page]}]}\n"
    ),
}


def load(folder: Path, **changed: str) -> Records:
    """Write the smallest valid set of files below ``folder``, some of them changed, and load them."""
    for name, text in {**MINIMAL, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_records(folder, known())


def known() -> Mapping[str, Source]:
    return {id_: Source(id=id_, title=id_, trust=Trust.OFFICIAL) for id_ in ("page", "cn", "me25")}


def test_the_network_has_38_cities_in_eleven_states() -> None:
    assert Counter(city.country for city in records().cities.values()) == CITIES_2026
    assert len(records().states) == 11
    pilots = [city for city in records().cities.values() if city.joined.group is Group.PILOT]
    assert len(pilots) == 26


def test_36_programmes_have_42_calls() -> None:
    programmes = records().programmes.values()
    assert (len(programmes), sum(len(programme.calls) for programme in programmes)) == (36, 42)


def test_a_count_equals_its_rows() -> None:
    assert {report.year: len(report.projects) for report in records().reports} == PROJECTS
    assert len(records().projects) == 405
    assert len({project.id for project in records().projects}) == 405


def test_the_rows_of_2025_divide_as_the_report_says() -> None:
    report = records().reports[-1]
    assert Counter(project.status for project in report.projects) == {
        ProjectStatus.ON_GOING: 108,
        ProjectStatus.COMPLETED: 18,
        ProjectStatus.PLANNING: 8,
    }
    assert Counter(records().cities[p.city].country for p in report.projects) == BY_STATE_2025
    inferred = {project.title for project in report.projects if project.inferred}
    assert inferred == {"Hydrogen Energy (Hydrogen Forklift)", "Kaen Nakhon Tram"}


def test_eleven_projects_were_completed_by_september_2024() -> None:
    found = [p for p in records().reports[2].projects if p.status is ProjectStatus.COMPLETED]
    assert len(found) == 11
    assert {str(reference) for project in found for reference in project.src} == {"me24 p.31"}


def test_every_figure_of_projects_equals_the_rows_it_counts() -> None:
    held = records()
    for report in held.reports:
        for figure in held.figures:
            if figure.about is not Counted.PROJECTS or figure.as_of != report.as_of.isoformat():
                continue
            if figure.status is not None and report.year < 2025 and figure.status != "completed":
                continue  # these lists do not tell the statuses apart
            if figure.status is not None and report.year < 2024:
                continue
            rows = [
                row
                for row in report.projects
                if figure.status in {None, row.status}
                and figure.focus in {None, row.focus}
                and figure.state in {None, held.cities[row.city].country}
            ]
            assert len(rows) == figure.value, figure.id


@pytest.mark.parametrize("year", PROJECTS)
def test_every_row_stands_on_its_page_of_the_report(shared: Path, year: int) -> None:
    pages = reading(shared / "documents" / f"ascn-monitoring-evaluation-{year}.pdf").pages
    printed = [
        (page.number, [clean(cell).text for cell in block.text.split(" | ")])
        for page in pages
        for block in page.blocks
        if block.kind is BlockKind.TABLE_ROW and re.match(r"\d+\.", block.text)
    ]
    report = next(report for report in records().reports if report.year == year)
    listed = [(row.src[0].first, row.title, row.focus.title) for row in report.projects]
    assert listed == [(page, cells[3], cells[4].replace("&", "and")) for page, cells in printed]


@pytest.mark.parametrize(
    ("day", "certain", "uncertain"),
    [
        (date(2018, 4, 27), 0, 0),
        (date(2018, 4, 28), 26, 0),
        (date(2023, 7, 11), 26, 0),
        (date(2023, 7, 12), 29, 0),
        (date(2024, 6, 1), 29, 2),
        (date(2024, 9, 25), 31, 0),
        (date(2025, 9, 30), 35, 0),
        (date(2025, 12, 31), 37, 0),
        (date(2026, 2, 1), 38, 0),
    ],
)
def test_the_members_grow_as_the_official_page_tells(day: date, certain: int, uncertain: int) -> None:
    members = records().members(day)
    assert (len(members.certain), len(members.uncertain)) == (certain, uncertain)
    for figure in records().figures:
        whole = figure.about is Counted.CITIES and figure.state is None and figure.validity
        if whole and whole.holds(day) is Holds.YES:
            assert figure.value == certain


def test_the_cities_of_each_state_equal_the_figure() -> None:
    figures = [f for f in records().figures if f.about is Counted.CITIES and f.state is not None]
    assert {figure.state: figure.value for figure in figures} == CITIES_2026


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2022, 9, 20), None),
        (date(2022, 9, 21), 2022),
        (date(2023, 8, 13), 2022),
        (date(2025, 9, 29), 2024),
        (date(2026, 1, 1), 2025),
    ],
)
def test_the_report_at_a_day_is_the_latest_that_was_out(day: date, year: int | None) -> None:
    report = records().report_at(day)
    assert (report.year if report else None) == year


def test_every_year_since_2018_has_its_chair() -> None:
    chairs = [records().chair(year) for year in range(2018, 2027)]
    states = "SG TH VN BN KH ID LA MY PH".split()
    assert [chair.state if chair else None for chair in chairs] == states
    assert records().chair(2017) is None


@pytest.mark.parametrize(
    ("day", "certain"),
    [
        (date(2019, 8, 22), set()),
        (date(2020, 1, 1), {"SG"}),
        (date(2024, 7, 31), {"ID"}),
        (date(2026, 6, 1), {"ID"}),
        (date(2028, 1, 1), set()),
    ],
)
def test_the_shepherd_of_a_day_is_known_where_its_term_is(day: date, certain: set[str]) -> None:
    found = {s.state for s in records().shepherds if s.validity.holds(day) is Holds.YES}
    assert found == certain


def test_nine_annual_meetings_and_seven_with_japan_are_numbered_apart() -> None:
    numbers = {series: [m.number for m in records().meetings if m.series is series] for series in Series}
    assert numbers[Series.ANNUAL] == list(range(1, 10))
    assert numbers[Series.JAPAN_HIGH_LEVEL] == list(range(1, 8))
    assert [meeting.date for meeting in records().meetings] == sorted(m.date for m in records().meetings)
    ninth = next(meeting for meeting in records().meetings if meeting.id == "annual-9")
    assert (ninth.date, ninth.place, ninth.state) == ("2026", None, "PH")


def test_the_smallest_set_of_files_is_valid(tmp_path: Path) -> None:
    held = load(tmp_path)
    assert held.projects[0].id == "2025:da-nang:1"
    assert held.projects[0].src == (Reference("me25", 31),)


BROKEN = {
    "an unknown key": ("states.yaml", "{code: VN, name: Viet Nam, rank: 1, src: [page]}", "0.rank"),
    "an unknown source": (
        "states.yaml",
        "{code: VN, name: Viet Nam, src: [me99]}",
        "no source has the id me99",
    ),
    "no source at all": ("states.yaml", "{code: VN, name: Viet Nam, src: []}", "0.src"),
    "a place no page": ("states.yaml", "{code: VN, name: Viet Nam, src: [cn p.0]}", "names no pages"),
    "a state twice": (
        "states.yaml",
        "{code: VN, name: V, src: [cn]}\n- {code: VN, name: V, src: [cn]}",
        "twice",
    ),
    "an end before the beginning": (
        "shepherds.yaml",
        "{state: VN, from: 2021-01-01, to: 2020-01-01, text: It led., src: [page]}",
        "ends on 2020-01-01 before it begins on 2021-01-01",
    ),
    "one bound alone": (
        "shepherds.yaml",
        "{state: VN, from_earliest: 2021-01-01, text: It led., src: [page]}",
        "an earliest day needs a latest one",
    ),
    "a telegraphic text": (
        "chairs.yaml",
        "{year: 2020, state: VN, text: chair of 2020, src: [page]}",
        "it is no line of whole sentences",
    ),
    "a chair of no state": (
        "chairs.yaml",
        "{year: 2020, state: XX, text: It was., src: [page]}",
        "XX is no member",
    ),
    "an undated figure": (
        "figures.yaml",
        "{id: f, about: cities, value: 26, text: It had., src: [page]}",
        '"as_of"',
    ),
    "a key twice": ("figures.yaml", "{id: f, id: g}", 'at line 1: the key "id" stands twice'),
    "no YAML": ("figures.yaml", "{id: [}", "no valid YAML at line 1"),
}


@pytest.mark.parametrize(("name", "row", "reason"), BROKEN.values(), ids=list(BROKEN))
def test_a_broken_row_is_refused_with_file_reason_and_next_step(
    tmp_path: Path, name: str, row: str, reason: str
) -> None:
    with pytest.raises(CorpusInvalid) as caught:
        load(tmp_path, **{name: f"- {row}\n"})
    assert reason in caught.value.reason
    assert name.removesuffix(".yaml") in caught.value.thing
    assert caught.value.next_step


def test_a_project_of_no_city_is_refused(tmp_path: Path) -> None:
    rows = MINIMAL["projects/2025.yaml"].replace("city: da-nang", "city: atlantis")
    with pytest.raises(CorpusInvalid, match=r"2025\.yaml: rows\.0\.city: atlantis is no record of a city"):
        load(tmp_path, **{"projects/2025.yaml": rows})


def test_a_city_in_a_file_of_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusInvalid, match="Name the file after its id"):
        load(tmp_path, **{"cities/hue.yaml": MINIMAL["cities/da-nang.yaml"]})


def test_a_timeline_out_of_order_is_refused(tmp_path: Path) -> None:
    later = MINIMAL["cities/da-nang.yaml"] + "- {date: 2018-05, text: In 2018 it was., src: [page]}\n"
    with pytest.raises(CorpusInvalid, match="not oldest first at 2018-05"):
        load(tmp_path, **{"cities/da-nang.yaml": later})


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    load(tmp_path)
    (tmp_path / "chairs.yaml").unlink()
    with pytest.raises(CorpusInvalid, match=r"chairs\.yaml: the file is missing"):
        load_records(tmp_path, known())


def test_a_year_alone_leaves_the_day_of_joining_open(tmp_path: Path) -> None:
    city = MINIMAL["cities/da-nang.yaml"].replace("from: 2018-04-28, ", "")
    held = load(tmp_path, **{"cities/da-nang.yaml": city})
    assert held.members(date(2018, 6, 1)).certain == ()
    assert len(held.members(date(2018, 6, 1)).uncertain) == 1
    assert len(held.members(date(2018, 12, 31)).certain) == 1


def test_it_is_uncertain_between_two_bounds_and_certain_outside() -> None:
    validity = Validity(date(2024, 1, 1), date(2024, 9, 25), date(2026, 1, 1), date(2026, 12, 31))
    days = ["2023-12-31", "2024-01-01", "2024-09-24", "2024-09-25", "2026-01-01", "2026-01-02", "2027-01-01"]
    assert [validity.holds(date.fromisoformat(day)).value for day in days] == [
        *("no", "maybe", "maybe", "yes", "yes", "maybe", "no")
    ]
    assert Validity().holds(date(1900, 1, 1)) is Holds.YES


@pytest.mark.parametrize(
    "text", ["page", "me25 p.28", "me25 p.28-33", "ascf para 12", "cn p.5 footnote 2", "S14"]
)
def test_a_citation_is_read_and_written_the_same(text: str) -> None:
    assert str(Reference.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "me25 p.", "me25 p.0", "me25 p.9-9", "me25 pp. 3", "me25 page 3", "me 25, p.3"]
)
def test_what_is_no_citation_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"citation|pages"):
        Reference.parse(text)


def test_a_footnote_names_source_date_page_and_address() -> None:
    assert sources()["me25"].footnote(Reference.parse("me25 p.28-33")) == (
        "ASCN monitoring and evaluation report 2025 (ASEAN Secretariat, 30 September 2025), pp. 28–33 "
        "<https://asean.org/wp-content/uploads/2025/11/2025-ASCN-ME-Report-Final_30Sep2025-for-public.pdf>"
    )
    vague = Source(id="x", title="Speech", published="2018-04", trust=Trust.PRESS)
    assert vague.footnote(Reference("x", place="para 3")) == "Speech (April 2018), para 3"


def test_a_source_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text("- {id: a, title: A, trust: low}\n- {id: a, title: B, trust: low}\n")
    with pytest.raises(CorpusInvalid, match="the id a stands twice"):
        load_sources([path])
