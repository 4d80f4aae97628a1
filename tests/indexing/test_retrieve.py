"""Passages are found by meaning and by words, fused over what matched, and filtered."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import chromadb
import numpy as np
import pytest
from chromadb.api.models.Collection import Collection
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Audience, DocumentKind
from indexing.query import query_of
from indexing.retrieve import Filter, Library, Retriever, fuse, scaled
from tests.library import CITIES, Site, site


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Real embedder, Chroma and keyword index over a few documents of several kinds."""
    with site(tmp_path_factory.mktemp("retrieve"), "e5-small") as made:
        made.sync(
            *(made.write(id_, text) for id_, text in CITIES.items()),
            made.write(
                "secret",
                "# Secret\n\nThe smart pier of Phuket is insured for a secret sum.\n",
                audience="internal",
            ),
            made.write(
                "old",
                "# Report 2022\n\nIn 2022 the network counted 77 projects.\n",
                published="2022-09-21",
                kind="report",
            ),
            made.write(
                "new",
                "# Report 2025\n\nIn 2025 the network counted 134 projects.\n",
                published="2025-09-30",
                kind="report",
            ),
            made.write("thai", "# รายงาน\n\nท่าเรืออัจฉริยะของภูเก็ตเปิดให้บริการในเดือนมีนาคม\n", language="th"),
        )
        yield made


@pytest.fixture(scope="module")
def retriever(at: Site) -> Iterator[Retriever]:
    opened = Library(at.folder, at.ledger).retriever()
    assert opened is not None
    yield opened
    opened.close()


def ids(at: Site, retriever: Retriever, question: str, only: Filter | None = None) -> list[str]:
    return [hit.stored.entry.id for hit in retriever.retrieve(query_of(question, at.embedder), 10, only)]


def test_a_paraphrase_without_a_common_word_is_found_by_meaning(at: Site, retriever: Retriever) -> None:
    assert ids(at, retriever, "How many commuters ride public transport in Cambodia's capital?")[0] == "buses"


def test_a_question_in_another_language_finds_the_english_passage(at: Site, retriever: Retriever) -> None:
    english = Filter(documents=frozenset({*CITIES, "old", "new"}))
    assert ids(at, retriever, "โกตากินาบาลูต้องการลดขยะรายวันเท่าใด", english)[0] == "waste"


def test_a_thai_question_finds_the_thai_passage(at: Site, retriever: Retriever) -> None:
    assert ids(at, retriever, "ท่าเรืออัจฉริยะของภูเก็ต")[0] == "thai"


def test_an_internal_document_is_never_found_for_the_public(at: Site, retriever: Retriever) -> None:
    assert "secret" not in ids(at, retriever, "smart pier of Phuket secret sum insured")
    everyone = Filter(audiences=frozenset(Audience))
    assert "secret" in ids(at, retriever, "smart pier of Phuket secret sum insured", everyone)


def test_documents_published_after_the_day_asked_for_are_left_out(at: Site, retriever: Retriever) -> None:
    question = "How many projects did the network count?"
    assert "new" not in ids(at, retriever, question, Filter(published_by=date(2024, 1, 1)))
    assert "new" in ids(at, retriever, question, Filter(published_by=date(2026, 1, 1)))


def test_kind_language_and_document_filters_hold(at: Site, retriever: Retriever) -> None:
    question = "smart pier projects"
    assert set(ids(at, retriever, question, Filter(kinds=frozenset({DocumentKind.REPORT})))) == {"old", "new"}
    assert set(ids(at, retriever, question, Filter(languages=frozenset({"th"})))) == {"thai"}
    assert set(ids(at, retriever, question, Filter(documents=frozenset({"waste"})))) == {"waste"}
    assert ids(at, retriever, question, Filter(documents=frozenset({"absent"}))) == []


def test_chroma_finds_what_an_exact_search_over_the_ledger_finds(at: Site, retriever: Retriever) -> None:
    generation = retriever.generation
    passages = list(at.ledger.passages(generation.id))
    held = at.ledger.vectors([p.hash for p in passages], generation.fingerprint)
    matrix = np.stack([held[p.hash].passage for p in passages])
    question = at.embedder.embed_questions(["Which report counts 134 projects?"])[0]
    exact = [passages[i].id for i in np.argsort(-(matrix @ question), kind="stable")]
    found = [id_ for id_, _ in retriever._vectors.query(question, len(passages))]
    assert found == exact


def test_the_same_question_gives_the_same_hits(at: Site, retriever: Retriever) -> None:
    assert ids(at, retriever, "smart projects") == ids(at, retriever, "smart projects")


def test_text_that_looks_like_query_syntax_is_only_text(at: Site, retriever: Retriever) -> None:
    for text in ('"unbalanced (', "AND OR NOT", "title:[* TO *]", "a^b~3", "\\", "pier*"):
        ids(at, retriever, text)


SCORES = st.dictionaries(st.sampled_from("abcdef"), st.floats(-1, 1), max_size=6)


@given(SCORES, SCORES, st.floats(0.0, 1.0))
def test_fusion_takes_only_positive_scores_and_stays_between_0_and_1(
    dense: dict[str, float], words: dict[str, float], weight: float
) -> None:
    mixed = fuse(dense, words, words_weight=weight)
    assert mixed.keys() == {k for d in (dense, words) for k, v in d.items() if v > 0}
    assert all(0 <= score <= 1 + 1e-9 for score in mixed.values())


@given(SCORES)
def test_without_a_keyword_match_the_dense_order_stands(dense: dict[str, float]) -> None:
    mixed, alone = fuse(dense, {}), scaled(dense)
    assert mixed == pytest.approx(alone)


def test_a_keyword_list_that_matched_nothing_sensible_is_left_out() -> None:
    assert fuse({"a": 0.9, "b": 0.8}, {"b": 0.0}) == {"a": 1.0, "b": 0.0}


def test_keywords_weigh_as_much_as_the_question_is_known_to_the_index(retriever: Retriever) -> None:
    words = retriever._words
    assert words.known("pier of Phuket") > 0.99
    assert words.known("le quai de Phuket est assez long") < 0.5
    assert words.known("ไดโนเสาร์ Phuket") < 0.5
    assert words.known("") == 0.0


# -- stock clients -----------------------------------------------------------------------------------


@pytest.fixture
def collection(at: Site, retriever: Retriever, tmp_path: Path) -> Collection:
    """Our collection through a stock client; of a copy, for a process may open a folder in one way only."""
    home = at.folder.generations / retriever.generation.id / "vectors"
    copy = shutil.copytree(home, tmp_path / "copy")
    return chromadb.PersistentClient(str(copy)).get_collection("passages")


def test_a_stock_chroma_client_reads_text_and_citation_metadata(
    collection: Collection, retriever: Retriever
) -> None:
    row = collection.get(where={"document_id": "new"}, include=["documents", "metadatas"])
    assert row["documents"] is not None
    assert row["metadatas"] is not None
    assert "134 projects" in row["documents"][0]
    metadata = row["metadatas"][0]
    assert (metadata["title"], metadata["published"], metadata["kind"]) == ("New", "2025-09-30", "report")
    document = retriever.document("new")
    assert document is not None
    assert document.text[int(str(metadata["start"])) : int(str(metadata["end"]))] == row["documents"][0]


@pytest.mark.filterwarnings("ignore")
def test_a_stock_llamaindex_vector_store_reads_text_and_metadata(at: Site, collection: Collection) -> None:
    from llama_index.core.vector_stores import VectorStoreQuery

    stock = importlib.import_module("llama_index.vector_stores.chroma").ChromaVectorStore
    vector = at.embedder.embed_questions(["Which report counts 134 projects?"])[0]
    query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=2)
    nodes = stock(chroma_collection=collection).query(query).nodes
    texts = {node.get_content(): node.metadata for node in nodes}
    found = next(text for text in texts if "134 projects" in text)
    assert texts[found]["document_id"] == "new"


@pytest.mark.filterwarnings("ignore")
def test_our_retrieval_is_a_llamaindex_retriever_with_offsets(at: Site, retriever: Retriever) -> None:
    from indexing.llama import PassageRetriever

    ours = PassageRetriever(Library(at.folder, at.ledger), at.embedder, k=3)
    nodes = ours.retrieve("Which report counts 134 projects?")
    best = nodes[0].node
    document = retriever.document(str(best.metadata["document_id"]))
    assert document is not None
    assert best.metadata["document_id"] == "new"
    assert document.text[best.start_char_idx : best.end_char_idx] == best.get_content()  # type: ignore[attr-defined]


def test_the_pointer_moves_and_the_library_follows(tmp_path: Path) -> None:
    with site(tmp_path) as small:
        small.index({"one": "# One\n\nThe first text speaks of lanterns.\n"})
        library = Library(small.folder, small.ledger)
        first = library.retriever()
        small.index({"two": "# Two\n\nThe second text speaks of bridges.\n"})
        second = library.retriever()
        assert first is not None
        assert second is not None
        assert set(first.entries) == {"one"}
        assert set(second.entries) == {"two"}
        assert first.retrieve(query_of("lanterns", small.embedder), 3)[0].stored.entry.id == "one"
        first.close()
        second.close()
