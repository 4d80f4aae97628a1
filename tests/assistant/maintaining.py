"""The maintainers' pages over a town of documents: a browser's part is played by a client with cookies."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from fastapi import FastAPI
from starlette.testclient import TestClient
from typer.testing import CliRunner

from assistant.api.app import create_app
from assistant.api.maintain import Maintainers
from assistant.cli import app
from assistant.maintaining.admission import Doorkeeper
from assistant.maintaining.desk import Desk
from assistant.maintaining.office import Office
from assistant.maintaining.runs import Child, Runs, Spawn
from assistant.maintaining.staging import Staging
from assistant.workspace import Workspace
from tests.assistant.town import ENVIRONMENT, opened

KEY = "a-key-for-the-harbour"
PAGE = {"Accept": "text/html"}


@dataclass
class Clock:
    """Seconds that pass only when a test says so."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Ended:
    """A process that has ended; `at_once` runs its command in this one, without the built-in documents."""

    pid: int = 0

    def poll(self) -> int | None:
        return 0


def at_once(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Child:
    """Run a command to its end before it counts as started."""
    runs = Runs(Path(command[-1]))
    with (
        patch.dict(os.environ, {**environment, **ENVIRONMENT}),
        patch("assistant.workspace.builtin", lambda: ()),
    ):
        result = CliRunner().invoke(app, list(runs.ordered()))
    log.write_text(result.output)
    runs.end(result.exit_code)
    return Ended()


@dataclass
class Maintained:
    """A served town and a client that nobody has let in yet."""

    workspace: Workspace
    office: Office
    clock: Clock
    app: FastAPI
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
        told = TestClient(self.app, base_url="http://127.0.0.1").post(
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
    desk: Callable[[Path, Path], Desk] | None = None,
    spawn: Spawn = at_once,
) -> Iterator[Maintained]:
    """The pages over the data folder at ``root``; ``spawn`` starts what goes on in the background."""
    with opened(root) as workspace, patch("assistant.workspace.builtin", lambda: ()):
        clock, folder = Clock(), workspace.folder
        made = desk(folder.feedback, folder.cases) if desk else None
        office = Office(workspace, Staging(folder.uploads), Runs(root, spawn), made)
        served = create_app(
            workspace.conversations,
            workspace.shelf,
            maintainers=Maintainers(Doorkeeper(KEY, clock), office),
        )
        client = TestClient(served, base_url="http://127.0.0.1", headers=PAGE, raise_server_exceptions=False)
        yield Maintained(workspace, office, clock, served, client)
