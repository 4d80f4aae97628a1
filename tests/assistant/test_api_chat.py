"""Asking over HTTP: whole answers, streams, refusals, and clients that go away."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from assistant.api.app import create_app
from assistant.api.events import Answering, _encoded
from assistant.api.limits import Places
from assistant.api.ports import Event
from assistant.schema import MAX_QUESTION_CHARACTERS, Answer, Question
from tests.assistant.stage import SmallShelf, WrittenAsker, answer, asked, posted, serving

CHAT = "/api/v1/chat"
STREAM = {"Accept": "text/event-stream"}


def events(text: str) -> list[tuple[str, Any]]:
    """(name, data) of every event of a stream."""
    blocks = [block.split("\n") for block in text.strip().split("\n\n") if not block.startswith(":")]
    return [
        (lines[0].removeprefix("event: "), json.loads(lines[1].removeprefix("data: "))) for lines in blocks
    ]


def test_a_question_gets_the_answer_of_the_contract(client: TestClient, asker: WrittenAsker) -> None:
    response = client.post(CHAT, json={"question": "What are the two systems?"})
    assert response.status_code == 200
    assert Answer.model_validate(response.json()).claims == asker.claims()


def test_all_keys_of_a_question_reach_the_pipeline(client: TestClient, asker: WrittenAsker) -> None:
    body = {"question": "two systems", "conversation_id": "c1", "as_of": "2024-01-01", "language": "vi"}
    assert client.post(CHAT, json=body).status_code == 200
    (question,) = asker.asked
    assert question.text == "two systems"
    assert question.conversation_id == "c1"
    assert question.as_of == date(2024, 1, 1)
    assert question.language == "vi"


def test_a_stream_tells_the_status_then_each_claim_then_the_answer(
    client: TestClient, asker: WrittenAsker
) -> None:
    response = client.post(CHAT, json={"question": "two systems"}, headers=STREAM)
    told = events(response.text)
    assert [name for name, _ in told] == ["status", "claim", "claim", "done"]
    assert Answer.model_validate(told[-1][1]).claims == asker.claims()
    assert told[2][1]["index"] == 1


def test_no_proxy_may_keep_a_stream_back(client: TestClient) -> None:
    response = client.post(CHAT, json={"question": "two systems"}, headers=STREAM)
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["x-accel-buffering"] == "no"
    assert response.headers["cache-control"] == "no-store"


def test_a_silent_stream_sends_pings(
    asker: WrittenAsker, shelf: SmallShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.api.events.PING_SECONDS", 0.01)

    def silent(question: Question) -> Iterator[Event]:
        asker.release.wait(10)
        yield answer("At last.")

    asker.extra["silent"] = silent
    with (
        serving(create_app(asker, shelf)) as address,
        posted(address, "silent", "text/event-stream") as response,
    ):
        assert response.readline() == b": ping\n"
        asker.release.set()
        assert b"event: done\n" in response.readlines()


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "\x00\x07\u200b", "\u2028\u00a0"])
def test_an_empty_question_is_refused_with_a_next_step(client: TestClient, question: str) -> None:
    response = client.post(CHAT, json={"question": question})
    problem = response.json()
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["type"].endswith("question-empty")
    assert "Type what you would like to know" in problem["detail"]


def test_a_question_of_20000_characters_is_told_its_length_and_the_limit(client: TestClient) -> None:
    response = client.post(CHAT, json={"question": "ก" * 20_000})
    assert response.status_code == 422
    assert "20,000" in response.json()["detail"]
    assert "4,000" in response.json()["detail"]
    assert "Traceback" not in response.text


def test_a_question_of_exactly_the_longest_length_is_asked(client: TestClient, asker: WrittenAsker) -> None:
    question = "\U0001f6a2" * MAX_QUESTION_CHARACTERS
    assert client.post(CHAT, json={"question": question}).status_code == 200
    assert asker.asked[0].text == question


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ('{"question": "hi", "colour": "red"}', 422, "colour"),
        ('{"question": 7}', 422, "question"),
        ("{}", 422, "question"),
        ("[]", 422, "body"),
        ("", 422, "body"),
        ('{"question": ', 400, "JSON"),
        ("[" * 60_000, 400, "body"),
        ('{"question": "hi", "as_of": "yesterday"}', 422, "as_of"),
        ('{"question": "hi", "language": "<b>"}', 422, "language"),
        ('{"question": "hi", "conversation_id": ""}', 422, "conversation_id"),
        ('{"question": "\\ud800"}', 422, "question"),
    ],
)
def test_a_malformed_body_is_a_problem_that_names_what_is_wrong(
    client: TestClient, asker: WrittenAsker, body: str, status: int, word: str
) -> None:
    response = client.post(CHAT, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert word in response.json()["detail"]
    assert asker.asked == []


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_body_that_another_site_could_send_is_refused(
    client: TestClient, asker: WrittenAsker, media: str
) -> None:
    response = client.post(CHAT, content='{"question": "hi"}', headers={"Content-Type": media})
    assert response.status_code == 415
    assert asker.asked == []


@pytest.mark.parametrize("in_pieces", [False, True])
def test_a_huge_body_is_refused(client: TestClient, *, in_pieces: bool) -> None:
    body = b'{"question": "' + b"a" * 2_000_000
    content = iter([body[:1000], body[1000:]]) if in_pieces else body
    response = client.post(CHAT, content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"


def test_an_error_of_ours_is_told_with_reason_and_next_step(client: TestClient) -> None:
    response = client.post(CHAT, json={"question": "broken"})
    assert response.status_code == 500
    assert response.json()["detail"] == "The harbour is under water. Wait for the tide."


def test_an_error_in_a_stream_is_its_last_event(client: TestClient) -> None:
    told = events(client.post(CHAT, json={"question": "broken"}, headers=STREAM).text)
    assert [name for name, _ in told] == ["status", "error"]
    assert told[-1][1]["detail"] == "The harbour is under water. Wait for the tide."


@pytest.mark.parametrize("headers", [{}, STREAM])
def test_an_unforeseen_error_tells_nothing_of_the_inside(client: TestClient, headers: dict[str, str]) -> None:
    response = client.post(CHAT, json={"question": "crash"}, headers=headers)
    assert "secret path" not in response.text
    assert "Internal error" in response.text
    assert "content-security-policy" in response.headers


def test_a_client_that_leaves_a_stream_stops_the_work(asker: WrittenAsker, shelf: SmallShelf) -> None:
    with serving(create_app(asker, shelf)) as address:
        with posted(address, "wait", "text/event-stream") as response:
            assert response.readline() == b"event: claim\n"
            assert not asker.closed.is_set()
        assert asker.closed.wait(10)


def test_a_client_that_no_longer_waits_for_its_answer_stops_the_work(
    asker: WrittenAsker, shelf: SmallShelf
) -> None:
    with serving(create_app(asker, shelf)) as address:
        connection = HTTPConnection(urlsplit(address).netloc)
        body, headers = '{"question": "wait"}', {"Content-Type": "application/json"}
        connection.request("POST", CHAT, body, headers)
        assert asker.going.wait(10)
        assert not asker.closed.is_set()
        connection.close()
        assert asker.closed.wait(10)


def test_many_users_at_once_get_their_own_answers(asker: WrittenAsker, shelf: SmallShelf) -> None:
    with (
        serving(create_app(asker, shelf, places=2, patience=30)) as address,
        ThreadPoolExecutor(8) as users,
    ):
        told = users.map(lambda number: asked(address, f"number {number}?")["text"], range(40))
        assert list(told) == [f"You asked: number {number}?" for number in range(40)]


def test_what_happens_within_a_beat_is_sent_together_and_nothing_is_lost(asker: WrittenAsker) -> None:
    sent: list[bytes] = []

    async def collect() -> None:
        answering = await Answering.begin(asker, Question(text="two systems"), Places(1, 1.0))
        sent.extend([part async for part in _encoded(answering)])

    asyncio.run(collect())
    assert len(sent) <= 2  # four events; the first may be on its way before the others happen
    assert [name for name, _ in events(b"".join(sent).decode())] == ["status", "claim", "claim", "done"]


def test_an_error_comes_after_what_happened_before_it_in_the_same_beat(asker: WrittenAsker) -> None:
    async def collect() -> bytes:
        answering = await Answering.begin(asker, Question(text="broken"), Places(1, 1.0))
        return b"".join([part async for part in _encoded(answering)])

    assert [name for name, _ in events(asyncio.run(collect()).decode())] == ["status", "error"]
