"""The pages speak the reader's language: chosen by link, else the browser's, else English."""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.api.app import create_app
from assistant.web.wording import ENGLISH, LANGUAGES, Wording, accepted, catalogue
from tests.assistant.stage import WrittenAsker, small_shelf


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[TestClient]:
    shelf = small_shelf(tmp_path)
    app = create_app(WrittenAsker(shelf), shelf)
    with TestClient(app, base_url="http://127.0.0.1", headers={"Accept": "text/html"}) as client:
        yield client


def _spoken(reader: TestClient, **headers: str) -> str | None:
    return reader.get("/", headers=headers).headers.get("content-language")


def test_a_page_is_in_the_language_that_the_browser_prefers(reader: TestClient) -> None:
    assert _spoken(reader, **{"Accept-Language": "fr, id;q=0.9, en;q=0.8"}) == "id"
    assert 'lang="id"' in reader.get("/", headers={"Accept-Language": "id"}).text


def test_the_chosen_language_goes_before_the_browsers(reader: TestClient) -> None:
    gone = reader.get("/language/id", params={"back": "/ask"}, follow_redirects=False)
    assert (gone.status_code, gone.headers["location"]) == (303, "/ask")
    assert _spoken(reader, **{"Accept-Language": "en"}) == "id"


def test_a_language_that_the_pages_do_not_speak_is_refused_with_those_they_do(reader: TestClient) -> None:
    refused = reader.get("/language/xx", headers={"Accept": "application/json"})
    assert refused.status_code == 404
    assert "en" in refused.json()["detail"]


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "x"]
)
def test_choosing_a_language_never_leads_to_another_host(reader: TestClient, back: str) -> None:
    gone = reader.get("/language/id", params={"back": back}, follow_redirects=False)
    assert gone.headers["location"] == "/"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", ENGLISH),
        ("*", ENGLISH),
        ("fr-CH, fr;q=0.9", ENGLISH),
        ("id-ID", "id"),
        ("in", "id"),
        ("en;q=0.2, id;q=0.9", "id"),
        ("id;q=0, en", ENGLISH),
        ("id;q=broken", ENGLISH),
        (",;,;q=,", ENGLISH),
    ],
)
def test_a_header_is_read_as_the_standard_has_it(header: str, language: str) -> None:
    assert accepted(header) == language


def test_the_pages_speak_the_languages_of_the_member_states() -> None:
    assert set(LANGUAGES) == {"en", "fil", "id", "km", "lo", "ms", "my", "pt", "ta", "th", "vi", "zh"}


IN_ENGLISH = ("maintain.",)
"""Sections without a translation: what maintainers see is in English."""


def _places(form: str | dict[str, str]) -> set[str | None]:
    forms = [form] if isinstance(form, str) else list(form.values())
    return {name for each in forms for _, name, _, _ in string.Formatter().parse(each) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_knows_no_text_and_no_place_that_the_english_has_not(language: str) -> None:
    english = catalogue(ENGLISH).texts
    for key, form in catalogue(language).texts.items():
        assert key in english
        assert _places(form) <= _places(english[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_holds_nearly_every_text_of_the_pages_that_everybody_sees(language: str) -> None:
    seen = {key for key in catalogue(ENGLISH).texts if not key.startswith(IN_ENGLISH)}
    missing = seen - set(catalogue(language).texts)
    assert len(missing) <= len(seen) / 20, sorted(missing)


def test_a_text_without_a_translation_is_shown_in_english() -> None:
    missing = set(catalogue(ENGLISH).texts) - set(catalogue("id").texts)
    for key in missing:
        assert Wording("id")._form(key) == Wording(ENGLISH)._form(key)
    with pytest.raises(KeyError):
        Wording("id")("no.such.text")


def test_texts_whose_translation_nobody_checked_say_so(reader: TestClient) -> None:
    assert not catalogue("id").checked
    assert "choose English" not in reader.get("/").text
    assert "pilih English" in reader.get("/", headers={"Accept-Language": "id"}).text
