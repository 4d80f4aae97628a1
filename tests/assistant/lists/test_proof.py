"""Every row is proven by a quote that holds it, at the page where its source states it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import regex

from assistant.lists import rows as made
from assistant.lists.offers import select_programmes
from assistant.lists.path import listed
from assistant.lists.proof import Prover
from assistant.lists.request import Asks, Entity, Request
from assistant.schema import Citation
from corpus.models import Document
from corpus.normalise import fold
from corpus.records import records
from corpus.sources import sources
from indexing.retrieve import Retriever
from tests.assistant.lists.reading_aid import TODAY, understood
from tests.running import workspace_of


@pytest.fixture(scope="module")
def with_official(official: Path) -> Iterator[Retriever]:
    with workspace_of(official) as workspace:
        retriever = workspace.library.retriever()
        assert retriever is not None
        yield retriever


@pytest.fixture(scope="module")
def with_records(built_in: Path) -> Iterator[Retriever]:
    with workspace_of(built_in) as workspace:
        retriever = workspace.library.retriever()
        assert retriever is not None
        yield retriever


def holds(quote: str, *spellings: str) -> bool:
    """Whether one of the spellings stands in a quote in words of its own."""
    text = fold(quote).casefold()
    return any(regex.search(rf"(?<!\w){regex.escape(fold(s).casefold())}(?!\w)", text) for s in spellings)


def stands(citation: Citation, retriever: Retriever) -> bool:
    """Whether a quote is the text of its page between its offsets."""
    document = retriever.document(citation.document_id)
    assert document is not None
    page = document.pages[(citation.page or 1) - 1]
    return page.text[citation.start : citation.end] == citation.quote


def test_each_project_is_proven_by_its_row_on_the_page_of_its_report(with_official: Retriever) -> None:
    prover = Prover(with_official.document)
    for project in records().projects:
        city = records().cities[project.city]
        citation = prover.prove(made.project_row(project, records()).proof)
        source = sources()[project.report].document
        assert citation is not None
        assert source is not None
        assert (citation.document_id, citation.page) == (source.id, project.src[0].first), project.id
        assert holds(citation.quote, project.title), project.id
        assert holds(citation.quote, city.name, *city.aliases), (project.id, citation.quote)
        assert stands(citation, with_official)


def test_of_two_projects_of_one_title_each_is_proven_by_the_row_of_its_city(with_official: Retriever) -> None:
    answer = listed(understood("Da Nang's projects in the 2022 report"), with_official.document, TODAY)
    assert answer is not None
    assert answer.list is not None
    [centre] = [item for item in answer.list.items if "Intelligent Operation Centre" in item.text]
    assert centre.citation is not None
    assert "Da Nang" in centre.citation.quote


def test_each_city_is_proven_by_the_sentence_of_its_joining_on_the_official_page(
    with_official: Retriever,
) -> None:
    prover = Prover(with_official.document)
    for city in records().cities.values():
        citation = prover.prove(made.city_row(city, records()).proof)
        assert citation is not None
        assert citation.document_id == "asean-org-ascn-page", city.id
        assert holds(citation.quote, city.name, *city.aliases), city.id
        assert holds(citation.quote, "26 pilot cities", str(city.joined.year)), (city.id, citation.quote)


def test_without_the_official_documents_a_row_is_proven_by_its_record(with_records: Retriever) -> None:
    prover = Prover(with_records.document)
    for project in records().projects:
        citation = prover.prove(made.project_row(project, records()).proof)
        assert citation is not None
        assert (citation.document_id, citation.page) == (f"city-record:{project.city}", None)
        assert project.title in citation.quote
        assert citation.url is not None
    for city in records().cities.values():
        citation = prover.prove(made.city_row(city, records()).proof)
        assert citation is not None
        assert citation.document_id == f"city-record:{city.id}"
        assert f"{city.name}" in citation.quote


def test_offices_meetings_states_and_bodies_are_proven_by_their_records(with_records: Retriever) -> None:
    prover, held = Prover(with_records.document), records()
    named = [
        *((made.chair_row(c, held), str(c.year)) for c in held.chairs),
        *((made.shepherd_row(s, held), held.states[s.state].name) for s in held.shepherds),
        *((made.state_row(s), s.name) for s in held.states.values()),
        *((made.body_row(b, held), b.body) for b in held.bodies),
        *((made.meeting_row(m, held), m.date[:4]) for m in held.meetings),
    ]
    for row, word in named:
        citation = prover.prove(row.proof)
        assert citation is not None
        assert word in citation.quote, row.text


def test_each_programme_is_proven_by_a_sentence_that_names_it(with_records: Retriever) -> None:
    prover = Prover(with_records.document)
    for row in select_programmes(Request(Entity.PROGRAMME, Asks.LIST, TODAY), records()).rows:
        citation = prover.prove(row.proof)
        assert citation is not None
        programme = records().programmes[citation.document_id.removeprefix("programme-record:")]
        called = (programme.called.removeprefix("the "), " ".join(programme.name.split()[:2]))
        assert holds(citation.quote, programme.name, *called, *programme.aliases), (row.name, citation.quote)


def test_a_figure_is_proven_where_its_number_stands_whole(with_official: Retriever) -> None:
    prover = Prover(with_official.document)
    for figure in records().figures:
        citation = prover.prove(made.figure_proof(figure))
        assert citation is not None
        if citation.document_id == "governance-record:figures":
            continue
        assert holds(citation.quote, str(figure.value)), (figure.id, citation.quote)
        assert regex.search(r"(?i)project|cit(?:y|ies)", citation.quote)
        if figure.status is not None:
            assert regex.search(figure.status.replace("_", "[ -]?"), citation.quote.casefold())


@pytest.mark.parametrize(
    ("id_", "document", "page"),
    [
        ("projects-2022", "ascn-monitoring-evaluation-2022", 5),
        ("projects-2024-completed", "ascn-monitoring-evaluation-2024", 8),
        ("projects-2025", "ascn-monitoring-evaluation-2025", 5),
        ("projects-2025-completed", "ascn-monitoring-evaluation-2025", 5),
        ("projects-2025-planning", "ascn-monitoring-evaluation-2025", 5),
        ("projects-2025-health-well-being", "governance-record:figures", None),
    ],
)
def test_a_figure_is_cited_where_it_is_printed_and_else_from_its_record(
    with_official: Retriever, id_: str, document: str, page: int | None
) -> None:
    [figure] = [figure for figure in records().figures if figure.id == id_]
    citation = Prover(with_official.document).prove(made.figure_proof(figure))
    assert citation is not None
    assert (citation.document_id, citation.page) == (document, page)


def test_an_index_of_another_state_of_the_records_gives_no_list(with_records: Retriever) -> None:
    def older(document_id: str) -> Document | None:
        document = with_records.document(document_id)
        if document is None or document_id != "city-record:phuket":
            return document
        return replace(document, entry=document.entry.model_copy(update={"sha256": "0" * 64}))

    for question in ("What projects does Phuket have?", "Which cities are in Thailand?"):
        request = understood(question)
        assert listed(request, with_records.document, TODAY) is not None
        assert listed(request, older, TODAY) is None
    assert listed(understood("Which cities are in Malaysia?"), older, TODAY) is not None


def test_an_index_without_a_record_gives_no_list(with_records: Retriever) -> None:
    def without(document_id: str) -> Document | None:
        return None if document_id == "city-record:ipoh" else with_records.document(document_id)

    assert listed(understood("Which cities are in Malaysia?"), without, TODAY) is None
