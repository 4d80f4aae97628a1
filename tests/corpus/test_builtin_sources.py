"""The sources and the conflicts as data: declared once, cited as declared, in our words, true to a page."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.corpus.builtin import DOCUMENTS, FOLDER
from tests.corpus.test_builtin_documents import FOOTNOTE, LONGEST_SENTENCE
from tests.corpus.wording import digits, runs

SOURCES = yaml.safe_load((FOLDER.parent / "sources.yaml").read_text(encoding="utf-8"))
CONFLICTS = yaml.safe_load((FOLDER.parent / "records" / "conflicts.yaml").read_text(encoding="utf-8"))
BY_ID = {source["id"]: source for source in SOURCES}
FETCHED = [source for source in SOURCES if "document" in source]

CITATION = re.compile(r"^([a-z0-9-]+)(?: p\.(\d+)(?:-(\d+))?| para (\d+))?$")
POINTING = re.compile(r"^(It|Its|They|Their|This|That is|These|Those|He|She|Such|Both|There)\b")
OURS = re.compile(r"[Cc]ounted from|Divided out|By design|add up|would be|should read")
"""How a sentence of a conflict says that a number is worked out and not printed."""

PRINTED_OTHERWISE = {
    "0.92": "923,000",
    "1,043.57": "1043.57",
    "2,600": "2600",
    "2,620": "2620",
    "4,040.4": "4040.4",
}
"""Number of a sentence → how the page prints it."""

QUESTIONS = {
    "How many cities are in the network?": "cities-number",
    "Who is the chair of the network?": "chair",
    "Who is the Shepherd?": "shepherd",
    "How many projects are there in total?": "projects-number",
    "What is the population density of Manila?": "manila-density",
    "When does the Cebu Bus Rapid Transit start?": "cebu-brt-opening",
    "How much of the World Bank loan for the Cebu BRT was cancelled?": "cebu-brt-money",
    "When was the network founded?": "founding-date",
    "How many projects are completed?": "projects-completed",
    "How many partnerships does the network have?": "partnerships-number",
    "How many subdistricts of Banyuwangi take part?": "banyuwangi-subdistricts",
    "Was the ASCAP 2026–2035 adopted?": "ascap-status",
    "How many countries are members of ASEAN?": "asean-members",
    "How dense is Manila's population?": "manila-density",
    "How many people will move to cities by 2030?": "urban-growth",
    "How much money did Australia give?": "australia-money",
    "What is the area of Da Nang?": "da-nang-merger",
    "When was the eighth annual meeting?": "eighth-meeting-date",
    "What is the share of Built Infrastructure projects in 2025?": "focus-shares-2025",
}
"""Question → the conflict that its answer must know of."""


def values() -> Iterator[tuple[str, dict[str, Any]]]:
    return ((entry["id"], value) for entry in CONFLICTS for value in entry["values"])


def sentences() -> Iterator[str]:
    yield from (value["text"] for _, value in values())
    yield from (entry["shape"] for entry in CONFLICTS if entry["shape"])


def test_a_source_is_declared_once_by_its_id_and_once_by_its_address() -> None:
    for key in ("id", "url"):
        times = Counter(source[key] for source in SOURCES if source[key])
        assert [value for value, count in times.items() if count > 1] == []


def test_every_address_of_a_footnote_is_a_declared_source() -> None:
    declared = {source["url"] for source in SOURCES}
    notes = [note for document in DOCUMENTS.values() for note in document.footnotes.values()]
    cited = {match[1] for note in notes if (match := FOOTNOTE.match(note))}
    assert cited - declared == set()


@pytest.mark.parametrize("source", FETCHED, ids=lambda source: source["document"]["id"])
def test_the_hash_of_an_official_document_is_that_of_its_file(source: dict[str, Any], shared: Path) -> None:
    document = source["document"]
    content = (shared / "documents" / document["file"]).read_bytes()
    assert len(content) == document["bytes"]
    assert hashlib.sha256(content).hexdigest() == document["sha256"]
    assert source["trust"] == "official"
    assert source["url"].startswith("https://asean.org/")


def test_each_monitoring_report_supersedes_the_one_before() -> None:
    reports = {s["document"]["id"]: s["document"]["supersedes"] for s in FETCHED if s["id"].startswith("me2")}
    names = [f"ascn-monitoring-evaluation-{year}" for year in range(2022, 2026)]
    assert reports == dict(zip(names, [None, *names[:-1]], strict=True))


def test_a_conflict_cites_declared_sources_and_pages_that_exist(
    official_pages: dict[str, list[str]],
) -> None:
    for _, value in values():
        for citation in value["src"]:
            match = CITATION.match(citation)
            assert match, citation
            source = BY_ID[match[1]]
            pages = official_pages.get(str(source["url"]).rsplit("/", 1)[-1], [])
            assert not match[2] or 1 <= int(match[2]) <= int(match[3] or match[2]) <= len(pages), citation


def test_the_ids_of_conflicts_are_unique() -> None:
    times = Counter(entry["id"] for entry in CONFLICTS)
    assert [name for name, count in times.items() if count > 1] == []


def test_a_conflict_prefers_at_most_one_value() -> None:
    preferred = Counter(name for name, value in values() if value.get("preferred"))
    assert [name for name, count in preferred.items() if count > 1] == []


def test_a_value_stands_in_its_own_sentence() -> None:
    assert [v["text"] for _, v in values() if v["value"].lower() not in v["text"].lower()] == []


def test_every_sentence_of_a_conflict_can_be_quoted_alone() -> None:
    for text in sentences():
        assert text.endswith("."), text
        assert len(text.split()) <= LONGEST_SENTENCE, text
        assert not POINTING.match(text), text


def test_no_sentence_of_a_conflict_repeats_eight_words_of_others(foreign_runs: set[str]) -> None:
    assert [text for text in sentences() if runs(text) & foreign_runs] == []


def test_the_numbers_of_a_conflict_stand_on_the_pages_it_cites(official_pages: dict[str, list[str]]) -> None:
    """Holds where every citation names a page of a file and the number is not called worked out."""
    for _, value in values():
        cited = [CITATION.match(citation) for citation in value["src"]]
        if not all(match and match[2] for match in cited) or OURS.search(value["text"]):
            continue
        printed = digits(" ".join(text_of(match, official_pages) for match in cited if match))
        missing = digits(value["text"]) - printed
        assert {n for n in missing if PRINTED_OTHERWISE.get(n) not in printed} == set(), value["text"]


def text_of(match: re.Match[str], official_pages: dict[str, list[str]]) -> str:
    """The cited pages, with the date of their edition and the years that a report speaks about."""
    source = BY_ID[match[1]]
    pages = official_pages[str(source["url"]).rsplit("/", 1)[-1]]
    first, last = int(match[2]), int(match[3] or match[2])
    return " ".join(pages[first - 1 : last]) + f" {source['published']} {source['title']} {YEARS}"


YEARS = " ".join(str(year) for year in range(2017, 2027))
"""A year says which report or plan is meant; a wrong one shows in the citation beside it."""


@pytest.mark.parametrize(("question", "name"), QUESTIONS.items())
def test_a_question_finds_its_conflict_by_the_words(question: str, name: str) -> None:
    """The entry that shares most words, the earlier one where two share as many."""
    best = max(CONFLICTS, key=lambda entry: shared_words(question, entry["words"]))
    assert best["id"] == name


def shared_words(question: str, stems: list[str]) -> int:
    """How many of the stems begin a word of the question."""
    return sum(bool(re.search(rf"\b{re.escape(stem)}", question.lower())) for stem in stems)
