"""The years, days, editions and ordinals that a text names.

"The plan of 2018" names a document by its year; "in 2018" dates a fact. Must not compare sentences.
"""

from __future__ import annotations

import regex

_DOCUMENT = (
    r"(?:reports?|plans?|lists?|frameworks?|statements?|declarations?|profiles?|calls?|editions?|notes?"
    r"|references?|TOR|SCAPs?|page|survey|version)"
)
YEAR = r"(?:19|20|21)\d\d"
"""Pattern of a year that documents of the network speak of."""

_OF_EDITION = regex.compile(
    rf"\b{_DOCUMENT}\b[^,.?;]{{0,24}}?\b{YEAR}"
    rf"(?:\s*(?:and|or|to|,)\s*(?:(?:that|the one) (?:of|for) )?{YEAR})*"
    rf"|\b{YEAR}(?:'s|’s)?\s+(?:[\w-]+\s+){{0,5}}?{_DOCUMENT}\b",
    regex.I,
)
_STATE = regex.compile(rf"\(?\bas (?:of|at) (?:\d{{1,2}} )?(?:\p{{Lu}}\p{{Ll}}+ )?{YEAR}\)?", regex.I)
_FOUR = regex.compile(rf"(?<![\d.,/-]){YEAR}(?![\d/])")
_ANY_YEAR = regex.compile(r"(?<![\d.,/])1?\d{3}(?![\d/]|[.,]\d)|(?<![\d.,/])2\d{3}(?![\d/]|[.,]\d)")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\p{L}*\.?"
_NTH = r"(?:st|nd|rd|th)"
_DAY = regex.compile(
    rf"\b\d{{1,2}}{_NTH}?(?:\s?[-–]\s?\d{{1,2}}{_NTH}?)?(?: of)? {MONTH}|\b{MONTH} \d{{1,2}}\b"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
)
_MONTHLY = regex.compile(
    rf"\b{MONTH}(?= |,|$)(?: \d{{4}})?|\bQ[1-4]\b|\bquarter of\b|\bcentury\b|\b\d{{3,4}} (?:BC|AD)\b"
    r"|\b\d\d\d\ds\b"
)
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        2,
    )
}
_ORDINAL = regex.compile(rf"\b(?:{'|'.join(_ORDINALS)}|\d{{1,3}}{_NTH})\b(?! (?:of )?{MONTH.lower()})")


def years(text: str) -> frozenset[int]:
    """The years that a text states."""
    return frozenset(map(int, _FOUR.findall(text)))


def dated_years(text: str) -> frozenset[int]:
    """The years that date a fact, of any century; neither editions nor the day of a list count."""
    return frozenset(map(int, _ANY_YEAR.findall(undocumented(text))))


def asked_years(question: str) -> frozenset[int]:
    """The years for which something is asked; "the report of 2025" names a document."""
    return years(_OF_EDITION.sub(" ", question))


def editions(text: str) -> frozenset[int]:
    """The years by which a text names documents: "the plan of 2018", "the 2018 plan"."""
    return frozenset(year for found in _OF_EDITION.findall(text) for year in years(found))


def undocumented(text: str) -> str:
    """The text without the dates of documents and lists ("as of 30 September 2025")."""
    return _STATE.sub(" ", _OF_EDITION.sub(" ", text))


def has_day(text: str) -> bool:
    """Whether a text states a day: "9 September"."""
    return _DAY.search(text) is not None


def has_month(text: str) -> bool:
    """Whether a text states a month, a quarter or a century."""
    return _MONTHLY.search(text) is not None


def ordinals(text: str) -> frozenset[int]:
    """The ordinal numbers of a text from the second on; "first" says too much else."""
    return frozenset(
        _ORDINALS[word] if word in _ORDINALS else int(word[:-2]) for word in _ORDINAL.findall(text.casefold())
    )
