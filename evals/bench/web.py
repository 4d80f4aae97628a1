"""The pages as their readers meet them: loading, proving, and many asking at once. Must not judge answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from evals.bench import pages
from evals.bench.measure import quantile
from evals.bench.serving import Running
from evals.bench.speed import Figure
from evals.bench.streams import Stream, streams
from evals.errors import BrowserMissing

PAGES = (
    "/",
    "/eligibility",
    "/library",
    "/library/cities",
    "/library/projects",
    "/library/coverage",
    "/conversations",
)
QUESTIONS = (
    "What are the two urban systems and two enablers of the ASEAN Smart Cities Framework?",
    "How many people are expected to move to urban areas by 2030?",
    "When was the ASEAN Smart Cities Network established?",
    "What are the focus areas of the ASEAN Smart Cities Framework?",
    "How many projects does Da Nang have?",
    "Who chairs the network in 2025?",
    "What is the ASCAP?",
    "Which cities joined in 2024?",
    "What does Phuket plan for its waste?",
    "How deep is the sea at Manila?",
)
ASKERS = 50


def loading(running: Running, times: int) -> dict[str, list[Figure]]:
    """Figures of each page that there is, by its path; how the proof panel opens under "proof panel".

    Raises:
        BrowserMissing: there is no browser to measure with.
    """
    found = {}
    with pages.browser() as browser:
        for path in PAGES:
            if loads := pages.loads(browser, running.address + path, times):
                found[path] = _page_figures(pages.middle(loads))
        shown = pages.proofs(browser, running.address, QUESTIONS[0], times)
        found["proof panel"] = [
            Figure("citation to marked place, warm", f"{median(shown):.0f} ms", "≤ 400 ms")
        ]
    return found


def _page_figures(load: pages.Load) -> list[Figure]:
    return [
        Figure("requests", str(load.requests), "≤ 6"),
        Figure("over the line", f"{load.bytes / 1000:.1f} kB", "≤ 40 kB"),
        Figure("usable", f"{load.usable:.0f} ms", "≤ 300 ms"),
        Figure("layout shift", f"{load.shift:.3f}", "≤ 0.1"),
        Figure("longest task", f"{load.longest:.0f} ms" if load.longest else "under 50 ms", "≤ 50 ms"),
        Figure("elements", f"{load.nodes:,}", "≤ 1,500"),
    ]


def asking(running: Running, askers: int = ASKERS) -> list[Figure]:
    """Figures of many who ask at once; a first round warms the server."""
    streams(running.address, QUESTIONS, len(QUESTIONS))
    before = running.megabytes
    return [
        *_stream_figures(streams(running.address, QUESTIONS, askers)),
        Figure("server before", f"{before:.0f} MB"),
        Figure("server after", f"{running.megabytes:.0f} MB", "≤ 700 MB"),
    ]


def _stream_figures(got: Sequence[Stream]) -> list[Figure]:
    gaps = [gap * 1000 for stream in got for gap in stream.gaps]
    begun = [stream.started for stream in got if stream.is_complete]
    whole = [stream.times[-1] for stream in got if stream.is_complete]
    busy = sum(stream.is_told_busy for stream in got)
    return [
        Figure("askers at once", str(len(got))),
        Figure("answered", str(len(whole)), f"= {len(got)} with those told to come back"),
        Figure("told to come back", str(busy)),
        Figure("left without a word", str(len(got) - len(whole) - busy), "= 0"),
        Figure("gap between events, p50", f"{quantile(gaps, 0.5):.0f} ms"),
        Figure("gap between events, p95", f"{quantile(gaps, 0.95):.0f} ms", "≤ 150 ms"),
        Figure("longest silence", f"{max(gaps):.0f} ms"),
        Figure("turn came after, p50 / p95", _pair(begun)),
        Figure("whole answer after, p50 / p95", _pair(whole)),
    ]


def _pair(seconds: Sequence[float]) -> str:
    if not seconds:
        return "never"
    return f"{quantile(seconds, 0.5):.1f} / {quantile(seconds, 0.95):.1f} s"


def measured(running: Running, times: int, askers: int) -> Mapping[str, list[Figure]]:
    """All of it; without a browser what can be measured without one, and why the rest is missing."""
    try:
        loaded = loading(running, times)
    except BrowserMissing as missing:
        loaded = {"pages": [Figure("not measured", str(missing))]}
    return {**loaded, "streams": asking(running, askers)}


def write(found: Mapping[str, list[Figure]], path: Path) -> None:
    """The figures as JSON: title → name → measured and target."""
    told = {
        title: {figure.name: {"measured": figure.value, "target": figure.target} for figure in figures}
        for title, figures in found.items()
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
