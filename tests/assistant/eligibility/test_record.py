"""Decision records can be checked by hand: every quote stands where it says, every rule file has its hash."""

from __future__ import annotations

import hashlib
import re
import shutil
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import typer
from starlette.testclient import TestClient

from assistant.api.app import create_app
from assistant.commands.filing import checked, file_record
from assistant.eligibility.facts import Inquiry, read_inquiry
from assistant.eligibility.record import NOTICE, Record, cited, conditions, markdown, page, record
from assistant.eligibility.reply import eligible
from assistant.schema import Answer
from corpus.data_files import SHIPPED
from corpus.records import records
from tests.assistant.eligibility.scenarios import SCENARIOS, Scenario
from tests.assistant.eligibility.stage import TODAY, documents
from tests.assistant.stage import SmallShelf, WrittenAsker

CITY: dict[str, Any] = {
    "as_of": "2024-05-01",
    "call": "cdia",
    "facts": {
        "applicant": {"type": "local_government", "country": "KH"},
        "city": {"key": "KH/Battambang"},
        "project": {"climate": True, "poverty_reduction": True, "amount_usd": 450000},
        "documents": {"central_or_state_endorsement_letter": False},
        "partners": [{"type": "company", "country": "DE"}, {}],
    },
}

ONE_OF_EACH = list({scenario.programme: scenario for scenario in SCENARIOS}.values())

VERDICTS_CHECKED = ("eligible", "not_eligible", "cannot_tell", "sponsor_decides")
PER_VERDICT = 8


class Page(HTMLParser):
    """The quotes with their places, the ids, the links and the tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.quotes: list[tuple[str, int, int, str]] = []
        self.tags: set[str] = set()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.words = ""
        self._open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.ids |= {given["id"] or ""} if "id" in given else set()
        self.links |= {given["href"] or ""} if "href" in given else set()
        if tag == "blockquote":
            place = (str(given["data-document"]), int(given["data-start"] or 0), int(given["data-end"] or 0))
            self.quotes.append((*place, ""))
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "blockquote"

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._open:
            *place, told = self.quotes[-1]
            self.quotes[-1] = (*place, told + data)  # type: ignore[assignment]


def made(given: dict[str, Any] | Inquiry, corpus: Path = SHIPPED) -> Record:
    inquiry = given if isinstance(given, Inquiry) else read_inquiry(given)
    return record(inquiry, eligible(inquiry, documents().get, "generation-1", TODAY), corpus)


def asked(scenario: Scenario) -> Inquiry:
    """Everything that the programme of a scenario offers."""
    return read_inquiry({"as_of": scenario.as_of, "programme": scenario.programme, "facts": scenario.facts})


def scenario_alone(scenario: Scenario) -> Inquiry:
    """What a scenario asks, and nothing else of its programme."""
    named = {"programme": scenario.programme, "call": scenario.call, "role": scenario.role}
    return read_inquiry({**named, "as_of": scenario.as_of, "facts": scenario.facts})


def quotes_of(text: str) -> list[tuple[str, int, int, str]]:
    """Document, place and words of every quote of a record in Markdown."""
    form = re.compile(r"^\d+\. .*: (\S+), characters (\d+) to (\d+)\n\n   > (.+)$", re.MULTILINE)
    plain = re.sub(r"\\(.)", r"\1", text)
    return [(found[1], int(found[2]), int(found[3]), found[4]) for found in form.finditer(plain)]


@pytest.mark.parametrize("scenario", ONE_OF_EACH, ids=[s.programme for s in ONE_OF_EACH])
def test_every_quote_of_a_record_stands_in_its_document_where_the_record_says(scenario: Scenario) -> None:
    filed = made(asked(scenario))
    told = Page(page(filed, alone=True)).quotes
    assert told == quotes_of(markdown(filed))
    assert len(told) == len(filed.quotes) > 0
    for document_id, start, end, quote in told:
        document = documents()[document_id]
        assert document.text[start:end] == quote


@pytest.mark.parametrize("verdict", VERDICTS_CHECKED)
def test_a_record_of_any_verdict_can_be_checked_by_hand_against_its_quotes(verdict: str) -> None:
    sample = [s for s in SCENARIOS if s.expected["verdict"] == verdict]
    for scenario in sample[:: max(1, len(sample) // PER_VERDICT)]:
        filed = made(scenario_alone(scenario))
        told = next(one for one in filed.verdicts if scenario.role in (None, one.role))
        assert told.verdict == verdict
        quoted = [citation for one in told.deciding for citation in cited(one)]
        # Only where no window was published does nothing decide that could be quoted.
        assert quoted or told.window == "unknown"
        numbers = filed.numbers(quoted)
        in_markdown = quotes_of(markdown(filed))
        for number in numbers:
            document_id, start, end, quote = in_markdown[number - 1]
            assert documents()[document_id].text[start:end] == quote


@pytest.mark.parametrize("scenario", ONE_OF_EACH, ids=[s.programme for s in ONE_OF_EACH])
def test_every_condition_of_a_record_has_a_quote(scenario: Scenario) -> None:
    filed = made(asked(scenario))
    for verdict in filed.verdicts:
        assert conditions(verdict)
        dated = [one for one in conditions(verdict) if one.criterion == "window" and one.citation is None]
        assert all(one.citation for one in conditions(verdict) if one not in dated)
        # Only where no window is published is there nothing to quote on it.
        assert not dated or verdict.window == "unknown"


def test_every_number_leads_to_a_quote() -> None:
    shown = Page(page(made(CITY), alone=True))
    assert {link.removeprefix("#") for link in shown.links if link.startswith("#")} == {
        id_ for id_ in shown.ids if id_.startswith("quote-")
    }


def test_a_record_names_the_rule_files_by_their_content() -> None:
    filed = made(CITY)
    assert [file.name for file in filed.files] == [
        "records/programmes/cdia.yaml",
        "records/programmes/sets.yaml",
    ]
    for file in filed.files:
        assert hashlib.sha256((SHIPPED / file.name).read_bytes()).hexdigest() == file.sha256
        assert file.sha256 in markdown(filed)
        assert file.sha256 in page(filed, alone=False)


def test_the_same_inquiry_under_the_same_rules_has_the_same_record() -> None:
    assert page(made(CITY), alone=True) == page(made(CITY), alone=True)
    assert made(CITY).id == made(CITY).id


def test_another_fact_another_day_or_another_rule_gives_another_record(tmp_path: Path) -> None:
    folder = tmp_path / "records/programmes"
    shutil.copytree(SHIPPED / "records/programmes", folder)
    with (folder / "cdia.yaml").open("a") as rules:
        rules.write("# a changed rule\n")
    other = {"applicant": {"type": "local_government", "country": "PH"}}
    ids = [
        made(CITY).id,
        made(CITY | {"facts": other}).id,
        made(CITY | {"as_of": "2024-05-02"}).id,
        made(CITY, tmp_path).id,
    ]
    assert len(set(ids)) == len(ids)


def test_what_was_given_is_told_and_nothing_else() -> None:
    filed = made(CITY)
    assert {given.fact: given.value for given in filed.given} == {
        "applicant.type": "local_government",
        "applicant.country": "KH",
        "city.key": "KH/Battambang",
        "project.climate": "yes",
        "project.poverty_reduction": "yes",
        "project.amount_usd": "450,000",
        "documents.central_or_state_endorsement_letter": "no",
        "partners": "company in DE, not described",
    }
    for told in (markdown(filed), Page(page(filed, alone=True)).words):
        assert "450,000" in told
        assert "call cdia" in told


def test_a_record_says_that_the_sponsor_decides_and_promises_nothing() -> None:
    filed = made({"as_of": "2025-02-20", "facts": {"applicant": {"type": "company", "country": "KR"}}})
    for told in (markdown(filed), page(filed, alone=True)):
        assert NOTICE in told
        assert "will be selected" not in told


def test_a_record_tells_the_verdict_the_dates_and_the_next_step() -> None:
    call = {
        "applicant": {"type": "company", "country": "KR"},
        "partners": [{"type": "university", "country": "VN"}],
    }
    filed = made({"as_of": "2025-02-20", "call": "kcity-2025-demo", "role": "lead", "facts": call})
    told = markdown(filed)
    assert "**Meets the published conditions to apply.**" in told
    assert "- Window: open, from 2025-02-06, to 2025-03-11" in told
    assert "- Next step: Apply by 11 March 2025." in told
    assert "- As of: 2025-02-20" in told
    assert "20 February 2025" in page(filed, alone=True)


def test_a_page_that_stands_alone_allows_its_own_style_and_nothing_else() -> None:
    text = page(made(CITY), alone=True)
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in text
    assert "@media print" in style
    assert not Page(text).tags & {"script", "img", "link", "iframe", "form", "object"}
    assert not re.search(r"\son\w+=|style=", text)


def test_hostile_text_stays_text_in_both_forms() -> None:
    hostile = '<img src=x onerror="alert(1)">|`*_[x](javascript:alert(1))\n# x'
    filed = made(CITY)
    [verdict] = filed.verdicts
    changed = verdict.model_copy(update={"title": hostile, "next_step": hostile})
    evil = Record(
        filed.id, filed.as_of, hostile, filed.asked, filed.given, filed.files, (changed,), filed.quotes
    )
    assert "img" not in Page(page(evil, alone=True)).tags
    told = markdown(evil)
    assert "<img" not in told.replace("\\<", "")
    assert "\n# x" not in told
    assert "[x](" not in told


@pytest.mark.parametrize(("name", "opening"), [("a.md", "# Decision record"), ("a.HTML", "<!doctype html>")])
def test_the_ending_of_the_file_decides_its_form(tmp_path: Path, name: str, opening: str) -> None:
    inquiry = read_inquiry(CITY)
    file_record(tmp_path / name, inquiry, eligible(inquiry, documents().get, "generation-1", TODAY))
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(opening)


def test_another_ending_is_refused_before_anything_is_decided() -> None:
    with pytest.raises(typer.BadParameter, match=r"\.md nor in \.html"):
        checked(Path("record.pdf"))
    assert checked(None) is None


class Deciding:
    """Decides on the records in memory."""

    def eligible(self, given: Inquiry) -> Answer:
        return eligible(given, documents().get, "generation-1", TODAY)


@pytest.fixture
def door(asker: WrittenAsker, shelf: SmallShelf) -> TestClient:
    app = create_app(asker, shelf, assessor=Deciding(), today=lambda: TODAY)
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


RECORD = "/api/v1/eligibility/record"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/html", "text/html"),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/markdown", "text/markdown"),
        ("*/*", "text/html"),
    ],
)
def test_the_door_gives_the_form_that_is_accepted(door: TestClient, accept: str, media: str) -> None:
    response = door.post(RECORD, json=CITY, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{media}; charset=utf-8"
    assert "default-src 'self'" in response.headers["content-security-policy"]
    told = Page(response.text).quotes if media == "text/html" else quotes_of(response.text)
    assert told == quotes_of(markdown(made(CITY)))


def test_the_style_of_a_page_from_the_door_is_served_beside_it(door: TestClient) -> None:
    shown = Page(door.post(RECORD, json=CITY).text)
    assert "style" not in shown.tags
    assert door.get("/static/record.css").status_code == 200
    assert "/static/record.css" in shown.links


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Accept": "application/pdf"}, CITY, 406),
        ({"Content-Type": "text/plain"}, CITY, 415),
        ({}, CITY | {"call": "no-such-call"}, 422),
        ({}, CITY | {"facts": {"applicant": {"country": "Atlantis"}}}, 422),
    ],
)
def test_what_the_door_cannot_do_is_a_problem_with_a_reason(
    door: TestClient, headers: dict[str, str], body: dict[str, Any], status: int
) -> None:
    response = door.post(RECORD, json=body, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert len(response.json()["detail"]) > 20


def test_the_calendar_at_the_door_is_that_of_today(door: TestClient) -> None:
    response = door.get("/api/v1/programmes.ics")
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "UID:kcity-2026-planning@" in response.text
    assert "kcity-2025-demo" not in response.text
    assert door.get("/api/v1/programmes/kcity").json()["id"] == "kcity"


def test_a_record_on_every_programme_names_each_once() -> None:
    filed = made({"as_of": "2025-02-20"})
    assert {verdict.programme for verdict in filed.verdicts} == records().programmes.keys()
    names = [file.name for file in filed.files]
    assert len(names) == len(set(names)) == len(records().programmes) + 1


def test_a_record_without_verdicts_rests_on_no_rules() -> None:
    answer = eligible(Inquiry(), documents().get, None, TODAY)
    filed = record(Inquiry(), answer)
    assert (filed.files, filed.verdicts, filed.quotes) == ((), (), ())
    assert "Nothing." in markdown(filed)
