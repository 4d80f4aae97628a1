"""A fresh installation answers at once, from its own corpus, without any network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from assistant.schema import Answer
from corpus.manifest import builtin
from indexing.embedding import load_embedder
from indexing.ledger import open_ledger
from indexing.shipped import shipped_vectors
from indexing.sync import read_all, vectors_of
from tests.flow.remembered import remember_most
from tests.running import Ascn, run_ascn

SYSTEMS = "What are the two urban systems and two enablers of the ASEAN Smart Cities Framework?"
GROWTH = "How many people are expected to move to urban areas by 2030?"


def asked(root: Path, question: str, *options: str) -> Answer:
    done = run_ascn(root, "ask", question, "--json", *options, offline=True)
    assert done.returncode == 0, done.stderr
    return Answer.model_validate_json(done.stdout)


def test_the_first_question_indexes_the_built_in_corpus_and_is_answered(ascn: Ascn) -> None:
    done = ascn("ask", SYSTEMS, offline=True)
    assert done.returncode == 0, done.stderr
    for part in (
        "Integrated Master Planning and Development",
        "Dynamic and Adaptive Urban Governance",
        "Technological and Digital Solutions",
        "Partnership and Funding",
    ):
        assert part in done.stdout
    assert "[1]" in done.stdout


def test_the_second_question_of_the_issue_is_answered_with_its_source(built_in: Path) -> None:
    answer = asked(built_in, GROWTH)
    assert answer.status == "answered"
    assert "90 million" in answer.claims[0].text
    assert "ASCN-ASEAN-Smart-Cities-Framework.pdf" in str(answer.claims[0].citations[0].url)


def test_a_question_outside_the_documents_is_not_answered(built_in: Path) -> None:
    answer = asked(built_in, "How long does the moon Europa take around Jupiter?")
    assert answer.status == "not_found"
    assert not answer.claims
    assert "searched" in answer.text or "closest" in answer.text


def test_the_same_question_gets_the_same_answer(built_in: Path) -> None:
    one, two = asked(built_in, GROWTH), asked(built_in, GROWTH)
    assert one.model_dump(exclude={"trace"}) == two.model_dump(exclude={"trace"})


def test_nothing_of_the_built_in_corpus_has_to_be_embedded_at_the_first_start(tmp_path: Path) -> None:
    embedder = load_embedder("e5-small", tmp_path / "cache")
    shipped = shipped_vectors(embedder.fingerprint)
    ledger = open_ledger(tmp_path / "ledger.sqlite")
    pending = ledger.pending(read_all(builtin(), ledger), embedder.fingerprint)
    ledger.close()
    missing = [p.text[:60] for p in pending if p.hash not in shipped]
    assert not missing, "run `make vectors` after changing a built-in document"
    sample = pending[:: max(1, len(pending) // 8)]
    for item, made in zip(sample, vectors_of(sample, embedder), strict=True):
        held = shipped[item.hash]
        assert float(held.passage @ made.passage) > 0.999
        assert held.sentences.shape == made.sentences.shape
        cosines = np.sum(held.sentences * made.sentences, axis=1)
        assert float(cosines.min() / np.linalg.norm(held.sentences, axis=1).max()) > 0.99


def test_a_batch_answers_every_line_in_order_and_a_bad_question_only_costs_itself(built_in: Path) -> None:
    lines = [
        {"id": "a", "turns": [GROWTH], "as_of": None},
        {"id": "b", "turns": [""], "as_of": None},
        {
            "id": "c",
            "turns": ["What are the framework's enablers?", "And the urban systems?"],
            "as_of": "2024-01-01",
        },
    ]
    done = run_ascn(built_in, "ask", "--batch", "-", feed="\n".join(json.dumps(line) for line in lines))
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    assert [row["answer"]["status"] for row in rows] == ["answered", "refused", "answered"]
    assert "Integrated Master Planning" in rows[2]["answer"]["text"]
    assert rows[2]["answer"]["as_of"] == "2024-01-01"


def test_asking_loads_neither_llamaindex_nor_a_web_server() -> None:
    script = (
        "import sys; import assistant.cli, assistant.pipeline, indexing.sync\n"
        "print([m for m in ('llama_index', 'uvicorn', 'fastapi', 'chromadb', 'torch') if m in sys.modules])"
    )
    command = [sys.executable, "-c", script]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
    assert shown.stdout.strip() == "[]"


def test_what_a_page_lists_of_other_projects_is_never_taken_for_the_network(
    shared: Path, built_in: Path, tmp_path: Path
) -> None:
    root = tmp_path / "data"
    remember_most(root, built_in)
    assert run_ascn(root, "add", str(shared / "seed")).returncode == 0
    for question in (
        "Does the network include Brazil?",
        "Which network of Bosnia and Herzegovina runs healthy ageing centres?",
        "Which project transforms all ministries in Bangladesh?",
    ):
        answer = asked(root, question)
        quoted = " ".join(c.quote for claim in answer.claims for c in claim.citations)
        for word in ("Brazil", "Ageing", "Bangladesh", "Cotton"):
            assert word not in quoted
    repaired = asked(root, "How much did Australia invest in smart cities in March 2018?")
    assert "30 million Australian dollars" in repaired.text
