"""What maintainers do with documents: send, look, add, remove; and what happens when it goes wrong."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from assistant.api.maintain import receiving
from assistant.api.problems import Refused
from assistant.maintaining.runs import State, Verb, spawned
from assistant.maintaining.staging import MOST_SECONDS, MOST_WAITING, Staging, safe_name
from corpus.models import Audience
from tests.assistant.maintaining import Maintained, cited, maintained
from tests.assistant.town import LAMPS

FERRY = b"# Ferry note\n\nThe ferry of Northport carries 7,300 passengers on every weekday.\n"
FERRY_QUESTION = "How many passengers does the ferry of Northport carry on every weekday?"


@pytest.fixture
def at(town: Path) -> Iterator[Maintained]:
    with maintained(town) as at:
        at.enter()
        yield at


@pytest.fixture(scope="module")
def _with_ferry(_town: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(_town, tmp_path_factory.mktemp("ferry") / "data"))
    with maintained(root) as at:
        at.enter()
        at.client.post(at.send(("ferry-note.md", FERRY)), data={})
        assert "Done." in at.finished()
    return root


@pytest.fixture
def ferry(_with_ferry: Path, tmp_path: Path) -> Iterator[Maintained]:
    """The town after a note on its ferry was added."""
    with maintained(Path(shutil.copytree(_with_ferry, tmp_path / "data"))) as at:
        at.enter()
        yield at


@pytest.fixture
def apart(town: Path) -> Iterator[Maintained]:
    """The same with a process of its own for each change, as it is in use."""
    with maintained(town, spawn=spawned) as at:
        at.enter()
        yield at


def left(at: Maintained) -> list[str]:
    """What lies in the folder of uploads."""
    uploads = at.workspace.folder.uploads
    return [path.name for path in uploads.iterdir()] if uploads.exists() else []


def test_a_document_is_added_cited_removed_and_never_cited_again(at: Maintained) -> None:
    address = at.send(("ferry-note.md", FERRY))
    page = unescape(at.client.get(address).text)
    assert "Ferry note" in page
    assert "New" in page
    assert cited(at.ask(FERRY_QUESTION)) & {"ferry-note"} == set(), "looking has added it"
    assert at.client.post(address, data={"published": "2026-03-01"}).url.path == "/maintain/run"
    assert "Done." in at.finished()
    assert left(at) == []
    answer = at.ask(FERRY_QUESTION)
    assert answer["status"] == "answered"
    assert "ferry-note" in cited(answer)
    assert "1 March 2026" in at.client.get("/maintain/documents").text

    assert "Ferry note" in at.client.get("/maintain/removal?document=ferry-note").text
    at.client.post("/maintain/removal", data={"document": "ferry-note"})
    assert "Done." in at.finished()
    assert "ferry-note" not in cited(at.ask(FERRY_QUESTION))
    assert not list(at.workspace.folder.documents.glob("ferry*"))
    [older] = [each for each in at.office.generations() if not each.serves]
    refused = at.client.post("/maintain/index/rollback", data={"generation": older.generation.id})
    assert refused.status_code == 409, "what was removed would be cited again"
    assert "ferry-note" not in cited(at.ask(FERRY_QUESTION))


def test_an_internal_document_is_shown_to_maintainers_only(at: Maintained) -> None:
    address = at.send(("ferry-note.md", FERRY))
    at.client.post(address, data={"audience": "internal"})
    assert "Done." in at.finished()
    assert "7,300" in at.client.get("/maintain/documents/ferry-note").text
    assert "ferry-note" not in str(at.ask(FERRY_QUESTION))
    at.client.cookies.clear()
    for path in (
        "/api/v1/documents",
        "/api/v1/documents/ferry-note",
        "/documents/ferry-note/text?start=0&end=9",
    ):
        assert "7,300" not in at.client.get(path).text
        assert "Ferry note" not in at.client.get(path).text
    assert at.client.get("/maintain/documents/ferry-note").status_code == 401


def test_what_cannot_be_read_is_told_before_anything_is_added(at: Maintained) -> None:
    page = at.client.get(at.send(("plan.pdf", b"%PDF-1.4\nno page at all"))).text
    assert "Not readable" in page
    assert "There is nothing to add" in page


def test_a_listed_document_that_became_unreadable_is_listed_as_such(ferry: Maintained) -> None:
    at = ferry
    (at.workspace.folder.documents / "ferry-note.md").unlink()
    at.client.post("/maintain/index/sync")
    at.finished()
    page = at.client.get("/maintain/documents").text
    assert "1 document cannot be read" in page
    assert "cannot be opened" in page


def test_an_edited_file_replaces_and_the_same_one_changes_nothing(ferry: Maintained) -> None:
    at = ferry
    assert "Already there" in at.client.get(at.send(("ferry-note.md", FERRY))).text
    assert "Replaces" in at.client.get(at.send(("ferry-note.md", FERRY + b"\nIt is blue.\n"))).text


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"published": "next week"}, "This is no day"),
        ({"url": "javascript:alert(1)"}, "no address of the web"),
        ({"language": "<th>"}, "no language tag"),
        ({"audience": "friends"}, "Choose one of the two"),
        ({"kind": "poem"}, "Choose one of the list"),
        ({"title": "x" * 301}, "too long"),
    ],
)
def test_what_is_said_wrongly_is_told_beside_its_field_and_adds_nothing(
    at: Maintained, said: dict[str, str], complaint: str
) -> None:
    response = at.client.post(at.send(("ferry-note.md", FERRY)), data={"publisher": "Ferry Office", **said})
    assert response.status_code == 422
    assert complaint in response.text
    assert 'value="Ferry Office"' in response.text
    assert at.office.activity().run is None


def test_an_upload_that_is_too_large_is_refused_before_and_while_it_comes(
    at: Maintained, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "MAX_UPLOAD_BYTES", 1_000)
    response = at.client.post("/maintain/uploads", files={"files": ("a.md", b"x" * 2_000)})
    assert response.status_code == 413
    assert "larger than" in response.text
    monkeypatch.undo()
    most = receiving.MAX_UPLOAD_BYTES
    with pytest.raises(Refused, match="larger"):
        receiving.check_announced(str(most + 1), most * 10)
    assert left(at) == []


def test_a_body_that_does_not_say_its_size_is_cut_off_at_the_limit(at: Maintained) -> None:
    def endless() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\n'
        for _ in range(receiving.MAX_UPLOAD_BYTES // 4_000_000 + 2):
            yield b"\0" * 4_000_000

    response = at.client.post(
        "/maintain/uploads", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=b"}
    )
    assert response.status_code == 413
    assert left(at) == []


def test_a_disk_that_is_full_leaves_nothing_behind(at: Maintained, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(BytesIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    def full(path: Path) -> BinaryIO:
        path.touch()
        return Full()

    monkeypatch.setattr(receiving, "_opened", full)
    response = at.client.post("/maintain/uploads", files={"files": ("a.md", FERRY)})
    assert response.status_code == 507
    assert "too full" in response.text
    assert left(at) == []
    with pytest.raises(Refused, match="too full"):
        receiving.check_announced("1000", receiving.RESERVE_BYTES)


def test_an_upload_whose_sender_goes_away_leaves_nothing_behind(tmp_path: Path) -> None:
    async def half() -> AsyncIterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\nhalf of it'
        raise ConnectionError("gone")

    staging = Staging(tmp_path / "uploads")
    with pytest.raises(ConnectionError), staging.receiving() as folder:
        asyncio.run(receiving.receive(half(), "multipart/form-data; boundary=b", folder))
    assert list((tmp_path / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    "content", [b"", b"--b\r\n", b"nothing", b"--b\r\nContent-Disposition: x\r\n\r\nhalf"]
)
def test_a_form_that_is_cut_off_is_told_and_leaves_nothing(at: Maintained, content: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    response = at.client.post("/maintain/uploads", content=content, headers=headers)
    assert response.status_code == 400
    assert left(at) == []


def test_a_form_without_a_file_says_so(at: Maintained) -> None:
    response = at.client.post("/maintain/uploads", files={"files": ("", b"")})
    assert response.status_code in {400, 422}
    assert left(at) == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\plans\\plan.pdf", "plan.pdf"),
        (".hidden.md", "hidden.md"),
        ("--title=x.md", "title=x.md"),
        ("a\x00b\u202ec.md", "abc.md"),
        ("...", "document"),
        ("plan.<script>", "plan.<script>"),
        ("é" * 300 + ".pdf", "é" * 75 + ".pdf"),
    ],
)
def test_a_hostile_name_becomes_a_plain_one(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert safe_name(name, frozenset({safe})) != safe


def test_a_name_with_markup_is_shown_as_text(at: Maintained) -> None:
    page = at.client.get(at.send(("<img src=x onerror=alert(1)>.md", FERRY))).text
    assert "<img" not in page
    assert "&lt;img" in page


def test_uploads_are_bounded_and_those_that_waited_too_long_go(tmp_path: Path) -> None:
    now = [tmp_path.stat().st_mtime]
    staging = Staging(tmp_path / "uploads", lambda: now[0])
    for _ in range(MOST_WAITING):
        with staging.receiving():
            pass
    with pytest.raises(Exception, match="wait already"), staging.receiving():
        pass
    now[0] += MOST_SECONDS + 60
    with staging.receiving():
        pass
    assert len(staging.waiting()) == 1


def test_only_one_change_goes_on_and_the_second_is_told_which(at: Maintained) -> None:
    address = at.send(("ferry-note.md", FERRY))
    with at.workspace.folder.writing():
        response = at.client.post(address, data={})
        assert response.status_code == 409
        assert f"Process {os.getpid()} is writing" in response.text


def test_a_change_whose_process_is_killed_says_so_and_the_old_index_serves_on(apart: Maintained) -> None:
    at = apart
    before = at.workspace.shelf.generation()
    at.client.post(at.send(("ferry-note.md", FERRY)), data={})
    run = at.office.activity().run
    assert run is not None
    assert run.order.process is not None
    assert "Adding documents" in at.client.get("/maintain/run").text
    second = at.client.post("/maintain/index/sync")
    assert second.status_code == 409
    assert "Another change goes on: add" in second.text
    os.kill(run.order.process, signal.SIGKILL)
    assert "It was ended before it was done." in at.finished()
    assert "ended before" in at.client.get("/maintain").text
    assert at.workspace.shelf.generation() == before
    assert "134" in str(at.ask(LAMPS)["text"])


def test_a_change_that_fails_says_why(apart: Maintained) -> None:
    at = apart
    run = at.office._runs
    run.start(Verb.REMOVE, ["nowhere"], ["nowhere"])
    page = at.finished()
    assert "did not go through" in page
    assert "no document has this id" in page
    last = run.last()
    assert last is not None
    assert last.state is State.FAILED


def test_going_back_serves_the_generation_before_and_the_plan_says_what_differs(ferry: Maintained) -> None:
    at = ferry
    at.client.post(at.send(("ferry-note.md", FERRY.replace(b"7,300", b"8,100"))), data={})
    at.finished()
    assert "8,100" in str(at.ask(FERRY_QUESTION)["text"])
    [older] = [each for each in at.office.generations() if not each.serves]
    assert "Would answer" in at.client.get(f"/maintain/index/rollback?generation={older.generation.id}").text
    page = at.client.post("/maintain/index/rollback", data={"generation": older.generation.id}).text
    assert "7,300" in str(at.ask(FERRY_QUESTION)["text"])
    assert "Sync now" in page


def test_what_was_made_internal_since_is_not_gone_back_to(ferry: Maintained) -> None:
    at = ferry
    at.client.post(at.send(("ferry-note.md", FERRY)), data={"audience": "internal"})
    at.finished()
    assert at.office.document("ferry-note").entry.audience is Audience.INTERNAL
    [older] = [each for each in at.office.generations() if not each.serves]
    response = at.client.post("/maintain/index/rollback", data={"generation": older.generation.id})
    assert response.status_code == 409
    assert "made internal since: ferry-note" in response.text
