"""Fits how sure the evidence holds the answer: `python -m evals.calibrate MATERIAL` prints the limits.

Procedure: every second XQuAD question (the dev half) is asked twice, of all paragraphs and of all
but its own. The label is whether a chosen sentence holds the expected answer. A logistic model over
`Signals` is fitted to both; the limit to answer is the least at which at most `MOST_FALSE` of the
questions without their paragraph are answered, the limit to show the closest passages that at which
`MOST_CLOSEST` of them are. The other half reports. Questions in English, and in Thai and Vietnamese
of English paragraphs, are fitted apart: words mean nothing across languages.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import astuple
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.compose.confidence import Limits, Signals, signals
from assistant.compose.extractive import compose
from assistant.evidence import gather, wanted
from evals.bench.retrieval import indexed
from evals.bench.sets import read_rows, xquad
from indexing.embedding import Embedder, load_embedder
from indexing.query import query_of
from indexing.retrieve import Filter, Retriever

MOST_FALSE, MOST_CLOSEST = 0.10, 0.50
_PASSAGES, _SENTENCES = 12, 4

Floats = NDArray[np.float64]
Case = tuple[Signals, bool, bool]
"""(signals, a chosen sentence holds the answer, the question's own paragraph was there)."""


def cases(retriever: Retriever, embedder: Embedder, rows: list[dict[str, list[str] | str]]) -> Iterator[Case]:
    """Each question with and without its own paragraph."""
    everything = frozenset(retriever.entries)
    for row in rows:
        question, own = str(row["question"]), str(row["doc"])
        query = query_of(question, embedder)
        words = wanted(question, retriever.idf)
        for only in (Filter(), Filter(documents=everything - {own})):
            hits = retriever.retrieve(query, _PASSAGES, only)
            chosen = compose(
                question, gather(hits, query.vector, words), words, _SENTENCES, date.today()
            ).found
            held = not only.documents and any(str(a) in e.text for a in row["answers"] for e in chosen)
            yield signals(question, chosen, words), held, not only.documents


def fit(made: list[Case]) -> tuple[float, ...]:
    """Weights of a logistic model, by Newton's method with a little ridge."""
    x = np.array([[*astuple(s), 1.0] for s, _, _ in made])
    y = np.array([held for _, held, _ in made], dtype=float)
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + 0.05 * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (p - y) + 0.05 * w)
    return tuple(round(float(v), 3) for v in w)


def limits(made: list[Case]) -> Limits:
    """Weights and both limits for these cases."""
    draft = Limits(fit(made), 0.5, 0.5)
    wrong = np.array([draft.confidence(s) for s, _, there in made if not there])
    answer, closest = (float(np.quantile(wrong, 1 - share)) for share in (MOST_FALSE, MOST_CLOSEST))
    return Limits(draft.weights, round(answer, 3), round(closest, 3))


def report(found: Limits, made: list[Case]) -> str:
    """What the limits do on cases they were not fitted to."""
    sure = [(found.confidence(s), held, there) for s, held, there in made]
    without = [p for p, _, there in sure if not there]
    right = [p for p, held, _ in sure if held]
    false = sum(p >= found.answer for p in without) / len(without)
    refused = sum(p < found.answer for p in right) / len(right)
    wins = float(np.mean([[a > b for b in without] for a in right]))
    share = len(right) / sum(there for _, _, there in sure)
    quality = f"right sentence {share:.3f}, AUROC {wins:.3f}"
    return f"{quality}, false answers {false:.3f}, false refusals {refused:.3f}"


def main(material: Path) -> None:
    """Fit and print, English and across languages."""
    home = material / "bench" / "xquad"
    answers = {row["id"]: row["answers"] for row in read_rows(home / "qa_en.jsonl")}
    (paragraphs,) = xquad(home, ("en",))
    with tempfile.TemporaryDirectory() as cache:
        embedder = load_embedder("e5-small", Path(cache), 2)
        with indexed(paragraphs, embedder, lambda stage, done, total: None) as retriever:
            for name, languages in (("same", ("en",)), ("across", ("th", "vi"))):
                rows = [r for tag in languages for r in read_rows(home / f"qa_{tag}.jsonl")]
                rows = [{**r, "answers": answers[r["id"]]} for r in rows]
                dev = list(cases(retriever, embedder, rows[::2]))
                rest = list(cases(retriever, embedder, rows[1::2]))
                found = limits(dev)
                sys.stdout.write(f"{name}: {json.dumps(astuple(found))}\n  dev  {report(found, dev)}\n")
                sys.stdout.write(f"  rest {report(found, rest)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
