"""Offers our retrieval to LlamaIndex: a `BaseRetriever` whose nodes carry the citation metadata.

One of the few importers of LlamaIndex, whose import takes seconds; import this module only where
LlamaIndex is used anyway. Must not retrieve itself.
"""

from __future__ import annotations

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from indexing.embedding import Embedder
from indexing.errors import IndexDamaged
from indexing.query import query_of
from indexing.retrieve import Filter, Hit, Library
from indexing.store import metadata


class PassageRetriever(BaseRetriever):
    """Fused dense and keyword retrieval over the generation that serves.

    Every node's text is the passage, ``start_char_idx`` and ``end_char_idx`` are its offsets in the
    document's text, and its metadata names document, page, title, date and address.
    """

    def __init__(self, library: Library, embedder: Embedder, k: int = 10, only: Filter | None = None) -> None:
        super().__init__()
        self._library = library
        self._embedder = embedder
        self._k = k
        self._only = only

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        retriever = self._library.retriever()
        if retriever is None:
            raise IndexDamaged("index", "nothing is indexed yet", "Run `ascn sync`")
        query = query_of(query_bundle.query_str, self._embedder)
        return [_node(hit) for hit in retriever.retrieve(query, self._k, self._only)]


def _node(hit: Hit) -> NodeWithScore:
    passage = hit.stored.passage
    node = TextNode(
        id_=hit.stored.id,
        text=hit.stored.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata=metadata(hit.stored),
    )
    return NodeWithScore(node=node, score=hit.score)
