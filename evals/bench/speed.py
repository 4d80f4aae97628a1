"""Speed and memory of the main job: indexing, asking, starting. Must not judge answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from assistant.commands.documents import add, synchronise
from assistant.pipeline import Pipeline
from assistant.schema import Question
from assistant.workspace import Workspace, open_workspace
from corpus.intake import Given
from corpus.readers import Limits
from evals.bench.measure import Timer, quantile, resident_megabytes
from evals.errors import MaterialMissing
from indexing.generations import Progress
from indexing.shipped import shipped_vectors
from indexing.stored import Pending
from indexing.sync import vectors_of


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value with its target; ``target`` is empty where there is none."""

    name: str
    value: str
    target: str = ""


def indexing(material: Path, root: Path, progress: Progress) -> list[Figure]:
    """Index all official documents into the empty folder ``root``, then synchronise again.

    Raises:
        MaterialMissing: the documents are not in ``material``.
    """
    home = material / "documents"
    if not home.is_dir():
        raise MaterialMissing(home)
    workspace = workspace_at(root)
    embedder = workspace.embedder
    embedder.embed_questions(["ready"])
    whole, again, alone, beside = Timer(), Timer(), Timer(), Timer()
    with whole.running(), workspace.folder.writing():
        added = list(add(workspace, [home], Given(), Limits()))
        synchronise(workspace, progress)
    with again.running(), workspace.folder.writing():
        synchronise(workspace, progress)
    passages = _embedded(workspace)
    with alone.running():
        embedder.embed_passages([passage.context + passage.text for passage in passages])
    with beside.running():
        vectors_of(passages, embedder, workspace.settings.index_workers)
    workspace.close()
    return [
        Figure("documents", str(sum(a.document_id is not None for a in added))),
        Figure("passages embedded", f"{len(passages):,}"),
        Figure("embedding them alone, one call", f"{alone.wall:.1f} s, {alone.cpu:.1f} CPU-s"),
        Figure("embedding them side by side", f"{beside.wall:.1f} s, {beside.cpu:.1f} CPU-s"),
        Figure("passages per CPU-second", f"{len(passages) / alone.cpu:.1f}"),
        Figure("whole indexing", f"{whole.wall:.1f} s"),
        Figure("whole / embedding in one call", f"{whole.wall / alone.wall:.2f}", "≤ 1.25"),
        Figure("whole / embedding side by side", f"{whole.wall / beside.wall:.2f}"),
        Figure("second sync", f"{again.wall:.2f} s", "≤ 1 s"),
    ]


def _embedded(workspace: Workspace) -> list[Pending]:
    """The passages whose vectors had to be made, as they were embedded."""
    active = workspace.ledger.active()
    assert active is not None
    shipped = shipped_vectors(active.fingerprint)
    every = workspace.ledger.pending(workspace.ledger.revisions(active.id), "none")
    return [passage for passage in every if passage.hash not in shipped]


def answering(material: Path, root: Path) -> list[Figure]:
    """Ask every example question of an indexed folder, warm; each twice, the second time counts.

    Raises:
        MaterialMissing: the example questions are not in ``material``.
    """
    file = material / "eval_examples.jsonl"
    if not file.is_file():
        raise MaterialMissing(file)
    questions = [json.loads(line)["turns"][-1] for line in file.read_text(encoding="utf-8").splitlines()]
    workspace = workspace_at(root)
    pipeline = workspace.pipeline
    pipeline.warm()
    rows = [_asked(pipeline, question) for question in questions for _ in (1, 2)][1::2]
    resident = resident_megabytes()
    workspace.close()
    # Claims stream before suggestions are tried, so a reader does not wait for these.
    whole = [sum(row.values()) - row.get("suggestions", 0.0) for row in rows]
    searched = [(total, row["embed"]) for total, row in zip(whole, rows, strict=True) if "embed" in row]
    ratio = median(total / embed for total, embed in searched)
    names = dict.fromkeys(name for row in rows for name in row)
    steps = {name: median(row[name] for row in rows if name in row) for name in names}
    return [
        Figure("questions", str(len(rows))),
        Figure("question to verified answer, median", f"{median(whole):.1f} ms"),
        Figure("question to verified answer, p95", f"{quantile(whole, 0.95):.0f} ms", "≤ 250 ms"),
        Figure("answer / embedding the question, median", f"{ratio:.2f}", "≤ 2.5"),
        *(Figure(f"  step {name}, median", f"{ms:.1f} ms") for name, ms in steps.items()),
        Figure("resident", f"{resident:.0f} MB", "≤ 700 MB"),
    ]


def cold_start(root: Path) -> list[Figure]:
    """Run ``ascn ask`` as a command of its own on an indexed folder, three times."""
    command = [sys.executable, "-m", "assistant", "ask", "How many cities are in the network?"]
    seconds = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run(command, env=environment(root), check=True, capture_output=True)
        seconds.append(time.perf_counter() - begin)
    return [Figure("`ascn ask` from a cold start", f"median {median(seconds):.1f} s", "≤ 4 s")]


def serving_memory(root: Path, questions: Sequence[str]) -> list[Figure]:
    """Memory of a process that serves, after some questions."""
    script = (
        "import sys; from assistant.workspace import open_workspace; from assistant.schema import Question\n"
        "from assistant.api.app import create_app; from evals.bench.measure import resident_megabytes\n"
        "w = open_workspace(); app = create_app(w.pipeline, w.shelf)\n"
        "[w.pipeline.answer(Question(text=q)) for q in sys.argv[1:]]\n"
        "print(resident_megabytes())"
    )
    command = [sys.executable, "-c", script, *questions]
    shown = subprocess.run(command, env=environment(root), check=True, capture_output=True, text=True).stdout
    return [Figure("serving process, resident", f"{float(shown):.0f} MB", "≤ 700 MB")]


def workspace_at(root: Path) -> Workspace:
    """The workspace of a data folder, settings from the environment."""
    return open_workspace(environment(root))


def environment(root: Path) -> Mapping[str, str]:
    """The environment of this process with another data folder."""
    return {**os.environ, "ASCN_DATA": str(root)}


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A data folder that goes with the run."""
    return tempfile.TemporaryDirectory(prefix="ascn-bench-")


def _asked(pipeline: Pipeline, question: str) -> dict[str, float]:
    answer = pipeline.answer(Question(text=question))
    spent: dict[str, float] = {}
    for step in answer.trace.steps:  # a step may be taken once for each part of a question
        spent[step.name] = spent.get(step.name, 0.0) + step.ms
    return spent
