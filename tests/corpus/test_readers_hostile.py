from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from corpus.errors import Unreadable
from corpus.models import Reason
from corpus.readers import Limits, read

KINDS_OF_REFUSAL = set(Reason)
MAY_BE_REFUSED = {"office": {Reason.UNSUPPORTED}, "text": {Reason.EMPTY, Reason.UNSUPPORTED}}
NO_TEXT = {Reason.EMPTY, Reason.PICTURE_ONLY, Reason.DAMAGED}


def hostile(shared: Path) -> list[dict[str, object]]:
    manifest = shared / "bench" / "hostile_files" / "manifest.jsonl"
    return [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]


def outcome(path: Path, limits: Limits = Limits()) -> Reason | str:  # noqa: B008
    """The text, or why there is none; anything but these two is a failure of the test."""
    try:
        reading = read(path, limits)
    except Unreadable as refusal:
        return Reason(refusal.problem) if is_told_well(refusal, path) else f"told badly: {refusal}"
    return " ".join(block.text for page in reading.pages for block in page.blocks)


def is_told_well(refusal: Unreadable, path: Path) -> bool:
    return refusal.thing == path.name and "\n" not in str(refusal) and bool(refusal.next_step)


def test_every_hostile_file_ends_in_text_or_in_the_reason_to_expect(shared: Path) -> None:
    wrong = []
    for item in hostile(shared):
        found = outcome(shared / "bench" / "hostile_files" / "files" / str(item["file"]))
        if not expected(item, found):
            wrong.append((item["file"], item["class"], found))
    assert not wrong


def expected(item: dict[str, object], found: Reason | str) -> bool:
    kind, poppler = str(item["class"]), item.get("poppler_chars")
    if kind == "encrypted-needs-password":
        return found is Reason.ENCRYPTED
    if kind == "bomb":
        return True  # an end at all is what is asked for
    if isinstance(found, Reason):
        # Nothing may be refused where another reader finds text in a sound file.
        holds_text = isinstance(poppler, int) and poppler > 0
        allowed = NO_TEXT if kind == "broken" or not holds_text else set()
        return found in MAY_BE_REFUSED.get(kind, allowed)
    return bool(found.strip())


def test_a_password_is_asked_for_in_words(shared: Path) -> None:
    path = shared / "bench" / "hostile_files" / "files" / "pdfminersix__aes-256-m.pdf"
    with pytest.raises(Unreadable, match="a password is needed"):
        read(path)


def test_a_scan_is_said_to_be_a_picture(shared: Path) -> None:
    path = shared / "bench" / "hostile_files" / "files" / "olmocr__edgar_image.pdf"
    assert outcome(path) is Reason.PICTURE_ONLY


def test_a_form_keeps_the_values_filled_in(shared: Path) -> None:
    text = outcome(shared / "bench" / "hostile_files" / "files" / "sample-files__libreoffice-form.pdf")
    assert isinstance(text, str)
    assert "Name" in text


def test_two_columns_of_a_paper_are_read_one_after_the_other(shared: Path) -> None:
    path = shared / "bench" / "hostile_files" / "files" / "olmocr__pdftotext_two_column_issue.pdf"
    text = outcome(path)
    assert isinstance(text, str)
    assert len(text) > 45_000


def test_utf16_and_utf32_without_a_hint_are_read(shared: Path) -> None:
    for name in ("unstructured__fake-text-utf-16.txt", "unstructured__fake-text-utf-32.txt"):
        text = outcome(shared / "bench" / "hostile_files" / "files" / name)
        assert isinstance(text, str)
        assert "Hamburgers are delicious" in text


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"")
    (tmp_path / "b.md").write_bytes(b" \n\t\n")
    assert outcome(tmp_path / "a.md") is Reason.EMPTY
    assert outcome(tmp_path / "b.md") is Reason.EMPTY


def test_a_folder_and_a_missing_file_are_named(tmp_path: Path) -> None:
    assert outcome(tmp_path) is Reason.UNSUPPORTED
    assert outcome(tmp_path / "absent.pdf") is Reason.DAMAGED


def test_a_file_over_the_limit_is_not_even_opened(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"words " * 1000)
    assert outcome(tmp_path / "big.txt", Limits(max_bytes=5_999)) is Reason.OVER_LIMIT
    assert outcome(tmp_path / "big.txt", Limits(max_characters=5_999)) is Reason.OVER_LIMIT


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 250_000_000)
    (tmp_path / "report.docx").write_bytes(buffer.getvalue())
    assert outcome(tmp_path / "report.docx") is Reason.OVER_LIMIT


def test_a_small_file_that_swells_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 50_000_000)
    (tmp_path / "sums.xlsx").write_bytes(buffer.getvalue())
    assert outcome(tmp_path / "sums.xlsx") is Reason.OVER_LIMIT


def test_a_truncated_archive_is_damaged(tmp_path: Path, shared: Path) -> None:
    whole = (shared / "bench" / "hostile_files" / "files" / "unstructured__simple.docx").read_bytes()
    (tmp_path / "half.docx").write_bytes(whole[: len(whole) // 2])
    assert outcome(tmp_path / "half.docx") is Reason.DAMAGED


def test_an_archive_of_other_things_is_unsupported(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "photos.docx", "w") as archive:
        archive.writestr("photo.txt", "hello")
    assert outcome(tmp_path / "photos.docx") is Reason.UNSUPPORTED


def test_random_bytes_are_unsupported(tmp_path: Path) -> None:
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 40)
    assert outcome(tmp_path / "noise.txt") is Reason.UNSUPPORTED


def test_lone_surrogates_in_a_file_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("# Cities\n\nA \ud83d lone one".encode("utf-8", "surrogatepass"))
    text = outcome(tmp_path / "a.md")
    assert isinstance(text, str)
    assert "Cities" in text


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "closed.txt").write_text("hello")
    (tmp_path / "closed.txt").chmod(0)
    assert outcome(tmp_path / "closed.txt") is Reason.DAMAGED
