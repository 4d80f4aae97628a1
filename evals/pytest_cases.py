"""`pytest --ascn-cases`: every case is a test of its id, asked of the same index as in a run.

Off without that option; with it and no path given the shipped cases are collected, and nothing else.
Theme, split and language select with ``-k``. Must not import what it needs before that.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from assistant.workspace import Workspace
    from evals.result import Result
    from evals.schema import Case

_OPTION = "--ascn-cases"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the option, and where indexes and documents are."""
    group = parser.getgroup("ascn", "cases of the ASCN Assistant")
    group.addoption(_OPTION, action="store_true", help="Run evaluation cases as tests.")
    group.addoption("--ascn-settings", action="append", metavar="KEY=VALUE", help="Another setting.")
    group.addoption("--ascn-data", type=Path, help="Where evaluation indexes are kept.")
    group.addoption("--ascn-material", type=Path, help="Folder of test material.")


def pytest_configure(config: pytest.Config) -> None:
    """Collect the shipped cases where no path is given."""
    if config.getoption(_OPTION) and config.args_source is not pytest.Config.ArgsSource.ARGS:
        from evals.schema import SHIPPED

        config.args = [str(SHIPPED)]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Files of cases are those that lie in a folder called so."""
    wanted = file_path.suffix == ".yaml" and file_path.parent.name == "cases"
    if not (wanted and parent.config.getoption(_OPTION)):
        return None
    return CaseFile.from_parent(parent, path=file_path)


class CaseFile(pytest.File):
    """One file of cases."""

    def collect(self) -> Iterable[pytest.Item]:
        """A test per case.

        Raises:
            CasesInvalid: a file of this folder breaks its schema.
        """
        import yaml

        ids = {row["id"] for row in yaml.safe_load(self.path.read_text(encoding="utf-8"))}
        for case in _cases(self.path.parent):
            if case.id in ids:
                yield CaseItem.from_parent(self, name=case.id, case=case)


class CaseFailed(Exception):
    """A case whose answer is not wholly right."""

    def __init__(self, result: Result) -> None:
        super().__init__(result)
        self.result = result


class CaseItem(pytest.Item):
    """One case as a test."""

    def __init__(self, *, case: Case, **given: Any) -> None:
        super().__init__(**given)
        self.case = case
        self.extra_keyword_matches |= {case.theme.value, case.split.value, case.language}

    def runtest(self) -> None:
        """Ask and score.

        Raises:
            CaseFailed: the answer is not wholly right.
        """
        from evals.answering import Task, answered
        from evals.run import unprovable

        workspace = _workspace(self.config)
        if reason := unprovable([self.case], workspace).get(self.case.id):
            pytest.skip(reason)
        result = answered(workspace, Task(self.case))
        if not result.passed:
            raise CaseFailed(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The question, what is wrong with the answer, and the answer, unless the case is held out."""
        if not isinstance(excinfo.value, CaseFailed):
            return super().repr_failure(excinfo, style)
        if self.case.split == "held_out":
            return "held out: what is wrong is not shown, so that nobody tunes on it"
        result = excinfo.value.result
        text = result.answer["text"] if result.answer else "no answer"
        return "\n".join([*self.case.turns, *(f"  {failure}" for failure in result.failures), f"  {text}"])

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the case stands."""
        return self.path, None, self.name


@cache
def _cases(folder: Path) -> tuple[Case, ...]:
    from evals.schema import load_cases

    return load_cases(folder)


_WORKSPACE = pytest.StashKey["Workspace"]()


def _workspace(config: pytest.Config) -> Workspace:
    """The workspace of this session, opened for its first case."""
    if _WORKSPACE not in config.stash:
        from evals import index
        from evals.answering import Answerer, settings_of
        from evals.material import MATERIAL, documents

        home = config.getoption("--ascn-data") or index.default_home()
        material = config.getoption("--ascn-material") or MATERIAL
        given = settings_of(config.getoption("--ascn-settings") or ())
        root = index.prepare(home, documents(material), given, lambda stage, done, total: None)
        workspace = config.stash[_WORKSPACE] = Answerer(root, given).open()
        config.add_cleanup(workspace.close)
    return config.stash[_WORKSPACE]
