"""Sentences are found as spans, in every script."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.sentences import sentences


def texts(paragraph: str) -> list[str]:
    return [paragraph[start:end] for start, end in sentences(paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("One city. Two cities! Three?", ["One city.", "Two cities!", "Three?"]),
        ("It grew by 2.5 percent. Then it stopped.", ["It grew by 2.5 percent.", "Then it stopped."]),
        ("See para. 10 of the text. It is short.", ["See para. 10 of the text.", "It is short."]),
        ("Mr. Tan and Dr. Lim spoke. All left.", ["Mr. Tan and Dr. Lim spoke.", "All left."]),
        ("It names water, air, etc. The list is open.", ["It names water, air, etc.", "The list is open."]),
        ("Project No. 7 was closed. No. 8 was not.", ["Project No. 7 was closed.", "No. 8 was not."]),
        ("She said “yes.” Then she left.", ["She said “yes.”", "Then she left."]),
        ("The U.S. programme began in 2019. It ended.", ["The U.S. programme began in 2019.", "It ended."]),
        ("It opened in 2018. Two followed in 2019.", ["It opened in 2018.", "Two followed in 2019."]),
        ("It drives growth.1 However, it costs.", ["It drives growth.1", "However, it costs."]),
        ("Version 2.5 Beta came. It left.", ["Version 2.5 Beta came.", "It left."]),
        ("首都很大。人口很多！", ["首都很大。", "人口很多！"]),
        ("ទីក្រុងធំ។ ប្រជាជនច្រើន។", ["ទីក្រុងធំ។", "ប្រជាជនច្រើន។"]),
        ("မြို့ကြီး။ လူများ။", ["မြို့ကြီး။", "လူများ။"]),
        ("no capital follows. here it goes on", ["no capital follows. here it goes on"]),
    ],
)
def test_a_paragraph_is_cut_where_a_reader_would_cut_it(paragraph: str, expected: list[str]) -> None:
    assert texts(paragraph) == expected


def test_a_long_thai_paragraph_without_full_stops_is_cut_at_its_spaces() -> None:
    clause = "เครือข่ายเมืองอัจฉริยะอาเซียนเป็นความร่วมมือของเมืองต่างๆในภูมิภาคเอเชียตะวันออกเฉียงใต้ทั้งหมดสิบประเทศ"
    found = texts(" ".join([clause] * 4))
    assert len(found) > 1
    assert " ".join(found) == " ".join([clause] * 4)


@given(st.text())
def test_the_spans_cover_everything_but_white_space_in_order_without_overlap(paragraph: str) -> None:
    spans = sentences(paragraph)
    assert "".join(paragraph[s:e] for s, e in spans).split() == [] or all(s < e for s, e in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    kept = "".join("".join(paragraph[s:e].split()) for s, e in spans)
    assert kept == "".join(paragraph.split())
