"""HTML → the main content as blocks, and what the page declares about itself.

Must not fetch, run or keep anything active: scripts, styles, frames, pictures.
"""

from __future__ import annotations

from datetime import date

import regex
from lxml import etree, html

from corpus import notices
from corpus.errors import Unreadable
from corpus.instructions import instruction_in
from corpus.models import Block, BlockKind, Media, RawPage, Reading, Reason
from corpus.readers.charset import decode
from corpus.readers.html_blocks import blocks_of
from corpus.readers.html_unseen import Sheet
from corpus.readers.limits import Limits

_CHARSET = regex.compile(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""")
_XML_DECLARATION = regex.compile(r"^\s*<\?xml[^>]*\?>")
_DROPPED = frozenset(
    "script style noscript template svg canvas iframe object embed audio video picture img map "
    "button input select textarea option datalist dialog head nav".split()
)
_AROUND = regex.compile(
    r"(?i)\b(?:cookies?|gdpr|consent|breadcrumbs?|navbar|navigation|site-(?:header|footer)|location-"
    r"(?:header|footer|popup)|page-footer|skip-link|screen-reader-text|social-share|share-buttons|sidebar)\b"
)
_AROUND_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "dialog", "menubar"})
_COMMENT = regex.compile(r"(?s)<!--(.{1,4000}?)-->")
_ISO_DATE = regex.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})")
_TEASER = regex.compile(
    r"(?i)^(?:share(?: this)?(?: on| page| article)?|you (?:may|might) also like|leave a (?:comment|reply)|"
    r"(?:other|related|more|latest|recent) (?:articles|posts|news|stories))\W*$"
)
_DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "dcterms.issued",
    "article:modified_time",
    "last-modified",
)
_MAIN_SHARE = 0.25


def read_html(data: bytes, name: str, limits: Limits) -> Reading:
    """The main content as one page.

    Raises:
        Unreadable: the bytes are no text, are over the limit, or hold no element at all.
    """
    tree = _parse(data, name, limits)
    title, language, published = _title(tree), _language(tree), _published(tree)
    unseen = _drop(tree) + _spoken_comments(data)
    main = _main(tree)
    blocks = _without_teasers(blocks_of(main) or blocks_of(tree))
    return Reading(
        Media.HTML,
        (RawPage(1, tuple(blocks)),),
        paged=False,
        title=title,
        language=language,
        published=published,
        problems=notices.unseen(unseen),
    )


def _parse(data: bytes, name: str, limits: Limits) -> html.HtmlElement:
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode("ascii") if declared else None)
    if text is None:
        raise Unreadable(
            name, Reason.UNSUPPORTED, "its character encoding is unknown", "Save it as UTF-8 and add it again"
        )
    if len(text) > limits.max_characters:
        raise Unreadable(
            name, Reason.OVER_LIMIT, f"it has more than {limits.max_characters:,} characters", "Split it"
        )
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    cleaned = _XML_DECLARATION.sub("", text).replace("\0", "").encode("utf-8", "replace")
    try:
        return html.document_fromstring(cleaned, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(name, Reason.EMPTY, "there is no text in it", "Add a page with text") from error


def _drop(tree: html.HtmlElement) -> list[tuple[str, str]]:
    """Take out what is never content; what only looks like page furniture goes if content remains.

    Returns (how it is hidden, text) of what was content to a program only.
    """
    sheet = Sheet(tree)
    body = tree.find("body")
    root = tree if body is None else body
    for element in list(tree.iter()):
        if element.tag in _DROPPED and (element.tag != "nav" or _survives(root, element)):
            _remove(element)
    for element in list(root.iter()):
        if element is not root and _is_around(element, root) and _survives(root, element):
            _remove(element)
    found = []
    for element in list(root.iter()):
        hidden = element is not root and element.getparent() is not None and sheet.hides(element)
        if hidden and _survives(root, element):
            found.append(("hidden", " ".join(" ".join(element.itertext()).split())))
            _remove(element)
    return [(how, text) for how, text in found if text]


def _is_around(element: html.HtmlElement, root: html.HtmlElement) -> bool:
    if element.get("aria-hidden") == "true":
        return True
    if element.tag in {"footer", "header", "aside"}:
        return not any(up.tag in {"article", "main"} for up in element.iterancestors())
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.get("role") in _AROUND_ROLES or bool(_AROUND.search(named))


def _spoken_comments(data: bytes) -> list[tuple[str, str]]:
    """Comments, which are never read, are worth telling only where they speak to a language model."""
    comments = _COMMENT.findall(data.decode("utf-8", "replace"))
    return [("in a comment", text) for text in comments if instruction_in(" ".join(text.split()))]


def _survives(root: html.HtmlElement, element: html.HtmlElement) -> bool:
    """Whether anything remains of the page without ``element``."""
    return _letters(element) < _letters(root)


def _letters(element: html.HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _remove(element: html.HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _main(tree: html.HtmlElement) -> html.HtmlElement:
    """The page's declared main part where it holds a fair share of the text."""
    found = tree.xpath("//main|//*[@role='main']|//article")
    if not found:
        return tree
    longest = max(found, key=_letters)
    return longest if _letters(longest) >= _MAIN_SHARE * _letters(tree) else tree


def _without_teasers(blocks: list[Block]) -> list[Block]:
    """Cut what a page puts below its content: share buttons and links to other articles."""
    for index, block in enumerate(blocks):
        later = blocks[index + 1 :]
        ends = block.kind is BlockKind.HEADING and _TEASER.match(block.text.strip())
        if ends and index and not any(b.kind is BlockKind.HEADING and b.level < block.level for b in later):
            return blocks[:index]
    return blocks


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        found.setdefault(key.lower(), (element.get("content") or "").strip())
    return found


def _title(tree: html.HtmlElement) -> str | None:
    """What the page calls itself; the browser title also names the site."""
    declared = _meta(tree).get("og:title") or tree.findtext(".//title") or tree.findtext(".//h1")
    return " ".join(declared.split()) or None if declared else None


def _language(tree: html.HtmlElement) -> str | None:
    return tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or None


def _published(tree: html.HtmlElement) -> date | None:
    """The day it was published, else the day it was last changed."""
    meta = _meta(tree)
    for name in _DATE_NAMES:
        if match := _ISO_DATE.match(meta.get(name, "")):
            try:
                return date(*map(int, match.groups()))
            except ValueError:
                continue
    return None
