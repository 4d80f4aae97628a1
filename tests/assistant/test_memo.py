"""An answer under its own address and carried away: question, answer, quotes, day, generation, no more."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from markdown_it import MarkdownIt
from starlette.testclient import TestClient

from assistant.memo.contents import memo, right_to_left
from assistant.memo.labels import Labels
from assistant.memo.markdown import escaped, markdown
from assistant.memo.word import word
from assistant.memory import Remembered
from assistant.schema import Claim, Question, Status
from assistant.web.wording import ENGLISH, Wording
from tests.assistant.stage import NOTE, REPORT, SmallShelf, WrittenAsker, answer, document
from tests.assistant.talks_stage import NOON, Town, ask, keeping_town

OWN = "/answers/answer-1"
LABELS = Labels(Wording(ENGLISH))
PAYLOADS = (
    "<script>alert(1)</script>",
    "![x](https://evil.example/a.png)",
    "[x](javascript:alert(1))",
    "https://evil.example and www.evil.example",
    "# not a heading\n- no list\n1. none\n> no quote\n    no code\n---\n| a | b |\n| - | - |",
    "**bold** `code` ~~gone~~ &amp; &#60; $x$ :tada: @someone #1",
    "line one  \nline two\\\n```\nfence",
)


@pytest.fixture
def town(asker: WrittenAsker, shelf: SmallShelf, tmp_path: Path) -> Iterator[Town]:
    town = keeping_town(asker, shelf, tmp_path)
    yield town
    town.history.close()


@pytest.fixture
def browser(town: Town) -> TestClient:
    return town.browser()


def hostile(shelf: SmallShelf, payload: str) -> Remembered:
    """An answer with a payload in each place where text can stand."""
    cited = shelf.cite(REPORT, "quays", title=payload, quote=payload, url=f"https://x.example/{payload}")
    told = answer(
        payload,
        status=Status.PARTIAL,
        claims=(Claim(text=payload, citations=(cited,)),),
        rewritten=payload,
        reason=payload + "!",
        generation=payload,
    )
    return Remembered(Question(text=payload), told, NOON)


def rendered(text: str) -> list[Any]:
    tokens = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(text)
    return [inner for token in tokens for inner in (token, *(token.children or ()))]


def words(text: str) -> str:
    return " ".join(text.split())


def test_an_answer_is_shown_under_its_address_as_it_was_given(browser: TestClient) -> None:
    ask(browser, "two systems")
    page = unescape(browser.get(OWN).text)
    for shown in ("They are quays and ferries.", "given on 24 November 2026", "generation-7"):
        assert shown in page
    assert "have changed since" not in page
    assert f'href="{OWN}.docx"' in page
    assert browser.get("/answers/nothing").status_code == 404
    del browser.headers["Origin"]
    assert TestClient(browser.app, base_url="http://127.0.0.1").get(OWN).status_code == 200


def test_it_says_where_todays_documents_would_answer_differently(
    browser: TestClient, shelf: SmallShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(browser, "two systems")
    monkeypatch.setattr(shelf, "generation", lambda: "generation-8")
    assert "The documents have changed since" in browser.get(OWN).text
    held, path = shelf.held[NOTE]
    shelf.held[NOTE] = (document(held.entry, ("It is all new.",), paged=False), path)
    page = browser.get(OWN).text
    assert "A quote of this answer is not in today" in page
    assert "A note on the harbour: <q" in page


def test_every_form_holds_question_answer_quotes_day_and_generation_and_nothing_else(
    browser: TestClient,
) -> None:
    ask(browser, "two systems", "secret" * 5)
    file = Document(io.BytesIO(browser.get(f"{OWN}.docx").content))
    forms = (
        browser.get(f"{OWN}.md").text,
        "\n".join(paragraph.text for paragraph in file.paragraphs),
        unescape(browser.get(f"{OWN}/memo").text),
    )
    for form in forms:
        for held in (
            "two systems",
            "They are quays and ferries.",
            "Harbour Cities Report, page 2, 30 September 2025",
            "A note on the harbour, undated, from a superseded edition",
            "https://harbour.example/report",
            "As of 22 November 2026. State of the index: generation",
        ):
            assert held in form
        for left_out in ("The harbour plan has two systems.", "secret", "javascript"):
            assert left_out not in form
        assert form.index("[1") < form.index("[2") < form.index("[3")


def test_files_are_named_and_typed_for_keeping(browser: TestClient) -> None:
    ask(browser, "two systems")
    for ending, media in (("md", "text/markdown"), ("docx", "application/vnd.openxmlformats")):
        response = browser.get(f"{OWN}.{ending}")
        assert response.headers["content-type"].startswith(media)
        assert response.headers["content-disposition"] == f'attachment; filename="answer-answer-1.{ending}"'


def test_a_memo_speaks_the_readers_language(browser: TestClient) -> None:
    ask(browser, "two systems")
    page = browser.get(f"{OWN}/memo", headers={"Accept-Language": "id"})
    assert page.headers["content-language"] == "id"
    assert "22 November 2026" in page.text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_markdown_nothing_of_an_answer_becomes_markup(shelf: SmallShelf, payload: str) -> None:
    text = markdown(memo(hostile(shelf, payload)), LABELS)
    tokens = rendered(text)
    assert {t.type for t in tokens} <= {
        *("heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text"),
        *("blockquote_open", "blockquote_close", "strong_open", "strong_close", "softbreak", "hardbreak"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
        *("link_open", "link_close", "text_special"),
    }
    links = {t.attrs["href"] for t in tokens if t.type == "link_open"}
    assert all(link.startswith("https://x.example/") for link in links)
    # What dialects link without any bracket is broken up by a backslash.
    assert not re.search(r"https?:/|\bwww\.", re.sub(r"<https://x\.example/[^>]*>", "", text))
    # And all the words are still there.
    said = words(" ".join(t.content for t in tokens if t.type in {"text", "text_special"})).replace(" ", "")
    assert words(payload).replace(" ", "").replace("\\", "") in said.replace("\\", "")


@pytest.mark.parametrize(
    "text", ["ท่าเรือ", "你好，世界", "မြန်မာ", "தமிழ்", "ភាសាខ្មែរ", "مرحبا بالعالم", "Đà Nẵng", "🚢 👩‍👩‍👧"]
)
def test_every_script_survives_every_form(shelf: SmallShelf, text: str) -> None:
    found = memo(hostile(shelf, text))
    assert escaped(text) == text
    assert text in markdown(found, LABELS)
    file = Document(io.BytesIO(word(found, LABELS, NOON)))
    assert text in [paragraph.text for paragraph in file.paragraphs]


def test_what_runs_from_right_to_left_does_so_in_word(shelf: SmallShelf) -> None:
    file = Document(io.BytesIO(word(memo(hostile(shelf, "مرحبا")), LABELS, NOON)))
    quote = next(each for each in file.paragraphs if each.style and each.style.name == "Quote")
    assert "<w:bidi/>" in quote._p.xml
    assert "<w:rtl/>" in quote._p.xml
    assert "<w:bidi/>" not in file.paragraphs[-1]._p.xml
    assert [right_to_left(text) for text in ("123 שלום", "a שלום", "", "5")] == [True, False, False, False]


def test_text_that_no_word_file_may_hold_is_left_out_of_it(shelf: SmallShelf) -> None:
    made = hostile(shelf, "one\x00 \x0btwo\x1b \ufffe three")
    file = Document(io.BytesIO(word(memo(made), LABELS, NOON)))
    assert words(file.paragraphs[0].text) == "one two three"


def test_a_word_file_names_no_author_and_the_day_of_the_answer(shelf: SmallShelf) -> None:
    properties = Document(io.BytesIO(word(memo(hostile(shelf, "Quays?")), LABELS, NOON))).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.title, properties.created and properties.created.date()) == (
        "Quays?",
        date(2026, 11, 24),
    )


def test_a_list_and_what_sources_say_differently_are_in_the_memo(browser: TestClient) -> None:
    ask(browser, "lamps")
    text = browser.get(f"{OWN}.md").text
    assert "## The documents disagree: number of lamps" in text
    assert "- 134, 30 September 2025 \\[2\\]" in text
    assert "Only the year 2025 is known." in text
