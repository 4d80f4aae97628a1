"""Bytes → text: byte order marks, declared charsets, then a guess; must not know file formats."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_WIDE = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"]
_SAMPLE = 65_536
_WIDE_SHARE = 0.3


def decode(data: bytes, declared: str | None = None) -> str | None:
    """The text of ``data``, or None where it is no text.

    Args:
        declared: charset named by the file itself; a byte order mark outranks it.
    """
    for charset in _candidates(data, declared):
        try:
            text = data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
        return text.removeprefix("\ufeff")
    guess = _guess(data[:_SAMPLE])
    text = data.decode(guess, "replace") if guess else ""
    return text if guess and looks_like_text(text) else None


def looks_like_text(text: str) -> bool:
    """Few control characters and few replacement characters."""
    sample = text[:_SAMPLE]
    odd = sum((char < " " and char not in "\t\n\r\f\x1b\v") or char in "\ufffd\x7f" for char in sample)
    return odd <= len(sample) * 0.02


def _candidates(data: bytes, declared: str | None) -> list[str]:
    marked = [charset for mark, charset in _MARKS if data.startswith(mark)]
    if marked:
        return marked
    wide = _wide(data[:_SAMPLE])
    if wide:
        return [wide]
    if b"\0" in data[:_SAMPLE]:
        return []
    return [charset for charset in (declared, "utf-8") if charset]


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: zero bytes sit at regular places."""
    if len(sample) < 8:
        return None
    quarter = max(len(sample) // 4, 1)
    zeros = [sample[i::4].count(0) / quarter for i in range(4)]
    if zeros[0] < 0.1 and min(zeros[2:]) > 0.9:
        return "utf-32-le"
    if zeros[3] < 0.1 and min(zeros[:2]) > 0.9:
        return "utf-32-be"
    if min(zeros[1], zeros[3]) > _WIDE_SHARE and max(zeros[0], zeros[2]) < 0.1:
        return "utf-16-le"
    if min(zeros[0], zeros[2]) > _WIDE_SHARE and max(zeros[1], zeros[3]) < 0.1:
        return "utf-16-be"
    return None


def _guess(sample: bytes) -> str | None:
    if b"\0" in sample:
        return None
    guesses = from_bytes(sample, cp_exclusion=_WIDE)
    best = guesses.best()
    if best is None:
        return "cp1252"
    # Short texts fit several charsets equally well; the web's default is the best bet among them.
    usual = next((guess for guess in guesses if guess.encoding == "cp1252"), best)
    as_good = usual.chaos <= best.chaos and usual.coherence >= best.coherence
    return usual.encoding if as_good else best.encoding
