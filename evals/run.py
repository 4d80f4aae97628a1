"""Answers cases in parallel and keeps each result at once; what a killed run has done is not done again.

A file of results belongs to one header: settings, code, index and cases. Asked for with the same
header it goes on, with another it begins anew. Must not judge results.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from assistant.commands.fetching import officials
from assistant.workspace import Workspace
from corpus.sources import sources
from evals.answering import Answerer, Task, open_answering, settings_hash
from evals.errors import IndexUnusable, RunBusy, RunUnreadable, SelectionInvalid
from evals.result import Recorded, Result, Run, appending, failed, read, start
from evals.revision import revision
from evals.schema import Case, Split, Theme, fingerprint
from evals.workers import Lost, each
from indexing.generations import Progress
from indexing.stored import Generation

LONGEST_ANSWER = 60.0
"""Seconds after which a case is given up; answers take 15 ms."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run will ask, of what.

    Attributes:
        run: the header.
        cases: those that are asked.
        skipped: those that cannot be, with the reason.
    """

    run: Run
    cases: tuple[Case, ...]
    skipped: Mapping[str, str]
    answerer: Answerer

    @property
    def name(self) -> str:
        """Names what is compared when a run is resumed, for a file."""
        text = self.run.model_copy(update={"started": datetime.min.replace(tzinfo=UTC)}).model_dump_json()
        return sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Finished:
    """A whole run.

    Attributes:
        results: in the order of the cases, each with its repeats.
        resumed: how many of them were there already.
    """

    run: Run
    results: tuple[Result, ...]
    resumed: int


def select(
    cases: Sequence[Case],
    themes: Sequence[Theme] = (),
    splits: Sequence[Split] = (),
    ids: Sequence[str] = (),
) -> tuple[Case, ...]:
    """The cases of any of these themes, splits and ids; nothing named means all.

    Raises:
        SelectionInvalid: an id is unknown, or no case is left.
    """
    if unknown := set(ids) - {case.id for case in cases}:
        raise SelectionInvalid(min(unknown), "no case has this id", "See the files in evals/cases")
    found = tuple(
        case
        for case in cases
        if (not themes or case.theme in themes)
        and (not splits or case.split in splits)
        and (not ids or case.id in ids)
    )
    if not found:
        raise SelectionInvalid("cases", "none is selected", "Name fewer conditions")
    return found


def plan(cases: Sequence[Case], answerer: Answerer, repeats: int = 1) -> Planned:
    """What a run of these cases would be.

    Raises:
        IndexUnusable: nothing is indexed.
        SettingsInvalid: a setting is unknown or out of range.
    """
    workspace = answerer.open()
    try:
        generation = _served(workspace)
        skipped = unprovable(cases, workspace)
        asked = tuple(case for case in cases if case.id not in skipped)
        header = Run(
            settings=settings_hash(workspace),
            revision=revision(),
            generation=_content(generation),
            cases=fingerprint(asked),
            started=datetime.now(UTC),
            repeats=repeats,
        )
        return Planned(header, asked, skipped, answerer)
    finally:
        workspace.close()


def unprovable(cases: Iterable[Case], workspace: Workspace) -> dict[str, str]:
    """Ids of the cases that only official documents prove which this index lacks, and which those are."""
    active = workspace.ledger.active()
    held = {entry.id for entry in workspace.ledger.entries(active.id)} if active else set()
    absent = officials(sources()).keys() - held
    needs = {case.id: {gold.document for gold in case.expect.citations} for case in cases}
    return {
        id_: f"needs {' or '.join(sorted(documents))}"
        for id_, documents in needs.items()
        if documents and documents <= absent
    }


def run(planned: Planned, out: Path, workers: int, progress: Progress, fresh: bool = False) -> Finished:
    """Ask what ``out`` does not hold yet, adding each result to it at once.

    Args:
        fresh: begin anew even where ``out`` holds results of the same header.

    Raises:
        RunBusy: another run writes to ``out``.
        WorkerUnusable: a process could not start.
    """
    tasks = [Task(case, repeat) for case in planned.cases for repeat in range(planned.run.repeats)]
    with _owned(out):
        recorded = _begun(planned.run, out, fresh)
        results = dict(recorded.results)
        resumed = len(results)
        missing = [task for task in tasks if (task.case.id, task.repeat) not in results]
        progress("ask", resumed, len(tasks))
        with appending(out) as append:
            for result in _answered(missing, planned.answerer, workers):
                append(result)
                results[result.key] = result
                progress("ask", len(results), len(tasks))
    return Finished(recorded.run, tuple(results[task.case.id, task.repeat] for task in tasks), resumed)


def _answered(tasks: Sequence[Task], answerer: Answerer, workers: int) -> Iterator[Result]:
    opener: Callable[[], Callable[[Task], Result]] = partial(open_answering, answerer)
    for task, outcome in each(tasks, opener, workers, LONGEST_ANSWER):
        if isinstance(outcome, Lost):
            yield failed(task.case, LONGEST_ANSWER, outcome.reason, task.repeat)
        else:
            yield outcome


@contextmanager
def _owned(out: Path) -> Iterator[None]:
    """Keep other runs from writing to ``out``; the system forgets it when the process ends."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunBusy(out) from error
        yield


def _begun(header: Run, out: Path, fresh: bool) -> Recorded:
    """What ``out`` holds of this run; anything else it holds is moved aside."""
    try:
        recorded = read(out)
    except RunUnreadable:
        recorded = None
    if recorded and not fresh and header.model_copy(update={"started": recorded.run.started}) == recorded.run:
        return recorded
    if out.stat().st_size:
        shutil.copyfile(out, out.with_name(f"{out.name}.old"))  # a rename would take our lock with it
    start(out, header)
    return Recorded(header, {})


def _served(workspace: Workspace) -> Generation:
    active = workspace.ledger.active()
    if active is None:
        raise IndexUnusable(str(workspace.folder.root), "nothing is indexed there", "Run `ascn sync`")
    return active


def _content(generation: Generation) -> str:
    """Names an index by what it holds: its id tells when it was built, so two alike would differ."""
    parts = (generation.content_hash, generation.fingerprint, str(generation.tokens))
    return sha256(" ".join(parts).encode()).hexdigest()[:16]
