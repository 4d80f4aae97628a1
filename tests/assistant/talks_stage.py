"""A server that keeps conversations, and browsers that come to it: each with its own cookies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.api.app import create_app
from assistant.conversations import Conversations
from assistant.feedback import FeedbackFile
from assistant.history import History
from tests.assistant.keeping import BOUNDS
from tests.assistant.stage import SmallShelf, WrittenAsker

ADDRESS = "http://127.0.0.1"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Clock:
    """Goes on by a minute with every look at it."""

    def __init__(self) -> None:
        self._time = NOON

    def __call__(self) -> datetime:
        self._time += timedelta(minutes=1)
        return self._time


@dataclass(frozen=True)
class Town:
    """The server's parts and its application."""

    history: History
    conversations: Conversations
    app: FastAPI

    def browser(self) -> TestClient:
        """A browser of its own, which says from which page it sends."""
        return TestClient(
            self.app,
            base_url=ADDRESS,
            headers={"Origin": ADDRESS, "Accept": "text/html"},
            raise_server_exceptions=False,
        )

    def program(self) -> TestClient:
        """A program, which says nothing of the sort and keeps no cookies."""
        return TestClient(self.app, base_url=ADDRESS)


def keeping_town(asker: WrittenAsker, shelf: SmallShelf, folder: Path) -> Town:
    history = History(folder / "history.sqlite", BOUNDS, now=Clock())
    conversations = Conversations(asker, history, now=lambda: NOON)
    opinions = FeedbackFile(folder / "feedback.jsonl", conversations.recall, lambda: NOON)
    app = create_app(
        conversations,
        shelf,
        archive=conversations,
        opinions=opinions,
        talks=conversations,
        places=200,  # the test client ends its loop with each request, at times before a place is given back
    )
    return Town(history, conversations, app)


def ask(browser: TestClient, question: str, conversation: str = "a" * 32) -> dict[str, object]:
    """Asks as the script of the page does."""
    body = {"question": question, "conversation_id": conversation}
    response = browser.post("/api/v1/chat", json=body, headers={"Accept": "application/json"})
    assert response.status_code == 200, response.text
    told = response.json()
    assert isinstance(told, dict)
    return told


def titles(browser: TestClient, **query: str) -> list[str]:
    """Titles of the conversations that a browser is shown."""
    listed = browser.get("/api/v1/conversations", params=query).json()["conversations"]
    return [each["title"] for each in listed]
