"""How the pages load in a real browser, cold each time: requests, bytes, time, shifts, long tasks, size.

Playwright is a dependency of development only and imported when asked for. Must not judge pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from evals.errors import BrowserMissing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
_WATCH = """
window.__shift = 0;
window.__longest = 0;
const watch = (type, each) =>
  new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) window.__shift += entry.value; });
watch("longtask", (entry) => { window.__longest = Math.max(window.__longest, entry.duration); });
"""
_READ = """() => {
  const entry = performance.getEntriesByType("navigation")[0];
  return { usable: entry.domContentLoadedEventEnd, shift: window.__shift, longest: window.__longest,
           nodes: document.querySelectorAll("*").length };
}"""


@dataclass(frozen=True, slots=True)
class Load:
    """One cold load of a page.

    Attributes:
        bytes: as they came over the line, heads included.
        usable: milliseconds until the page's own scripts have run and it can be used.
        shift: cumulative layout shift.
        longest: milliseconds of the longest task; those under 50 count as 0.
        nodes: elements of the page.
    """

    requests: int
    bytes: int
    usable: float
    shift: float
    longest: float
    nodes: int


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's chromium through Playwright.

    Raises:
        BrowserMissing: one of the two is not there.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise BrowserMissing("playwright", "the package is not installed", "Run `uv sync --dev`") from error
    if not CHROMIUM.exists():
        raise BrowserMissing(str(CHROMIUM), "there is no such browser", "Install Debian's chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield found
        found.close()


def loads(browser: Browser, address: str, times: int) -> list[Load]:
    """``times`` loads, each by a browser without a past; none where there is no such page."""
    found = [_load(browser, address) for _ in range(times)]
    return [load for load in found if load is not None]


def middle(loads: list[Load]) -> Load:
    """The medians of several loads."""
    return Load(
        requests=int(median(load.requests for load in loads)),
        bytes=int(median(load.bytes for load in loads)),
        usable=median(load.usable for load in loads),
        shift=max(load.shift for load in loads),
        longest=median(load.longest for load in loads),
        nodes=loads[0].nodes,
    )


def proofs(browser: Browser, address: str, question: str, times: int) -> list[float]:
    """Milliseconds from opening a citation to its marked place, warm: the page image was shown before."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.locator("#question").fill(question)
        page.locator("#question").press("Enter")
        page.locator(".as-of").wait_for()
        return [_proof(page) for _ in range(times + 1)][1:]


def _proof(page: Page) -> float:
    shown = page.evaluate("""() => new Promise((resolve) => {
      const begin = performance.now();
      document.querySelector(".turn .chip").click();
      const look = () => document.querySelector("dialog[open] .drawn, dialog[open] mark")
        ? resolve(performance.now() - begin) : requestAnimationFrame(look);
      look();
    })""")
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="detached")
    return float(shown)


def _load(browser: Browser, address: str) -> Load | None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(_WATCH)
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        received: list[float] = []
        line.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        response = page.goto(address, wait_until="load")
        if response is None or response.status == 404:
            return None
        page.wait_for_load_state("networkidle")
        told: dict[str, Any] = page.evaluate(_READ)
        return Load(len(received), int(sum(received)), **told)
