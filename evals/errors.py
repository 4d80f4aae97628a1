"""What can go wrong while quality or speed is measured.

AscnError
└── EvaluationError
    ├── CasesInvalid         a file of cases breaks its schema, or a case contradicts another
    ├── RunUnreadable        a file of results cannot be read
    ├── MaterialMissing      the folder of test material is not there
    ├── LibraryMissing       a package that only measurements need is not installed
    ├── SelectionInvalid     nothing is selected, or what was named is no case
    ├── IndexUnusable        what cases are asked of is not there or cannot be made
    ├── RunBusy              another process writes to the file of results
    ├── DraftUnfit           a draft is no whole case yet
    ├── FeedbackUnknown      no feedback that is still open has this id
    ├── LlmUnusable          what was named is no language model
    ├── BaselineUnusable     nothing to compare a run with, or nothing that could become a baseline
    ├── BrowserMissing       no browser to measure pages with
    ├── ServerAbsent         the server to be measured ended before it was ready
    └── WorkerUnusable       a process that answers cases could not even start
"""

from __future__ import annotations

from pathlib import Path

from corpus.errors import AscnError


class EvaluationError(AscnError):
    """Anything wrong with a measurement."""


class CasesInvalid(EvaluationError):
    """A file of cases breaks its schema, or a case contradicts another."""


class RunUnreadable(EvaluationError):
    """A file of results cannot be read: missing, or a line before its last is no result."""


class MaterialMissing(EvaluationError):
    """The folder of test material is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), "the test material is not there", "Name its folder with --material")


class LibraryMissing(EvaluationError):
    """A package that only measurements need is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(package, "the package is not installed", "Install ascn-assistant[evals]")


class SelectionInvalid(EvaluationError):
    """What was named on the command line selects no case, or is no setting."""


class IndexUnusable(EvaluationError):
    """The index that cases are asked of is not there or cannot be made."""


class RunBusy(EvaluationError):
    """Another process writes to the file of results."""

    def __init__(self, path: Path) -> None:
        step = "Wait until it has finished, or name another file with --out"
        super().__init__(str(path), "another run writes to this file", step)


class BaselineUnusable(EvaluationError):
    """There is nothing to compare a run with, or a run that cannot become a baseline."""


class WorkerUnusable(EvaluationError):
    """A process that shall answer cases could not even start."""

    def __init__(self, reason: str) -> None:
        super().__init__("evaluation", f"a worker could not start ({reason})", "Run `ascn doctor`")


class DraftUnfit(EvaluationError):
    """A draft is no whole case yet, or contradicts one."""


class FeedbackUnknown(EvaluationError):
    """No feedback has this id, or what was asked for cannot be done with it any more."""


class LlmUnusable(EvaluationError):
    """What was named is no language model, or it cannot be made."""


class BrowserMissing(EvaluationError):
    """There is no browser to measure pages with, or nothing that drives it."""


class ServerAbsent(EvaluationError):
    """The server to be measured ended before it was ready."""

    def __init__(self, data: Path) -> None:
        super().__init__(str(data), "the server did not start on it", "See why with `ascn serve`")
