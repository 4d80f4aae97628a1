"""Starts one change at a time in a process of its own and tells what became of it, also after a restart.

    run/order.json     what is to be done, since when, by which process
    run/end.json       how it ended; written by the process itself, so that it is missing where it was killed
    run/log            what the command printed

Must not do the work, and must not write to the index.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Protocol, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from assistant.errors import RunUnderWay
from indexing import work
from indexing.folder import DataFolder

Value = TypeVar("Value", bound=BaseModel)

_GENTLER = 10
"""How much such a process gives way to the answers of the server, as `nice` counts."""

_SHOWN = 200
"""Last lines of what it printed."""

_MOST_LOG_BYTES = 64_000
"""Of the end of what it printed that are read."""


class Verb(StrEnum):
    """What can be done in the background: commands of `ascn`."""

    ADD = "add"
    REMOVE = "remove"
    SYNC = "sync"
    REBUILD = "rebuild"


class State(StrEnum):
    """How far it is. ``LOST``: its process was killed before it could say how it ended."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"


class Order(BaseModel):
    """What is to be done.

    Attributes:
        things: what it is done to, for people.
        arguments: of the command.
        discard: a folder that is of no use once it has been done.
    """

    model_config = ConfigDict(frozen=True)

    verb: Verb
    things: tuple[str, ...]
    arguments: tuple[str, ...]
    began: AwareDatetime
    discard: Path | None = None
    process: int | None = None


class End(BaseModel):
    """How it ended: 0 where all went well."""

    model_config = ConfigDict(frozen=True)

    code: int
    ended: AwareDatetime


@dataclass(frozen=True, slots=True)
class Run:
    """The last change that was started here, and how it stands.

    Attributes:
        log: the last lines that the command printed.
    """

    order: Order
    state: State
    ended: datetime | None
    log: tuple[str, ...]


class Child(Protocol):
    """A process that was started."""

    @property
    def pid(self) -> int:
        """Its number."""
        ...

    def poll(self) -> int | None:
        """None while it runs."""
        ...


Spawn = Callable[[Sequence[str], Mapping[str, str], Path], Child]
"""Starts a command in an environment, printing into a file."""


def spawned(command: Sequence[str], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    """A process that goes on when this one ends, and gives way to it while both run."""
    with log.open("wb") as printed:
        child = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
            start_new_session=True,
        )
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, child.pid, _GENTLER)
    return child


class Runs:
    """The runs of a data folder; usable from several threads.

    Args:
        root: the data folder.
    """

    def __init__(
        self,
        root: Path,
        spawn: Spawn = spawned,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folder = DataFolder(root)
        self._spawn = spawn
        self._now = now
        self._lock = Lock()
        self._child: Child | None = None

    def start(
        self, verb: Verb, things: Sequence[str], arguments: Sequence[str], discard: Path | None = None
    ) -> None:
        """Begin `ascn verb arguments`.

        Raises:
            RunUnderWay: one that was started here goes on.
            IndexBusy: another process is writing.
            DataFolderUnusable: the folder cannot be written.
        """
        with self._lock:
            last = self.last()
            if last is not None and last.state is State.RUNNING:
                raise RunUnderWay(last.order.verb, last.order.began)
            with self._folder.writing():
                pass
            self._path("end.json").unlink(missing_ok=True)
            order = Order(
                verb=verb,
                things=tuple(things),
                arguments=tuple(arguments),
                began=self._now().replace(microsecond=0),
                discard=discard,
            )
            self._write("order.json", order)
            environment = {**os.environ, "ASCN_DATA": str(self._folder.root), "COLUMNS": "200"}
            self._child = self._spawn([*_COMMAND, str(self._folder.root)], environment, self._path("log"))
            self._write("order.json", order.model_copy(update={"process": self._child.pid}))

    def last(self) -> Run | None:
        """The last one and how it stands; None where there was none."""
        order = self._read("order.json", Order)
        if order is None:
            return None
        alive = self._alive(order)  # before the end is read: what ends in between is not taken for lost
        end = self._read("end.json", End)
        if alive:
            state = State.RUNNING
        elif end is None:
            state = State.LOST
        else:
            state = State.DONE if end.code == 0 else State.FAILED
        return Run(order, state, end.ended if end else None, self._log())

    def ordered(self) -> tuple[str, ...]:
        """The command that is to be run, for the process that runs it."""
        order = self._read("order.json", Order)
        assert order is not None, "a run is started by its order"
        return (order.verb.value, *order.arguments)

    def end(self, code: int) -> None:
        """Write down how it ended, in the process that ran it."""
        order = self._read("order.json", Order)
        if code == 0 and order is not None and order.discard is not None:
            shutil.rmtree(order.discard, ignore_errors=True)
        self._write("end.json", End(code=code, ended=self._now().replace(microsecond=0)))

    def _alive(self, order: Order) -> bool:
        """Whether its process goes on: our own child, or after a restart the one that holds the lock."""
        if self._child is not None and self._child.pid == order.process:
            return self._child.poll() is None
        return order.process is not None and work.owner(self._folder) == order.process

    def _log(self) -> tuple[str, ...]:
        try:
            with self._path("log").open("rb") as log:
                size = log.seek(0, os.SEEK_END)
                log.seek(max(0, size - _MOST_LOG_BYTES))
                text = log.read().decode(errors="replace")
        except OSError:
            return ()
        below = f"{self._folder.uploads}{os.sep}"
        lines = (line.strip() for line in text.splitlines())
        # A name of an uploaded file begins with the id of its upload, which tells nobody anything.
        told = (
            line.partition(below)[2].partition("/")[2] if line.startswith(below) else line for line in lines
        )
        return tuple(line for line in told if line and not line.startswith(_BARS))[-_SHOWN:]

    def _path(self, name: str) -> Path:
        return self._folder.run / name

    def _write(self, name: str, value: BaseModel) -> None:
        """Replace a file in one step."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(value.model_dump_json())
        Path(draft).replace(path)

    def _read(self, name: str, kind: type[Value]) -> Value | None:
        try:
            return kind.model_validate(json.loads(self._path(name).read_text(encoding="utf-8")))
        except (OSError, ValueError, ValidationError):
            return None


_COMMAND = (sys.executable, "-m", "assistant.maintaining.child")
_BARS = ("Reading documents", "Embedding passages", "Preparing for", "Indexing keywords", "Indexing vectors")
"""What a bar of progress begins with; how far it has come is told elsewhere."""
