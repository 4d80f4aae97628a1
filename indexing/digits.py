"""Digits of all scripts as the ASCII ones, so that ๒๕๖๒ and 2562 are one number.

Must not know what a number means; the Thai calendar is for `assistant.languages`.
"""

from __future__ import annotations

import unicodedata

_DIGIT = {
    code: str(unicodedata.digit(chr(code)))
    for code in range(0x80, 0x20000)
    if unicodedata.category(chr(code)) == "Nd"
}


def ascii_digits(text: str) -> str:
    """The text with every decimal digit as 0 to 9; as long as before."""
    return text if text.isascii() else text.translate(_DIGIT)
