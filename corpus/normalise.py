"""Damaged text → clean text, with a map of every clean offset to its raw offset.

Repairs only what is certain: mojibake, ligatures, odd spaces, invisible characters, line ends, hyphens
at line ends, and a `?` that stands where a space was lost. Glued words are reported, never changed.
Must not know documents, pages or files; must never raise on any text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Set
from dataclasses import dataclass

import ftfy
import regex

from corpus.glued import glued_words
from corpus.invisible import INVISIBLE, JOINERS
from corpus.models import OffsetMap
from corpus.tracked import Tracked

_MAX_PASSES = 4
_LONGEST_WORD = 5_000
# Possessive, so that a word of a million letters costs one look at each of them.
_WORD = r"[\p{L}\p{M}\p{N}]++(?:[-‐‑'’][\p{L}\p{M}\p{N}]++){0,9}+"
_LINE_BREAK = regex.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SURROGATES = regex.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_TOKEN = regex.compile(r"[^ \t\n]++")
_C1 = regex.compile("[\x80-\x9f]")
_LIGATURES = regex.compile("[\ufb00-\ufb06\ufb50-\ufdf9\ufdfc\ufe70-\ufefc]")
# Bullets and ticks of symbol fonts, which Unicode does not know.
_SYMBOLS = regex.compile("[\uf06c\uf06e\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc]")
_CLUSTER = regex.compile(r"\X")
# U+FFFE and U+0002 are what pdfium writes for a hyphen at a line end.
_HYPHEN = r"(?:[\ufffe\x02]|[-‐\u00ad](?=[ \t]*\n))[ \t]*\n?[ \t]*"
_BROKEN = regex.compile(rf"(?<=[\p{{L}}\p{{M}}\p{{N}}]){_HYPHEN}(?=[\p{{L}}\p{{M}}\p{{N}}])")
_BROKEN_WORD = regex.compile(rf"(?<![\p{{L}}\p{{M}}\p{{N}}]){_WORD}(?:{_HYPHEN}{_WORD})+")
_LAST_WORD = regex.compile(rf"{_WORD}$")
_NEXT_WORD = regex.compile(_WORD)
_STRAY_HYPHEN = regex.compile("[\ufffe\x02]")
_CONTROL = regex.compile(r"[^\P{Cc}\t\n]")
_UNSPACED = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Han}\p{Hiragana}\p{Katakana}、。「」，"
_UNSPACED_BREAK = regex.compile(rf"(?<=[{_UNSPACED}])[ \t]*\n[ \t]*(?=[{_UNSPACED}])")
_SPACES = regex.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LOST_SPACE = regex.compile(r"(?<=[\p{L}\p{M}\p{N}])\?(?=[\p{L}\p{M}\p{N}])")
_QUESTION = regex.compile(
    r"(?i)^\W*(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|"
    r"could|will|would|shall|should|may|might)\b"
)
_ADDRESS = regex.compile(r"(?i)\W*(?:[a-z]+:|www\.)")
_FAR = 300
"""How far around a mark its word is looked for."""


@dataclass(frozen=True, slots=True)
class Clean:
    """Clean text, the way back to the raw text, and what people should know about the repair."""

    text: str
    offsets: OffsetMap
    reports: tuple[str, ...] = ()


def clean(raw: str, vocabulary: Set[str] | None = None) -> Clean:
    """Repair one paragraph, heading, list item or cell; line ends in it become spaces.

    Args:
        vocabulary: lower-case words of the whole document, as `words_of` gives them; decides between
            "urban-rural" and "implementation" where a line ends in a hyphen. Default: words of ``raw``.
    """
    known = words_of(raw) if vocabulary is None else vocabulary
    text = Tracked.of(raw).sub(_LINE_BREAK, "\n")
    for _ in range(_MAX_PASSES):
        before = text.text
        text = _repair(text, known)
        if text.text == before or text.text.isascii():
            break  # what one repair uncovers, a later one may need: a soft hyphen inside mojibake
    text, restored = _restore_spaces(text)
    reports = [f"lost space restored: {word}" for word in restored]
    reports += [f"glued words left alone: {word}" for word in glued_words(text.text, known)]
    return Clean(text.text, text.offsets(), tuple(reports))


def _repair(text: Tracked, known: Set[str]) -> Tracked:
    text = _repair_encoding(text).sub(_LIGATURES, lambda match: unicodedata.normalize("NFKC", match[0]))
    text = text.sub(_SYMBOLS, "•").sub(_BROKEN, lambda match: _rejoin(match, known)).sub(_STRAY_HYPHEN, "-")
    text = _compose(text.sub(_CONTROL, "").sub(INVISIBLE, "").sub(JOINERS, ""))
    return _strip(text.sub(_UNSPACED_BREAK, "").sub(_SPACES, " "))


def fold(text: str) -> str:
    """The one normalisation for comparing a quote with a page's text: NFKC, white space collapsed."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def letters_and_digits(text: str) -> str:
    """The key for finding a quote on a page image: NFKC, letters and digits only."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))


def words_of(raw: str) -> frozenset[str]:
    """Lower-case words of a raw text, those broken over a line end left out."""
    whole = _BROKEN_WORD.sub(" ", raw)
    return frozenset(word.lower() for word in regex.findall(_WORD, whole))


def _repair_encoding(text: Tracked) -> Tracked:
    text = text.sub(_SURROGATES, _pair)
    if text.text.isascii():
        return text
    text = text.sub(_C1, lambda match: match[0].encode("latin-1").decode("cp1252", "ignore"))
    return text.sub(_TOKEN, lambda match: None if match[0].isascii() else _unscramble(match[0]))


def _unscramble(token: str) -> str:
    """Undo mojibake; a "word" of thousands of characters is data, not writing."""
    return ftfy.fix_encoding(token) if len(token) <= _LONGEST_WORD else token


def _pair(match: regex.Match[str]) -> str:
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16") if len(match[0]) == 2 else "\ufffd"


def _rejoin(match: regex.Match[str], known: Set[str]) -> str:
    """Keep the hyphen unless only the joined word is known: a wrong hyphen is read, a wrong word is not."""
    before = _LAST_WORD.search(match.string, max(match.start() - 60, 0), match.start())
    after = _NEXT_WORD.match(match.string, match.end())
    if before is None or after is None:
        return "-"
    left, right = before[0].lower(), after[0].lower()
    # "people-cen" and "tred-ness" straddle the line end with "centred".
    straddling = regex.split("[-‐‑]", left)[-1] + regex.split("[-‐‑]", right)[0]
    joined_is_known = left + right in known or straddling in known
    return "" if joined_is_known and f"{left}-{right}" not in known else "-"


def _compose(text: Tracked) -> Tracked:
    if unicodedata.is_normalized("NFC", text.text):
        return text
    return text.sub(_CLUSTER, lambda match: unicodedata.normalize("NFC", match[0]))


def _strip(text: Tracked) -> Tracked:
    start = len(text.text) - len(text.text.lstrip())
    end = max(len(text.text.rstrip()), start)
    return Tracked(text.text[start:end], text.raw[start:end], text.raw_length)


def _restore_spaces(text: Tracked) -> tuple[Tracked, list[str]]:
    """Turn `90?million` into `90 million`; leave addresses and real questions alone."""
    if "?" not in text.text:
        return text, []
    edits, restored = [], []
    for match in _LOST_SPACE.finditer(text.text):
        mark = match.start()
        before = text.text[max(mark - _FAR, 0) : mark].rpartition(" ")[2]
        after = text.text[mark + 1 : mark + _FAR].partition(" ")[0]
        number = _LAST_WORD.search(before)
        near_digit = after[:1].isdigit() or any(map(str.isdigit, number[0] if number else ""))
        address = _ADDRESS.match(before) or "=" in after or "&" in after
        if near_digit and not address and not _asks(text.text, mark):
            edits.append((mark, mark + 1, " "))
            restored.append(f"{before}?{after}")
    return text.edit(edits), restored


def _asks(text: str, mark: int) -> bool:
    """Whether the sentence before the question mark begins like a question."""
    nearby = text[max(mark - _FAR, 0) : mark]
    start = max(nearby.rfind(end) for end in (". ", "! ", "? ", ": "))
    return bool(_QUESTION.match(nearby[start + 1 :]))
