"""The pages of eligibility as a browser without script gets them: form, verdicts, records, programmes."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from assistant.api.app import create_app
from assistant.eligibility.fields import fields
from assistant.eligibility.record import VERDICTS
from corpus.records import records
from tests.assistant.eligibility.stage import TODAY, documents
from tests.assistant.stage import SmallShelf, WrittenAsker
from tests.assistant.test_api_eligibility import Records

CITY = {"applicant.type": "local_government", "applicant.country": "Philippines", "city.key": "Iloilo"}
READY = CITY | {"project.applicant_in_charge": "yes", "applicant.other_proposal_same_city": "no"}
KCITY = "kcity-kcity-2026-planning-lead"


@pytest.fixture
def pages(asker: WrittenAsker, shelf: SmallShelf, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The pages over the built-in records, which the shelf holds too."""
    nowhere = tmp_path_factory.getbasetemp()
    shelf.held |= {id_: (document, nowhere) for id_, document in documents().items()}
    app = create_app(asker, shelf, assessor=Records(), today=lambda: TODAY)
    headers = {"accept": "text/html"}
    return TestClient(app, base_url="http://127.0.0.1", headers=headers, follow_redirects=False)


def text_of(page: str) -> str:
    """What a page shows, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def article(page: str, id_: str) -> str:
    """The part of a page on one call."""
    found = re.search(rf'<article id="{re.escape(id_)}".*?</article>', page, re.DOTALL)
    assert found
    return found.group()


def test_the_first_page_asks_little_and_decides_nothing(pages: TestClient) -> None:
    page = pages.get("/eligibility").text
    before_more = page.split('<details class="more"')[0]
    assert re.findall(r'name="([a-z.]+)"', before_more)[-3:] == [
        "applicant.type",
        "applicant.country",
        "city.key",
    ]
    assert "<article" not in page
    assert "required" not in page
    assert set(re.findall(r'name="([a-z0-9_.]+)"', page)) >= fields().keys() - {"call"}


def test_a_sent_form_becomes_an_address_that_holds_what_was_said_and_nothing_else(pages: TestClient) -> None:
    sent = pages.post("/eligibility", data=dict.fromkeys(fields(), "") | CITY)
    assert sent.status_code == 303
    address = urlsplit(sent.headers["location"])
    assert address.path == "/eligibility"
    assert parse_qs(address.query) == {name: [text] for name, text in CITY.items()}
    assert pages.get(sent.headers["location"]).status_code == 200


def test_nothing_said_leads_back_to_the_empty_form(pages: TestClient) -> None:
    assert pages.post("/eligibility", data={"city.key": " "}).headers["location"] == "/eligibility"


def test_missing_facts_are_asked_for_at_the_call_that_waits_for_them(pages: TestClient) -> None:
    page = pages.get("/eligibility", params=CITY).text
    asking = article(page, KCITY)
    assert "Cannot tell" in asking
    assert re.findall(r'form="facts"[^>]*', asking)
    assert set(re.findall(r'name="([a-z_.]+)"', asking)) == {
        "project.applicant_in_charge",
        "applicant.other_proposal_same_city",
    }
    assert page.index(f'id="{KCITY}"') < page.index('id="part-no"')


def test_a_yes_says_that_conditions_are_met_until_when_and_never_who_is_selected(pages: TestClient) -> None:
    page = pages.get("/eligibility", params=READY).text
    told = text_of(article(page, KCITY))
    assert "Meets the published conditions to apply Open until 31 December 2026" in told
    assert "Next step: Apply by 31 December 2026." in told
    assert "Latest source: 27 January 2026." in told
    assert "The sponsor decides." in text_of(page)
    assert "will be selected" not in page


def test_every_condition_of_a_call_has_its_quote_and_a_link_to_its_place(pages: TestClient) -> None:
    yes = article(pages.get("/eligibility", params=READY).text, KCITY)
    conditions = re.findall(r'<li class="condition">(.*?)</li>', yes, re.DOTALL)
    assert len(conditions) >= 5
    for condition in conditions:
        place = re.search(
            r'<blockquote[^>]*>(.*?)\s*<span class="place"><a href="([^"]+)"', condition, re.DOTALL
        )
        assert place
        shown = pages.get(unescape(place[2]))
        assert shown.status_code == 200
        assert "<mark" in shown.text
        assert unescape(place[1]).strip() in text_of(shown.text)


def test_a_no_names_the_condition_that_decides_and_the_smallest_change(pages: TestClient) -> None:
    mayor = {"programme": "kcity", "applicant.type": "public_entity", "applicant.country": "TH"}
    told = text_of(pages.get("/eligibility", params=mayor).text)
    assert "K-City Network 2020 call" in told
    assert "Closed since 20 March 2020." in told
    assert "as consortium member instead" in told or "Apply to K-City" in told


def test_the_verdicts_of_the_page_are_those_of_the_api(pages: TestClient) -> None:
    facts = {"applicant": {"type": "company", "country": "NL"}, "project": {"sector": "water"}}
    asked = {"applicant.type": "company", "applicant.country": "Netherlands", "project.sector": "water"}
    verdicts = pages.post("/api/v1/eligibility", json={"facts": facts}).json()["verdicts"]
    page = pages.get("/eligibility", params=asked).text
    for verdict in verdicts:
        id_ = f"{verdict['programme']}-{verdict['call'] or 'none'}-{verdict['role']}"
        assert page.count(f'id="{id_}"') == 1
        if verdict["verdict"] != "not_eligible":
            assert VERDICTS[verdict["verdict"]] in text_of(article(page, id_))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"applicant.country": "Atlantis"}, "applicant.country"),
        ({"city.key": "Atlantis"}, "city.key"),
        ({"as_of": "1066-10-14"}, "as_of"),
        ({"as_of": "soon"}, "as_of"),
        ({"project.trl": "เก้า"}, "project.trl"),
        ({"programme": "kcitty"}, "programme"),
        (CITY | {"city.key": "Khon Kaen"}, "applicant.country"),
        ({"programme": "kcity", "call": "cdia"}, "call"),
    ],
)
def test_what_is_no_fact_is_told_beside_its_field_and_the_text_is_kept(
    pages: TestClient, said: dict[str, str], field: str
) -> None:
    reply = pages.get("/eligibility", params=said)
    assert reply.status_code == 422
    assert "<article" not in reply.text
    wrong = re.search(rf'<(?:input|select) id="field-{re.escape(field)}"[^>]*aria-invalid="true"', reply.text)
    assert wrong
    assert f'id="field-{field}-wrong"' in reply.text
    for name, text in said.items():
        if fields()[name].options == ():
            assert f'value="{text}"' in reply.text


def test_a_posted_form_with_a_fault_comes_back_with_its_text(pages: TestClient) -> None:
    reply = pages.post("/eligibility", data={"applicant.country": "<b>Atlantis", "project.trl": "5"})
    assert reply.status_code == 422
    assert 'value="&lt;b&gt;Atlantis"' in reply.text
    assert 'value="5"' in reply.text


def test_ten_megabytes_of_facts_are_refused(pages: TestClient) -> None:
    assert pages.post("/eligibility", data={"city.key": "K" * 10_000_000}).status_code == 413


def test_a_field_that_does_not_exist_is_named_and_not_run(pages: TestClient) -> None:
    reply = pages.get("/eligibility", params={"<script>": "1"})
    assert reply.status_code == 422
    assert "&lt;script&gt;" in reply.text
    assert "<script>" not in reply.text


def test_the_record_of_exactly_these_facts_can_be_printed_and_kept(pages: TestClient) -> None:
    asked = READY | {"call": "kcity-2026-planning"}
    page = pages.get("/eligibility", params=asked).text
    links = [unescape(link) for link in re.findall(r'href="(/eligibility/record[^"]*)"', page)]
    assert len(links) == 3
    shown, html, markdown = (pages.get(link) for link in links)
    id_ = re.search(r"Decision record ([0-9a-f-]{36})", shown.text)
    assert id_
    for kept, ending in ((html, "html"), (markdown, "md")):
        assert kept.headers["content-disposition"] == f'attachment; filename="decision-{id_[1]}.{ending}"'
    assert "PH/Iloilo" in shown.text
    assert "Meets the published conditions to apply" in markdown.text
    assert "style-src 'sha256-" in html.text


def test_a_record_of_no_facts_leads_to_the_form(pages: TestClient) -> None:
    for path in ("/eligibility/record", "/eligibility/record.md?city.key=Atlantis"):
        assert pages.get(path).headers["location"].startswith("/eligibility?")


def test_the_chat_takes_over_with_the_facts_in_its_question_box(pages: TestClient) -> None:
    page = pages.get("/eligibility", params=CITY | {"programme": "kcity"}).text
    link = re.search(r'href="(/\?question=[^"]+)"', page)
    assert link
    box = text_of(pages.get(unescape(link[1])).text)
    said = "We are a city government in Philippines. Our city is Iloilo. Can we apply to K-City Network"
    assert said in box


def test_the_list_leads_to_every_programme_and_each_shows_its_rules_and_sources(pages: TestClient) -> None:
    listed = pages.get("/eligibility/programmes").text
    for programme in records().programmes:
        assert f'href="/eligibility/programmes/{programme}"' in listed
    shown = pages.get("/eligibility/programmes/adb-sovereign").text
    assert "Governments of eligible" in shown
    assert "The applicant is" in shown
    assert 'id="source-S52"' in shown
    drawn = pages.get("/eligibility/programmes/adb-sovereign/rules.svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "style=" not in drawn.text


@pytest.mark.parametrize("programme", ["stars", "asean-china-smart", "usascp", "smart-jamp"])
def test_programmes_without_rules_or_windows_have_their_page_too(pages: TestClient, programme: str) -> None:
    assert pages.get(f"/eligibility/programmes/{programme}").status_code == 200
    assert pages.get("/eligibility", params={"programme": programme}).status_code == 200


def test_an_unknown_programme_is_met_with_those_alike(pages: TestClient) -> None:
    for path in ("/eligibility/programmes/kcitty", "/eligibility/programmes/kcitty/rules.svg"):
        reply = pages.get(path)
        assert reply.status_code == 404
        assert "kcity" in reply.text


def test_the_list_can_be_narrowed_to_what_is_open_to_a_company_now(pages: TestClient) -> None:
    page = pages.get("/eligibility/programmes", params={"who": "company", "open": "1"}).text
    assert "/eligibility/programmes/adb-sovereign" not in page  # lends to governments
    assert "/eligibility/programmes/smart-jamp" not in page  # closed
    assert "/eligibility/programmes/uclg-aspac" in page or "/eligibility/programmes/jasca" in page


@pytest.mark.parametrize("count", [0, 1, 5])
def test_fewer_than_two_or_more_than_four_cannot_be_compared(pages: TestClient, count: int) -> None:
    chosen = list(records().programmes)[:count]
    reply = pages.get("/eligibility/compare", params={"programme": chosen})
    assert reply.status_code == 422
    assert "Choose two to four" in reply.text
    assert reply.text.count(" checked") == count


def test_four_programmes_stand_side_by_side_with_their_sources(pages: TestClient) -> None:
    chosen = ["kcity", "cdia", "smart-jamp", "stars"]
    page = pages.get("/eligibility/compare", params={"programme": chosen}).text
    assert page.count('<th scope="col">') == 4
    for row in ("What it offers", "Who may apply", "When", "Conditions", "Source"):
        assert f'<th scope="row">{row}</th>' in page
    assert "Open until 31 December 2026" in page


def test_the_calendar_tells_open_coming_and_closed_windows_and_offers_the_file(pages: TestClient) -> None:
    page = pages.get("/eligibility/calendar").text
    assert 'href="/api/v1/programmes.ics"' in page
    told = text_of(page)
    assert told.index("Open now 1 ") < told.index("At any time") < told.index("Closed")
    assert "28 January 2026 31 December 2026" in told
    assert "by 25 June 2021" in told


def test_the_head_leads_to_eligibility_and_marks_where_one_is(pages: TestClient) -> None:
    assert '<a href="/eligibility">Eligibility</a>' in pages.get("/").text
    assert 'href="/eligibility" aria-current="page"' in pages.get("/eligibility").text
    assert 'href="/eligibility" aria-current="true"' in pages.get("/eligibility/calendar").text


def test_another_language_keeps_what_was_filled_in(pages: TestClient) -> None:
    page = pages.get("/eligibility", params=CITY).text
    link = unescape(re.findall(r'href="(/language/[^"]+)"', page)[0])
    back = pages.get(link).headers["location"]
    assert parse_qs(urlsplit(back).query) == {name: [text] for name, text in CITY.items()}


def test_without_records_to_decide_by_there_are_no_pages(client: TestClient) -> None:
    assert client.get("/eligibility").status_code == 404
