"""Results: what became of each case of a run, as lines of JSON that survive a killed process.

A file starts with the `Run` and has one `Result` a line. Must not score or run anything.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assistant.schema import Answer
from evals.errors import RunUnreadable
from evals.schema import Case, Split, Theme

Share = Annotated[float, Field(ge=0, le=1)]


class _Line(BaseModel):
    """One frozen line of a file of results."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Run(_Line):
    """What a run was made of; two runs whose `cases` are the same can be compared.

    Attributes:
        settings: hash of the settings that answered.
        revision: of the code; "unknown" outside a checkout.
        generation: of the index; None without one.
        cases: `evals.schema.fingerprint`.
        repeats: how often each case is asked.
    """

    kind: Literal["run"] = "run"
    settings: str
    revision: str
    generation: str | None
    cases: str
    started: Annotated[AwareDatetime, AfterValidator(lambda moment: moment.astimezone(UTC))]
    repeats: Annotated[int, Field(ge=1)] = 1


class Result(_Line):
    """One case answered and scored.

    Attributes:
        repeat: counts from 0.
        answer: the answer as the public contract writes it; None where there was none.
        seconds: from question to answer.
        passed: whether the answer is wholly right.
        failures: why it is not, each "what: which".
        breaches: invariants that the answer breaks, in the same shape; also among the failures.
        scores: metric → share from 0 (bad) to 1 (good); a metric that does not apply is absent.
        ranking: pages found for the question, best first, as `evals.metrics.retrieval.place` writes them.
        megabytes: memory that the answering process held then.
    """

    kind: Literal["result"] = "result"
    case: str
    theme: Theme
    split: Split
    language: str
    repeat: Annotated[int, Field(ge=0)] = 0
    answer: dict[str, Any] | None
    seconds: Annotated[float, Field(ge=0)]
    passed: bool
    failures: tuple[str, ...] = ()
    breaches: tuple[str, ...] = ()
    scores: dict[str, Share] = {}
    ranking: tuple[str, ...] = ()
    megabytes: Annotated[float, Field(ge=0)] | None = None

    @property
    def key(self) -> tuple[str, int]:
        """What a run has once."""
        return self.case, self.repeat

    @property
    def status(self) -> str | None:
        """How the question ended; None where there was no answer."""
        return str(self.answer["status"]) if self.answer else None

    def answered(self) -> Answer | None:
        """The answer as a value."""
        return Answer.model_validate(self.answer) if self.answer is not None else None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A file of results, by case and repeat; of a pair that stands twice, the later line."""

    run: Run
    results: Mapping[tuple[str, int], Result]


def first_repeats(results: Iterable[Result]) -> tuple[Result, ...]:
    """The first repeat of each case, in the order given: what pass rates are counted on."""
    return tuple(result for result in results if result.repeat == 0)


def failed(case: Case, seconds: float, reason: str, repeat: int = 0) -> Result:
    """The result of a case that got no answer at all."""
    return Result(
        case=case.id,
        theme=case.theme,
        split=case.split,
        language=case.language,
        repeat=repeat,
        answer=None,
        seconds=seconds,
        passed=False,
        failures=(f"error: {reason}",),
    )


def start(path: Path, run: Run) -> None:
    """Begin a file of results in place of what is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_line(run))


def read(path: Path) -> Recorded:
    """What a file holds; a last line that was cut off when its process was killed is left out.

    Raises:
        RunUnreadable: there is no such file, it starts with no run, or another line is broken.
    """
    lines = _whole_lines(path)
    found: list[Run | Result] = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(_LINE.validate_json(line))
        except ValidationError as error:
            reason = f"line {number} is no result ({error.errors(include_url=False)[0]['msg']})"
            raise RunUnreadable(str(path), reason, "Run the cases anew") from error
    if not found or not isinstance(found[0], Run):
        raise RunUnreadable(str(path), "it starts with no run", "Run the cases anew")
    return Recorded(found[0], {r.key: r for r in found if isinstance(r, Result)})


@contextmanager
def appending(path: Path) -> Iterator[Callable[[Result], None]]:
    """Gives what adds results to a begun file, each whole on disk before the next; one writer at a time.

    Raises:
        RunUnreadable: there is no such file.
    """
    whole = sum(map(len, _whole_lines(path)))
    with path.open("r+b", buffering=0) as file:
        file.truncate(whole)
        file.seek(whole)

        def append(result: Result) -> None:
            file.write(_line(result))
            os.fsync(file.fileno())

        yield append


def _whole_lines(path: Path) -> list[bytes]:
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except OSError as error:
        raise RunUnreadable(str(path), f"it cannot be read ({error.strerror})", "Name a run") from error
    return lines[:-1] if lines and not lines[-1].endswith(b"\n") else lines


def _line(value: Run | Result) -> bytes:
    return value.model_dump_json().encode() + b"\n"


_LINE: TypeAdapter[Run | Result] = TypeAdapter(Annotated[Run | Result, Field(discriminator="kind")])
