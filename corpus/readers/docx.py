"""DOCX → blocks: paragraphs, headings, lists, tables, text boxes, footnotes; headers and footers apart.

Walks the OOXML itself, because libraries leave out text boxes and nested tables. Entities and network
access are off. Must not render: pages of a DOCX are decided by a printer, so there is one page.
"""

from __future__ import annotations

import zipfile
import zlib
from datetime import date
from pathlib import Path

from lxml import etree

from corpus import notices
from corpus.errors import Unreadable
from corpus.models import Media, RawPage, Reading, Reason
from corpus.readers.docx_blocks import DocxBody, attribute, w
from corpus.readers.docx_styles import Styles
from corpus.readers.docx_unseen import Unseen

_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"


def read_docx(path: Path) -> Reading:
    """The whole document as one page.

    Raises:
        Unreadable: the archive or its main part is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except (
        zipfile.BadZipFile,
        KeyError,
        etree.XMLSyntaxError,
        EOFError,
        NotImplementedError,
        zlib.error,
    ) as error:
        raise Unreadable(
            path.name, Reason.DAMAGED, "its parts cannot be unpacked or read", "Save it again as DOCX or PDF"
        ) from error


def _read(archive: zipfile.ZipFile) -> Reading:
    names = set(archive.namelist())
    main = _MAIN if _MAIN in names else next(n for n in sorted(names) if n.startswith("word/document"))
    style_tree = _tree(archive, "word/styles.xml")
    styles, unseen = Styles(style_tree, _tree(archive, "word/numbering.xml")), Unseen(style_tree)
    footnotes: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        footnotes |= _footnotes(_tree(archive, f"word/{kind}s.xml"), kind, styles, unseen)
    document = _parse(archive.read(main))
    body = document.find(w("body"))
    blocks = DocxBody(styles, unseen).blocks(document if body is None else body)
    core = _tree(archive, _CORE)
    return Reading(
        Media.DOCX,
        (RawPage(1, tuple(blocks), furniture=_furniture(archive, styles, unseen)),),
        paged=False,
        title=_core(core, f"{_DC}title"),
        language=_core(core, f"{_DC}language"),
        published=_day(_core(core, f"{_TERMS}modified") or _core(core, f"{_TERMS}created")),
        footnotes=footnotes,
        problems=notices.unseen(unseen.found),
    )


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    """A part that may be missing or damaged without costing the document."""
    try:
        return _parse(archive.read(name))
    except (KeyError, etree.XMLSyntaxError):
        return None


def _footnotes(tree: etree._Element | None, kind: str, styles: Styles, unseen: Unseen) -> dict[str, str]:
    found = {}
    for note in tree.iter(w(kind)) if tree is not None else ():
        if attribute(note, "type") not in {"separator", "continuationSeparator", "continuationNotice"}:
            text = "\n".join(block.text for block in DocxBody(styles, unseen).blocks(note))
            found[f"{kind}-{attribute(note, 'id')}"] = text
    return {key: text for key, text in found.items() if text.strip()}


def _furniture(archive: zipfile.ZipFile, styles: Styles, unseen: Unseen) -> tuple[str, ...]:
    lines: dict[str, None] = {}
    for name in sorted(archive.namelist()):
        if name.startswith(("word/header", "word/footer")) and name.endswith(".xml"):
            tree = _tree(archive, name)
            if tree is not None:
                lines |= dict.fromkeys(block.text for block in DocxBody(styles, unseen).blocks(tree))
    return tuple(lines)


def _core(tree: etree._Element | None, tag: str) -> str | None:
    text = tree.findtext(tag) if tree is not None else None
    return (" ".join(text.split()) or None) if text else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
