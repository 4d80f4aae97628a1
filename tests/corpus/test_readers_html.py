from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import AscnError, Unreadable
from corpus.models import BlockKind, Reading
from corpus.readers import read


def reading(folder: Path, html: str | bytes) -> Reading:
    path = folder / "page.html"
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    return read(path)


def texts(found: Reading) -> list[str]:
    return [" ".join(block.text.split()) for block in found.pages[0].blocks]


def test_only_the_main_content_is_read(tmp_path: Path) -> None:
    page = """<html><head><title>T</title><style>p{}</style><script>x()</script></head><body>
    <nav><a href=/>Menu</a></nav><header><p>Banner</p></header><div class="cookie-notice">Cookies!</div>
    <div role="navigation">More menu</div><div class="site-footer">Foot</div>
    <article><header><h1>A Heading</h1></header><p>The text of the article is here.</p></article>
    <aside>Beside</aside><footer>Below</footer><noscript>No script</noscript></body></html>"""
    assert texts(reading(tmp_path, page)) == ["A Heading", "The text of the article is here."]


def test_share_buttons_and_other_articles_below_are_cut(tmp_path: Path) -> None:
    page = "<main><h1>A</h1><p>Text.</p><h4>Share this on</h4><p>x</p><h4>Other Articles</h4><p>y</p></main>"
    assert texts(reading(tmp_path, f"<html><body>{page}</body></html>")) == ["A", "Text."]


def test_headings_lists_and_definitions_have_their_kinds(tmp_path: Path) -> None:
    page = """<html><body><h2>Part</h2><p>One <b>bold</b> <a href="http://x.example">link</a>.<br>Next</p>
    <ol start=3><li>three<ul><li>inner</li></ul></li><li>four</li></ol>
    <dl><dt>Term</dt><dd>meaning</dd></dl></body></html>"""
    found = reading(tmp_path, page)
    assert texts(found) == ["Part", "One bold link. Next", "3. three", "inner", "4. four", "Term: meaning"]
    kinds = [block.kind for block in found.pages[0].blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH] + [BlockKind.LIST_ITEM] * 4


def test_a_table_gives_rows_with_column_names(tmp_path: Path) -> None:
    page = """<html><body><table><tr><th>City</th><th>Year</th><th>Area</th></tr>
    <tr><td rowspan=2>Phuket</td><td>2024</td><td><ul><li>x</li><li>y</li></ul></td></tr>
    <tr><td colspan=2>2025</td></tr></table></body></html>"""
    rows = [block for block in reading(tmp_path, page).pages[0].blocks if block.columns]
    assert [row.text for row in rows] == ["Phuket | 2024 | x y", " | 2025 | "]
    assert rows[0].columns == ("City", "Year", "Area")


@pytest.mark.parametrize(
    ("charset", "declared"),
    [("utf-8", "utf-8"), ("cp1252", "windows-1252"), ("shift_jis", "shift_jis"), ("utf-16", "utf-8")],
)
def test_the_charset_is_found(tmp_path: Path, charset: str, declared: str) -> None:
    word = "日本語" if charset == "shift_jis" else "Côte d’Azur" if charset == "cp1252" else "ជំរាបសួរ"
    page = f"<html><head><meta charset={declared}></head><body><p>{word}</p></body></html>"
    assert texts(reading(tmp_path, page.encode(charset))) == [word]


def test_title_language_and_day_are_what_the_page_declares(tmp_path: Path) -> None:
    page = """<html lang=th><head><title>Name - Site</title><meta property=og:title content=Name>
    <meta property="article:modified_time" content="2021-09-07T00:00:00Z">
    <meta property="article:published_time" content="2018-11-14T18:11:00+00:00"></head><body>x</body>
    </html>"""
    found = reading(tmp_path, page)
    assert (found.title, found.language, found.published) == ("Name", "th", date(2018, 11, 14))


def test_a_page_nested_beyond_reason_is_read(tmp_path: Path) -> None:
    assert texts(reading(tmp_path, "<html><body>" + "<div>" * 1500 + "deep" + "</div>" * 1500)) == ["deep"]
    with pytest.raises(Unreadable):
        reading(tmp_path, "<html><body>" + "<div>" * 50_000 + "deep" + "</div>" * 50_000)


def test_most_words_of_pages_with_known_truth_are_found(shared: Path) -> None:
    assert share_of_words_found(shared / "bench" / "parse_truth" / "html", "*.html") >= 0.95


def share_of_words_found(folder: Path, pattern: str) -> float:
    """Distinct words of each file: the truth repeats a merged cell in every place it spans."""
    words = hits = 0
    for path in sorted(folder.glob(pattern)):
        truth = (folder / f"{path.name}.expected.md").read_text(encoding="utf-8")
        truth = re.sub(r"\]\([^)]*\)", "]", re.sub(r"<!--.*?-->", "", truth))
        truth = truth.replace("\\_", "_").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        expected = set(re.findall(r"\w+", truth))
        try:
            found = read(path)
        except AscnError:
            text = ""
        else:
            text = " ".join([b.text for b in found.pages[0].blocks] + [*found.footnotes.values()])
        words += len(expected)
        hits += len(expected & set(re.findall(r"\w+", text)))
    return hits / words
