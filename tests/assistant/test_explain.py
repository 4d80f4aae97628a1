"""Every answer can be explained: what was searched, found, scored and dropped, and why."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import Result

from assistant.api.app import create_app
from assistant.conversations import Conversations
from assistant.phrases import FATES
from assistant.reasons import MOST_PASSAGES, MOST_SENTENCES
from assistant.schema import Answer, Fate, FoundPassage, Question, WeighedSentence, Why
from assistant.workspace import Workspace
from tests.assistant.stage import NOTE, REPORT, SECRET, SmallShelf, WrittenAsker, answer
from tests.assistant.town import LAMPS, ask, opened
from tests.running import workspace_of

Ascn = Callable[..., Result]
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def workspace(built_in: Path) -> Iterator[Workspace]:
    with workspace_of(built_in) as opened:
        yield opened


def reasons(workspace: Workspace, question: str, as_of: date | None = None) -> tuple[Answer, Why]:
    told = workspace.pipeline.answer(Question(text=question, as_of=as_of))
    assert told.why is not None
    return told, told.why


def test_what_was_quoted_stands_among_what_was_weighed_and_that_in_what_was_found(town: Path) -> None:
    with opened(town) as workspace:
        told, why = reasons(workspace, LAMPS)
    assert why.standalone == LAMPS
    assert why.documents == 3
    assert why.generation == told.generation
    (quoted,) = [each for each in why.sentences if each.fate is Fate.QUOTED]
    assert quoted.text == told.claims[0].citations[0].quote
    assert why.passages[0].document_id == quoted.document_id == "lamps"
    assert quoted.score == max(each.score for each in why.sentences if each.score is not None)
    assert why.band == "answer"
    assert told.trace.confidence is not None
    assert told.trace.confidence >= why.limits["answer"]
    weighed = {"passage", "sentence", "met", "covered", "names", "fits", "offered", "told", "beside"}
    assert set(why.signals) == weighed


def test_every_sentence_that_is_not_quoted_says_why(workspace: Workspace) -> None:
    told, why = reasons(workspace, "What is the population of Da Nang?")
    assert told.status == "answered"
    fates = {each.fate for each in why.sentences}
    assert fates > {Fate.QUOTED}
    assert fates & {Fate.ADDS_NOTHING, Fate.OVERLAPS, Fate.LOW, Fate.ENOUGH}
    assert set(FATES) == set(Fate)


def test_a_sentence_scored_below_the_floor_is_called_low_and_no_other(workspace: Workspace) -> None:
    for question in ("What is the vision of Da Nang?", "Who leads the Seoul ODA Challenge Program?"):
        _, why = reasons(workspace, question)
        low = [each.score for each in why.sentences if each.fate is Fate.LOW and each.score is not None]
        others = [each.score for each in why.sentences if each.fate is Fate.ADDS_NOTHING and each.score]
        assert max(low, default=0.0) <= min(others, default=1.0)


def test_where_nothing_is_sure_enough_the_best_sentence_says_so(town: Path) -> None:
    with opened(town) as workspace:
        told, why = reasons(workspace, "Which colour is the moon over Northport?")
    assert told.status == "not_found"
    assert why.band in {"closest", "nothing"}
    assert {each.fate for each in why.sentences[:1]} == {Fate.UNSURE}
    assert Fate.QUOTED not in {each.fate for each in why.sentences}


def test_what_was_not_known_on_the_day_is_told_as_set_aside(workspace: Workspace) -> None:
    _, why = reasons(workspace, "What happened in Da Nang?", date(2020, 6, 1))
    aside = [each for each in why.sentences if each.fate is Fate.NOT_OF_THE_DAY]
    assert aside
    assert all(each.score is None for each in aside)
    assert any(re.search(r"202[1-6]", each.text) for each in aside)


def test_a_list_tells_how_the_question_was_understood(workspace: Workspace) -> None:
    told, why = reasons(workspace, "Which cities of Viet Nam are in the network?")
    assert told.list is not None
    assert why.rows["entity"] == "city"
    assert why.rows["states"] == "VN"
    assert why.passages == ()


def test_reasons_are_bounded_and_never_leave_with_the_answer(workspace: Workspace) -> None:
    told, why = reasons(workspace, "Smart city projects, plans, partners and people of all cities " * 20)
    assert len(why.passages) <= MOST_PASSAGES
    assert len(why.sentences) <= MOST_SENTENCES + 5
    assert "why" not in told.model_dump()
    assert "why" not in json.loads(told.model_dump_json())
    assert len(why.model_dump_json()) < 40_000


def test_the_command_tells_the_answer_its_scores_and_its_steps(town: Path, ascn: Ascn) -> None:
    told = ask(town, LAMPS)
    done = ascn("explain", told.id)
    assert done.exit_code == 0
    assert LAMPS in done.output
    assert "Searched 3 documents" in done.output
    assert re.search(r"quoted  \[lamps\]", done.output)
    assert re.search(r"retrieve +\d+\.\d\d ms", done.output)
    as_json = json.loads(ascn("explain", told.id, "--json").output)
    assert as_json["id"] == told.id
    assert as_json["why"]["passages"][0]["document_id"] == "lamps"


def test_the_id_that_is_printed_can_be_explained(ascn: Ascn) -> None:
    printed = re.search(r"ascn explain (\S+)", ascn("ask", LAMPS).output)
    assert printed
    assert ascn("explain", printed[1]).exit_code == 0


def test_an_id_that_is_not_kept_and_a_history_that_is_off_are_clear_errors(
    town: Path, ascn: Ascn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no answer of this id is kept" in str(ascn("explain", "nothing").exception)
    told = ask(town, LAMPS)
    monkeypatch.setenv("ASCN_HISTORY", "off")
    assert "Set history to true" in str(ascn("explain", told.id).exception)
    assert ascn("ask", "How many lamps has Southport?").exit_code == 0


def test_with_the_history_off_no_file_is_made(town: Path) -> None:
    with opened(town, ASCN_HISTORY="false") as workspace:
        told = workspace.conversations.answer(Question(text=LAMPS))
        assert workspace.conversations.recall(told.id) is not None
    assert not (town / "history.sqlite").exists()


# -- over HTTP ---------------------------------------------------------------------------------------

WHY = Why(
    standalone="two <b>systems</b>",
    language="en",
    day=NOON.date(),
    settings="s",
    documents=2,
    passages=tuple(
        FoundPassage(
            document_id=id_,
            title=id_,
            page=None,
            text=f"Of {id_}",
            score=1,
            cosine=0.9,
            keywords=0,
            sentences=1,
        )
        for id_ in (REPORT, SECRET)
    ),
    sentences=(
        WeighedSentence(
            document_id=REPORT,
            page=2,
            text="<i>Quays</i>",
            score=0.9,
            cosine=0.9,
            coverage=1,
            fate=Fate.QUOTED,
        ),
        WeighedSentence(
            document_id=SECRET, page=None, text="Hidden", score=None, cosine=0.9, coverage=1, fate=Fate.LOW
        ),
    ),
)


@pytest.fixture
def client(asker: WrittenAsker, shelf: SmallShelf) -> TestClient:
    """A server that keeps its answers."""
    asker.extra["explained"] = lambda _: iter([answer("They are quays.", claims=asker.claims(), why=WHY)])
    conversations = Conversations(asker, now=lambda: NOON)
    return TestClient(create_app(conversations, shelf, archive=conversations), base_url="http://127.0.0.1")


def test_an_answer_and_its_reasons_are_there_under_its_id(client: TestClient) -> None:
    told = client.post("/api/v1/chat", json={"question": "explained"}).json()
    assert client.get("/api/v1/answers/answer-1").json() == told
    why = client.get("/api/v1/answers/answer-1/why").json()
    assert (why["question"], why["given"]) == ("explained", "2026-11-24T12:00:00Z")
    assert why["why"]["standalone"] == WHY.standalone


def test_what_stands_in_hidden_documents_is_not_told(client: TestClient) -> None:
    client.post("/api/v1/chat", json={"question": "explained"})
    text = client.get("/api/v1/answers/answer-1/why").text
    assert "Quays" in text
    assert "Hidden" not in text
    assert SECRET not in text


def test_an_answer_whose_document_has_gone_is_withdrawn(client: TestClient, shelf: SmallShelf) -> None:
    client.post("/api/v1/chat", json={"question": "explained"})
    del shelf.held[NOTE]
    for address in ("/api/v1/answers/answer-1", "/api/v1/answers/answer-1/why", "/answers/answer-1/why"):
        response = client.get(address)
        assert response.status_code == 410
        assert "quays" not in response.text


def test_an_unknown_answer_is_a_problem(client: TestClient) -> None:
    response = client.get("/api/v1/answers/nothing/why")
    assert (response.status_code, response.json()["type"]) == (404, "urn:ascn:problem:unknown-answer")


def test_the_page_links_to_its_reasons_which_are_shown_as_text(client: TestClient) -> None:
    page = client.post("/ask", data={"question": "explained"}).text
    link = re.search(r'href="(/answers/[^"]+/why)"', page)
    assert link
    shown = client.get(unescape(link[1])).text
    assert "&lt;i&gt;Quays&lt;/i&gt;" in shown
    assert "two &lt;b&gt;systems&lt;/b&gt;" in shown
    assert "<i>" not in shown


def test_a_server_that_keeps_nothing_offers_no_reasons(asker: WrittenAsker, shelf: SmallShelf) -> None:
    bare = TestClient(create_app(asker, shelf), base_url="http://127.0.0.1")
    assert "/answers/" not in bare.post("/ask", data={"question": "two systems"}).text
    assert bare.get("/api/v1/answers/answer-1").status_code == 404
