"""Documents over HTTP: what is shown, what is not, and page images with the quote's place."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

import pytest
from PIL import Image
from starlette.testclient import TestClient

from tests.assistant.stage import NOTE, NOTE_TEXT, PAGES, REPORT, SECRET, THAI, SmallShelf

ROOT = "/api/v1/documents"
HERE = f"{ROOT}/{quote(REPORT, safe='')}"


def test_the_library_holds_what_is_public_and_no_place_on_the_disk(client: TestClient) -> None:
    response = client.get(ROOT)
    assert [each["id"] for each in response.json()["documents"]] == [REPORT, NOTE]
    assert response.json()["generation"] == "generation-7"
    assert "report.pdf" not in response.text


def test_a_document_under_an_odd_id_is_found(client: TestClient) -> None:
    told = client.get(HERE).json()
    assert told["id"] == REPORT
    assert told["publisher"] == "Harbour Office"
    assert told["images"] is True
    assert [(page["number"], page["label"]) for page in told["pages"]] == [(1, None), (2, "1"), (3, "2")]


def test_a_document_tells_which_edition_replaced_it(client: TestClient, shelf: SmallShelf) -> None:
    note, path = shelf.held[NOTE]
    newer = note.entry.model_copy(update={"id": "harbour-note-2", "supersedes": NOTE})
    shelf.held[newer.id] = (type(note)(entry=newer, pages=note.pages, regions=(), paged=False), path)
    assert client.get(f"{ROOT}/{NOTE}").json()["superseded_by"] == "harbour-note-2"


def test_an_address_that_is_no_web_address_is_not_handed_out(client: TestClient) -> None:
    assert client.get(f"{ROOT}/{NOTE}").json()["url"] is None
    assert client.get(HERE).json()["url"] == "https://harbour.example/report"


def test_a_page_comes_with_its_text_and_printed_label(client: TestClient) -> None:
    told = client.get(f"{HERE}/pages/2").json()
    assert told["text"] == "\n".join(PAGES[1])
    assert told["label"] == "1"


@pytest.mark.parametrize(
    "path",
    ["", "/text?start=0&end=5", "/pages/1", "/pages/1/image", "/pages/1/marks?start=0&end=5"],
)
@pytest.mark.parametrize("document_id", [SECRET, "no-such-document", "%00", "..%2f..%2fetc"])
def test_what_is_internal_is_told_like_what_does_not_exist(
    client: TestClient, document_id: str, path: str
) -> None:
    response = client.get(f"{ROOT}/{document_id}{path}")
    assert response.status_code == 404
    assert "8 July 2018" not in response.text


@pytest.mark.parametrize("document_id", [SECRET])
@pytest.mark.parametrize("path", ["text?start=0&end=5", "pages/1", "pages/1?start=0&end=5"])
def test_what_is_internal_has_no_page_either(client: TestClient, document_id: str, path: str) -> None:
    response = client.get(f"/documents/{document_id}/{path}", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "8 July 2018" not in response.text


def test_a_page_image_is_a_jpeg_of_the_asked_width(client: TestClient) -> None:
    response = client.get(f"{HERE}/pages/2/image", params={"width": 500})
    with Image.open(BytesIO(response.content)) as image:
        assert (image.format, image.width) == ("JPEG", 500)
    assert response.headers["content-type"] == "image/jpeg"


def test_a_known_page_image_is_not_sent_again(client: TestClient) -> None:
    tag = client.get(f"{HERE}/pages/2/image").headers["etag"]
    again = client.get(f"{HERE}/pages/2/image", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"{HERE}/pages/3/image", headers={"If-None-Match": tag})
    assert other.status_code == 200


@pytest.mark.parametrize("width", ["199", "2001", "-1", "0", "1e9", "wide", ""])
def test_a_width_out_of_bounds_is_refused(client: TestClient, width: str) -> None:
    assert client.get(f"{HERE}/pages/2/image?width={width}").status_code == 422


@pytest.mark.parametrize(
    ("number", "status"), [("0", 422), ("4", 404), ("-1", 422), ("x", 422), ("9" * 30, 422)]
)
@pytest.mark.parametrize("what", ["", "/image", "/marks?start=0&end=5"])
def test_a_page_that_is_not_there_is_refused(client: TestClient, number: str, status: int, what: str) -> None:
    assert client.get(f"{HERE}/pages/{number}{what}").status_code == status


def test_the_marks_of_a_quote_lie_on_its_words(client: TestClient, shelf: SmallShelf) -> None:
    cited = shelf.cite(REPORT, "They are quays and ferries.")
    told = client.get(f"{HERE}/pages/2/marks", params={"start": cited.start, "end": cited.end}).json()
    assert told["quote"] == cited.quote
    (box,) = told["boxes"]
    # The line stands 72 points from the left of 595, its foot 142 + 30 points below the top of 842.
    assert box["left"] == pytest.approx(72 / 595, abs=0.01)
    assert box["top"] < 172 / 842 < box["top"] + box["height"] + 0.01
    assert 0.02 < box["height"] + 0.01 < 0.05


def test_words_that_are_not_on_the_image_have_no_marks(client: TestClient, shelf: SmallShelf) -> None:
    cited = shelf.cite(REPORT, THAI)
    told = client.get(f"{HERE}/pages/3/marks", params={"start": cited.start, "end": cited.end}).json()
    assert told == {"quote": THAI, "boxes": []}


@pytest.mark.parametrize("span", ["start=5&end=5", "start=9&end=5", "start=0&end=9999", "start=-1&end=5", ""])
def test_a_span_that_is_no_quote_is_refused(client: TestClient, span: str) -> None:
    assert client.get(f"{HERE}/pages/2/marks?{span}").status_code == 422
    assert client.get(f"{ROOT}/{NOTE}/text?{span}").status_code == 422


def test_a_quote_without_a_page_comes_with_the_text_around_it(client: TestClient, shelf: SmallShelf) -> None:
    cited = shelf.cite(NOTE, "The harbour opened on 8 July 2018.")
    told = client.get(f"{ROOT}/{NOTE}/text", params={"start": cited.start, "end": cited.end}).json()
    assert told["before"] == "About this note.\n\n"
    assert told["quote"] == cited.quote
    assert told["after"].startswith("\n\nIt has never closed since. Waves.")
    assert len(told["after"]) < len(NOTE_TEXT) - cited.end


def test_a_document_without_pages_has_no_page_images(client: TestClient) -> None:
    response = client.get(f"{ROOT}/{NOTE}/pages/1/image")
    assert response.status_code == 404
    assert "no page images" in response.json()["detail"]


def test_a_file_that_is_gone_costs_one_image_and_says_so(client: TestClient, shelf: SmallShelf) -> None:
    shelf.path(REPORT).unlink()
    response = client.get(f"{HERE}/pages/2/image")
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert str(shelf.path(REPORT).parent) not in response.text
