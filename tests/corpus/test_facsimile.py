from __future__ import annotations

import io
import random
import re
import threading
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import corpus.facsimile
from corpus.errors import Unreadable
from corpus.facsimile import Box, locate, page_size, render
from corpus.models import Reason
from corpus.normalise import clean
from corpus.quote_search import find_pieces, key_of
from tests.corpus.pdf_writing import PdfPage, pdf
from tests.corpus.real_documents import reading

SENTENCE = ["Most of the growth will be driven by", "urban centres, with many more people", "moving there."]


def save(folder: Path, *pages: PdfPage) -> Path:
    path = folder / "paper.pdf"
    path.write_bytes(pdf(*pages))
    return path


def dark_share(image: Image.Image, box: Box) -> float:
    width, height = image.size
    area = image.crop(
        (
            int(box.left * width),
            int(box.top * height),
            min(int((box.left + box.width) * width) + 1, width),
            min(int((box.top + box.height) * height) + 1, height),
        )
    ).convert("L")
    return sum(area.histogram()[:128]) / (area.width * area.height)


def page_image(path: Path, page: int, width: int = 1000) -> Image.Image:
    return Image.open(io.BytesIO(render(path, page, width=width)))


def test_a_page_image_has_the_width_asked_for_and_the_shape_of_the_page(tmp_path: Path) -> None:
    path = save(tmp_path, PdfPage().lines(60, 100, SENTENCE))
    image = page_image(path, 1, 700)
    width, height = page_size(path, 1)
    assert image.format == "JPEG"
    assert image.width == 700
    assert image.height == round(700 * height / width)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_lie_on_the_words_whatever_way_the_page_is_turned(tmp_path: Path, rotate: int) -> None:
    path = save(tmp_path, PdfPage(rotate=rotate).lines(60, 100, SENTENCE).text(60, 400, "Something else"))
    boxes = locate(path, 1, " ".join(SENTENCE))
    image = page_image(path, 1)
    assert len(boxes) == len(SENTENCE)
    assert all(dark_share(image, box) > 0.03 for box in boxes)
    covered = sum(box.width * box.height for box in boxes)
    whole = dark_share(image, Box(0, 0, 1, 1)) - dark_share_of(image, locate(path, 1, "Something else"))
    assert dark_share_of(image, boxes) == pytest.approx(whole, rel=0.1)
    assert covered < 0.1


def dark_share_of(image: Image.Image, boxes: tuple[Box, ...]) -> float:
    return sum(dark_share(image, box) * box.width * box.height for box in boxes)


def test_a_quote_is_found_in_the_order_people_read(tmp_path: Path) -> None:
    page = PdfPage().text(60, 112, SENTENCE[1]).text(60, 100, SENTENCE[0]).text(60, 124, SENTENCE[2])
    boxes = locate(save(tmp_path, page), 1, " ".join(SENTENCE))
    assert len(boxes) == 3
    assert [box.top for box in boxes] == sorted(box.top for box in boxes)


def test_spacing_case_and_punctuation_do_not_matter(tmp_path: Path) -> None:
    path = save(tmp_path, PdfPage().text(60, 100, "The urban-rural divide, by 2030"))
    assert len(locate(path, 1, "urbanrural  DIVIDE by “2030”")) == 1


def test_a_quote_that_is_not_there_has_no_box(tmp_path: Path) -> None:
    path = save(tmp_path, PdfPage().lines(60, 100, SENTENCE))
    assert locate(path, 1, "Zebrafish quickly swam") == ()
    assert locate(path, 1, "…") == ()


def test_a_page_that_does_not_exist_is_named(tmp_path: Path) -> None:
    path = save(tmp_path, PdfPage())
    with pytest.raises(Unreadable, match="no page 2"):
        render(path, 2)


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.pdf"
    path.write_text("mere text")
    with pytest.raises(Unreadable, match="cannot be opened as PDF"):
        locate(path, 1, "mere")


def test_a_page_that_takes_too_long_to_draw_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(tmp_path, PdfPage().raw("0 0 m 500 800 l S\n" * 200_000))
    monkeypatch.setattr(corpus.facsimile, "_RENDER_SECONDS", 0.0)
    with pytest.raises(Unreadable) as caught:
        render(path, 1)
    assert caught.value.problem == Reason.OVER_LIMIT


def test_a_changed_file_is_drawn_anew(tmp_path: Path) -> None:
    path = save(tmp_path, PdfPage().text(60, 100, "before"))
    assert locate(path, 1, "before")
    path.write_bytes(pdf(PdfPage().text(60, 100, "afterwards")))
    assert locate(path, 1, "afterwards")
    assert not locate(path, 1, "before")


def test_only_a_few_documents_stay_open(tmp_path: Path) -> None:
    for number in range(12):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(pdf(PdfPage().text(60, 100, f"paper {number}")))
        assert locate(path, 1, f"paper {number}")
    assert len(corpus.facsimile._open) <= corpus.facsimile._MAX_OPEN


def test_many_threads_may_ask_at_once(shared: Path) -> None:
    files = sorted((shared / "documents").glob("*.pdf"))
    failures: list[BaseException] = []

    def ask(seed: int) -> None:
        try:
            for number in range(6):
                path = files[(seed + number) % len(files)]
                render(path, 1 + number % 3, width=200)
                locate(path, 2, "smart city")
        except BaseException as error:  # noqa: BLE001  # a thread's failure must reach the test
            failures.append(error)

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_sentences_of_the_real_documents_are_located(shared: Path) -> None:
    picker = random.Random(20261122)
    asked, located = 0, 0
    for path in sorted((shared / "documents").glob("*.pdf")):
        document = pdfium.PdfDocument(path)
        for page in reading(path).pages:
            with corpus.facsimile.PDFIUM:
                opened = document[page.number - 1]
                characters, _, _ = corpus.facsimile._characters(opened)
                opened.close()
            parts = (
                part for block in page.blocks for part in re.split(r"(?<=[.!?])\s", clean(block.text).text)
            )
            sentences = [part for part in parts if len(key_of(part)) >= 8]
            for quote in picker.sample(sentences, min(4, len(sentences))):
                found = sum(end - start for start, end in find_pieces(quote, characters))
                asked += 1
                located += found >= 0.97 * len(key_of(quote)) and bool(locate(path, page.number, quote))
        document.close()
    assert asked > 700
    assert located / asked >= 0.995


@given(st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=8), st.randoms())
def test_words_in_another_order_are_found_piece_by_piece(words: list[str], shuffled: random.Random) -> None:
    page = list(words)
    shuffled.shuffle(page)
    pieces = find_pieces(" ".join(words), "".join(page))
    places = [at for start, end in pieces for at in range(start, end)]
    assert len(places) == len(set(places))
    assert all(0 <= start < end <= len("".join(page)) for start, end in pieces)
