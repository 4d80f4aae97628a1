"""Look-alike and piled-up characters → the plain letters that documents are written in; for search only.

Must not touch what a language needs: Vietnamese marks, Khmer signs, Cyrillic words in Cyrillic text.
"""

from __future__ import annotations

import unicodedata

import regex

from corpus.invisible import visible

_BREAKS = regex.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_NOTHING = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}--\n]", regex.V1)
_TURNED = regex.compile("\u202e([^\u202a-\u202e\n]*)\u202c")
_FORMAT = regex.compile(r"[\p{Cf}--[\u200c\u200d]]", regex.V1)

# Full-width, mathematical, circled and squared letters and digits, ligatures: one letter, other clothes.
_CLOTHED = regex.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\u2460-\u24ff\U0001f100-\U0001f1ff\ufb00-"
    "\ufb06\u2100-\u214f]+"
)
_SYMBOLS = frozenset("™℠℗℃℉№")

_PILED = regex.compile(r"(?<base>[\p{Latin}\p{Greek}\p{Cyrillic}\p{Nd}])(?<marks>[\p{Mn}\p{Me}]+)")
_DOUBTFUL = 2
"""Marks beyond those of the composed letter: from here on not even the composed one was meant."""

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_LATIN = regex.compile(r"\p{Latin}")
_OTHER = regex.compile(r"[\p{Cyrillic}\p{Greek}]")
_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУԚԜаеіјорсухѕһԁԛԝӏкмтвнгАΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυχκτ",
    "ABESIJKMHOPCTXYQWaeijopcyxshdqwlkmtbhrAABEZHIKMNOPTYXaivopuxkt",
)


def plain_letters(text: str) -> str:
    """The text in NFC with plain letters; line ends are kept as ``\\n``, other controls become blanks.

    What is shown from right to left is read as it is shown.
    """
    text = _TURNED.sub(lambda match: match[1][::-1], text)
    text = _FORMAT.sub("", visible(_NOTHING.sub(" ", _BREAKS.sub("\n", text))))
    text = _CLOTHED.sub(_undressed, unicodedata.normalize("NFC", text))
    text = _PILED.sub(_unpiled, text)
    return unicodedata.normalize("NFC", _alike(text))


def _undressed(match: regex.Match[str]) -> str:
    return "".join(c if c in _SYMBOLS else unicodedata.normalize("NFKC", c) for c in match[0])


def _unpiled(match: regex.Match[str]) -> str:
    """Marks that compose with no letter are litter; a pile of them hides the letter below it."""
    base: str = match["base"]
    return unicodedata.normalize("NFD", base)[0] if len(match["marks"]) >= _DOUBTFUL else base


def _alike(text: str) -> str:
    """Cyrillic and Greek letters inside Latin words, or whole such words among Latin ones, made Latin."""
    if not _OTHER.search(text):
        return text
    mostly_latin = len(_LATIN.findall(text)) > len(_OTHER.findall(text))

    def latin(match: regex.Match[str]) -> str:
        word = match[0]
        folded = word.translate(_ALIKE)
        mixed = _LATIN.search(word) is not None
        return folded if (mixed or mostly_latin) and not _OTHER.search(folded) else word

    return _WORD.sub(latin, text)
