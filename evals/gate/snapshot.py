"""A run cut down to what two runs are compared by, and baselines: snapshots kept beside the cases.

Must not compare or judge.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from evals.bench.measure import quantile
from evals.errors import BaselineUnusable
from evals.result import Recorded, Result, Run, first_repeats
from evals.schema import Case, Split, Theme, fingerprint

BASELINES = Path(__file__).parents[1] / "baselines"
"""The folder of the baselines that ship with the project."""

FEWEST_TIMED = 20
"""Questions that must have been embedded before a latency says anything."""

_SHORT = 240
"""Characters of an answer that are kept, enough to see what it says."""

_OF_THIS_INDEX = frozenset({"id", "generation", "trace"})
"""What differs between two indexes of the same content, or between two moments."""


class _Line(BaseModel):
    """One frozen line of a baseline."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Header(_Line):
    """What a snapshot was made of and what it cost.

    Attributes:
        latency: 95th percentile from question to answer, in 95th percentiles of embedding a question.
        megabytes: most memory that an answering process held.
    """

    kind: Literal["baseline"] = "baseline"
    run: Run
    latency: float | None = None
    megabytes: float | None = None


class Outcome(_Line):
    """What became of a case.

    Attributes:
        asked: `asked_as` of the case.
        content: hash of the whole answer, times and names of the index aside.
        text: its beginning.
        citations: "document" or "document p. 3", in order.
    """

    kind: Literal["outcome"] = "outcome"
    case: str
    asked: str
    theme: Theme
    split: Split
    passed: bool
    failures: tuple[str, ...] = ()
    status: str | None = None
    content: str
    text: str = ""
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run as it is compared; ``outcomes`` by case."""

    header: Header
    outcomes: Mapping[str, Outcome]


def snapshot(recorded: Recorded, cases: Sequence[Case]) -> Snapshot:
    """The snapshot of a whole run of ``cases``; of a case asked several times, the first answer.

    Raises:
        BaselineUnusable: the run is of other cases, or was not finished.
    """
    results = list(recorded.results.values())
    known = {case.id: case for case in cases}
    first = first_repeats(results)
    asked = [known[result.case] for result in first if result.case in known]
    if len(asked) < len(first) or fingerprint(asked) != recorded.run.cases:
        reason = "they are not of the cases as they are now, or the run was not finished"
        raise BaselineUnusable("results", reason, "Run the cases anew with `ascn eval run`")
    held = [result.megabytes for result in results if result.megabytes is not None]
    header = Header(run=recorded.run, latency=latency(results), megabytes=max(held, default=None))
    return Snapshot(header, {result.case: _outcome(result, known[result.case]) for result in first})


def without_costs(kept: Snapshot) -> Snapshot:
    """The snapshot of a run whose costs were disturbed."""
    return Snapshot(kept.header.model_copy(update={"latency": None, "megabytes": None}), kept.outcomes)


def latency(results: Iterable[Result]) -> float | None:
    """95th percentile of the time to an answer over that of the time of embedding a question.

    A ratio within one run: how fast the machine is cancels out, and how busy it is nearly so. With the
    median below, the same answers came to 12 on an idle machine and to 26 on one with four times the work it
    can do; with the same percentile, to 5.9 and 7.5. Of a case asked several times the quickest answer
    counts. None where too little was embedded.
    """
    seconds: dict[str, float] = {}
    embedding: dict[str, float] = {}
    for result in results:
        if result.answer is None:
            continue
        seconds[result.case] = min(result.seconds, seconds.get(result.case, result.seconds))
        if (ms := _embedding(result.answer)) is not None:
            embedding[result.case] = min(ms, embedding.get(result.case, ms))
    if len(embedding) < FEWEST_TIMED:
        return None
    slow, embedded = (quantile(list(times.values()), 0.95) for times in (seconds, embedding))
    return round(1000 * slow / embedded, 3)


def asked_as(case: Case) -> str:
    """Names a case by all that it says, so that one that was changed is not compared with what it was."""
    return fingerprint([case])[:16]


def baseline_path(name: str) -> Path:
    """Where the baseline of a name is kept."""
    return BASELINES / f"{name}.jsonl.gz"


def read_baseline(path: Path) -> Snapshot:
    """The snapshot that a file holds.

    Raises:
        BaselineUnusable: there is no such file, or it is no baseline.
    """
    step = "Make one with `ascn eval gate --accept`"
    try:
        lines = gzip.decompress(path.read_bytes()).splitlines()
        header, *outcomes = map(_LINE.validate_json, lines)
    except FileNotFoundError as error:
        raise BaselineUnusable(path.name, "there is no such baseline", step) from error
    except (OSError, EOFError, ValueError, ValidationError) as error:
        raise BaselineUnusable(path.name, "it cannot be read", step) from error
    if not isinstance(header, Header):
        raise BaselineUnusable(path.name, "it does not start with its header", step)
    return Snapshot(header, {o.case: o for o in outcomes if isinstance(o, Outcome)})


def write_baseline(path: Path, kept: Snapshot) -> None:
    """Keep a snapshot; the same snapshot gives the same bytes."""
    rows = [kept.header, *(kept.outcomes[case] for case in sorted(kept.outcomes))]
    lines = b"".join(row.model_dump_json().encode() + b"\n" for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(lines, mtime=0))


def _outcome(result: Result, case: Case) -> Outcome:
    answer = result.answer or {}
    return Outcome(
        case=result.case,
        asked=asked_as(case),
        theme=result.theme,
        split=result.split,
        passed=result.passed,
        failures=result.failures,
        status=result.status,
        content=_content(answer),
        text=" ".join(str(answer.get("text", "")).split())[:_SHORT],
        citations=tuple(dict.fromkeys(_places(answer))),
    )


def _content(answer: Mapping[str, Any]) -> str:
    kept = {key: value for key, value in answer.items() if key not in _OF_THIS_INDEX}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def _places(answer: Mapping[str, Any]) -> Iterator[str]:
    for claim in answer.get("claims", ()):
        for citation in claim["citations"]:
            page = citation["page"]
            yield citation["document_id"] if page is None else f"{citation['document_id']} p. {page}"


def _embedding(answer: Mapping[str, Any]) -> float | None:
    steps = {step["name"]: float(step["ms"]) for step in answer["trace"]["steps"]}
    return steps.get("embed")


_LINE: TypeAdapter[Header | Outcome] = TypeAdapter(Annotated[Header | Outcome, Field(discriminator="kind")])
