"""Records as documents: every sentence provable at its original, every fact found by its key."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest

from assistant.verify import Span, cite
from corpus.assembly import assemble
from corpus.citations import Reference
from corpus.manifest import builtin
from corpus.models import BlockKind, Document, DocumentKind
from corpus.records import records
from corpus.rendered import Rendered, Sheet
from corpus.rendering import rendered
from corpus.sources import Source, Trust, sources
from indexing.passages import split

LONGEST_SENTENCE = 45
EACH = pytest.mark.parametrize("made", rendered(), ids=lambda made: made.entry.id)


@cache
def document(id_: str) -> Document:
    made = next(made for made in rendered() if made.entry.id == id_)
    return assemble(made.reading, made.entry)


def stated(id_: str, key: str) -> str:
    """The sentences that a document states under a key."""
    made = next(made for made in rendered() if made.entry.id == id_)
    place = made.places(document(id_))[key]
    return document(id_).text[place.start : place.end]


def originals(made: Rendered) -> dict[str, list[Source]]:
    """Text of each block → the sources it cites."""
    return {
        block.text: [sources()[Reference.parse(name).source] for _, name in block.notes]
        for block in made.reading.pages[0].blocks
    }


def test_every_city_and_every_programme_has_its_record() -> None:
    ids = {made.entry.id for made in rendered()}
    assert sum(id_.startswith("city-record:") for id_ in ids) == 38
    assert sum(id_.startswith("programme-record:") for id_ in ids) == 36
    assert {"governance-record:chairs", "governance-record:meetings", "governance-record:figures"} <= ids


def test_every_fact_is_stated_once_under_its_key() -> None:
    keys = Counter(key for made in rendered() for key in made.keys if key and ":" in key)
    held = records()
    wanted = [
        *(f"projects:{project.id}" for project in held.projects),
        *(f"chairs:{chair.id}" for chair in held.chairs),
        *(f"shepherds:{shepherd.id}" for shepherd in held.shepherds),
        *(f"figures:{figure.id}" for figure in held.figures),
        *(f"bodies:{body.id}" for body in held.bodies),
        *(f"states:{state.id}" for state in held.states.values()),
        *(f"meetings:{m.id}:{n}" for m in held.meetings for n in range(len(m.facts))),
        *(f"conflicts:{c.id}:{n}" for c in held.conflicts for n in range(len(c.values))),
    ]
    assert {key: keys[key] for key in wanted if keys[key] != 1} == {}


@EACH
def test_the_assembled_text_is_what_was_rendered(made: Rendered) -> None:
    found = document(made.entry.id)
    texts = [found.text[region.start : region.end] for region in found.regions]
    assert texts == [block.text for block in made.reading.pages[0].blocks]
    assert len(made.keys) == len(texts)
    assert made.entry.kind is DocumentKind.RECORD


@EACH
def test_every_sentence_leads_to_the_original_of_its_fact(made: Rendered) -> None:
    """By the same way as an answer: the passages' sentences, cited."""
    found, cited = document(made.entry.id), originals(made)
    for passage in split(found):
        for sentence in passage.sentences:
            citation = cite(Span(found.id, sentence.start, sentence.end), {found.id: found}.get)
            assert citation is not None
            block = next(r for r in found.regions if r.start <= sentence.start < r.end)
            sources_ = cited[found.text[block.start : block.end]]
            unproven = block.kind is BlockKind.HEADING or found.id.startswith("programme-record:")
            assert sources_ or unproven  # what was not found about a programme has no original
            addresses = [source.url for source in sources_ if source.url]
            assert (citation.url or "").partition("#")[0] == (addresses[0] if addresses else "")


@EACH
def test_no_sentence_is_too_long_to_quote_or_points_back(made: Rendered) -> None:
    found = document(made.entry.id)
    spans = [s for passage in split(found) for s in passage.sentences]
    quotes = [found.text[span.start : span.end] for span in spans]
    assert [quote for quote in quotes if len(quote.split()) > LONGEST_SENTENCE] == []
    pointing = re.compile(r"^(It|Its|They|Their|This|That is|These|Those|He|She|Such|Both|There)\b")
    assert [quote for quote in quotes if pointing.match(quote)] == []


@EACH
def test_a_heading_names_its_city(made: Rendered) -> None:
    if made.entry.id.startswith("city-record:"):
        name = records().cities[made.entry.id.removeprefix("city-record:")].name
        headings = [b.text for b in made.reading.pages[0].blocks if b.kind is BlockKind.HEADING]
        assert [heading for heading in headings if name not in heading] == []


def test_a_project_row_says_report_day_focus_area_and_status() -> None:
    assert stated("city-record:ha-noi", "projects:2025:ha-noi:1") == (
        "The ASCN monitoring and evaluation report 2025 (as of 30 September 2025) lists the project "
        '"Intelligent Operation Centre" of Ha Noi, Viet Nam, under Safety and Security; status: planning.'
    )
    assert "of Singapore under" in stated("city-record:singapore", "projects:2025:singapore:1")
    assert "inferred" in stated("city-record:khon-kaen", "projects:2025:khon-kaen:1")


def test_a_row_is_cited_at_its_page() -> None:
    found = document("city-record:ha-noi")
    made = next(made for made in rendered() if made.entry.id == found.id)
    place = made.places(found)["projects:2025:ha-noi:1"]
    citation = cite(Span(found.id, place.start, place.end), {found.id: found}.get)
    assert citation is not None
    assert (citation.url or "").endswith("2025-ASCN-ME-Report-Final_30Sep2025-for-public.pdf#page=32")


def test_the_day_of_joining_is_told_as_exactly_as_it_is_known() -> None:
    assert stated("city-record:da-nang", "joined") == (
        "Da Nang, Viet Nam, joined the ASEAN Smart Cities Network in 2018 as one of the 26 pilot cities."
    )
    assert "on 12 July 2023." in stated("city-record:rayong", "joined")
    assert "in January 2026." in stated("city-record:dili", "joined")
    assert stated("city-record:ipoh", "joined").endswith("joined the ASEAN Smart Cities Network in 2025.")


def test_a_figure_of_low_trust_says_so_and_an_official_one_does_not() -> None:
    said = {
        (trust, "low-trust web source" in stated(f"city-record:{city.id}", f"populations:{number}"))
        for city in records().cities.values()
        for number, population in enumerate(city.populations)
        if (trust := population.trust) in {Trust.LOW, Trust.OFFICIAL}
    }
    assert said == {(Trust.LOW, True), (Trust.OFFICIAL, False)}


def test_the_rendered_documents_are_listed_with_the_built_in_ones() -> None:
    listed = {item.entry.id: item for item in builtin()}
    assert {made.entry.id for made in rendered()} < listed.keys()
    da_nang = listed["city-record:da-nang"]
    assert da_nang.render is not None
    assert da_nang.render().title == "Da Nang, Viet Nam: record of the city"
    assert da_nang.path.is_file()
    assert da_nang.text_hash == da_nang.entry.sha256


def test_a_heading_without_a_fact_is_left_out_and_a_key_is_used_once() -> None:
    sheet = Sheet({"a": Source(id="a", title="A", url="https://example.org/a", trust=Trust.OFFICIAL)})
    sheet.head("Top", level=1)
    sheet.head("Empty")
    sheet.head("Full")
    sheet.say("k", "One (1.5 m). Two!", [Reference("a", 3)])
    made = sheet.finish("r", "R", "r.yaml")
    blocks = made.reading.pages[0].blocks
    assert [block.text for block in blocks] == ["Top", "Full", "One (1.5 m). Two!"]
    assert blocks[-1].notes == ((12, "a p.3"), (17, "a p.3"))
    assert made.keys == (None, None, "k")
    with pytest.raises(ValueError, match="used twice"):
        sheet.say("k", "Three.", [Reference("a")])
