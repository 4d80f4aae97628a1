"""`ascn corpus fetch` in processes of its own, against a real server on loopback."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.schema import Question
from corpus.entry import Entry
from corpus.manifest import load
from tests.corpus.pdf_writing import PdfPage, pdf
from tests.http_site import Served, Site, http_site
from tests.running import no_network, run_ascn, workspace_of

PLAN = pdf(
    PdfPage().text(50, 60, "The harbour of Sandakan was widened to 640 metres in 2024."),
    *(PdfPage().text(50, 300 + n, f"Sheet {n} shows the soundings of berth {n * 7}.") for n in range(300)),
)
OLD = pdf(PdfPage().text(50, 60, "The harbour of Sandakan was 510 metres wide in 2019."))


@dataclass
class Stage:
    """A data folder, the declared sources, and the server they name."""

    root: Path
    site: Site

    def declare(self, *rows: dict[str, Any]) -> None:
        (self.root.parent / "sources.yaml").write_text(yaml.safe_dump(list(rows)), encoding="utf-8")

    def command(self, *arguments: str) -> list[str]:
        sources = str(self.root.parent / "sources.yaml")
        return [sys.executable, "-m", "tests.flow.fetching", sources, "corpus", "fetch", *arguments]

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ASCN_")}
        return {**kept, "ASCN_DATA": str(self.root), "COLUMNS": "200", "NO_PROXY": "127.0.0.1"}

    def fetch(self, *arguments: str, offline: bool = False) -> subprocess.CompletedProcess[str]:
        command = [*(no_network() if offline else []), *self.command(*arguments)]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def started(self, *arguments: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            self.command(*arguments), env=self.environment, stdout=pipe, stderr=pipe, text=True
        )

    @property
    def entries(self) -> dict[str, Entry]:
        listed = load(self.root / "manifest.yaml", self.root / "documents")
        return {item.entry.id: item.entry for item in listed}

    @property
    def downloads(self) -> list[str]:
        folder = self.root / "downloads"
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.fixture
def stage(built_in: Path, tmp_path: Path) -> Iterator[Stage]:
    shutil.copytree(built_in, tmp_path / "data")
    with http_site() as site:
        yield Stage(tmp_path / "data", site)


def declared(site: Site, id_: str, body: bytes, **document: Any) -> dict[str, Any]:
    site.files[f"/{id_}"] = Served(body)
    known = {"id": id_, "file": f"{id_}.pdf", "kind": "report", "edition": "final", "checked": True}
    known |= {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest(), **document}
    return {
        "id": id_.replace("-", ""),
        "title": f"Report of {id_}",
        "publisher": "Harbour Board",
        "published": "2025-03-31",
        "url": site.url(f"/{id_}"),
        "trust": "official",
        "language": "en",
        "document": known,
    }


def test_declared_documents_are_fetched_listed_as_declared_and_answer(stage: Stage) -> None:
    stage.declare(
        declared(stage.site, "harbour-2019", OLD),
        declared(stage.site, "harbour-2024", PLAN, supersedes="harbour-2019"),
    )
    done = stage.fetch("--all")
    assert done.returncode == 0, done.stderr
    assert "2 documents are here, 0 failed." in done.stdout
    entry = stage.entries["harbour-2024"]
    assert (entry.title, str(entry.published), entry.kind) == (
        "Report of harbour-2024",
        "2025-03-31",
        "report",
    )
    assert (entry.edition, entry.supersedes, entry.language) == ("final", "harbour-2019", "en")
    assert (entry.url, entry.trust) == (stage.site.url("/harbour-2024"), "official")
    assert stage.downloads == []
    with workspace_of(stage.root) as workspace:
        answer = workspace.pipeline.answer(Question(text="How wide is the harbour of Sandakan since 2024?"))
    assert "640 metres" in answer.text
    assert {"harbour-2024"} <= {c.document_id for claim in answer.claims for c in claim.citations}
    assert all("ascn-assistant" in asked.headers["user-agent"] for asked in stage.site.asked)
    asked = len(stage.site.asked)
    again = stage.fetch("--all")
    assert again.returncode == 0
    assert again.stdout.count("already there") == 2
    assert "Nothing to do" in again.stderr
    assert len(stage.site.asked) == asked


def test_one_that_fails_is_one_line_and_the_others_are_taken(stage: Stage) -> None:
    stage.declare(
        declared(stage.site, "harbour-2019", OLD),
        declared(stage.site, "wrong", OLD, sha256="0" * 64),
        declared(stage.site, "gone", OLD),
        declared(stage.site, "page", OLD),
    )
    del stage.site.files["/gone"]
    stage.site.files["/page"] = Served(b"<!DOCTYPE html><title>Sign in</title><p>Please sign in.")
    done = stage.fetch("--all")
    assert done.returncode == 2
    assert list(stage.entries) == ["harbour-2019"]
    lines = [line for line in done.stderr.splitlines() if line.startswith(("wrong: ", "gone: ", "page: "))]
    assert len(lines) == 3
    assert "1 documents are here, 3 failed." in done.stdout
    assert stage.downloads == []


def test_an_unchecked_document_with_other_bytes_is_taken_with_a_warning_once(stage: Stage) -> None:
    stage.declare(declared(stage.site, "harbour-2019", OLD, checked=False, sha256="0" * 64))
    done = stage.fetch("harbour-2019")
    assert done.returncode == 0
    assert f"sha256 {hashlib.sha256(OLD).hexdigest()} instead of {'0' * 64}; kept" in done.stderr
    assert stage.entries["harbour-2019"].sha256 == hashlib.sha256(OLD).hexdigest()
    again = stage.fetch("harbour-2019")
    assert "already there" in again.stdout
    assert len(stage.site.asked) == 1


def test_without_a_network_it_says_so_and_changes_nothing(stage: Stage) -> None:
    if not no_network():
        pytest.skip("a network namespace of its own is not allowed here")
    stage.declare(declared(stage.site, "harbour-2019", OLD))
    done = stage.fetch("--all", offline=True)
    assert done.returncode == 2
    assert "harbour-2019: 127.0.0.1 cannot be reached" in done.stderr
    assert "no way to the network" in done.stderr
    assert not stage.entries


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_ended_leaves_only_parts_and_the_next_completes_them(stage: Stage, how: int) -> None:
    stage.declare(declared(stage.site, "harbour-2024", PLAN))
    gate = stage.site.files["/harbour-2024"].gate = threading.Event()
    with stage.started("--all") as process:
        part = stage.root / "downloads" / "harbour-2024.pdf.part"
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline and not (part.is_file() and part.stat().st_size):
            time.sleep(0.02)
        process.send_signal(how)
        _, told = process.communicate(timeout=180)
    gate.set()
    assert process.returncode != 0
    assert "Traceback" not in told
    assert stage.downloads == ["harbour-2024.pdf.origin.part", "harbour-2024.pdf.part"]
    assert not stage.entries
    assert stage.fetch("--all").returncode == 0
    assert list(stage.entries) == ["harbour-2024"]
    assert stage.site.asked[-1].headers["range"].startswith("bytes=")
    assert stage.downloads == []


def test_a_file_that_was_added_by_hand_is_listed_as_declared_without_fetching(stage: Stage) -> None:
    stage.declare(declared(stage.site, "harbour-2019", OLD))
    (stage.root.parent / "Harbour Report (1).pdf").write_bytes(OLD)
    assert run_ascn(stage.root, "add", str(stage.root.parent / "Harbour Report (1).pdf")).returncode == 0
    assert list(stage.entries) == ["Harbour Report (1)"]
    done = stage.fetch("--all")
    assert done.returncode == 0
    assert "was listed as Harbour Report (1)" in done.stdout
    assert [(e.id, e.trust, e.kind) for e in stage.entries.values()] == [
        ("harbour-2019", "official", "report")
    ]
    assert [path.name for path in (stage.root / "documents").iterdir()] == ["harbour-2019.pdf"]
    assert not stage.site.asked
    again = run_ascn(stage.root, "add", str(stage.root.parent / "Harbour Report (1).pdf"))
    assert "already there as harbour-2019" in again.stdout
    assert stage.entries["harbour-2019"].trust == "official"


def test_without_ids_the_documents_are_listed_and_nothing_is_fetched(stage: Stage) -> None:
    stage.declare(declared(stage.site, "harbour-2019", OLD), declared(stage.site, "harbour-2024", PLAN))
    stage.fetch("harbour-2019")
    asked = len(stage.site.asked)
    done = stage.fetch()
    assert done.returncode == 0
    rows = {line.split()[0]: line.split()[-1] for line in done.stdout.splitlines()}
    assert (rows["harbour-2019"], rows["harbour-2024"]) == ("yes", "no")
    assert len(stage.site.asked) == asked


def test_an_id_that_is_not_declared_is_one_clear_line(stage: Stage) -> None:
    stage.declare(declared(stage.site, "harbour-2019", OLD))
    done = stage.fetch("harbour-2019", "harbour-1066")
    assert done.returncode == 2
    assert "ascn: harbour-1066: no official document has this id. See" in done.stderr
    assert not stage.site.asked
