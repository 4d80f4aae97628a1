"""A real run that is killed in the middle: ``python -m tests.evals.killed ROOT OUT AFTER``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from evals.answering import Answerer
from evals.run import plan, run
from tests.evals.harbour import LIGHT, many


def main() -> None:
    root, out, after = sys.argv[1:]

    def die(stage: str, done: int, total: int) -> None:
        if done == int(after):
            os.kill(os.getpid(), signal.SIGKILL)

    run(plan(many(24), Answerer(Path(root), LIGHT)), Path(out), workers=2, progress=die)


if __name__ == "__main__":
    main()
