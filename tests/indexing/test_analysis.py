"""Words for keyword search, script by script."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexing.analysis import terms


def test_words_are_folded_so_that_capitals_and_wide_letters_do_not_matter() -> None:
    assert terms("Smart ＣＩＴＹ").words == ("smart", "city")


def test_a_number_is_one_word_with_or_without_its_thousands_separator() -> None:
    assert terms("356,298 firms").words == terms("356298 firms").words


def test_thai_becomes_pairs_of_grapheme_clusters_and_no_words() -> None:
    found = terms("เมือง")
    assert found.words == ()
    assert found.pairs
    assert "".join(found.clusters) == "เมือง"


def test_a_text_in_two_scripts_gives_terms_of_both() -> None:
    found = terms("ดานัง Da Nang")
    assert found.words == ("da", "nang")
    assert found.pairs


def test_decomposed_and_composed_vietnamese_give_the_same_words() -> None:
    assert terms("Đà Nẵng").words == terms("Đa\u0300 Na\u0306\u0303ng").words


@given(st.text(max_size=200))
def test_any_text_gives_terms_without_an_error_and_without_white_space(text: str) -> None:
    found = terms(text)
    assert not any(" " in term for term in (*found.words, *found.pairs, *found.clusters))


def test_a_script_without_spaces_is_cut_right_behind_a_latin_word() -> None:
    assert set(terms("เมืองอัจฉริยะ").pairs) <= set(terms("ASEANเมืองอัจฉริยะ").pairs)
    assert terms("ASEANスマートシティ").words == ("asean",)
    assert set(terms("スマート").pairs) <= set(terms("日ASEANスマートシティ").pairs)
