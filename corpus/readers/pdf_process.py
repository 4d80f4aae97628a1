"""The parent's side of reading a PDF: starts the child, listens, ends it, starts it again after a bad page.

Must not parse PDF itself; a file can freeze or kill the child, never this process.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import corpus
from corpus.models import Reason
from corpus.readers.limits import Limits
from corpus.readers.pdf_page import PageWords, Structure

_MAX_RESTARTS = 5
_READ_BYTES = 1 << 16
_MAX_LINE_BYTES = 200_000_000


@dataclass(slots=True)
class PdfFindings:
    """What all child processes told of one file; ``refused`` is (reason, detail) for the whole file."""

    pages: dict[int, PageWords] = field(default_factory=dict)
    page_count: int = 0
    structure: Structure = field(default_factory=Structure)
    refused: tuple[Reason, str] | None = None
    finished: bool = False


def find_pages(path: Path, limits: Limits) -> PdfFindings:
    """Everything the child can tell within the limits; a page that hangs or kills it is marked as such."""
    findings = PdfFindings()
    end = time.monotonic() + limits.seconds
    for _ in range(_MAX_RESTARTS + 1):
        ended_by = _run(path, limits, findings, end)
        if findings.refused or findings.finished:
            break
        bad = max(findings.pages, default=0) + 1
        if bad > min(findings.page_count, limits.max_pages) > 0:
            break  # only the structure was lost
        findings.pages[bad] = PageWords(bad, 0, 0, failure=ended_by)
        if time.monotonic() >= end or findings.page_count == 0:
            break
    _mark_rest(findings, limits)
    return findings


def _mark_rest(findings: PdfFindings, limits: Limits) -> None:
    for number in range(1, findings.page_count + 1):
        if number not in findings.pages:
            detail = "the file used up its time"
            if number > limits.max_pages:
                detail = f"only the first {limits.max_pages:,} pages are read"
            findings.pages[number] = PageWords(number, 0, 0, failure=(Reason.OVER_LIMIT, detail))


_SPENT = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGABRT}
"""How a child ends that is out of memory or CPU time; PDFium aborts where it is given no more memory."""


def _run(path: Path, limits: Limits, findings: PdfFindings, end: float) -> tuple[Reason, str]:
    """One child, from the first page not yet known; returns why it ended early."""
    first = max(findings.pages, default=0) + 1
    with _start(path, first, limits) as child:
        try:
            for line in _lines(child, limits.seconds_per_page, end):
                _take(json.loads(line), findings)
            status = child.wait(timeout=5)
        except TimeoutError:
            return Reason.OVER_LIMIT, "the page takes too long to read"
        except (ValueError, subprocess.TimeoutExpired):
            status = -1
        finally:
            child.kill()
    if status in _SPENT:
        return Reason.OVER_LIMIT, "the page takes too much memory or time to read"
    return Reason.DAMAGED, "the page cannot be read: it ends the reader"


def _start(path: Path, first: int, limits: Limits) -> subprocess.Popen[bytes]:
    home = str(Path(corpus.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [home, *_python_path()]))}
    numbers = (
        first,
        limits.max_pages,
        limits.memory_bytes,
        int(limits.seconds) + 1,
        limits.max_page_characters,
    )
    return subprocess.Popen(  # our own module and a path, no shell
        [
            sys.executable,
            "-P",
            "-m",
            "corpus.readers.pdf_child",
            os.fsencode(path.absolute()),
            *map(str, numbers),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _python_path() -> list[str]:
    return os.environ.get("PYTHONPATH", "").split(os.pathsep)


def _lines(child: subprocess.Popen[bytes], patience: float, end: float) -> Iterator[bytes]:
    """Whole lines as they come; TimeoutError after ``patience`` seconds of silence or at ``end``."""
    assert child.stdout is not None
    pending: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        silent_until = time.monotonic() + patience
        while True:
            left = min(silent_until, end) - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise TimeoutError
            data = os.read(child.stdout.fileno(), _READ_BYTES)
            if not data:
                return
            size += len(data)
            if size > _MAX_LINE_BYTES:
                raise ValueError("the child talks too much")
            *whole, rest = data.split(b"\n")
            for piece in whole:
                yield b"".join([*pending, piece])
                pending, size = [], 0
                silent_until = time.monotonic() + patience
            pending.append(rest)


def _take(message: dict[str, Any], findings: PdfFindings) -> None:
    if "page" in message:
        page = PageWords.from_json(message)
        findings.pages[page.number] = page
    elif "pages" in message:
        findings.page_count = message["pages"]
    elif "refused" in message:
        findings.refused = (Reason(message["refused"][0]), message["refused"][1])
    elif "structure" in message:
        told = message["structure"]
        told["labels"] = tuple(told["labels"])
        told["outline"] = tuple((depth, title, page) for depth, title, page in told["outline"])
        findings.structure = Structure(**told)
        findings.finished = True
