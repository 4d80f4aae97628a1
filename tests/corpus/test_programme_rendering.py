"""The record of a programme tells every fact of it, no other, each with the sources it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.assembly import assemble
from corpus.eligibility_rules import criteria
from corpus.models import BlockKind, DocumentKind
from corpus.programme_rendering import render_programme
from corpus.programmes import Programme, Statement, load_programmes
from corpus.rendered import Rendered
from corpus.sources import Source, Trust, sources
from tests.corpus.test_programmes import FOLDER

READ = "22 November 2026"
"""The day on which the sources were read; stands in a record without being a fact of the programme."""

NUMBER = re.compile(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?")
THOUSANDS = re.compile(r"(?<=\d)[ ,](?=\d{3}\b)")
SHORT_YEAR = re.compile(r"\b(20)(\d\d)-(\d\d)\b(?!-)")
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
CARDINALS = "one two three four five six seven eight nine ten".split()
WORDS = {word: str(value) for words in (CARDINALS, ORDINALS) for value, word in enumerate(words, 1)}


@pytest.fixture(scope="module")
def known() -> Mapping[str, Source]:
    return sources()


@pytest.fixture(scope="module")
def programmes(known: Mapping[str, Source]) -> Mapping[str, Programme]:
    return load_programmes(FOLDER, known)


@pytest.fixture(scope="module")
def records(programmes: Mapping[str, Programme], known: Mapping[str, Source]) -> dict[str, Rendered]:
    return {id_: render_programme(programme, known) for id_, programme in programmes.items()}


@pytest.fixture(scope="module")
def facts(shared: Path) -> dict[str, Any]:
    read = yaml.safe_load((shared / "facts/programmes/programmes.yaml").read_text(encoding="utf-8"))
    return {programme["id"]: programme for programme in read["programmes"]}


@pytest.fixture(scope="module")
def days(shared: Path) -> dict[str, str]:
    """Source → its date as it was written down, where a page is undated the years it may be of."""
    lines = (shared / "facts/programmes/sources.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| S")]
    return {row[0]: row[3] for row in rows}


def sentences(record: Rendered) -> list[str]:
    return [b.text for b in record.reading.pages[0].blocks if b.kind is BlockKind.PARAGRAPH]


def told(record: Rendered, key: str) -> str:
    return record.reading.pages[0].blocks[record.keys.index(key)].text


def numbers(text: str) -> set[str]:
    """Every number in figures, "100 000" and "100,000" as one."""
    return set(NUMBER.findall(THOUSANDS.sub("", SHORT_YEAR.sub(r"\1\2 \1\3", text))))


def numbers_or_words(text: str) -> set[str]:
    return numbers(text) | {WORDS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in WORDS}


def facts_of(fact: Mapping[str, Any]) -> str:
    return " ".join(
        [*said(fact), *(text for call in fact["calls"] for text in said(call)), *fact["uncertain"]]
    )


def said(fact: Mapping[str, Any]) -> Iterator[str]:
    yield from (value["v"] for value in fact.values() if isinstance(value, dict))
    yield fact.get("note", "")


def as_of(fact: Mapping[str, Any]) -> Iterator[str]:
    for each in (fact, *fact["calls"]):
        yield from (str(value["as_of"]) for value in each.values() if isinstance(value, dict))
        yield str(each.get("title", ""))


def cited(fact: Mapping[str, Any]) -> set[str]:
    values = [v for each in (fact, *fact["calls"]) for v in each.values() if isinstance(v, dict)]
    return {source for value in values for source in value["src"]}


def test_every_number_of_the_facts_stands_in_the_record(
    records: dict[str, Rendered], facts: dict[str, Any]
) -> None:
    for id_, record in records.items():
        missing = numbers(without_source_ids(facts_of(facts[id_]))) - numbers_or_words(joined(record))
        assert not missing, f"{id_}: {missing}"


def test_no_number_of_the_record_is_made_up(
    records: dict[str, Rendered], facts: dict[str, Any], days: dict[str, str], windows: dict[str, str]
) -> None:
    """Beside the facts count the days they are of, and the days between which undated pages lie."""
    for id_, record in records.items():
        fact = facts[id_]
        of_sources = (days[source] for source in cited(fact) if source in days)
        given = " ".join((facts_of(fact), *as_of(fact), *of_sources, windows[id_]))
        added = numbers(joined(record).replace(READ, "")) - numbers_or_words(dates_apart(given))
        assert not added, f"{id_}: {added}"


@pytest.fixture(scope="module")
def windows(shared: Path, facts: dict[str, Any]) -> dict[str, str]:
    """Programme → the days that its rule sets give."""
    rules = yaml.safe_load((shared / "facts/programmes/rules.yaml").read_text(encoding="utf-8"))["calls"]
    found = dict.fromkeys(facts, "")
    for rule in rules.values():
        named = rule["programme"] if isinstance(rule["programme"], list) else [rule["programme"]]
        for id_ in named:
            found[id_] += " ".join(str(d) for d in rule["window"].values() if isinstance(d, date)) + " "
    return found


def without_source_ids(text: str) -> str:
    return re.sub(r"\bS\d+\b", "", text)


def dates_apart(text: str) -> str:
    """Days written as figures, "2024-03-07", as their parts without leading noughts; "FY2023" as 2023."""
    return re.sub(r"-0?|FY", " ", text) + f" {text}"


def joined(record: Rendered) -> str:
    return " ".join(sentences(record))


def test_what_was_not_found_is_said_with_the_day_of_reading(
    records: dict[str, Rendered], programmes: Mapping[str, Programme]
) -> None:
    assert told(records["stars"], "fields:contact:0") == (
        "No statement on a contact was found in the sources read for "
        "the Singapore-Timor-Leste ASEAN Readiness Support (STARS) (as of 22 November 2026)."
    )
    for id_, programme in programmes.items():
        for key, statement in statements(programme):
            assert (READ in told(records[id_], key)) == statement.unknown, f"{id_}: {key}"


def statements(programme: Programme) -> Iterator[tuple[str, Statement]]:
    for topic, found in programme.fields.items():
        yield from ((f"fields:{topic}:{number}", each) for number, each in enumerate(found))
    for call in programme.calls:
        for call_topic, of_call in call.fields.items():
            yield from ((f"calls:{call.id}:{call_topic}:{n}", each) for n, each in enumerate(of_call))


def test_every_statement_window_and_doubt_has_a_key_of_its_own(
    records: dict[str, Rendered], programmes: Mapping[str, Programme]
) -> None:
    for id_, programme in programmes.items():
        expected = {key for key, _ in statements(programme)}
        expected |= {f"calls:{call.id}:window" for call in programme.calls}
        expected |= {f"uncertain:{number}" for number, _ in enumerate(programme.uncertain)}
        expected |= {"names"} if programme.aliases or programme.local_names else set()
        expected |= {"window"} if programme.window else set()
        expected |= set(own_criteria(programme))
        keys = [key for key in records[id_].keys if key is not None]
        assert sorted(keys) == sorted(expected), id_


def own_criteria(programme: Programme) -> list[str]:
    """The keys of the criteria that are sentences of their own, each sentence once."""
    found: dict[str, str] = {}
    for prefix, roles in (
        ("roles", programme.roles),
        *((f"calls:{call.id}:roles", call.roles) for call in programme.calls),
    ):
        for role, rule in (roles or {}).items():
            for criterion in criteria(rule):
                if not criterion.quote:
                    found.setdefault(criterion.text, f"{prefix}:{role}:{criterion.id}")
    return list(found.values())


def test_a_criterion_without_a_quote_is_told_as_a_sentence_of_its_own(records: dict[str, Rendered]) -> None:
    assert told(records["mkcf"], "calls:mkcf-3-2019:roles:lead:experience") == (
        "The third call of the Mekong-ROK Cooperation Fund (MKCF), of 2019, "
        "asked for five years of experience with projects."
    )


def test_a_criterion_that_calls_share_is_told_once(records: dict[str, Rendered]) -> None:
    keys = records["kcity"].keys
    assert "calls:kcity-2025-planning:roles:lead:merit" in keys
    assert "calls:kcity-2026-planning:roles:lead:merit" not in keys


def test_every_fact_leads_to_the_pages_it_stands_in(
    records: dict[str, Rendered], programmes: Mapping[str, Programme], known: Mapping[str, Source]
) -> None:
    for id_, record in records.items():
        document = assemble(record.reading, record.entry)
        places = record.places(document)
        for key, statement in statements(programmes[id_]):
            region = places[key]
            urls = {note.url for note in document.notes if region.start < note.offset <= region.end}
            assert urls == addresses(statement, known), f"{id_}: {key}"


def addresses(statement: Statement, known: Mapping[str, Source]) -> set[str | None]:
    return {known[reference.source].url for reference in statement.src}


def test_the_deadline_of_the_demonstration_call_of_2026_is_told_with_its_weak_source(
    records: dict[str, Rendered],
) -> None:
    text = told(records["kcity"], "calls:kcity-2026-demo:window")
    assert "28 January 2026 to 17 March 2026" in text
    assert "low reliability" in text


def test_what_rests_on_sources_of_low_trust_alone_says_so(
    programmes: Mapping[str, Programme], records: dict[str, Rendered], known: Mapping[str, Source]
) -> None:
    marked = re.compile(r"low-trust web source|low reliability")
    for id_, programme in programmes.items():
        for key, statement in statements(programme):
            trusts = {known[reference.source].trust for reference in statement.src}
            assert bool(marked.search(told(records[id_], key))) == (trusts == {Trust.LOW}), f"{id_}: {key}"


def test_sources_that_disagree_are_both_told(records: dict[str, Rendered]) -> None:
    for id_, values in {
        "eu-sgac": ("2021 to 2024", "2021 to 2025"),
        "usascp": ("up to USD 300,000 each", "USD 100,000 to 200,000 each"),
        "japan-ascn-hlm": ("Yokohama", "Tokyo"),
        "gap-fund": ("rolling", "closed"),
    }.items():
        assert all(value in joined(records[id_]) for value in values), id_


def test_the_entry_says_what_the_document_is(records: dict[str, Rendered]) -> None:
    entry = records["kcity"].entry
    assert entry.id == "programme-record:kcity"
    assert entry.title == "K-City Network Global Cooperation Program: record of the programme"
    assert (entry.kind, entry.trust) == (DocumentKind.RECORD, "own")


def test_the_same_programme_gives_the_same_document(
    programmes: Mapping[str, Programme], known: Mapping[str, Source], records: dict[str, Rendered]
) -> None:
    assert render_programme(programmes["kcity"], known) == records["kcity"]


def test_no_heading_stands_over_nothing(records: dict[str, Rendered]) -> None:
    for record in records.values():
        kinds: Iterable[BlockKind] = [block.kind for block in record.reading.pages[0].blocks]
        levels = [block.level for block in record.reading.pages[0].blocks]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert [*kinds][-1] is BlockKind.PARAGRAPH
