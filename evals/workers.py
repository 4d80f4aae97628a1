"""Does tasks in processes of their own; one that dies or hangs costs only the task it had in hand.

Every process opens what it needs once, then takes one task after the other. They end when they are
told to, and also when whoever started them is gone. Must not know what the tasks are.

Why not `concurrent.futures`: there one dead process fails every task that is still to do, and does
not say which one killed it.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from evals.errors import WorkerUnusable

Task = TypeVar("Task")
Done = TypeVar("Done")

_SPAWN = get_context("spawn")
"""Not fork: a forked child inherits the locks of native threads that it does not have."""

_LONGEST_START = 300.0
"""Seconds that a process may take to open what it needs, on a machine that is busy."""

_LONGEST_END = 2.0
"""Seconds that a process may take to end by itself."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A task that was not done, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Ready:
    """A process has opened what it needs."""


def each(
    tasks: Iterable[Task],
    opener: Callable[[], Callable[[Task], Done]],
    workers: int,
    seconds: float,
) -> Iterator[tuple[Task, Done | Lost]]:
    """Every task with what became of it, in the order in which they end.

    Args:
        opener: called once in each process, gives what does a task there; found by name in that
            process, so no lambda; tasks and outcomes are pickled.
        seconds: after which a task is given up and its process ended.

    Raises:
        WorkerUnusable: a process could not start.
    """
    waiting = deque(tasks)
    team = [_Worker[Task, Done](opener, seconds) for _ in range(min(workers, len(waiting)))]
    try:
        while team:
            for worker in _stirring(team):
                task, message = worker.heard()
                if isinstance(message, Lost) or not worker.take(waiting):
                    worker.end()
                    team.remove(worker)
                if isinstance(message, Lost):
                    if task is None:
                        raise WorkerUnusable(message.reason)
                    if waiting:
                        team.append(_Worker(opener, seconds))
                if task is not None and not isinstance(message, _Ready):
                    yield task, message
    finally:
        for worker in team:
            worker.end()


class _Worker(Generic[Task, Done]):
    """A process, the pipe to it, and the task it has in hand: none while it opens what it needs."""

    def __init__(self, opener: Callable[[], Callable[[Task], Done]], seconds: float) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_serve, args=(opener, theirs), daemon=True)
        self._process.start()
        theirs.close()  # so that the pipe ends when the process does
        self._task: Task | None = None
        self._seconds = seconds
        self.deadline = time.monotonic() + _LONGEST_START

    def take(self, waiting: deque[Task]) -> bool:
        """Hand the next task to the process; false where none is left."""
        if not waiting:
            return False
        self._task = waiting.popleft()
        self.deadline = time.monotonic() + self._seconds
        with suppress(OSError):  # a process that has just died is heard of through its pipe
            self.pipe.send(self._task)
        return True

    def heard(self) -> tuple[Task | None, Done | Lost | _Ready]:
        """The task in hand with what its process says of it, or what became of the process."""
        task, self._task = self._task, None
        if not self.pipe.poll():
            return task, Lost("no answer in time, its process was ended")
        try:
            return task, self.pipe.recv()
        except (EOFError, OSError):
            self._process.join(_LONGEST_END)
            return task, Lost(f"its process ended by itself ({_ending(self._process.exitcode)})")

    def end(self) -> None:
        """End the process: by closing its pipe, or by force where it does not listen."""
        self.pipe.close()
        self._process.join(_LONGEST_END)
        self._process.kill()
        self._process.join()


def _stirring(team: list[_Worker[Task, Done]]) -> list[_Worker[Task, Done]]:
    """The workers that say something, have ended, or have had their time; waits for one."""
    first = min(worker.deadline for worker in team)
    spoken = wait([worker.pipe for worker in team], max(0.0, first - time.monotonic()))
    now = time.monotonic()
    return [worker for worker in team if worker.pipe in spoken or worker.deadline <= now]


def _ending(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return signal.Signals(-exit_code).name
    return f"exit code {exit_code}"


def _serve(opener: Callable[[], Callable[[Any], Any]], pipe: Connection) -> None:
    """What a process does: open, then task after task until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that hands out tasks
    try:
        work = opener()
    except Exception as error:  # noqa: BLE001  # whatever it is, the one who waits must hear of it
        pipe.send(Lost(f"{type(error).__name__}: {error}"))
        return
    pipe.send(_Ready())
    with suppress(EOFError, OSError):
        while True:
            pipe.send(work(pipe.recv()))
