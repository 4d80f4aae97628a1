"""The maintainers' pages over a town of documents: a browser's part is played by a client with cookies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.testclient import TestClient

from assistant.api.app import create_app
from assistant.api.maintain import Maintainers
from assistant.maintaining.admission import Doorkeeper
from assistant.maintaining.desk import Desk
from assistant.maintaining.office import Office
from assistant.maintaining.runs import Runs
from assistant.maintaining.staging import Staging
from assistant.workspace import Workspace
from tests.assistant.town import opened

KEY = "a-key-for-the-harbour"
PAGE = {"Accept": "text/html"}


@dataclass
class Clock:
    """Seconds that pass only when a test says so."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Maintained:
    """A served town and a client that nobody has let in yet."""

    workspace: Workspace
    office: Office
    clock: Clock
    client: TestClient

    def enter(self) -> TestClient:
        """The client, let in."""
        response = self.client.post("/maintain/enter", data={"key": KEY}, follow_redirects=False)
        assert response.status_code == 303, response.text
        return self.client

    def send(self, *files: tuple[str, bytes]) -> str:
        """Send files; the address where they are looked at."""
        parts = [("files", (name, content)) for name, content in files]
        response = self.client.post("/maintain/uploads", files=parts, follow_redirects=False)
        assert response.status_code == 303, response.text
        return str(response.headers["location"])

    def finished(self) -> str:
        """The page of a change once it has ended; ends with it as its events do."""
        with self.client.stream("GET", "/maintain/run/events") as events:
            assert "event: end" in "".join(events.iter_text())
        return self.client.get("/maintain/run").text

    def ask(self, question: str) -> dict[str, object]:
        """What the public is answered."""
        told = TestClient(self.client.app, base_url="http://127.0.0.1").post(
            "/api/v1/chat", json={"question": question}
        )
        found = told.json()
        assert isinstance(found, dict)
        return found


def cited(answer: dict[str, object]) -> set[str]:
    """Ids of all documents that an answer cites or shows."""
    return set(re.findall(r"'document_id': '([^']+)'", str(answer)))


@contextmanager
def maintained(
    root: Path,
    desk: Callable[[Workspace], Desk] | None = None,
) -> Iterator[Maintained]:
    """The pages over the data folder at ``root``, with runs in real processes of their own."""
    with opened(root) as workspace:
        clock = Clock()
        runs = Runs(root)
        office = Office(workspace, Staging(root / "uploads"), runs, desk(workspace) if desk else None)
        app = create_app(
            workspace.conversations,
            workspace.shelf,
            maintainers=Maintainers(Doorkeeper(KEY, clock), office),
        )
        client = TestClient(app, base_url="http://127.0.0.1", headers=PAGE, raise_server_exceptions=False)
        yield Maintained(workspace, office, clock, client)
