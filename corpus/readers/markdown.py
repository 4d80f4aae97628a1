"""Markdown → blocks, front matter and footnotes; inline marks are taken out of the text.

Must not execute or keep HTML, and must not decide what the front matter's values mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex
import yaml

from corpus import notices
from corpus.errors import Unreadable
from corpus.instructions import instruction_in
from corpus.models import CELL_SEPARATOR, Block, BlockKind, Media, RawPage, Reading, Reason
from corpus.readers.inline import plain

# A rule at the start of a text is followed by prose, front matter by a key.
_LOOKS_DECLARED = regex.compile(r"\s*(?:[^\n:]{1,60}:(?:\s|$)|#|\Z)")
_FENCE = regex.compile(r"^ {0,3}(```+|~~~+)")
_HEADING = regex.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = regex.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_RULE = regex.compile(r"^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_ITEM = regex.compile(r"^(\s*)([-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(.*)$")
_FOOTNOTE = regex.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_REFERENCE = regex.compile(r"^ {0,3}\[[^\]^][^\]]*\]:[ \t]*\S+(?:[ \t]+[\"'(].*)?$")
_DIVIDER = regex.compile(r"^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL_END = regex.compile(r"(?<!\\)\|")
_QUOTE = regex.compile(r"^ {0,3}> ?")
_HIDDEN = regex.compile(
    r"(?is)<(\w+)\b[^<>]*(?:\shidden\b|style\s*=\s*[\"'][^\"'<>]*(?:display\s*:\s*none|"
    r"visibility\s*:\s*hidden|"
    r"opacity\s*:\s*0\s*[;\"']|font-size\s*:\s*(?:0(?:px|pt|em)?|1px)\s*[;\"']|(?<![\w-])color\s*:\s*(?:white|"
    r"#fff(?:fff)?|transparent)\b))"
    r"[^<>]*>(.*?)</\1\s*>"
)
_COMMENT = regex.compile(r"(?s)<!--.*?-->|<(script|style)\b.*?</\1\s*>", regex.I)


@dataclass(slots=True)
class _Draft:
    """What was read so far; ``lines`` belong to the open block of ``kind``."""

    blocks: list[Block] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    note: str | None = None

    def close(self) -> None:
        text = "\n".join(self.lines).strip()
        if text and self.note is not None:
            self.footnotes[self.note] = plain(text)[0]
        elif text:
            self.add(self.kind, text)
        self.lines, self.kind, self.note = [], BlockKind.PARAGRAPH, None

    def add(self, kind: BlockKind, marked: str, level: int = 0) -> None:
        text, notes = plain(marked)
        if text.strip():
            self.blocks.append(Block(kind, text, level, notes=notes))


def read_markdown(text: str, name: str) -> Reading:
    """The file as one page.

    Raises:
        Unreadable: the front matter is not valid YAML, or no mapping; the reason names the line.
    """
    front_matter, body = _front_matter(text.replace("\r\n", "\n"), name)
    draft = _Draft()
    hidden = [("hidden", match[2]) for match in _HIDDEN.finditer(body)]
    hidden += [
        ("in a comment", m[0][4:-3])
        for m in _COMMENT.finditer(body)
        if instruction_in(" ".join(m[0].split()))
    ]
    shown = _HIDDEN.sub(_lines_of, _COMMENT.sub(_lines_of, body))
    lines = shown.split("\n")
    position = 0
    while position < len(lines):
        position = _take(draft, lines, position)
    draft.close()
    title = front_matter.get("title")
    first = next((b.text for b in draft.blocks if b.kind is BlockKind.HEADING and b.level == 1), None)
    language = front_matter.get("language", front_matter.get("lang"))
    return Reading(
        Media.MARKDOWN,
        (RawPage(1, tuple(draft.blocks)),),
        paged=False,
        title=title if isinstance(title, str) and title.strip() else first,
        language=language if isinstance(language, str) else None,
        front_matter=front_matter,
        footnotes=draft.footnotes,
        problems=notices.unseen(hidden),
    )


def _lines_of(match: regex.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _front_matter(text: str, name: str) -> tuple[dict[str, object], str]:
    if not text.startswith("---\n"):
        return {}, text
    end = regex.search(r"(?m)^(?:---|\.\.\.)[ \t]*$", text, pos=4)
    if end is None or not _LOOKS_DECLARED.match(text[4 : end.start()]):
        return {}, text
    try:
        found = yaml.safe_load(text[4 : end.start()])
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        raise _bad_front_matter(name, f"its front matter is not valid YAML at line {line}") from error
    if found is not None and not isinstance(found, dict):
        raise _bad_front_matter(name, "its front matter, from line 2, does not name keys and values")
    return {str(key): value for key, value in (found or {}).items()}, text[end.end() :]


def _bad_front_matter(name: str, reason: str) -> Unreadable:
    return Unreadable(name, Reason.DAMAGED, reason, "Correct the lines between the two --- and try again")


def _take(draft: _Draft, lines: list[str], position: int) -> int:
    """Read what begins at ``position``; return where the next thing begins."""
    line = _QUOTE.sub("", lines[position])
    if fence := _FENCE.match(line):
        draft.close()
        return _take_code(draft, lines, position + 1, fence[1])
    if "|" in line and position + 1 < len(lines) and _is_divider(lines[position + 1], line):
        draft.close()
        return _take_table(draft, lines, position)
    if _take_mark(draft, line):
        return position + 1
    if draft.note is None and draft.lines and (under := _UNDERLINE.match(line)):
        if draft.kind is BlockKind.PARAGRAPH:
            draft.add(BlockKind.HEADING, " ".join(draft.lines), 1 if under[1][0] == "=" else 2)
            draft.lines = []
        draft.close()
    elif not line.strip() or _RULE.match(line) or _REFERENCE.match(line):
        _take_blank(draft, lines, position)
    else:
        draft.lines.append(line.strip() if draft.lines else line.lstrip())
    return position + 1


def _take_mark(draft: _Draft, line: str) -> bool:
    """Headings, footnote definitions and list items say what they are on their own line."""
    if heading := _HEADING.match(line):
        draft.close()
        draft.add(BlockKind.HEADING, heading[2], len(heading[1]))
        return True
    if footnote := _FOOTNOTE.match(line):
        draft.close()
        draft.note, draft.lines = footnote[1], [footnote[2]]
        return True
    if (item := _ITEM.match(line)) and not _RULE.match(line):
        draft.close()
        marker = f"{item[2]} " if item[2][0].isdigit() else ""
        draft.kind, draft.lines = BlockKind.LIST_ITEM, [marker + item[3]]
        return True
    return False


def _take_blank(draft: _Draft, lines: list[str], position: int) -> None:
    """An indented line after a blank one still belongs to its footnote."""
    following = lines[position + 1] if position + 1 < len(lines) else ""
    if draft.note is None or not following.startswith(("    ", "\t")) or not following.strip():
        draft.close()


def _take_code(draft: _Draft, lines: list[str], position: int, fence: str) -> int:
    """Code stays as it is written, without inline marks taken out."""
    end = position
    while end < len(lines) and not lines[end].strip().startswith(fence):
        end += 1
    text = "\n".join(lines[position:end]).strip("\n")
    if text.strip():
        draft.blocks.append(Block(BlockKind.PARAGRAPH, text))
    return end + 1


def _is_divider(line: str, header: str) -> bool:
    return "-" in line and bool(_DIVIDER.match(line)) and len(_cells(line)) == len(_cells(header))


def _take_table(draft: _Draft, lines: list[str], position: int) -> int:
    columns = tuple(plain(cell)[0] for cell in _cells(lines[position]))
    position += 2
    while position < len(lines) and "|" in lines[position]:
        cells = (_cells(lines[position]) + [""] * len(columns))[: len(columns)]
        text, notes = plain(CELL_SEPARATOR.join(cells))
        draft.blocks.append(Block(BlockKind.TABLE_ROW, text, columns=columns, notes=notes))
        position += 1
    return position


def _cells(line: str) -> list[str]:
    row = line.strip().removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return [cell.strip().replace("\\|", "¦") for cell in _CELL_END.split(row)]
