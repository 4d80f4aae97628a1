"""`python -m assistant.maintaining.child FOLDER`: runs one command of `ascn` and writes down how it ended.

The command does the work; nothing is done here beside it. Why a process of its own: reading and embedding
may take every core and, in native code, may crash, and neither may happen to the server.
"""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.cli import app, run
from assistant.maintaining.runs import Runs


def main(folder: Path) -> None:
    """Run what the folder says is to be run."""
    runs = Runs(folder)
    arguments = runs.ordered()
    sys.argv = ["ascn", *arguments]
    code = 1
    try:
        run(app)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        raise
    finally:
        runs.end(code)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
