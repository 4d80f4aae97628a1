"""The pages without script: one question, its proof, and what goes wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from pydantic import JsonValue
from starlette.testclient import TestClient

from assistant.api.pages import EXAMPLES
from assistant.api.ports import Event
from assistant.api.proofs import form_address
from assistant.eligibility.filled import filled
from assistant.schema import Claim, Question, Status, UnderstoodFact
from tests.assistant.stage import REPORT, SmallShelf, WrittenAsker, answer

PAGE = {"Accept": "text/html"}


def ask(client: TestClient, question: str) -> str:
    response = client.post("/ask", data={"question": question}, headers=PAGE)
    assert response.status_code == 200
    return unescape(response.text)


def test_the_first_page_offers_four_questions_that_can_be_sent_without_script(client: TestClient) -> None:
    page = unescape(client.get("/").text)
    assert len(EXAMPLES) == 4
    assert all(f'name="question" value="{example}"' in page for example in EXAMPLES)


def test_no_page_holds_script_or_style_of_its_own(client: TestClient) -> None:
    pages = [client.get("/").text, ask(client, "two systems"), ask(client, "moon"), ask(client, "lamps")]
    for page in pages:
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
        assert re.findall(r"<script[^>]*>", page) == ['<script type="module" src="/static/main.js">']


def test_an_answer_without_script_leads_to_the_marked_page(client: TestClient) -> None:
    page = ask(client, "two systems")
    assert "They are quays and ferries." in page
    assert "As of 22 November 2026" in page
    addresses = re.findall(r'class="chip" href="([^"]+)"', page)
    assert len(addresses) == 4
    paged, unpaged = client.get(addresses[0]).text, client.get(addresses[2]).text
    assert "<mark>They are quays and ferries.</mark>" in paged
    assert '<rect class="mark"' in paged
    assert "printed as 1" in paged
    assert "<mark>The harbour opened on 8 July 2018.</mark>" in unpaged
    image = re.search(r'<img src="([^"]+)"', paged)
    assert image
    assert client.get(unescape(image[1])).headers["content-type"] == "image/jpeg"


def test_a_document_links_only_to_web_addresses(client: TestClient, shelf: SmallShelf) -> None:
    note = client.get("/documents/harbour-note/text?start=0&end=5").text
    assert "javascript" not in note
    report = client.get(f"/documents/{REPORT.replace('#', '%23')}/pages/1").text
    assert '<a href="https://harbour.example/report" rel="noopener noreferrer external">' in report


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "the moon",
            ["tells of the moon", "Closest passages", "You could ask"],
        ),
        ("lamps", ["answer a part", "Only the year 2025", "disagree: number of lamps", "30 September 2025"]),
        ("list", ["Complete list: 2", "Quays", "Ferries"]),
        ("refuse", ["not about the harbour"]),
    ],
)
def test_every_way_to_end_is_told_without_script(client: TestClient, question: str, words: list[str]) -> None:
    page = ask(client, question)
    assert all(word in page for word in words)


def test_a_follow_up_is_shown_as_it_was_understood(client: TestClient, asker: WrittenAsker) -> None:
    def leaning(question: Question) -> Iterator[Event]:
        yield answer("Seven.", rewritten="How many quays has Hue?")

    assert "Understood as: How" not in ask(client, "two systems")
    asker.extra["and quays"] = leaning
    assert "Understood as: How many quays has Hue?" in ask(client, "and quays?")


def _rows(page: str, table: str) -> list[str]:
    """The words of each row of the table with this label."""
    found = page.partition(f'aria-label="{table}"')[2].partition("</table>")[0].partition("<tbody")[2]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found.split("</tr>")[:-1]]


def test_verdicts_are_a_table_with_the_useful_ones_first_and_the_many_refusals_apart(
    client: TestClient,
) -> None:
    page = ask(client, "what is open to us?")
    assert "By the facts given, 1 of the calls and roles looked at is open to you now." in page
    quays, tides = _rows(page, "Verdicts")
    assert re.search(r"^.*Quays as lead .*open until 1 December 2026 .*Meets the published conditions", quays)
    assert "The applicant has a quay (met) 1" in quays  # the number that the quote has in the text
    assert quays.endswith("Apply. 2")
    assert "dates not known" in tides
    assert "Cannot tell" in tides
    assert "To be answered: Which city is it?" in tides
    refusals = _rows(page, "For 5 more the answer is no")
    assert len(refusals) == 5
    assert all("The applicant has a lamp (not met) 2" in row for row in refusals)


def test_answers_to_choose_from_are_called_so_and_what_was_understood_is_shown(client: TestClient) -> None:
    page = ask(client, "may we apply?")
    assert "<h3>Choose an answer, or write your own</h3>" in page
    assert "<h3>You could ask</h3>" not in page
    assert 'name="question" value="yes"' in page
    body = page.partition("<main")[2]
    assert "Understood so far" not in body  # it is the table below that says it
    assert "Netherlands</td>" in body
    assert "“Dutch”</td>" in body


def test_what_was_understood_fills_in_the_form() -> None:
    told: list[tuple[str, JsonValue]] = [
        ("applicant.country", "NL"),
        ("applicant.works_for_city", False),
        ("city.population", 500_000),
    ]
    lists: list[tuple[str, JsonValue]] = [
        ("project.benefit_countries", ["TH", "VN"]),
        ("partners", [{"type": "company"}]),
    ]
    facts = [UnderstoodFact(fact=fact, value=value, words="w") for fact, value in (*told, *lists)]
    fields = dict(parse_qsl(urlsplit(form_address(facts)).query))
    assert fields == {
        "applicant.country": "NL",
        "applicant.works_for_city": "no",
        "city.population": "500000",
        "project.benefit_countries": "TH,VN",
    }
    read = filled(fields.items())
    assert not read.faults
    assert read.inquiry is not None


def test_a_long_list_is_complete_and_its_rest_waits_behind_a_title(client: TestClient) -> None:
    page = ask(client, "rows")
    first, rest = page.partition("Show the other 18")[::2]
    assert first.count("<li dir=") == 12
    assert rest.count("<li dir=") == 18
    assert '<ol class="items" start="13">' in rest


def test_where_nothing_is_found_the_page_says_whom_to_ask(client: TestClient) -> None:
    assert "Official page of the network" not in ask(client, "two systems").partition("<main")[2]
    page = ask(client, "the moon").partition("<main")[2]
    assert re.search(
        r'<a href="https://asean.org/[^"]*" rel="noopener noreferrer external">Official page', page
    )


def test_days_and_labels_follow_the_language_of_the_page(client: TestClient) -> None:
    headers = PAGE | {"Accept-Language": "id"}
    page = unescape(client.post("/ask", data={"question": "two systems"}, headers=headers).text)
    assert "Per 22 November 2026" in page
    assert "Kutipan 1: Harbour Cities Report, halaman 2" in page
    address = f"/documents/{quote(REPORT, safe='')}/pages/1"
    assert "<dd>30 September 2025</dd>" in client.get(address, headers=headers).text
    vietnamese = client.get(address, headers=PAGE | {"Accept-Language": "vi"}).text
    assert "<dd>30 tháng 9 năm 2025</dd>" in vietnamese


@pytest.mark.parametrize(
    ("question", "word"), [("", "empty"), ("a" * 4001, "4,001"), ("broken", "under water")]
)
def test_what_goes_wrong_is_told_on_the_page_with_the_question_kept(
    client: TestClient, question: str, word: str
) -> None:
    response = client.post("/ask", data={"question": question}, headers=PAGE)
    assert response.status_code >= 400
    assert word in response.text
    assert f">{question}</textarea>" in response.text


def test_line_ends_of_a_form_count_once(client: TestClient, asker: WrittenAsker) -> None:
    ask(client, "two\r\nsystems")
    assert asker.asked[0].text == "two\nsystems"


def test_an_address_that_is_not_there_is_told_as_a_page(client: TestClient) -> None:
    response = client.get("/documents/no-such-document/pages/1", headers=PAGE)
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "no document has this id" in response.text.lower()


def test_markup_in_questions_answers_and_quotes_stays_text(
    client: TestClient, asker: WrittenAsker, shelf: SmallShelf
) -> None:
    payload = '"><img src=x onerror=alert(1)><script>alert(1)</script>'

    def hostile(question: Question) -> Iterator[Event]:
        cited = shelf.cite(REPORT, "quays", title=payload, quote=payload, url="javascript:alert(1)")
        claim = Claim(text=payload, citations=(cited,))
        changes = {
            "reason": payload,
            "also_read": (cited,),
            "suggestions": (payload,),
            "generation": payload,
            "rewritten": payload,
        }
        yield answer(payload, status=Status.PARTIAL, claims=(claim,), **changes)

    asker.extra["<script>"] = hostile
    page = client.post("/ask", data={"question": payload}, headers=PAGE).text
    assert page.count("&lt;script&gt;") >= 9
    assert "<img" not in page
    assert page.count("<script") == 1
