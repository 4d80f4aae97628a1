"""Numbers by value, however they are written: digits of any script, separators, "million", words, shares.

Must not judge what is counted. A sentence's dates are taken out before, see `assistant.stated.dates`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from assistant.stated import vocabulary as words

_GROUPS = r"\d{1,3}(?:(?P<mark>[.,’' ])\d{3}(?!\d))(?:(?P=mark)\d{3}(?!\d))*(?:(?!(?P=mark))[.,]\d+)?"
_WRITTEN = regex.compile(rf"(?<![\p{{Latin}}\d])(?:{_GROUPS}|\d+(?:[.,]\d+)?)")
_CODE = regex.compile(r"\b(?=\w*\d)(?=\w*\p{L})[\p{Latin}\d]+\b")
_ORDINAL = r"(?:st|nd|rd|th)\b"
_JOINT = regex.compile(r"[\s-]*(?:(?:and|e|at|at't|'t)\s+)?", regex.IGNORECASE)
_UNSPACED = frozenset({"th", "lo", "km", "my", "zh"})
_SHARE_BEHIND = regex.compile(rf"\s*-?\s*(?:{words.SHARE_BEHIND})", regex.IGNORECASE)
_SHARE_BEFORE = regex.compile(rf"(?:{words.SHARE_BEFORE})\s*$")
_SHORT = regex.compile(r"\s?(?P<unit>k|bn|mn)\b")
_TIMES = {"k": 1_000, "mn": 1_000_000, "bn": 1_000_000_000}
_NO_COUNT = regex.compile(r"(?i)[\s-]+(?:of|another|stop)\b")
"""What makes the word one no number: "one of the cities", "one-stop"."""

_VAGUE = frozenset({"dozens", "hundreds", "thousands", "millions", "billions"})
_TEN, _HUNDRED, _THOUSAND = Decimal(10), Decimal(100), Decimal(1000)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as stated.

    Attributes:
        value: shares as parts of one.
        kind: "" for an amount, "share" for a share of a hundred, "rank" for an ordinal.
    """

    value: Decimal
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A word or figure of a number: its place, its value, whether it multiplies or adds to the one before."""

    start: int
    end: int
    value: Decimal
    role: str


def plain(text: str) -> str:
    """The text in NFKC with the digits of every script as European ones."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in folded)


def numbers(text: str, language: str) -> frozenset[Number]:
    """The numbers of a sentence, given `plain` and without its dates."""
    parts = sorted(_parts(text, language), key=lambda part: (part.start, -part.end))
    found, run, end = set[Number](), list[_Part](), -1
    for part in parts:
        if part.start < end:
            continue
        if run and not _continues(run, part, text):
            found |= _read(run, text)
            run = []
        if run or part.role == "value" or (part.role == "times" and (language == "en" or part.value == _TEN)):
            run.append(part)
        end = part.end
    return frozenset(found | _read(run, text) | _others(text, language))


def codes(text: str) -> frozenset[str]:
    """Words of letters and digits, such as 5G or CO2, lower-case; numbers with a rank's ending are none."""
    found = (match[0].casefold() for match in _CODE.finditer(text))
    return frozenset(c for c in found if not regex.fullmatch(rf"\d+(?:{_ORDINAL}|k|m|bn|mn)?", c))


def _parts(text: str, language: str) -> Iterator[_Part]:
    for match in _WRITTEN.finditer(text):
        yield _Part(match.start(), match.end(), _value(match[0], match["mark"], language), "value")
    for own in dict.fromkeys(("en", _base(language))):
        for role, pattern, values in _patterns(own):
            for match in pattern.finditer(text):
                name = next(name for name, held in match.groupdict().items() if held is not None)
                yield _Part(match.start(), match.end(), values[name], role)


@cache
def _patterns(language: str) -> tuple[tuple[str, regex.Pattern[str], dict[str, Decimal]], ...]:
    """The words of a language that are values, that multiply, and that are added."""
    made: list[tuple[str, regex.Pattern[str], dict[str, Decimal]]] = []
    units = [tuple(entry.rpartition("=")[::2]) for entry in words.UNITS.get(language, "").split()]
    times = [tuple(entry.rpartition("=")[::2]) for entry in words.MULTIPLIERS.get(language, "").split()]
    for role, entries in (
        ("value", units),
        ("times", [entry for entry in times if entry[1][0] != "+"]),
        ("plus", [entry for entry in times if entry[1][0] == "+"]),
    ):
        if entries:
            ordered = sorted(entries, key=lambda entry: -len(entry[0]))
            named = "|".join(f"(?P<g{n}>{word})" for n, (word, _) in enumerate(ordered))
            bounded = (
                named if language in _UNSPACED else rf"(?<![\p{{L}}\p{{M}}])(?:{named})(?![\p{{L}}\p{{M}}’'])"
            )
            values = {f"g{n}": Decimal(value) for n, (_, value) in enumerate(ordered)}
            made.append((role, regex.compile(bounded, regex.IGNORECASE), values))
    return tuple(made)


def _continues(run: list[_Part], part: _Part, text: str) -> bool:
    """Whether a part belongs to the number begun: "two hundred and six", but not "two, three"."""
    between = text[run[-1].end : part.start]
    if not _JOINT.fullmatch(between) or text[part.start].isdigit():
        return False
    if part.role != "value":
        return True
    last = run[-1]
    if text[last.start].isdigit():
        return False
    least = _HUNDRED if "and" in between else _TEN
    return (last.value >= least or last.role == "plus") and part.value < last.value


def _read(run: list[_Part], text: str) -> set[Number]:
    """The number of a run, none where the run says "one of" or is empty."""
    if not run:
        return set()
    value, behind, before = _total(run), text[run[-1].end :], text[: run[0].start]
    if _SHARE_BEHIND.match(behind) or _SHARE_BEFORE.search(before):
        return {Number(_even(value / 100), "share")}
    if regex.match(_ORDINAL, behind):
        return {Number(_even(value), "rank")}
    if text[run[-1].start].isdigit() and (short := _SHORT.match(behind)):
        value *= _TIMES[short["unit"]]
    if value == 1 and _NO_COUNT.match(behind):
        return set()
    return {Number(_even(value))}


def _total(run: list[_Part]) -> Decimal:
    """The value of the words of one number: "two hundred and six thousand"."""
    total = section = unit = Decimal(0)
    for part in run:
        if part.role in {"plus", "value"}:
            unit += part.value
        elif part.value < _THOUSAND:
            section, unit = section + (unit or Decimal(1)) * part.value, Decimal(0)
        elif total < part.value:
            total, section, unit = (total + section + unit or Decimal(1)) * part.value, Decimal(0), Decimal(0)
        else:
            total += (section + unit or Decimal(1)) * part.value
            section = unit = Decimal(0)
    return total + section + unit


def _others(text: str, language: str) -> set[Number]:
    """Ordinals in words, "half" and "thousands" of English."""
    if language != "en":
        return set()
    found = set()
    for match in regex.finditer(r"\b\p{L}+\b", text.casefold()):
        if match[0] in _RANKS:
            found.add(Number(Decimal(_RANKS[match[0]]), "rank"))
        elif match[0] in {"half", "halves"}:
            found.add(Number(Decimal("0.5"), "share"))
        elif match[0] in _VAGUE:
            found.add(Number(Decimal(0), match[0]))
    return found


def _value(written: str, mark: str | None, language: str) -> Decimal:
    """The value of digits with separators; a point before three digits groups where the language does so."""
    point = regex.fullmatch(r"\d{1,3}\.\d{3}", written) is not None
    if mark and not (point and _base(language) not in words.DOT_GROUPS):
        written = written.replace(mark, "")
    return Decimal(written.replace(",", "."))


def _even(value: Decimal) -> Decimal:
    return value.normalize() + 0


def _base(language: str) -> str:
    base = language.split("-")[0].casefold()
    return {"ms": "id", "tl": "fil"}.get(base, base)


_RANKS = {word: number for number, word in enumerate(words.ORDINALS.split(), 1)}
