"""All that our notes hold is in the corpus or left out with a reason: pages cited, rows, offices, meetings.

What is wanted is read from the notes. Programmes, their calls and their sources are compared with the notes
in `test_programmes`, the reports' rows with the reports' pages in `test_records`, and the sentences for each
fact of the seed page in `test_builtin_facts`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.assembly import assemble
from corpus.citations import Reference
from corpus.city_records import City, FocusArea
from corpus.data_files import SHIPPED
from corpus.governance_records import Conflict, Series
from corpus.project_records import ProjectStatus
from corpus.records import records
from corpus.rendered import Rendered
from corpus.rendering import rendered
from corpus.sources import sources
from tests.corpus.builtin import DOCUMENTS
from tests.corpus.test_builtin_facts import SEED_FACTS

Pages = dict[str, set[int]]
"""Address → the pages cited of it, 0 where none is named."""

NOTES = ("framework.md", "governance.md", "conflicts.md", "seed_facts.md", "cities.yaml")
CITED = re.compile(
    r"<?(https?://[^\s<>\"'|;()]+[^\s<>\"'|;().,\]])>?(?: PDF ((?:pp?\.\d+(?:-\d+)?(?:, )?)+))?"
)
PAGES = re.compile(r"p\.(\d+)(?:-(\d+))?")
NOTE_PAGES = re.compile(r"\bpp?\. (\d+)(?:–(\d+))?")

FOCUS = dict(zip("CS HW SS QE BI II".split(), FocusArea, strict=True))
STATUS = {
    "not split in the list": ProjectStatus.NOT_STATED,
    "on-going or planning": ProjectStatus.ON_GOING_OR_PLANNING,
    "on-going": ProjectStatus.ON_GOING,
    "planning": ProjectStatus.PLANNING,
    "completed": ProjectStatus.COMPLETED,
}
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

NO_CONFLICT = {
    "asean-highlights-three-key-efforts-to-promote-sustainable-city-development-OD10318969": (
        "where the fourth meeting with Japan was held is told with the meetings"
    ),
    "ASCN2019-Report.pdf p.16": "a spelling, told among the aliases of its city",
}
"""What the notes cite among the conflicts although nothing conflicts."""

LEFT_OUT = {
    "https://asean.org/body/asean-smart-cities-network/": "sources, section 6",
    "https://connectivity.asean.org/strategic-area/sustainable-infrastructure/": "sources, section 6",
    "https://myasean2025.my/asean-smart-cities-network-ascn/": "sources, section 6",
    "https://de.scribd.com/document/420225786": "sources, sections 1, 2 and 6",
    "https://www.usascp.org/": "sources, sections 1, 2 and 6",
    "https://en.antaranews.com/news/199309": "sources, section 3",
}
"""Addresses of the notes that are no source → where the list of what is left out gives the reason."""


@pytest.fixture(scope="module")
def notes(shared: Path) -> Path:
    return shared / "facts"


@pytest.fixture(scope="module")
def cities(notes: Path) -> dict[str, dict[str, Any]]:
    """The notes on each city by id."""
    read = yaml.safe_load((notes / "cities.yaml").read_text(encoding="utf-8"))
    return {city["id"]: city for city in read["cities"]}


@pytest.fixture(scope="module")
def governance(notes: Path) -> dict[int, str]:
    """The notes on governance by section."""
    parts = re.split(r"^## (\d+)\. ", (notes / "governance.md").read_text(encoding="utf-8"), flags=re.M)
    return {int(number): text for number, text in zip(parts[1::2], parts[2::2], strict=True)}


def of_references(references: Iterable[Reference]) -> Pages:
    """The pages that citations of records name."""
    found: Pages = {}
    for reference in references:
        first = reference.first or 0
        pages = range(first, (reference.last or first) + 1)
        found.setdefault(sources()[reference.source].url or reference.source, set()).update(pages)
    return found


def of_record(made: Rendered) -> Pages:
    return of_references(map(Reference.parse, made.reading.footnotes))


@cache
def of_everything() -> Pages:
    """The pages that records and built-in documents cite."""
    found = of_references(Reference.parse(key) for made in rendered() for key in made.reading.footnotes)
    for note in (note for document in DOCUMENTS.values() for note in document.footnotes.values()):
        page = NOTE_PAGES.search(note)
        pages = range(int(page[1]), int(page[2] or page[1]) + 1) if page else (0,)
        found.setdefault(note.rstrip(">").rpartition("<")[2], set()).update(pages)
    return found


def uncited(text: str, cited: Pages) -> Iterator[str]:
    """The addresses, and pages of files, that ``text`` rests on and that are not cited."""
    for match in CITED.finditer(text):
        address = match[1]
        if address not in cited:
            yield address
            continue
        for page in PAGES.finditer(match[2] or ""):
            if cited[address].isdisjoint(range(int(page[1]), int(page[2] or page[1]) + 1)):
                yield f"{address} {page[0]}"


def table(text: str) -> list[list[str]]:
    """The cells of the first table of a text, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def day(text: str) -> str:
    """What a text begins with, "8 Jul 2018", "26–27 October 2023" or "2026", as records write it."""
    match = re.match(r"(?:(\d{1,2})(?:–\d{1,2})? )?(?:([A-Z][a-z]{2})[a-z]* )?(\d{4})", text)
    assert match, text
    month = f"{MONTHS.index(match[2]) + 1:02}" if match[2] else None
    return "-".join(filter(None, (match[3], month, match[1] and f"{int(match[1]):02}")))


def state_called(name: str) -> str:
    """The code of a state by a name or alias."""
    return next(s.code for s in records().states.values() if name in {s.name, *s.aliases})


# --- sources ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NOTES)
def test_every_page_that_the_notes_rest_on_is_cited(notes: Path, name: str) -> None:
    assert list(uncited((notes / name).read_text(encoding="utf-8"), of_everything())) == []


def test_every_address_of_the_notes_is_a_source_or_left_out_with_a_reason(notes: Path) -> None:
    named = {m[1] for m in CITED.finditer((notes / "sources.md").read_text(encoding="utf-8"))}
    assert named - {source.url for source in sources().values()} == set(LEFT_OUT)
    reasons = yaml.safe_load((SHIPPED / "records/left_out.yaml").read_text(encoding="utf-8"))
    assert all(row["what"] and row["where"] and row["reason"] for row in reasons)
    assert set(LEFT_OUT.values()) <= {row["where"] for row in reasons}


# --- cities and their projects ---------------------------------------------------------------------------


def test_every_city_has_its_name_state_and_year_of_joining(cities: dict[str, dict[str, Any]]) -> None:
    wanted = {(id_, c["name"], state_called(c["country"]), c["joined"]["year"]) for id_, c in cities.items()}
    assert wanted == {(c.id, c.name, c.country, c.joined.year) for c in records().cities.values()}


def test_every_row_of_every_report_has_its_city_title_focus_area_and_status(
    cities: dict[str, dict[str, Any]],
) -> None:
    wanted = Counter(
        (int(year), id_, row["project"], FOCUS[row["focus"]], STATUS[row["status"].partition(" (")[0]])
        for id_, city in cities.items()
        for year, listed in (city["projects_in_monitoring_reports"] or {}).items()
        for row in listed["projects"]
    )
    assert wanted == Counter(
        (report.year, project.city, project.title, project.focus, project.status)
        for report in records().reports
        for project in report.projects
    )


def test_a_city_record_cites_every_page_of_the_notes_on_the_city(cities: dict[str, dict[str, Any]]) -> None:
    by_id = {made.entry.id: of_record(made) for made in rendered()}
    for id_, city in cities.items():
        assert list(uncited(str(city), by_id[f"city-record:{id_}"])) == [], id_


def test_no_dated_fact_plan_partner_or_office_of_a_city_is_lost(cities: dict[str, dict[str, Any]]) -> None:
    for id_, city in cities.items():
        assert fewer(amounts(records().cities[id_]), noted_amounts(city)) == {}, id_


def amounts(city: City) -> dict[str, int]:
    plan = city.plan
    return {
        "timeline": len(city.timeline),
        "planned projects": len(plan.projects) if plan else 0,
        "partners": len(city.partners),
        "offices": len(city.offices),
    }


def noted_amounts(city: dict[str, Any]) -> dict[str, int]:
    plan = city["action_plan_2018"]
    return {
        "timeline": len(city["timeline"]),
        "planned projects": len(plan.get("priority_projects", ())) if isinstance(plan, dict) else 0,
        "partners": len(city["partners_named"]),
        "offices": len(city["smart_city_officer_office"]),
    }


def fewer(held: dict[str, int], wanted: dict[str, int]) -> dict[str, tuple[int, int]]:
    return {key: (held[key], number) for key, number in wanted.items() if held[key] < number}


def test_every_number_of_people_stands_in_the_record_of_its_city(cities: dict[str, dict[str, Any]]) -> None:
    told = {made.entry.id: assemble(made.reading, made.entry).text for made in rendered()}
    for id_, city in cities.items():
        numbers = [f"{population['value']:,}" for population in city["populations"]]
        assert [number for number in numbers if number not in told[f"city-record:{id_}"]] == [], id_


# --- offices and meetings --------------------------------------------------------------------------------


def test_every_chair_is_on_record_with_its_year(governance: dict[int, str]) -> None:
    wanted = [(int(year), state_called(name)) for year, name, *_ in table(governance[5])]
    assert len(wanted) == 2026 - 2018 + 1
    assert wanted == [(chair.year, chair.state) for chair in records().chairs]


def test_every_term_of_a_shepherd_is_on_record(governance: dict[int, str]) -> None:
    wanted = [
        (*(int(year) for year in re.findall(r"\d{4}", term)), state_called(name.partition(" (")[0]))
        for term, name, _ in table(governance[6])
    ]
    held = [(s.validity.from_earliest, s.validity.to_earliest, s.state) for s in records().shepherds]
    assert wanted == [(first and first.year, last and last.year, state) for first, last, state in held]


def test_every_annual_meeting_is_on_record_with_day_chair_and_place(governance: dict[int, str]) -> None:
    held = {m.number: m for m in records().meetings if m.series is Series.ANNUAL}
    rows = table(governance[7])
    assert len(rows) == len(held)
    for number, when, where, chair, *_ in rows:
        meeting = held[int(number.split()[0])]
        assert (meeting.date, meeting.chair) == (day(when), state_called(chair)), number
        assert meeting.place in {"online", None} or meeting.place in where, number


def test_every_meeting_beside_the_annual_ones_is_on_record(governance: dict[int, str]) -> None:
    held = {m.date for m in records().meetings if m.series is Series.OTHER}
    beside = [line[2:] for line in governance[7].splitlines() if re.match(r"- [\w ]*\d{4}: ", line)]
    assert [day(line) for line in beside] == ["2019-06", "2020-10-22"]
    assert [line for line in beside if not any(date.startswith(day(line)) for date in held)] == []


def test_every_meeting_with_japan_is_on_record_with_its_day(governance: dict[int, str]) -> None:
    noted = re.findall(r"(\d)(?:st|nd|rd|th):? ((?:[\d–]+ )?[A-Z][a-z]+ \d{4})", governance[8])
    held = [(m.number, m.date) for m in records().meetings if m.series is Series.JAPAN_HIGH_LEVEL]
    assert [(int(number), day(when)) for number, when in noted] == held


def test_every_national_body_is_on_record(governance: dict[int, str]) -> None:
    line = governance[9].splitlines()[1].removeprefix("- ").partition(" — src")[0]
    noted = dict(part.split(": ") for part in re.sub(r" \([^)]*\)", "", line).rstrip(".").split(". "))
    assert len(noted) == 11
    held = {body.state: body.body for body in records().bodies}
    for name, body in noted.items():
        found = held[state_called(name)]
        assert body in {found, "".join(filter(str.isupper, found))}


# --- conflicts and the seed page -------------------------------------------------------------------------


def test_every_conflict_of_the_notes_is_on_record_with_all_its_sources(notes: Path) -> None:
    cited = of_references(r for conflict in records().conflicts for r in of_conflict(conflict))
    lines = [
        line
        for line in (notes / "conflicts.md").read_text(encoding="utf-8").splitlines()
        if CITED.search(line)
    ]
    missing = {found for line in lines for found in uncited(line, cited)}
    assert {found.rpartition("/")[2] for found in missing} == set(NO_CONFLICT)


def of_conflict(conflict: Conflict) -> Iterator[Reference]:
    return (reference for value in conflict.values for reference in value.src)


def test_the_seed_facts_that_a_sentence_must_hold_are_those_of_the_notes(notes: Path) -> None:
    own = (notes / "seed_facts.md").read_text(encoding="utf-8").partition("## B.")[0]
    assert [int(number) for number in re.findall(r"^(\d+)\. ", own, re.M)] == list(SEED_FACTS)
