"""The real `ascn` command over other declared documents: ``python -m tests.flow.fetching SOURCES.yaml …``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from assistant.cli import main
from assistant.commands import fetching
from corpus.official import Official
from corpus.sources import Source, load_sources

if __name__ == "__main__":
    declared, officials = load_sources([Path(sys.argv.pop(1))]), fetching.officials

    def of_the_test(sources: Mapping[str, Source]) -> Mapping[str, Official]:
        return officials(declared)

    fetching.officials = of_the_test
    main()
