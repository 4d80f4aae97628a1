"""Answers hold for the day asked for; what was replaced by then is marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.dating import marked, superseded_documents
from assistant.recorded import Recorded
from assistant.schema import Answer, Citation, Claim, Question
from assistant.workspace import Workspace
from corpus.records import records
from tests.documents import entry
from tests.running import workspace_of


@pytest.fixture(scope="module")
def workspace(built_in: Path) -> Iterator[Workspace]:
    with workspace_of(built_in) as opened:
        yield opened


def asked(workspace: Workspace, question: str, as_of: str | None = None) -> Answer:
    day = date.fromisoformat(as_of) if as_of else None
    return workspace.pipeline.answer(Question(text=question, as_of=day))


@pytest.mark.parametrize(
    ("question", "as_of", "value"),
    [
        ("How many cities are in the network?", "2019-06-01", "26 cities"),
        ("How many cities are in the network?", "2022-06-01", "26 cities"),
        ("How many cities are in the network?", "2023-12-31", "29 cities"),
        ("How many cities are in the network?", "2024-12-31", "31 cities"),
        ("How many cities are in the network?", None, "38 cities"),
        ("How many member states does ASEAN have?", "2022-06-01", "10 member states"),
        ("How many member states does ASEAN have?", None, "11 member states"),
        ("How many projects does the network have?", "2022-12-31", "77 projects"),
        ("How many projects does the network have?", "2024-12-31", "108 projects"),
        ("How many projects does the network have?", None, "134 projects"),
        ("Who chairs the network?", "2019-06-01", "Thailand"),
        ("Who chairs the network?", "2022-06-01", "Cambodia"),
        ("Who chairs the network?", "2024-06-01", "Lao PDR"),
        ("Who chairs the network?", None, "Philippines"),
    ],
)
def test_a_fact_that_changed_is_told_as_of_the_day(
    workspace: Workspace, question: str, as_of: str | None, value: str
) -> None:
    answer = asked(workspace, question, as_of)
    assert answer.status == "answered"
    assert value in answer.claims[0].text


def test_nothing_that_happened_later_is_quoted(workspace: Workspace) -> None:
    answer = asked(workspace, "What happened in Bandar Seri Begawan's Digital Payment Hub?", "2024-10-01")
    quotes = [c.quote for claim in answer.claims for c in claim.citations]
    assert quotes
    assert not [quote for quote in quotes if "2025" in quote]


def test_an_edition_counts_as_superseded_once_the_next_one_is_out() -> None:
    old = entry("report-2024", "x", published=date(2024, 9, 25))
    new = entry("report-2025", "x", published=date(2025, 9, 30), supersedes="report-2024")
    assert superseded_documents([old, new], date(2025, 12, 1)) == {"report-2024"}
    assert superseded_documents([old, new], date(2025, 1, 1)) == frozenset()


def test_a_claim_is_marked_only_if_all_that_proves_it_is_superseded() -> None:
    def claim(*documents: str) -> Claim:
        return Claim(
            text="It rained.",
            citations=tuple(
                Citation(document_id=id_, title=id_, page=1, start=0, end=10, quote="It rained.")
                for id_ in documents
            ),
        )

    recorded = Recorded(lambda id_: None, records())
    old = frozenset({"report-2024"})
    only_old, both = marked(
        [claim("report-2024"), claim("report-2024", "report-2025")], old, recorded, date(2026, 1, 1)
    )
    assert only_old.superseded
    assert not both.superseded
