from __future__ import annotations

import pytest

from corpus.errors import Unreadable
from corpus.models import Media
from corpus.readers.sniff import sniff

CSV = "city;country;projects\nDa Nang;Viet Nam;3\nPhuket;Thailand;4\n"


@pytest.mark.parametrize(
    ("head", "media"),
    [
        (b"%PDF-1.7\n", Media.PDF),
        (b"\n\n junk %PDF-1.7\n", Media.PDF),
        (b"1 0 obj\n<<>>\nendobj\ntrailer<<>>", Media.PDF),
        (b"<!DOCTYPE html><p>x", Media.HTML),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<html>", Media.HTML),
        ("\ufeff<html><body>x".encode("utf-16"), Media.HTML),
        (b"---\ntitle: x\n---\nSome words.", Media.MARKDOWN),
        (b"# Heading\n\nA [link](https://example.org) here.", Media.MARKDOWN),
        (CSV.encode(), Media.CSV),
        (b"Just some words, and a comma.\nAnother line, with one.\n", Media.TEXT),
        (b"a\tb\n1\t2\n3\t4\n", Media.CSV),
        ("Tất cả mọi người".encode("utf-16"), Media.TEXT),
    ],
)
def test_content_decides(head: bytes, media: Media) -> None:
    assert sniff(head) is media


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.xlsx", "a"])
def test_a_name_cannot_make_text_into_anything_else(name: str) -> None:
    assert sniff(b"Just some words without any form at all.", name=name) is Media.TEXT


def test_a_name_breaks_a_tie_among_kinds_of_text() -> None:
    words = b"Just some words, without form.\nMore of them, here.\n"
    assert sniff(words, name="notes.md") is Media.MARKDOWN
    assert sniff(words, name="rows.csv") is Media.CSV
    assert sniff(words, name="notes.txt") is Media.TEXT


@pytest.mark.parametrize(
    ("members", "media"),
    [
        (["word/document.xml"], Media.DOCX),
        (["xl/workbook.xml"], Media.XLSX),
        (["word/document2.xml"], Media.DOCX),
    ],
)
def test_the_members_of_an_archive_decide(members: list[str], media: Media) -> None:
    assert sniff(b"PK\x03\x04", members=members) is media


@pytest.mark.parametrize(
    "head",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1 hello}",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"From: a@example.org\nTo: b@example.org\nSubject: hello\n\nHi",
        b"PK\x03\x04",
        bytes(range(256)),
    ],
)
def test_what_is_not_read_is_refused_with_a_next_step(head: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        sniff(head, name="thing")
    assert caught.value.next_step
    assert caught.value.thing == "thing"
