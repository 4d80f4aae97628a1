"""Fits how sure the evidence holds the answer: `python -m evals.calibrate MATERIAL DATA` prints the limits.

Procedure. Each question of the dev split that stands alone is asked of the whole index, and once more of
all documents but those its gold names; XQuAD's dev half is asked of its paragraphs, with and without the
right one. The label is whether the sentences chosen hold the facts expected. A logistic model over
`Signals` is fitted to all, cases and XQuAD weighing the same; where question and evidence differ in
language it is fitted apart, for words mean nothing across languages; a foreign question is read in English
words as when it is asked, and then in its own, which is what is fitted apart. The limit to answer is
the highest that refuses at most `MOST_REFUSED` of the cases whose evidence holds the answer and offers what
is asked for; what false answers that leaves is told. The limit to show the closest
passages is that which half of the questions without an answer reach. The other half of XQuAD and nothing of
the held-out split reports; that split is for `ascn eval run`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np

from assistant.compose.bearing import subject_of
from assistant.compose.confidence import Limits, Signals, offers, signals
from assistant.compose.extractive import compose
from assistant.evidence import gather, wanted
from assistant.languages.gloss import Gloss, in_english
from assistant.messages import ENGLISH
from assistant.schema import Status
from evals.answering import TODAY, Answerer
from evals.bench.retrieval import indexed
from evals.bench.sets import read_rows, xquad
from evals.index import prepare
from evals.material import documents
from evals.metrics.nuggets import missing
from evals.schema import Case, Split, load_cases
from indexing.embedding import Embedder, load_embedder
from indexing.language import differ, language_of
from indexing.query import query_of
from indexing.retrieve import Filter, Retriever

_PASSAGES, _SENTENCES = 12, 4
MOST_REFUSED = 0.1


class Kind(StrEnum):
    """How question and evidence stand to each other; one set of limits for each."""

    SAME = "same"
    READ = "read"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was chosen for a question.

    Attributes:
        held: whether it holds the facts expected.
        kind: whether both share a language, the question is read in English words, or neither.
        own: whether it is one of the project's cases.
    """

    signals: Signals
    held: bool
    kind: Kind
    own: bool


def of_cases(retriever: Retriever, embedder: Embedder, cases: Sequence[Case]) -> Iterator[Seen]:
    """Each case with and without the documents of its gold."""
    everything = frozenset(retriever.entries)
    for case in cases:
        gold = frozenset(g.document for g in case.expect.citations)
        withheld = (Filter(documents=everything - gold),) if gold else ()
        for only in (Filter(), *withheld):
            yield from _seen(retriever, embedder, case, only)


def _seen(retriever: Retriever, embedder: Embedder, case: Case, only: Filter) -> Iterator[Seen]:
    """The question in English words, and where it is in another language once more in its own."""
    read = in_english(case.turns[-1], case.language)
    readings = [read] if read.is_read else []
    if differ(case.language, ENGLISH):
        readings.append(Gloss(case.turns[-1], is_read=False))
    for one in readings:
        yield from _read(retriever, embedder, case, one, only)


def _read(retriever: Retriever, embedder: Embedder, case: Case, read: Gloss, only: Filter) -> Iterator[Seen]:
    query = query_of(case.turns[-1], embedder, case.language, read=read.text)
    words = wanted(case.turns[-1], retriever.idf, read)
    evidence = gather(retriever.retrieve(query, _PASSAGES, only), query.vector, words)
    bears = subject_of(read.text, retriever.idf).is_met
    choice = compose(read.text, evidence, words, _SENTENCES, case.as_of or TODAY, bears)
    if not choice.found or not choice.bears:
        return
    vital = [n for n in case.expect.nuggets if n.vital]
    text = "\n".join(e.text for e in choice.found)
    held = bool(vital) and Status.ANSWERED in case.expect.status and not missing(vital, text)
    language = choice.found[0].entry.language or language_of(choice.found[0].text)
    kind = _kind(case.language, language, read)
    yield Seen(signals(read.text, choice.found, words), held, kind, own=True)


def _kind(asked: str, evidence: str, read: Gloss) -> Kind:
    if not differ(asked, evidence):
        return Kind.SAME
    return Kind.READ if read.is_read else Kind.ACROSS


def of_rows(
    retriever: Retriever, embedder: Embedder, rows: Sequence[dict[str, str | list[str]]], kind: Kind
) -> Iterator[Seen]:
    """Each question with and without its own paragraph."""
    everything = frozenset(retriever.entries)
    for row in rows:
        question = str(row["question"])
        query, words = query_of(question, embedder), wanted(question, retriever.idf)
        for only in (Filter(), Filter(documents=everything - {str(row["doc"])})):
            evidence = gather(retriever.retrieve(query, _PASSAGES, only), query.vector, words)
            chosen = compose(question, evidence, words, _SENTENCES, TODAY).found
            held = not only.documents and any(str(a) in e.text for a in row["answers"] for e in chosen)
            yield Seen(signals(question, chosen, words), held, kind, own=False)


def fit(made: Sequence[Seen]) -> tuple[float, ...]:
    """Weights of a logistic model, by Newton's method with a little ridge; both sorts weigh the same."""
    x = np.array([[*astuple(one.signals), 1.0] for one in made])
    y = np.array([one.held for one in made], dtype=float)
    own = np.array([one.own for one in made])
    weight = np.where(own, 0.5 / max(own.mean(), 1e-9), 0.5 / max(1 - own.mean(), 1e-9))
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = x.T @ (x * (weight * p * (1 - p))[:, None]) + 0.05 * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (weight * (p - y)) + 0.05 * w)
    return tuple(round(float(v), 3) for v in w)


def limits(made: Sequence[Seen]) -> Limits:
    """Weights and both limits."""
    draft = Limits(fit(made), 0.5, 0.5)
    right = [draft.confidence(one.signals) for one in made if one.own and one.held and offers(one.signals)]
    without = [draft.confidence(one.signals) for one in made if one.own and not one.held]
    answer = float(np.quantile(right, MOST_REFUSED))
    closest = min(float(np.quantile(without, 0.5)), answer)
    return Limits(draft.weights, round(answer, 3), round(closest, 3))


def report(found: Limits, made: Sequence[Seen]) -> str:
    """What the limits do on these questions."""
    sure = [(found.confidence(one.signals) * offers(one.signals), one.held) for one in made]
    wrong, right = [p for p, held in sure if not held], [p for p, held in sure if held]
    if not wrong or not right:
        return "none"
    false = sum(p >= found.answer for p in wrong) / len(wrong)
    refused = sum(p < found.answer for p in right) / len(right)
    wins = float(np.mean([[a > b for b in wrong] for a in right]))
    return (
        f"{len(right)} right, {len(wrong)} wrong, AUROC {wins:.3f}, "
        f"false answers {false:.3f}, false refusals {refused:.3f}"
    )


def main(material: Path, data: Path) -> None:
    """Fit and print, within a language and across."""
    made: list[Seen] = []
    rest: list[Seen] = []
    with tempfile.TemporaryDirectory() as cache:
        embedder = load_embedder("e5-small", Path(cache), 2)
        home = material / "bench" / "xquad"
        answers = {row["id"]: row["answers"] for row in read_rows(home / "qa_en.jsonl")}
        (paragraphs,) = xquad(home, ("en",))
        with indexed(paragraphs, embedder, _quiet) as retriever:
            for tag in ("en", "th", "vi"):
                rows = [{**r, "answers": answers[r["id"]]} for r in read_rows(home / f"qa_{tag}.jsonl")]
                kind = Kind.SAME if tag == "en" else Kind.ACROSS
                made += of_rows(retriever, embedder, rows[::2], kind)
                rest += of_rows(retriever, embedder, rows[1::2], kind)
        root = prepare(data, documents(material), {}, _quiet)
        retriever = _opened(root)
        cases = [c for c in load_cases() if c.split is Split.DEV and len(c.turns) == 1]
        made += of_cases(retriever, embedder, [c for c in cases if c.expect.list is None])
    for kind in Kind:
        fitted = [one for one in made if one.kind is kind]
        found = limits(fitted)
        sys.stdout.write(f"{kind}: {json.dumps(astuple(found))}\n")
        sys.stdout.write(f"  cases {report(found, [one for one in fitted if one.own])}\n")
        sys.stdout.write(f"  XQuAD {report(found, [one for one in fitted if not one.own])}\n")
        sys.stdout.write(f"  rest  {report(found, [one for one in rest if one.kind is kind])}\n")


def _opened(root: Path) -> Retriever:
    retriever = Answerer(root).open().library.retriever()
    assert retriever is not None
    return retriever


def _quiet(stage: str, done: int, total: int) -> None:
    pass


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
