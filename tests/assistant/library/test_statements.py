"""Every field of a record leads to its proof, and a document tells which records rest on it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from assistant.library import outline
from assistant.library.addresses import page_address, record_address
from assistant.library.outline import citing_documents, headings, part_of, proven_by
from assistant.library.statements import Section, sections
from corpus.assembly import assemble
from corpus.models import BlockKind, Document, Region
from corpus.rendered import Rendered
from corpus.rendering import rendered
from corpus.sources import sources
from tests.assistant.stage import document
from tests.documents import entry

REPORT = "ascn-monitoring-evaluation-2025"


def made(document_id: str) -> Rendered:
    return next(each for each in rendered() if each.entry.id == document_id)


def read(document_id: str) -> Document:
    record = made(document_id)
    return assemble(record.reading, record.entry)


def opened(document_id: str, *documents: Document, leave_out: str | None = None) -> tuple[Section, ...]:
    held = {each.id: each for each in documents}
    return sections(made(document_id), held.get, sources(), leave_out=leave_out)


@pytest.mark.parametrize("record", rendered(), ids=lambda record: record.entry.id)
def test_every_statement_of_every_record_is_shown_once(record: Rendered) -> None:
    shown = [s.key for section in opened(record.entry.id) for s in section.statements]
    assert shown == [key for key in record.keys if key is not None]


def test_the_quote_of_a_statement_is_the_statement() -> None:
    text = read("city-record:da-nang")
    for section in opened("city-record:da-nang", text):
        for statement in section.statements:
            assert statement.quote is not None
            parts = urlsplit(statement.quote)
            span = parse_qs(parts.query)
            assert parts.path == "/documents/city-record%3Ada-nang/text"
            assert text.text[int(span["start"][0]) : int(span["end"][0])] == statement.text


def test_no_quote_is_shown_where_the_index_holds_another_state_of_the_record() -> None:
    text = read("city-record:da-nang")
    other = replace(text, entry=text.entry.model_copy(update={"sha256": "0" * 64}))
    assert {s.quote for section in opened("city-record:da-nang", other) for s in section.statements} == {None}


def test_a_place_leads_to_our_page_where_the_document_is_at_hand_and_to_its_publisher_else() -> None:
    plan = document(entry("ascn-consolidated-scaps", "x"), ("text",) * 60, paged=True)
    where = {s.key: s.places for section in opened("city-record:da-nang", plan) for s in section.statements}
    (vision,) = where["plan:vision"]
    assert (vision.first, vision.address) == (52, page_address("ascn-consolidated-scaps", 52))
    assert vision.url == "https://asean.org/wp-content/uploads/2019/02/ASCN-Consolidated-SCAPs.pdf"
    (merger,) = (place for place in where["areas:1"])
    assert merger.address is None
    assert merger.url is not None


def test_what_is_shown_elsewhere_is_left_out_with_its_heading() -> None:
    shown = opened("city-record:da-nang", leave_out="projects:")
    assert not any(s.key.startswith("projects:") for section in shown for s in section.statements)
    assert not any(section.heading.startswith("Projects of") for section in shown)


def test_a_report_tells_the_records_that_rest_on_it_and_their_pages() -> None:
    found = {each.address: each for each in proven_by(REPORT, rendered(), sources().values())}
    assert found["/library/cities/da-nang"].pages == (6, 16, 31, 32)
    assert found["/library/records/figures"].statements > 10
    counted = citing_documents(rendered(), sources().values())
    assert counted[REPORT] == len(found)
    assert counted["nowhere"] == 0


def test_a_document_that_is_no_source_proves_no_record() -> None:
    assert proven_by("harbour-note", rendered(), sources().values()) == ()


def test_the_address_of_a_record_follows_from_its_kind() -> None:
    assert record_address("programme-record:kcity") == "/library/programmes/kcity"
    assert record_address("governance-record:meetings") == "/library/records/meetings"
    assert record_address("harbour-note") is None


def test_headings_lead_to_their_words_on_the_page() -> None:
    text = document(entry("a b", "x"), ("Quays\nlong", "Ferries\nfast"), paged=True)
    regions = (
        Region(BlockKind.HEADING, 0, 5, level=1),
        Region(BlockKind.PARAGRAPH, 6, 10),
        Region(BlockKind.HEADING, 11, 18, level=2),
    )
    found = headings(replace(text, regions=regions))
    assert [(h.text, h.level, h.page) for h in found] == [("Quays", 1, 1), ("Ferries", 2, 2)]
    assert found[1].address == "/documents/a%20b/pages/2?start=0&end=7"


def test_a_long_text_is_shown_in_parts_that_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outline, "PART", 10)
    text = document(entry("a", "x"), ("one\ntwo\nthree\n" + "w" * 25 + "\nend",), paged=False)
    first = part_of(text, 1)
    assert first is not None
    parts = [part_of(text, number) for number in range(1, first.of + 1)]
    assert "".join(part.text for part in parts if part) == text.text
    assert first.text == "one\ntwo\n"
    assert part_of(text, first.of + 1) is None
