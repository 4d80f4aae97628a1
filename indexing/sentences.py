"""Finds the sentences of a paragraph as spans, in every script the network writes.

Works on clean text and returns offsets, never copies, so that a sentence is provable by slicing.
Must not know documents or pages.

Why our own: the libraries that split sentences either return strings (whose offsets must then be
searched for, wrong in repeated text), need data fetched at run time, or know no Thai, Lao, Khmer
or Burmese.
"""

from __future__ import annotations

import regex

Span = tuple[int, int]

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st jr sr no nos vs cf eg ie e.g i.e etc al inc ltd co corp fig figs vol ed eds pp p "
    "para paras approx est dept gov hon sen rep gen col capt rev jan feb mar apr jun jul aug sep sept oct "
    "nov dec art arts sec ch ver viz resp incl excl max min tel ext ave blvd rd bhd sdn pte pcl".split()
)
_NEVER_LAST = _ABBREVIATIONS - {"etc", "al", "inc", "ltd", "co", "corp", "bhd", "pcl", "pte", "no"}

_END = regex.compile(
    # Latin, Cyrillic: needs white space behind it; the number of a footnote may come between
    r"(?P<mark>[.!?…]+)[\"'”’»)\]]*(?:(?<=\p{Ll}\p{Ll}[.!?])\d{1,2})?(?=\s|$)"
    r"|[。！？｡؟۔।॥។៕။]+[\"'”’」』）)]*"  # scripts whose full stop stands alone
)
_LAST_WORD = regex.compile(r"[\p{L}\p{M}\p{N}.&'’-]+$")
_OPENS_SENTENCE = regex.compile(r"[\s\"'“‘«(\[*•–-]*(?:[\p{Lu}\p{Lt}\p{Lo}\p{N}*•–-]|$)")
_UNSPACED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_GAP = regex.compile(r"\s+")

_CLAUSE = 80
"""Shortest piece, in characters, when a script without full stops is cut at its spaces."""


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of one paragraph, in order, without the white space between them.

    Together the spans cover every character of ``text`` that is not white space.
    """
    cuts = [match.end() for match in _END.finditer(text) if _ends_sentence(text, match)]
    spans = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        trimmed = trim(text, start, end)
        if trimmed is not None:
            spans.extend(_clauses(text, trimmed))
    return spans


def trim(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, None if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends_sentence(text: str, match: regex.Match[str]) -> bool:
    mark = match.group("mark")
    if mark is None:
        return True
    if not _OPENS_SENTENCE.match(text, match.end()):
        return False
    return mark != "." or not _is_abbreviation(text, match.start(), match.end())


def _is_abbreviation(text: str, dot: int, end: int) -> bool:
    """Whether the full stop at ``dot`` belongs to the word before it rather than ending a sentence."""
    found = _LAST_WORD.search(text, max(0, dot - 40), dot)
    if found is None:
        return False
    word = found.group().lower().strip("'’-")
    if word.isdigit():  # "1." opening a numbered item, not "in 2018."
        return found.start() == 0 and len(word) <= 3
    if len(word) == 1 and word.isalpha():  # an initial: "J. Smith"
        return True
    if "." in word:  # "U.S.", "i.e.": ends a sentence only when a capitalised new line of thought follows
        return word.rstrip(".") in _ABBREVIATIONS or not text[end:].strip()[:1].isupper()
    if word == "no":  # "No. 7" against "said no."
        return text[end:].strip()[:1].isdigit()
    return word in _NEVER_LAST


def _clauses(text: str, span: Span) -> list[Span]:
    """Cuts a long sentence of a script without full stops at spaces, no piece shorter than `_CLAUSE`."""
    start, end = span
    if end - start <= 2 * _CLAUSE or not _UNSPACED.search(text, start, end):
        return [span]
    pieces, begin = [], start
    for gap in _GAP.finditer(text, start, end):
        if gap.start() - begin >= _CLAUSE and end - gap.end() >= _CLAUSE // 2:
            pieces.append((begin, gap.start()))
            begin = gap.end()
    return [*pieces, (begin, end)]
