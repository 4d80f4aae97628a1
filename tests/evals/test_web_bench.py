"""The bench of the pages counts what happens, and says what it cannot measure."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from assistant.api.app import create_app
from evals.bench import pages, web
from evals.bench.speed import Figure
from evals.bench.streams import Stream, streams
from evals.errors import BrowserMissing
from tests.assistant.stage import SmallShelf, WrittenAsker, serving, small_shelf


@pytest.fixture
def shelf(tmp_path: Path) -> SmallShelf:
    return small_shelf(tmp_path)


def test_every_stream_is_read_to_its_end_with_a_time_for_each_event(shelf: SmallShelf) -> None:
    with serving(create_app(WrittenAsker(shelf), shelf, places=1)) as address:
        got = streams(address, ["two systems", "broken"], 6)
    assert [stream.is_complete for stream in got] == [True, False] * 3
    for stream in got[::2]:
        assert [name for name in stream.names if name != "wait"] == ["status", "claim", "claim", "done"]
        assert len(stream.times) == len(stream.names) == len(stream.gaps)
        assert sum(stream.gaps) == pytest.approx(stream.times[-1])


def test_the_turn_begins_with_the_first_word_that_is_not_of_the_line() -> None:
    stream = Stream([0.1, 0.2, 0.5], ["wait", "wait", "status"])
    assert stream.started == 0.5
    assert stream.gaps == pytest.approx([0.1, 0.1, 0.3])
    assert not stream.is_complete


def test_who_is_left_without_a_word_is_counted() -> None:
    got = [Stream([0.1], ["done"]), Stream([0.2], ["503"]), Stream([0.3], ["status"])]
    figures = {figure.name: figure.value for figure in web._stream_figures(got)}
    assert (figures["answered"], figures["told to come back"], figures["left without a word"]) == (
        "1",
        "1",
        "1",
    )


def test_without_a_browser_the_bench_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(BrowserMissing, match="not installed"), pages.browser():
        pass


def test_the_figures_can_be_read_by_programs(tmp_path: Path) -> None:
    web.write({"/": [Figure("requests", "4", "≤ 6")]}, tmp_path / "web.json")
    told = json.loads((tmp_path / "web.json").read_text())
    assert told == {"/": {"requests": {"measured": "4", "target": "≤ 6"}}}
