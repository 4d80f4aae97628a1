"""The real `ascn` command over other declared sources: ``python -m tests.flow.fetching SOURCES.yaml …``."""

from __future__ import annotations

import sys
from pathlib import Path

import corpus.sources
from assistant.cli import main

if __name__ == "__main__":
    declared = corpus.sources.load_sources([Path(sys.argv.pop(1))])
    corpus.sources.sources = lambda: declared  # type: ignore[assignment]  # the declared list is data that ships
    main()
