from __future__ import annotations

import asyncio
import hashlib
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from corpus.errors import FetchFailed, Unreachable
from corpus.fetch import Fetched, Manners, fetch
from corpus.intake import Given
from corpus.official import Official
from tests.corpus.pdf_writing import PdfPage, pdf
from tests.http_site import Served, Site, http_site

PDF = pdf(*(PdfPage().text(50, 50, f"Page {n} of the harbour plan") for n in range(400)))
OTHER_PDF = pdf(*(PdfPage().text(50, 50, f"Page {n} of the new harbour plan") for n in range(400)))
HTML = b"<!DOCTYPE html><html><head><title>Just a\nmoment</title></head><body>Wait.</body></html>"
NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)
HALF = len(PDF) // 2


@pytest.fixture
def site() -> Iterator[Site]:
    with http_site() as running:
        yield running


def official(url: str, body: bytes = PDF, **given: Any) -> Official:
    known = {"id": "plan", "url": url, "file": "plan.pdf", "bytes": len(body), "checked": True}
    known["sha256"] = hashlib.sha256(body).hexdigest()
    return Official(**{**known, "given": Given(), **given})


@dataclass
class Run:
    """A run over a folder, with the waits it asked for and the progress it told."""

    folder: Path
    manners: Manners = field(default_factory=Manners)
    waits: list[float] = field(default_factory=list)
    told: list[tuple[str, int, int | None]] = field(default_factory=list)

    async def started(self, officials: Sequence[Official]) -> tuple[Fetched | FetchFailed, ...]:
        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
            return await fetch(
                officials,
                self.folder,
                client,
                manners=self.manners,
                progress=lambda *told: self.told.append(told),
                sleep=sleep,
                now=lambda: NOW,
            )

    def __call__(self, *officials: Official) -> tuple[Fetched | FetchFailed, ...]:
        return asyncio.run(self.started(officials))

    def one(self, official: Official) -> Fetched:
        (outcome,) = self(official)
        assert isinstance(outcome, Fetched), outcome
        return outcome

    def failing(self, official: Official) -> FetchFailed:
        (outcome,) = self(official)
        assert isinstance(outcome, FetchFailed), outcome
        return outcome

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path / "downloads")


def test_a_document_arrives_whole_under_its_name_and_nothing_else_stays(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF)
    fetched = run.one(official(site.url("/plan")))
    assert fetched.path.read_bytes() == PDF
    assert fetched.vetted.warning is None
    assert run.files == ["plan.pdf"]
    assert run.told[-1] == ("plan", len(PDF), len(PDF))


def test_a_second_run_asks_for_nothing(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF)
    run.one(official(site.url("/plan")))
    assert run.one(official(site.url("/plan"))).path.read_bytes() == PDF
    assert len(site.asked) == 1


def test_a_redirect_is_followed(site: Site, run: Run) -> None:
    site.files["/old"] = Served(first=[(301, {"Location": "/new"})])
    site.files["/new"] = Served(PDF)
    assert run.one(official(site.url("/old"))).path.read_bytes() == PDF


@pytest.mark.parametrize("elsewhere", ["ftp://127.0.0.1/plan.pdf", "file:///etc/hostname"])
def test_a_redirect_to_anything_but_http_is_refused(site: Site, run: Run, elsewhere: str) -> None:
    site.files["/plan"] = Served(first=[(302, {"Location": elsewhere})])
    assert "not HTTP" in run.failing(official(site.url("/plan"))).reason
    assert run.files == []


def test_a_redirect_to_no_address_at_all_is_refused(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(first=[(302, {"Location": "data:,x"})])
    assert "cannot be opened" in run.failing(official(site.url("/plan"))).reason


def test_redirects_in_a_circle_end(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(first=[(302, {"Location": "/plan"})] * 50)
    assert "redirected more than" in run.failing(official(site.url("/plan"))).reason
    assert len(site.asked) == 6


def test_another_file_than_the_one_checked_is_refused_and_not_kept(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(OTHER_PDF)
    failure = run.failing(official(site.url("/plan")))
    assert "not the file declared" in failure.reason
    assert site.url("/plan") in failure.next_step
    assert run.files == []


def test_another_file_of_the_same_size_is_refused_by_its_hash(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF)
    failure = run.failing(official(site.url("/plan"), sha256="0" * 64))
    assert f"sha256 {hashlib.sha256(PDF).hexdigest()} instead of {'0' * 64}" in failure.reason


def test_another_file_than_one_never_checked_is_kept_with_a_warning(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(OTHER_PDF)
    fetched = run.one(official(site.url("/plan"), checked=False))
    assert fetched.path.read_bytes() == OTHER_PDF
    assert fetched.vetted.sha256 == hashlib.sha256(OTHER_PDF).hexdigest()
    assert fetched.vetted.warning is not None
    assert f"{len(OTHER_PDF):,} bytes instead of {len(PDF):,}" in fetched.vetted.warning
    assert fetched.vetted.sha256 in fetched.vetted.warning


def test_a_dropped_connection_is_taken_up_where_it_dropped(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, cuts=[HALF])
    assert run.one(official(site.url("/plan"))).path.read_bytes() == PDF
    second = site.requests("/plan")[1].headers
    assert second["range"] == f"bytes={HALF}-"
    assert second["if-range"] == '"1"'
    assert run.waits == [1.0]


def test_what_a_run_left_unfinished_is_completed_by_the_next(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, etag=None, modified="Sun, 08 Jul 2018 00:00:00 GMT", cuts=[HALF, 9, 9])
    failure = run.failing(official(site.url("/plan")))
    assert "connection broke" in failure.reason
    assert run.files == ["plan.pdf.origin.part", "plan.pdf.part"]
    assert run.one(official(site.url("/plan"))).path.read_bytes() == PDF
    last = site.asked[-1].headers
    assert last["range"] == f"bytes={HALF + 18}-"
    assert last["if-range"] == "Sun, 08 Jul 2018 00:00:00 GMT"
    assert run.files == ["plan.pdf"]


def test_a_server_that_ignores_ranges_sends_it_anew(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, ranges=False, cuts=[HALF])
    assert run.one(official(site.url("/plan"))).path.read_bytes() == PDF


def test_a_file_without_a_validator_is_never_patched_together(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, etag='W/"weak"', cuts=[HALF])
    assert run.one(official(site.url("/plan"))).path.read_bytes() == PDF
    assert "range" not in site.asked[-1].headers


def test_a_file_that_changed_meanwhile_is_not_patched_onto_the_old_one(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, cuts=[HALF, 0, 0])
    run.failing(official(site.url("/plan")))
    site.files["/plan"] = Served(OTHER_PDF, etag='"2"')
    assert run.one(official(site.url("/plan"), OTHER_PDF)).path.read_bytes() == OTHER_PDF


def test_a_file_that_changed_under_the_same_tag_is_fetched_once_more_from_the_start(
    site: Site, run: Run
) -> None:
    site.files["/plan"] = Served(PDF, cuts=[HALF, 0, 0])
    run.failing(official(site.url("/plan")))
    site.files["/plan"] = Served(OTHER_PDF)
    assert run.one(official(site.url("/plan"), OTHER_PDF)).path.read_bytes() == OTHER_PDF


def test_bytes_begun_at_another_address_are_not_used(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, cuts=[HALF, 0, 0])
    run.failing(official(site.url("/plan")))
    site.files["/elsewhere"] = Served(OTHER_PDF)
    assert run.one(official(site.url("/elsewhere"), OTHER_PDF)).path.read_bytes() == OTHER_PDF
    assert "range" not in site.asked[-1].headers


def test_a_run_killed_between_the_last_byte_and_the_name_asks_for_no_byte_again(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, cuts=[HALF, 0, 0])
    run.failing(official(site.url("/plan")))
    (run.folder / "plan.pdf.part").write_bytes(PDF)
    told = len(run.told)
    assert run.one(official(site.url("/plan"))).path.read_bytes() == PDF
    assert len(run.told) == told
    assert run.files == ["plan.pdf"]


def test_a_broken_note_of_origin_means_a_new_start(site: Site, run: Run) -> None:
    run.folder.mkdir()
    (run.folder / "plan.pdf.part").write_bytes(b"rubbish")
    (run.folder / "plan.pdf.origin.part").write_bytes(b"\xff\x00")
    site.files["/plan"] = Served(PDF)
    assert run.one(official(site.url("/plan"))).path.read_bytes() == PDF


def test_a_finished_file_that_was_damaged_since_is_fetched_again(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF)
    run.one(official(site.url("/plan"))).path.write_bytes(PDF[:-100])
    assert run.one(official(site.url("/plan"))).path.read_bytes() == PDF


def test_a_missing_page_costs_only_itself(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF)
    gone = official(site.url("/gone"), id="gone", file="gone.pdf")
    failure, fetched = run(gone, official(site.url("/plan")))
    assert isinstance(failure, FetchFailed)
    assert "404 Not Found" in failure.reason
    assert str(failure).count("\n") == 0
    assert isinstance(fetched, Fetched)
    assert len(site.requests("/gone")) == 1


@pytest.mark.parametrize("checked", [True, False])
def test_a_web_page_in_place_of_a_pdf_is_refused_by_its_title(site: Site, run: Run, checked: bool) -> None:
    site.files["/plan"] = Served(HTML)
    failure = run.failing(official(site.url("/plan"), checked=checked))
    assert failure.reason == "an HTML page (“Just a moment”) came instead of a PDF"
    assert run.files == []


@pytest.mark.parametrize(
    ("body", "what"),
    [(b"", "an empty file"), (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"), (b"Sorry.", "plain text")],
)
def test_anything_else_in_place_of_a_pdf_is_named(site: Site, run: Run, body: bytes, what: str) -> None:
    site.files["/plan"] = Served(body)
    assert what in run.failing(official(site.url("/plan"))).reason


def test_a_pdf_in_place_of_a_web_page_is_refused_too(site: Site, run: Run) -> None:
    site.files["/page"] = Served(PDF)
    failure = run.failing(official(site.url("/page"), file="page.html"))
    assert failure.reason == "a PDF came instead of an HTML page"


def test_a_pdf_cut_short_without_anybody_noticing_is_refused(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, names_length=False, cuts=[HALF])
    assert "cut short" in run.failing(official(site.url("/plan"), checked=False)).reason
    assert run.files == []


def test_a_busy_server_is_given_the_seconds_it_asks_for(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, first=[(429, {"Retry-After": "7"}), (503, {"Retry-After": "2"})])
    run.one(official(site.url("/plan")))
    assert run.waits == [7.0, 2.0]


def test_a_busy_server_may_name_a_time_of_day(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, first=[(503, {"Retry-After": "Tue, 24 Nov 2026 12:00:40 GMT"})])
    run.one(official(site.url("/plan")))
    assert run.waits == [40.0]


@pytest.mark.parametrize("after", ["soon", "-3", "", "Tue, 99 Nov 2026", "1e9"])
def test_a_time_that_cannot_be_read_is_waited_out_as_if_none_were_named(
    site: Site, run: Run, after: str
) -> None:
    site.files["/plan"] = Served(PDF, first=[(429, {"Retry-After": after})])
    run.one(official(site.url("/plan")))
    assert run.waits == [1.0]


def test_nobody_waits_an_hour_for_a_server(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, first=[(429, {"Retry-After": "3600"})])
    failure = run.failing(official(site.url("/plan")))
    assert "asks to wait 3,600 s" in failure.reason
    assert run.waits == []


def test_a_failing_server_is_tried_three_times_with_longer_waits(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, first=[(500, {})] * 9)
    assert "500" in run.failing(official(site.url("/plan"))).reason
    assert run.waits == [1.0, 4.0]
    assert len(site.asked) == 3


def test_a_server_that_cannot_be_reached_is_told_apart(run: Run) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    failure = run.failing(official(f"http://127.0.0.1:{port}/plan"))
    assert isinstance(failure, Unreachable)
    assert "127.0.0.1 cannot be reached" in failure.reason
    assert "Check the network" in failure.next_step


@pytest.mark.parametrize("names_length", [True, False])
def test_a_file_above_the_bound_is_refused_and_not_kept(site: Site, run: Run, names_length: bool) -> None:
    site.files["/plan"] = Served(PDF, names_length=names_length)
    run.manners = Manners(max_bytes=1_000)
    assert "more than 1,000 bytes" in run.failing(official(site.url("/plan"), checked=False)).reason
    assert run.files == []
    assert not names_length or not run.told


def test_a_compressed_answer_is_unpacked_and_bounded(site: Site, run: Run) -> None:
    site.files["/plan"] = Served(PDF, gzipped=True)
    assert run.one(official(site.url("/plan"))).path.read_bytes() == PDF
    site.files["/bomb"] = Served(bytes(5_000_000), gzipped=True)
    run.manners = Manners(max_bytes=1_000_000)
    bomb = official(site.url("/bomb"), id="bomb", file="bomb.pdf")
    assert "more than 1,000,000 bytes" in run.failing(bomb).reason


def test_no_more_are_under_way_than_manners_allow(site: Site, run: Run) -> None:
    wanted = []
    for number in range(8):
        host = "127.0.0.1" if number < 5 else "localhost"
        site.files[f"/{number}"] = Served(PDF)
        wanted.append(official(site.url(f"/{number}", host), id=str(number), file=f"{number}.pdf"))
    assert all(isinstance(outcome, Fetched) for outcome in run(*wanted))
    assert site.most_at_once["127.0.0.1"] <= 2
    assert site.most_at_once["all"] <= 3


def test_two_are_under_way_at_once(site: Site, run: Run) -> None:
    # The first is only sent to its end once the second has been asked for.
    site.files["/one"], site.files["/two"] = Served(PDF), Served(PDF)
    wanted = [official(site.url(f"/{name}"), id=name, file=f"{name}.pdf") for name in ("one", "two")]
    both = asyncio.Event()

    async def together() -> tuple[Fetched | FetchFailed, ...]:
        gate = threading.Event()
        site.files["/one"].gate = gate
        task = asyncio.create_task(run.started(wanted))
        while len(site.asked) < 2:
            await asyncio.sleep(0.01)
        both.set()
        gate.set()
        return await task

    outcomes = asyncio.run(asyncio.wait_for(together(), 20))
    assert all(isinstance(outcome, Fetched) for outcome in outcomes)
    assert both.is_set()


def test_a_cancelled_run_leaves_only_parts_and_the_next_goes_on(site: Site, run: Run) -> None:
    gate = threading.Event()
    site.files["/plan"] = Served(PDF, gate=gate)

    async def cancelled() -> None:
        task = asyncio.create_task(run.started([official(site.url("/plan"))]))
        while not run.told:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(asyncio.wait_for(cancelled(), 20))
    assert run.files == ["plan.pdf.origin.part", "plan.pdf.part"]
    gate.set()
    assert run.one(official(site.url("/plan"))).path.read_bytes() == PDF
    assert int(site.asked[-1].headers["range"].removeprefix("bytes=").removesuffix("-")) > 0


def test_a_folder_that_cannot_be_written_is_one_clear_line(site: Site, run: Run) -> None:
    run.folder.parent.mkdir(exist_ok=True)
    run.folder.write_text("a file where the folder should be")
    site.files["/plan"] = Served(PDF)
    assert "cannot be written" in run.failing(official(site.url("/plan"))).reason
