from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from corpus.errors import Unreadable
from corpus.models import BlockKind, Reading, Reason
from corpus.readers import Limits, read
from tests.corpus.test_readers_html import share_of_words_found

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def docx(folder: Path, body: str, **parts: str) -> Path:
    path = folder / "paper.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return path


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def texts(found: Reading) -> list[str]:
    return [block.text for block in found.pages[0].blocks]


def test_headings_go_by_style_also_by_one_they_are_based_on(tmp_path: Path) -> None:
    styles = f"""<w:styles {W}><w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>
    <w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H2"/></w:style></w:styles>"""
    body = paragraph("Part", '<w:pStyle w:val="Mine"/>') + paragraph("Text")
    blocks = read(docx(tmp_path, body, styles=styles)).pages[0].blocks
    assert [(block.kind, block.level) for block in blocks] == [
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('in the box')}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawing = f"<mc:AlternateContent>{both}</mc:AlternateContent>"
    body = f"<w:p>{run('beside')}<w:r>{drawing}</w:r></w:p>"
    assert texts(read(docx(tmp_path, body))) == ["beside", "in the box"]


def test_a_table_in_a_table_loses_nothing(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('x')}</w:tc><w:tc>{paragraph('y')}</w:tc></w:tr></w:tbl>"
    rows = "".join(
        f"<w:tr><w:tc>{left}</w:tc><w:tc>{right}</w:tc></w:tr>"
        for left, right in [
            (paragraph("City"), paragraph("Note")),
            (paragraph("Phuket"), inner + paragraph("z")),
        ]
    )
    blocks = read(docx(tmp_path, f"<w:tbl>{rows}</w:tbl>")).pages[0].blocks
    assert [block.text for block in blocks] == ["City | Note", "Phuket | x / y z"]
    assert blocks[1].columns == ("City", "Note")


def test_lists_are_numbered_as_word_prints_them(tmp_path: Path) -> None:
    numbering = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
    </w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
    body = "".join(
        paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="7"/></w:numPr>')
        for text, depth in [("one", 0), ("inner", 1), ("more", 1), ("two", 0), ("inner", 1)]
    )
    assert texts(read(docx(tmp_path, body, numbering=numbering))) == [
        "1. one",
        "1.a) inner",
        "1.b) more",
        "2. two",
        "2.a) inner",
    ]


def test_footnotes_and_headers_are_set_apart(tmp_path: Path) -> None:
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("the proof")}</w:footnote></w:footnotes>'
    header = f"<w:hdr {W}>{paragraph('Running header')}</w:hdr>"
    body = f'<w:p>{run("claim")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    found = read(docx(tmp_path, body, footnotes=notes, header1=header))
    assert texts(found) == ["claim"]
    assert found.pages[0].blocks[0].notes == ((5, "footnote-2"),)
    assert found.footnotes == {"footnote-2": "the proof"}
    assert found.pages[0].furniture == ("Running header",)


def test_deleted_text_is_gone_and_inserted_text_is_there(tmp_path: Path) -> None:
    body = f"<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins>{run('new')}</w:ins></w:p>"
    assert texts(read(docx(tmp_path, body))) == ["new"]


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell")
    path = tmp_path / "paper.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY s SYSTEM "file://{secret}">]>'
            f"<w:document {W}><w:body>{paragraph('word &s;')}</w:body></w:document>",
        )
    assert "do not tell" not in " ".join(texts(read(path)))


def test_damaged_xml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read(docx(tmp_path, "<w:p><unclosed>"))
    assert caught.value.problem == Reason.DAMAGED


def test_most_words_of_documents_with_known_truth_are_found(shared: Path) -> None:
    assert share_of_words_found(shared / "bench" / "parse_truth" / "docx", "*.docx") >= 0.97


def workbook(folder: Path, rows: list[list[object]], title: str = "Cities") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state = "hidden"
    hidden.append(["secret", "row"])
    path = folder / "sums.xlsx"
    book.save(path)
    return path


def test_a_sheet_is_a_heading_and_its_rows(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [
            ["List of cities"],
            [],
            ["City", "Joined", "Projects"],
            ["Phuket", datetime(2018, 4, 28), 4.0],
            ["Ipoh", date(2025, 1, 1), None],
        ],
    )
    blocks = read(path).pages[0].blocks
    assert [block.text for block in blocks] == [
        "Cities",
        "List of cities",
        "City | Joined | Projects",
        "Phuket | 2018-04-28 | 4",
        "Ipoh | 2025-01-01 | ",
    ]
    assert {block.columns for block in blocks[3:]} == {("City", "Joined", "Projects")}


def test_a_workbook_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["word " * 50, "more"] for _ in range(50)])
    with pytest.raises(Unreadable) as caught:
        read(path, Limits(max_characters=1000))
    assert caught.value.problem == Reason.OVER_LIMIT


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_of_text_finds_its_delimiter_and_encoding(
    tmp_path: Path, delimiter: str, encoding: str
) -> None:
    rows = [
        ["city", "état", "note"],
        ["Da Nang", "à jour", '"quoted, text"'],
        ["Phuket", "été", "x"],
        ["Ipoh", "né", "y"],
    ]
    path = tmp_path / "rows.csv"
    path.write_bytes("\n".join(delimiter.join(row) for row in rows).encode(encoding))
    found = read(path)
    assert texts(found)[1:] == ["Da Nang | à jour | quoted, text", "Phuket | été | x", "Ipoh | né | y"]
    assert found.pages[0].blocks[1].columns == ("city", "état", "note")


def test_plain_text_has_paragraphs_headings_and_lists(tmp_path: Path) -> None:
    wrapped = (
        "This paragraph was wrapped at a fixed width by whoever wrote\n"
        "it, so that its lines belong together and are joined again\nhere."
    )
    path = tmp_path / "notes.txt"
    path.write_text(
        f"The Title\n\nChallenges\n\n{wrapped}\n\n- one\n- two\n\nStatus\n\nOngoing\n", encoding="utf-8"
    )
    found = read(path)
    assert [(block.kind, block.level) for block in found.pages[0].blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.LIST_ITEM, 0),
        (BlockKind.LIST_ITEM, 0),
        (BlockKind.HEADING, 2),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert found.title == "The Title"


def test_an_archive_that_lies_about_its_sizes_is_no_way_in(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>" + " " * 20_000_000)
    data = bytearray(buffer.getvalue())
    true_size = (20_000_000 + len(f"<w:document {W}><w:body>")).to_bytes(4, "little")
    path = tmp_path / "small.docx"
    path.write_bytes(bytes(data).replace(true_size, (1000).to_bytes(4, "little")))
    with pytest.raises(Unreadable):
        read(path)
