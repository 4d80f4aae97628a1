"""What others wrote, read once for all tests of wording."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.corpus.wording import OFFICIAL_FILES, pdf_pages, runs


@pytest.fixture(scope="session")
def official_pages(shared: Path) -> dict[str, list[str]]:
    """Text of each page of each official PDF, by the last part of its official address."""
    return {address: pdf_pages(shared / "documents" / name) for address, name in OFFICIAL_FILES.items()}


@pytest.fixture(scope="session")
def foreign_runs(shared: Path, official_pages: dict[str, list[str]]) -> set[str]:
    """Runs of words of everything that others wrote: the PDFs, the HTML pages and the seed page."""
    texts = [" ".join(pages) for pages in official_pages.values()]
    texts += [path.read_text(encoding="utf-8") for path in (shared / "seed").glob("*.txt")]
    for path in (shared / "documents").glob("*.html"):
        markup = re.sub(
            r"(?s)<(script|style)\b.*?</\1>", " ", path.read_text(encoding="utf-8", errors="replace")
        )
        texts.append(unescape(re.sub(r"<[^>]+>", " ", markup)))
    return {run for text in texts for run in runs(text)}
