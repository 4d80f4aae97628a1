import json
import random
import sys
import unicodedata
from pathlib import Path

import pytest
import tokenizers
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.e5.tokenizer import MAX_CHARACTERS, Tokenizer
from indexing.e5.weights import Weights, find_weights

LIMIT = 512
UPSTREAM = json.loads(Path(__file__).with_name("e5_upstream_ids.json").read_text("utf-8"))

# Letters that folding leaves as they are, so that the reference needs no normaliser of its own.
PLAIN = "abcdefgzABCZ0123456789.,:;!?-()\"' àéñđơưăâôờếữกขคงจฉชนมยรลวสหอะาิีเแโไ中文城市智慧நகரம்မြို့កខគ€😀𒀀𓀀"


@pytest.fixture(scope="module")
def weights() -> Weights:
    return Weights(find_weights())


@pytest.fixture(scope="module")
def tokenizer(weights: Weights) -> Tokenizer:
    return Tokenizer(weights, LIMIT)


@pytest.fixture(scope="module")
def reference(weights: Weights) -> tokenizers.Tokenizer:
    pieces = list(zip(weights.pieces(), weights.scores().tolist(), strict=True))
    model = tokenizers.Tokenizer(tokenizers.models.Unigram(pieces, unk_id=3))
    model.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace()
    return model


@pytest.mark.parametrize("language", UPSTREAM)
def test_ids_equal_those_of_the_tokenizer_the_model_was_trained_with(
    language: str, tokenizer: Tokenizer
) -> None:
    for sample in UPSTREAM[language]:
        assert list(tokenizer.encode(sample["text"]).ids) == sample["ids"], sample["text"]


@settings(max_examples=500, deadline=None)
@given(words=st.lists(st.text(PLAIN.replace(" ", ""), min_size=1, max_size=30), min_size=1, max_size=6))
def test_the_likeliest_pieces_are_those_of_the_standard_unigram(
    words: list[str], tokenizer: Tokenizer, reference: tokenizers.Tokenizer
) -> None:
    text = unicodedata.normalize("NFC", " ".join(words))
    assert list(tokenizer.encode(text).ids)[1:-1] == reference.encode(text).ids


def _check_bounds(tokenizer: Tokenizer, text: str) -> None:
    encoded = tokenizer.encode(text)
    assert encoded.ids[0] == 0
    assert encoded.ids[-1] == 2
    assert not {0, 1, 2, 250_001} & set(encoded.ids[1:-1])
    assert len(encoded.ids) == len(encoded.ends) <= LIMIT
    assert max(encoded.ids) < 250_002
    assert sorted(encoded.ends) == list(encoded.ends)


@settings(max_examples=500, deadline=None)
@given(text=st.text(st.characters(), max_size=2_000))
def test_any_text_has_ids_within_bounds(text: str, tokenizer: Tokenizer) -> None:
    _check_bounds(tokenizer, text)


def test_random_code_points_surrogates_included_have_ids_within_bounds(tokenizer: Tokenizer) -> None:
    draw = random.Random(20261122)
    for _ in range(100_000):
        text = "".join(chr(draw.randint(0, sys.maxunicode)) for _ in range(draw.randint(0, 40)))
        _check_bounds(tokenizer, text)


@pytest.mark.parametrize("mark", ["<s>", "</s>", "<pad>", "<unk>", "<mask>"])
def test_a_text_cannot_forge_a_mark(mark: str, tokenizer: Tokenizer) -> None:
    _check_bounds(tokenizer, f"a {mark} b{mark}c")
    assert 3 not in tokenizer.encode(mark).ids


def test_decomposed_letters_have_the_ids_of_composed_ones(tokenizer: Tokenizer) -> None:
    composed = "Thành phố Đà Nẵng ở đâu?"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    assert tokenizer.encode(decomposed).ids == tokenizer.encode(composed).ids


def test_a_lone_surrogate_and_a_nul_part_words_like_a_space(tokenizer: Tokenizer) -> None:
    plain = tokenizer.encode("one two").ids
    assert tokenizer.encode("one\ud800two").ids == plain
    assert tokenizer.encode("one\0two").ids == plain


def test_a_megabyte_without_a_space_is_cut_before_it_is_looked_at(tokenizer: Tokenizer) -> None:
    text = "ก" * 1_000_000
    assert tokenizer.encode(text).ids == tokenizer.encode(text[:MAX_CHARACTERS]).ids
    assert len(tokenizer.encode(text).ids) == LIMIT


@pytest.mark.parametrize(
    "text",
    ["\ufdfa" * 100, "\ufdfa" * 1_000_000, "a" + "\u0323\u0301" * 500_000, " " * 1_000_000, "\0" * 1_000],
    ids=["growing", "growing for long", "marks upon a letter", "spaces", "nul"],
)
def test_texts_made_to_blow_up_stay_within_bounds(text: str, tokenizer: Tokenizer) -> None:
    _check_bounds(tokenizer, text)


def test_asked_offsets_are_found_between_the_pieces_of_their_words(
    weights: Weights, tokenizer: Tokenizer
) -> None:
    text = "query: the  ﬁrst oﬃce.\u00a0Zwei ½ Städte"
    start, end = text.index("oﬃce"), text.index("\u00a0")
    encoded = tokenizer.encode(text, (start, end))
    pieces = weights.pieces()
    inside = [
        pieces[number]
        for number, place in zip(encoded.ids, encoded.ends, strict=True)
        if encoded.cuts[0] < place <= encoded.cuts[1]
    ]
    assert "".join(inside) == "▁office."
    assert encoded.ids == tokenizer.encode(text).ids
