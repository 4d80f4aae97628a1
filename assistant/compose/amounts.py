"""The amounts of a sentence, each with what it measures: money, lengths, areas, shares, spans of time.

Knows how units are written, nothing of questions. Must not rank.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex


class Measure(StrEnum):
    """What an amount measures."""

    MONEY = "money"
    LENGTH = "length"
    AREA = "area"
    SHARE = "share"
    TIME = "time"
    WEIGHT = "weight"
    VOLUME = "volume"
    ENERGY = "energy"
    TEMPERATURE = "temperature"
    SPEED = "speed"


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SPELT = {word: value for value, word in enumerate(_ONES.split())} | {
    word: 10 * n for n, word in enumerate(_TENS.split(), 2)
}
"""Number words up to ninety-nine's parts."""

_SCALE = {"hundred": 100, "thousand": 1_000, "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9}
_SPELT = "|".join(sorted((*SPELT, "dozen", "half"), key=len, reverse=True))
_SCALES = "|".join(_SCALE)
_DIGITS = r"(?<!\b[kc]?m)\p{Nd}+(?:[.,\u00a0 ](?=\p{Nd}{3}(?!\p{Nd}))\p{Nd}{3})*(?:[.,]\p{Nd}+)?"
_FIGURE = rf"(?:{_DIGITS}|\b(?:{_SPELT})\b(?:[- ](?:{_SPELT})\b)?)"
AMOUNT = regex.compile(rf"(?P<figure>{_FIGURE})(?P<scale>[\s-]*(?:{_SCALES})\b)*", regex.IGNORECASE)
"""A number in digits or words, with its scale."""

_UNITS = {
    Measure.MONEY: r"(?:us|au|s|hk|nz|australian|singapore|american|hong kong|brunei)?[\s-]*(?:dollars?|\$)"
    r"|usd|sgd|aud|euros?|eur|€|£|gbp|pounds?|baht|thb|฿|ringgit|rm|myr|rupiah|rp|idr|pesos?|php|₱|dong|vnd|₫|đ"
    r"|yen|jpy|¥|won|krw|₩|yuan|rmb|cny|riels?|khr|kip|lak|kyats?|mmk",
    Measure.LENGTH: r"(?:kilo|centi|milli)?met(?:re|er)s?|k?m|kms|cm|mm|miles?|feet|ft|foot|inches"
    r"|storeys?|stories|floors?|nautical",
    Measure.AREA: r"sq(?:uare|\.)?[\s-]*(?:kilomet(?:re|er)s?|met(?:re|er)s?|miles?|feet|km|m)"
    r"|k?m\s?[2²]|km\^2|hectares?|ha|acres?|sqm|sqkm|rai",
    Measure.SHARE: r"%|per[\s-]?cent|percentage points?|percentage",
    Measure.TIME: r"years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?"
    r"|decades?|centur(?:y|ies)",
    Measure.WEIGHT: r"(?:kilo)?grams?|kgs?|tons?|tonnes?|pounds?|lbs?",
    Measure.VOLUME: r"lit(?:re|er)s?|k?m\s?[3³]|cubic[\s-]*(?:met(?:re|er)s?|feet)|gallons?|barrels?",
    Measure.ENERGY: r"(?:kilo|mega|giga)?watts?(?:[\s-]*(?:hours?|peak))?|[kmg]wh?p?|joules?|horsepower|hp",
    Measure.TEMPERATURE: r"°\s?[cf]?|degrees?",
    Measure.SPEED: r"(?:km|miles|(?:kilo)?met(?:re|er)s)[\s/]*(?:per|an|a|/)[\s/]*(?:hour|h|second|s)"
    r"|mph|km/h|[mk]bps|[mg]bit/s",
}
_BEHIND = {
    measure: regex.compile(rf"[\s\u00a0-]*(?:{units})(?!\p{{L}})", regex.IGNORECASE)
    for measure, units in _UNITS.items()
}
_MONEY_BEFORE = regex.compile(rf"(?:(?<!\p{{L}})(?:{_UNITS[Measure.MONEY]}))[\s\u00a0]*$", regex.IGNORECASE)
_FRACTION = regex.compile(
    r"\b(?:half|a third|one third|two thirds|a quarter|one quarter|three quarters|majority|one in \w+)\b"
    r"|\p{Nd}+\s?(?:/|of the|out of)\s?\p{Nd}+",
    regex.IGNORECASE,
)
_YEAR = regex.compile(r"(?:1[89]|20|21)\d\d")
_REACH_BEFORE = 20


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a text.

    Attributes:
        value: with its scale; the figure as written, without thousands separators.
        measures: what its unit can mean; empty for a bare number.
        is_year: four digits from 1800 to 2199 without unit or scale.
    """

    start: int
    end: int
    value: float
    measures: frozenset[Measure]
    is_year: bool


def amounts(text: str) -> Iterator[Amount]:
    """All amounts of ``text`` in order."""
    for found in AMOUNT.finditer(text):
        value = value_of(found["figure"])
        if value is None:
            continue
        for scale in found.captures("scale"):
            value *= _SCALE[scale.strip(" -\n\t").casefold()]
        end = found.end()
        measures = {m for m, unit in _BEHIND.items() if unit.match(text, end)}
        if _MONEY_BEFORE.search(text, max(0, found.start() - _REACH_BEFORE), found.start()):
            measures.add(Measure.MONEY)
        bare = not measures and not found["scale"]
        yield Amount(
            found.start(), end, value, frozenset(measures), bare and bool(_YEAR.fullmatch(found["figure"]))
        )


def states_share(text: str) -> bool:
    """Whether a text states a share: per cent or a fraction."""
    return _FRACTION.search(text) is not None or any(Measure.SHARE in a.measures for a in amounts(text))


def value_of(figure: str) -> float | None:
    """The number written so, None where it is none."""
    words = [w for w in regex.split(r"[\s-]+", figure.casefold()) if w]
    if words and all(w in SPELT for w in words):
        return float(sum(SPELT[w] for w in words))
    if figure.casefold() in {"dozen", "half"}:
        return 12.0 if figure.casefold() == "dozen" else 0.5
    plain = regex.sub(r"[,.\u00a0 ](?=\p{Nd}{3}(?!\p{Nd}))", "", figure) if _is_grouped(figure) else figure
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def _is_grouped(figure: str) -> bool:
    """Whether separators part thousands: "1,770" and "1.234.567", but not "1.770 million"'s kind of point."""
    groups = regex.split(r"[.,\u00a0 ]", figure)
    return "," in figure or " " in figure or "\u00a0" in figure or len(groups) > 2
