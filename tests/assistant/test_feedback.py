"""Feedback is kept with the answer as it was given, line by line, and without who gave it."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import feedback
from assistant.api.app import create_app
from assistant.conversations import Conversations
from assistant.errors import FeedbackFull
from assistant.feedback import FeedbackFile, Verdict, read
from assistant.memory import MOST_ANSWERS, Remembered
from assistant.schema import Question
from assistant.turn import Event
from tests.assistant.stage import SmallShelf, WrittenAsker, answer

NOON = datetime(2026, 11, 24, 12, 0, 30, 5, tzinfo=UTC)
ADDRESS = "/api/v1/feedback"
BODY = {"answer_id": "answer-1", "question": "two systems", "verdict": "wrong"}


def nothing(_: str) -> None:
    """Remembers no answer."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feedback.jsonl"


@pytest.fixture
def client(asker: WrittenAsker, shelf: SmallShelf, path: Path) -> TestClient:
    """A server that keeps feedback and remembers its answers."""
    conversations = Conversations(asker)
    kept = FeedbackFile(path, conversations.recall, lambda: NOON)
    app = create_app(conversations, shelf, opinions=kept)
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


def test_feedback_is_kept_with_the_answer_as_it_was_given(client: TestClient, path: Path) -> None:
    given = client.post("/api/v1/chat", json={"question": "two systems"}).json()
    body = {**BODY, "answer_id": given["id"], "comment": "There are three."}
    response = client.post(ADDRESS, json=body)
    assert (response.status_code, response.json()) == (201, {"answer_known": True})
    (line,) = read(path)
    assert (line.verdict, line.comment, line.question) == ("wrong", "There are three.", "two systems")
    assert line.time == NOON.replace(microsecond=0)
    assert line.answer is not None
    assert line.answer.text == given["text"]
    assert line.answer.generation == "generation-7"
    quotes = [c["quote"] for claim in given["claims"] for c in claim["citations"]]
    assert [cited.quote for cited in line.answer.evidence] == quotes


def test_the_question_kept_is_the_one_that_was_answered(client: TestClient, path: Path) -> None:
    for question in ("the moon", "two systems"):
        given = client.post("/api/v1/chat", json={"question": question, "conversation_id": "c"}).json()
    client.post(ADDRESS, json={**BODY, "answer_id": given["id"], "question": "something else"})
    (line,) = read(path)
    assert (line.turns, line.question) == (("the moon",), "two systems")


def test_feedback_on_an_answer_that_is_forgotten_is_kept_too(client: TestClient, path: Path) -> None:
    response = client.post(ADDRESS, json={**BODY, "answer_id": "of yesterday"})
    assert (response.status_code, response.json()) == (201, {"answer_known": False})
    (line,) = read(path)
    assert (line.answer, line.question) == (None, "two systems")


def test_who_gave_it_is_not_kept(client: TestClient, path: Path) -> None:
    client.post("/api/v1/chat", json={"question": "two systems", "conversation_id": "secret-conversation"})
    headers = {"User-Agent": "secret-browser", "X-Forwarded-For": "192.0.2.7", "Cookie": "a=secret-cookie"}
    client.post(ADDRESS, json=BODY, headers=headers)
    text = path.read_text(encoding="utf-8")
    assert "secret" not in text
    assert "192.0.2.7" not in text
    assert "testclient" not in text
    assert set(json.loads(text)) == {"time", "question", "turns", "verdict", "comment", "answer", "shortened"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("change", "status", "word"),
    [
        ({"verdict": "great"}, 422, "verdict"),
        ({"question": " "}, 422, "empty"),
        ({"question": "a" * 5_000}, 422, "5,000"),
        ({"comment": "a" * 2_001}, 422, "comment"),
        ({"answer_id": ""}, 422, "answer_id"),
        ({"email": "me"}, 422, "email"),
    ],
)
def test_malformed_feedback_is_a_problem_that_names_what_is_wrong(
    client: TestClient, path: Path, change: dict[str, str], status: int, word: str
) -> None:
    response = client.post(ADDRESS, json={**BODY, **change})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert word in response.json()["detail"]
    assert not path.exists()


def test_feedback_that_another_site_could_send_is_refused(client: TestClient, path: Path) -> None:
    response = client.post(ADDRESS, content=json.dumps(BODY), headers={"Content-Type": "text/plain"})
    assert response.status_code == 415
    assert not path.exists()


def test_a_server_without_a_place_for_feedback_takes_none(asker: WrittenAsker, shelf: SmallShelf) -> None:
    client = TestClient(create_app(asker, shelf), base_url="http://127.0.0.1")
    assert client.post(ADDRESS, json=BODY).status_code == 404


@pytest.mark.parametrize("character", ["a", "ก", "\U0001f6a2", "\x01"])
def test_a_line_is_never_longer_than_its_limit(path: Path, shelf: SmallShelf, character: str) -> None:
    quotes = [shelf.cite("harbour-note", "The harbour opened on 8 July 2018.", start=n) for n in range(300)]
    claims = [{"text": "x", "citations": [quote.model_dump()]} for quote in quotes]
    given = answer(character * 50_000, claims=claims)
    asked = Question(text=character * 4_000, turns=(character * 4_000,) * 10)
    kept = FeedbackFile(path, lambda _: Remembered(asked, given, NOON), lambda: NOON)
    kept.keep("answer-1", "?", Verdict.WRONG, "c" * 2_000)
    kept.keep("answer-1", "?", Verdict.RIGHT, None)
    lines = path.read_bytes().splitlines()
    assert [len(line) <= feedback.MOST_LINE_BYTES for line in lines] == [True, True]
    first, _ = read(path)
    assert first.shortened
    assert first.comment == "c" * 2_000


def test_quotes_go_before_the_places_they_stand_at(path: Path, shelf: SmallShelf) -> None:
    long = shelf.cite("harbour-note", "Waves. " * 250)
    given = answer("Waves.", claims=[{"text": "Waves.", "citations": [long.model_dump()]}] * 7)
    given = given.model_copy(update={"text": "Waves. " * 1_300})
    FeedbackFile(path, lambda _: Remembered(Question(text="?"), given, NOON)).keep(
        "1", "?", Verdict.UNCLEAR, None
    )
    (line,) = read(path)
    assert line.answer is not None
    (cited,) = line.answer.evidence
    assert (cited.quote, cited.document_id, cited.end) == (None, "harbour-note", long.end)
    assert line.answer.text == given.text


def test_lines_are_only_added_and_a_torn_one_swallows_no_other(path: Path) -> None:
    kept = FeedbackFile(path, nothing, lambda: NOON)
    kept.keep("1", "one", Verdict.RIGHT, None)
    before = path.read_bytes()
    path.write_bytes(before + before[:40])
    kept.keep("2", "two", Verdict.WRONG, None)
    assert path.read_bytes().startswith(before)
    assert [line.question for line in read(path)] == ["one", "two"]


def test_many_at_once_lose_nothing(path: Path) -> None:
    kept = FeedbackFile(path, nothing, lambda: NOON)
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda n: kept.keep("1", f"question {n}", Verdict.WRONG, "c" * 500), range(200)))
    assert {line.question for line in read(path)} == {f"question {n}" for n in range(200)}


def test_a_full_file_takes_no_more(client: TestClient, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.feedback.MOST_BYTES", 200)
    assert client.post(ADDRESS, json=BODY).status_code == 201
    response = client.post(ADDRESS, json=BODY)
    assert response.status_code == 507
    assert response.json()["type"].endswith("feedback-full")
    assert len(read(path)) == 1
    with pytest.raises(FeedbackFull):
        FeedbackFile(path, nothing).keep("1", "?", Verdict.WRONG, None)


class Numbering:
    """Answers every question with an id of its own."""

    def ask(self, question: Question) -> Iterator[Event]:
        yield answer("It is.", id=question.text, as_of=date(2026, 1, 1))


def test_only_the_last_answers_are_remembered() -> None:
    conversations = Conversations(Numbering())
    for number in range(MOST_ANSWERS + 1):
        list(conversations.ask(Question(text=str(number))))
    assert conversations.recall("0") is None
    remembered = conversations.recall(str(MOST_ANSWERS))
    assert remembered is not None
    assert remembered.question.text == str(MOST_ANSWERS)
