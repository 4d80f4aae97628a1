"""Feedback without script: what happens with it is said before, what went wrong keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import feedback
from assistant.api.app import create_app
from assistant.feedback import MAX_COMMENT_CHARACTERS, read
from tests.assistant.stage import SmallShelf, WrittenAsker
from tests.assistant.talks_stage import Town, ask, keeping_town

FORM = {"question": "two systems", "verdict": "wrong", "comment": "There are\r\nthree."}
ADDRESS = "/answers/answer-1/feedback"


@pytest.fixture
def town(asker: WrittenAsker, shelf: SmallShelf, tmp_path: Path) -> Iterator[Town]:
    town = keeping_town(asker, shelf, tmp_path)
    yield town
    town.history.close()


@pytest.fixture
def browser(town: Town) -> TestClient:
    return town.browser()


def test_the_form_says_what_happens_before_anything_is_sent(browser: TestClient) -> None:
    page = browser.post("/ask", data={"question": "two systems"}).text
    form = page[page.index('action="/answers/answer-1/feedback"') :]
    assert form.index("without who sent it") < form.index("Send</button>")
    assert form.count('type="radio"') == 4


def test_feedback_is_kept_with_the_answer_and_thanked_for(browser: TestClient, tmp_path: Path) -> None:
    ask(browser, "two systems")
    sent = browser.post(ADDRESS, data=FORM, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, "/feedback/kept?answer=answer-1")
    page = browser.get(sent.headers["location"]).text
    assert "Thank you" in page
    assert 'href="/answers/answer-1"' in page
    (line,) = read(tmp_path / "feedback.jsonl")
    assert (line.verdict, line.comment, line.question) == ("wrong", "There are\nthree.", "two systems")
    assert line.answer is not None
    secret = next(iter(browser.cookies.values()), "no key")
    assert secret not in (tmp_path / "feedback.jsonl").read_text()


def test_feedback_on_an_answer_that_has_gone_says_so(browser: TestClient, tmp_path: Path) -> None:
    page = browser.post(ADDRESS, data=FORM).text
    assert "kept with the question alone" in page
    assert read(tmp_path / "feedback.jsonl")[0].answer is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verdict": ""}, "Choose one of"),
        ({"verdict": "splendid"}, "Choose one of"),
        ({"comment": "c" * (MAX_COMMENT_CHARACTERS + 1)}, "2,001 characters"),
        ({"question": " "}, "question is empty"),
    ],
)
def test_what_is_wrong_is_told_beside_what_was_typed(
    browser: TestClient, tmp_path: Path, change: dict[str, str], words: str
) -> None:
    form = FORM | {"comment": "There are three."} | change
    response = browser.post(ADDRESS, data=form)
    assert response.status_code == 422
    assert words in response.text
    assert f">{form['comment']}</textarea>" in response.text
    assert (' value="wrong" required checked' in response.text) is (form["verdict"] == "wrong")
    assert not (tmp_path / "feedback.jsonl").exists()


def test_a_disk_that_takes_no_feedback_is_told(
    browser: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(feedback.os, "write", full)
    response = browser.post(ADDRESS, data=FORM)
    assert response.status_code == 507
    assert "No space left on device" in response.text
    assert str(tmp_path) not in response.text
    api = browser.post("/api/v1/feedback", json={"answer_id": "a", "question": "q", "verdict": "right"})
    assert (api.status_code, api.json()["type"]) == (507, "urn:ascn:problem:feedback-unwritable")


def test_a_server_that_keeps_no_feedback_asks_for_none(asker: WrittenAsker, shelf: SmallShelf) -> None:
    bare = TestClient(create_app(asker, shelf), base_url="http://127.0.0.1")
    page = bare.post("/ask", data={"question": "two systems"}).text
    assert "/feedback" not in page
    assert "/answers/" not in page
