"""What a quote of a record states: field, value and source, from the records that ship with the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.api.app import create_app
from assistant.api.fields import NAMES, field_of
from assistant.web.wording import Wording
from corpus.assembly import assemble
from corpus.models import Document
from corpus.rendered import Rendered
from corpus.rendering import rendered
from tests.assistant.stage import NOTE, SmallShelf, WrittenAsker

RECORDS = {made.entry.id: made for made in rendered()}


def _document(made: Rendered) -> Document:
    return assemble(made.reading, made.entry)


@pytest.fixture
def client(shelf: SmallShelf) -> TestClient:
    """The stage's shelf with the record of one city."""
    made = RECORDS["city-record:davao-city"]
    shelf.held[made.entry.id] = (_document(made), Path("nowhere"))
    app = create_app(WrittenAsker(shelf), shelf)
    return TestClient(app, base_url="http://127.0.0.1")


def _span(sentence: str) -> dict[str, int]:
    text = _document(RECORDS["city-record:davao-city"]).text
    start = text.index(sentence)
    return {"start": start, "end": start + len(sentence)}


ADDRESS = "/api/v1/documents/city-record:davao-city/field"


def test_a_figure_on_record_is_told_with_its_value_and_the_page_it_was_read_on(client: TestClient) -> None:
    span = _span("The population of Davao City (city as in the action plan, 2018) is 1,700,000.")
    field = client.get(ADDRESS, params=span).json()
    assert (field["field"], field["value"]) == ("population", "1,700,000")
    source = field["sources"][0]
    assert source["text"].endswith("(ASEAN Smart Cities Network, 8 July 2018), p. 40")
    assert source["url"].startswith("https://asean.org/")
    assert source["url"].endswith("ASCN-Consolidated-SCAPs.pdf#page=40")


def test_the_page_of_a_record_shows_the_field_without_script(client: TestClient) -> None:
    span = _span("The population of Davao City (city as in the action plan, 2018) is 1,700,000.")
    page = client.get("/documents/city-record:davao-city/text", params=span).text
    assert '<dt>Value</dt><dd dir="auto">1,700,000</dd>' in page
    assert "ASCN-Consolidated-SCAPs.pdf#page=40" in page


@pytest.mark.parametrize("address", [ADDRESS, f"/api/v1/documents/{NOTE}/field"])
def test_where_no_field_stands_none_is_told(client: TestClient, address: str) -> None:
    assert client.get(address, params={"start": 0, "end": 3}).status_code == 404


def test_every_fact_of_every_record_is_a_field_that_the_pages_can_name() -> None:
    wording = Wording("en")
    assert all(wording(f"script.field.{name}") for name in NAMES)
    for made in RECORDS.values():
        document = _document(made)
        for region in made.places(document).values():
            field = field_of(document, region.start, region.end)
            assert field.field in NAMES
            assert field.value
