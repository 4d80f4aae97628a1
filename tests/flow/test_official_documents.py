"""The main job on the real official documents: put them in, ask, get a proof at the right page."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from assistant.schema import Answer, Citation, Question
from assistant.workspace import Workspace
from corpus.normalise import letters_and_digits
from tests.running import run_ascn, workspace_of

REPORT_2022, REPORT_2025 = "ascn-monitoring-evaluation-2022", "ascn-monitoring-evaluation-2025"
PLANS = "ascn-consolidated-scaps"
EXPECTED = [
    ("How many smart city projects were there as of 30 September 2025?", "134", REPORT_2025, 5),
    ("How many people are expected to move to urban areas by 2030?", "90 million", "ascn-framework-2018", 1),
    ("How many passengers a day did Phnom Penh's city buses carry on average?", "20,000", PLANS, 10),
    ("How large an area does Bang Sue Grand Station cover?", "320 hectares", REPORT_2022, 17),
    ("On which day did Brunei's tarus payment service launch Phase 1?", "12 March 2025", REPORT_2025, 23),
    (
        "How many transactions did PayNow process in the first half of 2019?",
        "28 million",
        "ascn-report-2019",
        28,
    ),
]


@pytest.fixture(scope="module")
def workspace(official: Path) -> Iterator[Workspace]:
    with workspace_of(official) as opened:
        yield opened


def asked(workspace: Workspace, question: str, **given: object) -> Answer:
    return workspace.pipeline.answer(Question.model_validate({"text": question, **given}))


@pytest.mark.parametrize(("question", "value", "document", "page"), EXPECTED, ids=lambda v: str(v)[:40])
def test_a_question_is_answered_with_the_quote_at_the_right_page(
    workspace: Workspace, question: str, value: str, document: str, page: int
) -> None:
    answer = asked(workspace, question)
    assert answer.status == "answered"
    assert value in answer.text
    proofs = [c for claim in answer.claims for c in claim.citations if value in c.quote]
    assert (document, page) in {(c.document_id, c.page) for c in proofs}


QUESTIONS = [
    *(row[0] for row in EXPECTED),
    "What are the two urban systems and two enablers of the ASEAN Smart Cities Framework?",
    "Which city develops a smart pier?",
    "What does a Smart City Action Plan consist of?",
    "Who chaired the network in 2019?",
    "What is JakLingko?",
]


def quotes(workspace: Workspace) -> list[Citation]:
    answers = [asked(workspace, question) for question in QUESTIONS]
    return [c for a in answers for claim in a.claims for c in claim.citations] + [
        c for a in answers for c in a.also_read
    ]


def test_every_quote_is_the_page_text_between_its_offsets(workspace: Workspace) -> None:
    found = quotes(workspace)
    assert len(found) > 20
    for citation in found:
        document = workspace.shelf.document(citation.document_id)
        page = document.pages[(citation.page or 1) - 1]
        assert page.text[citation.start : citation.end] == citation.quote
        assert citation.verified


def test_every_quote_of_a_pdf_stands_on_that_page_for_an_independent_reader(
    workspace: Workspace, shared: Path
) -> None:
    checked = 0
    for citation in quotes(workspace):
        path = shared / "documents" / f"{citation.document_id}.pdf"
        if citation.page is None or not path.is_file():
            continue
        with pypdfium2.PdfDocument(path) as pdf:
            text = letters_and_digits(pdf[citation.page - 1].get_textpage().get_text_range())
        words = citation.quote.split()
        runs = [letters_and_digits(" ".join(words[i : i + 4])) for i in range(0, max(1, len(words) - 3), 4)]
        present = sum(run in text for run in runs) / len(runs)
        assert present > 0.85, (citation.document_id, citation.page, citation.quote)
        checked += 1
    assert checked > 10


def test_an_answer_as_of_an_earlier_day_cites_nothing_published_later(workspace: Workspace) -> None:
    answer = asked(workspace, "How many MSMEs have registered on JakPreneur?", as_of="2023-09-01")
    assert "356,298" in answer.text
    dates = [c.published for claim in answer.claims for c in claim.citations if c.published]
    assert all(day.isoformat() <= "2023-09-01" for day in dates)


def test_a_city_that_is_not_in_the_documents_is_not_answered(workspace: Workspace) -> None:
    answer = asked(workspace, "What are Bandung's ASCN projects?")
    assert answer.status == "not_found"
    assert not answer.claims


def test_pages_without_text_are_listed_with_their_reason(workspace: Workspace) -> None:
    reasons = {(p.page, str(p.reason)) for p in workspace.shelf.document("ascn-concept-note").problems}
    assert (9, "picture_only") in reasons


def test_a_second_sync_over_the_official_documents_has_nothing_to_do(official: Path) -> None:
    done = run_ascn(official, "sync")
    assert done.returncode == 0
    assert "Nothing to do" in done.stderr


def test_the_doctor_finds_the_index_sound(official: Path) -> None:
    done = run_ascn(official, "doctor")
    assert done.returncode == 0, done.stdout
    assert "error" not in done.stdout


def test_the_same_files_added_again_are_told_to_be_there(official: Path, shared: Path) -> None:
    done: subprocess.CompletedProcess[str] = run_ascn(
        official, "add", str(shared / "documents" / "ascn-framework-2018.pdf")
    )
    assert "already there as ascn-framework-2018" in done.stdout
