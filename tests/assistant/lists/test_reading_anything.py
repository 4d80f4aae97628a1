"""Whatever is typed is read without breaking, and no word of it is dropped in silence."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.lists import conditions, vocabulary
from tests.assistant.lists.reading_aid import read_today

_CONDITIONS = (
    "in Malaysia",
    "of Thailand",
    "in Quality Environment",
    "that are completed",
    "in 2022",
    "in the 2025 report",
    "since 2023",
    "on flood control",
    "in Da Nang",
)


@given(st.text(max_size=200))
@example("projects by by per each each country since after 2022 31 February 2024")
@example("cities \x00\x00 in \u0e44\u0e17\u0e22")
def test_no_text_breaks_the_reading(text: str) -> None:
    read_today(text)
    read_today(f"Which projects {text} cities?")


@settings(max_examples=150)
@given(
    st.sampled_from(
        ["Which projects are there", "How many projects are there", "Which cities have projects"]
    ),
    st.lists(st.sampled_from(_CONDITIONS), unique=True, max_size=3),
    st.sampled_from(["bicycle", "Bandung", "quickly", "seven", "Zürich", "unless", "hardly", "rarely"]),
)
def test_a_strange_word_among_conditions_is_never_dropped(head: str, said: list[str], strange: str) -> None:
    for text in (f"{head} {' '.join(said)} {strange}?", f"{head} {strange} {' '.join(said)}?"):
        request = read_today(text)
        assert request is not None
        assert strange in (*request.leftover, *request.topic), text


def test_no_filler_is_a_word_of_a_condition() -> None:
    tables = (
        *conditions.FOCUS,
        *conditions.STATUS,
        *conditions.GROUPS,
        *conditions.WINDOWS,
        *conditions.SERIES,
    )
    patterns = [pattern for _, pattern in tables] + list(conditions.PARTNERS.values())
    dropped = {word for word in vocabulary.FILLER for pattern in patterns if pattern.fullmatch(word)}
    assert not dropped
