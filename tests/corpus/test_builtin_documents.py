"""The built-in documents: complete, proven sentence by sentence, dated, and in our own words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise

from corpus.models import Audience, DocumentKind
from corpus.readers import read
from tests.corpus.builtin import (
    CONCEPT_NOTE,
    DOCUMENTS,
    EACH,
    GOVERNANCE,
    GUIDE,
    MARKER,
    MEETINGS,
    MONITORING,
    PARTNERSHIPS,
    PROFILE,
    RELATED,
    TERMS,
    BuiltIn,
)
from tests.corpus.wording import digits, runs

FRONT_MATTER = "id title kind publisher published edition supersedes language audience url trust".split()
LONGEST_SENTENCE = 45

OWN_ARITHMETIC = re.compile(r"^Counted from|own list|add up to")
"""How a sentence says that a number is our sum or count and not printed."""

UNPROVEN_END = re.compile(r"[.!?][\"”’]?\s+[\"“]?[A-Z]")
FOOTNOTE = re.compile(r"^[^<>]+? <(https?://[^\s<>]+)>$")
PAGE = re.compile(r"\bp\. (\d+) <")


def test_the_nine_built_in_documents_are_there() -> None:
    framework = {PROFILE, GUIDE, RELATED, CONCEPT_NOTE, TERMS}
    assert set(DOCUMENTS) == framework | {GOVERNANCE, MONITORING, MEETINGS, PARTNERSHIPS}


@EACH
def test_front_matter_is_complete_and_names_the_file(document: BuiltIn) -> None:
    found = document.front_matter
    assert list(found) == FRONT_MATTER
    assert found["id"] == document.path.stem
    assert DocumentKind(found["kind"])
    assert Audience(found["audience"]) is Audience.PUBLIC
    assert isinstance(found["published"], date)
    assert found["supersedes"] is None
    assert (found["language"], found["trust"]) == ("en", "own")
    assert found["publisher"] == "ASCN Assistant project"
    assert str(found["url"]).startswith("https://")


@EACH
def test_every_footnote_is_defined_and_used(document: BuiltIn) -> None:
    assert set(MARKER.findall(document.body)) == set(document.footnotes)


@EACH
def test_every_footnote_names_its_text_and_one_address(document: BuiltIn) -> None:
    assert [note for note in document.footnotes.values() if not FOOTNOTE.match(note)] == []


@EACH
def test_the_reader_gives_every_sentence_and_every_footnote(document: BuiltIn) -> None:
    reading = read(document.path)
    blocks = [block for page in reading.pages for block in page.blocks]
    text = " ".join(" ".join(block.text.split()) for block in blocks)
    assert [s.text for s in document.sentences if s.text not in text] == []
    assert [key for block in blocks for _, key in block.notes] == MARKER.findall(document.body)
    assert set(reading.footnotes) == set(document.footnotes)
    assert reading.front_matter["id"] == document.path.stem
    assert reading.all_problems == ()


@EACH
def test_every_sentence_ends_with_a_footnote(document: BuiltIn) -> None:
    unproven = [s.text for s in document.sentences if not s.keys or UNPROVEN_END.search(s.text)]
    assert unproven == []


@EACH
def test_no_sentence_is_too_long_to_quote(document: BuiltIn) -> None:
    assert [s.text for s in document.sentences if len(s.text.split()) > LONGEST_SENTENCE] == []


@EACH
def test_every_sentence_names_its_subject(document: BuiltIn) -> None:
    """A sentence quoted alone must not point back at one that is not quoted."""
    pointing = re.compile(r"^(It|Its|They|Their|This|That is|These|Those|He|She|Such|Both|There)\b")
    assert [s.text for s in document.sentences if pointing.match(s.text)] == []


def test_no_sentence_stands_twice() -> None:
    texts = Counter(s.text for document in DOCUMENTS.values() for s in document.sentences)
    assert [text for text, times in texts.items() if times > 1] == []


@EACH
def test_a_section_opens_with_a_heading_and_never_skips_a_level(document: BuiltIn) -> None:
    levels = [len(marks) for marks in re.findall(r"^(#+) ", document.body, re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@EACH
def test_no_person_can_be_reached_through_a_document(document: BuiltIn) -> None:
    assert re.findall(r"[\w.+-]+@[\w-]+\.\w+", document.raw) == []
    assert re.findall(r"\+ ?\d{2}|\(\d{2,4}\) ?\d{3}|\b(?:[Tt]el|[Pp]hone|[Ff]ax)\b", document.raw) == []
    assert re.findall(r"\b(?:Ms|Mr|Mrs|Dr|H\.E\.) ", document.body) == []


@EACH
def test_a_count_of_cities_or_projects_carries_its_year(document: BuiltIn) -> None:
    count = re.compile(r"\b(26|29|31|35|37|38|65|77|86|108|134) (?:\w+ ){0,3}(?:cities|projects)\b")
    undated = [s.text for s in document.sentences if count.search(s.text)]
    assert [text for text in undated if not re.search(r"\b20[12]\d\b", text)] == []


@EACH
def test_countries_are_spelt_officially(document: BuiltIn) -> None:
    text = re.sub(r"<[^>]+>", "", document.raw)
    text = text.replace("Vietnam Journal", "").replace("VietnamPlus", "")
    assert re.findall(r"\bVietnam\b|\bLaos\b|\bHanoi\b|\bEast Timor\b|\bBurma\b", text) == []
    assert re.findall(r"\bBrunei\b(?! Darussalam)", text) == []


@EACH
def test_no_run_of_eight_words_is_taken_from_others(document: BuiltIn, foreign_runs: set[str]) -> None:
    ours = {run for text in (*document.headings, " ".join(document.paragraphs)) for run in runs(plain(text))}
    assert sorted(ours & foreign_runs) == []


def plain(text: str) -> str:
    return MARKER.sub("", text)


@EACH
def test_every_page_named_in_a_footnote_is_a_page_of_the_file(
    document: BuiltIn, official_pages: dict[str, list[str]]
) -> None:
    for note in document.footnotes.values():
        if page := PAGE.search(note):
            name = note.rstrip(">").rsplit("/", 1)[1]
            assert 1 <= int(page.group(1)) <= len(official_pages[name]), note


@EACH
def test_numbers_of_a_sentence_stand_on_the_pages_it_cites(
    document: BuiltIn, official_pages: dict[str, list[str]]
) -> None:
    """Holds where every footnote names a page of a file and the number is not called our own."""
    for sentence in document.sentences:
        notes = [document.footnotes[key] for key in sentence.keys]
        if not all(PAGE.search(note) for note in notes) or OWN_ARITHMETIC.search(sentence.text):
            continue
        cited = digits(" ".join(cited_text(note, official_pages) for note in notes))
        assert digits(sentence.text) <= cited, sentence.text


def cited_text(note: str, official_pages: dict[str, list[str]]) -> str:
    """The cited page and the footnote itself, which gives the date of the edition."""
    page = PAGE.search(note)
    assert page is not None
    return official_pages[note.rstrip(">").rsplit("/", 1)[1]][int(page.group(1)) - 1] + note
