"""Plain text → blocks: paragraphs between blank lines, short lines standing alone as headings.

Must not guess at markup; what has signs of Markdown never comes here.
"""

from __future__ import annotations

import regex

from corpus.models import Block, BlockKind, Media, RawPage, Reading

_ITEM = regex.compile(r"^\s*(?:[-*•●▪‣–]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+\S")
_MAX_HEADING_WORDS = 8
_MAX_HEADING_LENGTH = 70
_WRAPPED_WIDTHS = range(50, 121)


def read_text(text: str) -> Reading:
    """The file as one page; the first line is its title where it stands alone."""
    groups = _groups(text)
    blocks: list[Block] = []
    for group in groups:
        level = _heading_level(group, blocks)
        if level:
            blocks.append(Block(BlockKind.HEADING, group[0], level))
        else:
            blocks += [Block(kind, paragraph) for kind, paragraph in _paragraphs(group)]
    title = blocks[0].text.strip() if blocks and blocks[0].level == 1 else None
    return Reading(Media.TEXT, (RawPage(1, tuple(blocks)),), paged=False, title=title)


def _groups(text: str) -> list[list[str]]:
    """Lines between blank lines."""
    groups: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _heading_level(group: list[str], before: list[Block]) -> int:
    """1 for a title, 2 for another heading, 0 for none.

    A short line right after a heading is its content ("Project Status", then "Ongoing"), not another
    heading, except after the title.
    """
    line = group[0].strip()
    if len(group) > 1 or not line[0].isalpha() or line[-1] in ".,;:!?" or _ITEM.match(line):
        return 0
    if len(line) > _MAX_HEADING_LENGTH or len(line.split()) > _MAX_HEADING_WORDS:
        return 0
    if not before:
        return 1
    return 0 if before[-1].kind is BlockKind.HEADING and len(before) > 1 else 2


def _paragraphs(group: list[str]) -> list[tuple[BlockKind, str]]:
    """Join what was wrapped at a fixed width; otherwise each line speaks for itself."""
    wrapped = _is_wrapped(group)
    found: list[tuple[BlockKind, list[str]]] = []
    for line in group:
        if _ITEM.match(line):
            found.append((BlockKind.LIST_ITEM, [line]))
        elif found and (wrapped or (found[-1][0] is BlockKind.LIST_ITEM and line[:1].isspace())):
            found[-1][1].append(line)
        else:
            found.append((BlockKind.PARAGRAPH, [line]))
    return [(kind, "\n".join(lines)) for kind, lines in found]


def _is_wrapped(group: list[str]) -> bool:
    """All lines but the last of each item are about as long as the longest."""
    widths = [len(line.rstrip()) for line in group]
    longest = max(widths)
    full = sum(width >= longest * 0.7 for width in widths[:-1])
    return longest in _WRAPPED_WIDTHS and full >= 0.6 * (len(widths) - 1)
