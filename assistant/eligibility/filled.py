"""A form as it was filled in → an inquiry, or what is wrong with it, by field.

Whatever was left empty is unknown. Must not decide anything, know HTTP or fill gaps with guesses.

Why: a form may show the same question in several places, so a field may come more than once; that is no
fault unless two of them say different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import regex

from assistant.eligibility.facts import Facts, Inquiry, read_inquiry
from assistant.eligibility.fields import (
    NARROWING,
    NO_PARTNERS,
    PARTNERS,
    Field,
    Kind,
    fields,
    partner_fields,
)
from assistant.eligibility.gazetteer import gazetteer
from assistant.eligibility.places import NO_CITY, resolve_city
from assistant.errors import FactsInvalid

LONGEST = 200
"""Characters that a field takes; no name or list of countries needs more."""

_PARTNER = ("type", "country")
_NUMBER = regex.compile(
    r"(?i)(?:(?:usd|us\$|eur|krw|\$|€|₩)\s?)?"
    r"(?P<whole>\d{1,3}(?:(?P<sign>[, '\u00a0\u202f])\d{3})(?:(?P=sign)\d{3})*|\d{1,3}(?:\.\d{3}){2,}|\d+)"
    r"(?P<part>\.\d{1,2})?\s?(?P<scale>thousand|million|billion)?"
)
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_NO_NUMBER = "it should be a number, such as 500000 or 2 million"


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form said.

    Attributes:
        values: name of a field → its text as it was typed, empty ones left out.
        inquiry: None where a field is wrong.
        faults: name of a field → why it is wrong, in English.
    """

    values: Mapping[str, str]
    inquiry: Inquiry | None
    faults: Mapping[str, str] = field(default_factory=dict)


def filled(pairs: Iterable[tuple[str, str]]) -> Filled:
    """What the fields of a form say, each as its name and its text, in the order of the page."""
    values: dict[str, str] = {}
    faults: dict[str, str] = {}
    for name, text in ((name, text.strip()) for name, text in pairs):
        if text and name not in fields():
            faults[name[:LONGEST]] = "no fact or field has this name"
        elif text and values.setdefault(name, text) != text:
            faults[name] = "it is answered twice, and differently"
        elif len(text) > LONGEST:
            faults[name] = f"it is longer than {LONGEST} characters"
    said = {name: text for name, text in values.items() if name not in faults}
    given = {
        name: value for name, text in said.items() if (value := _read(name, text, said, faults)) is not None
    }
    inquiry = _checked(given, faults)
    return Filled(values, None if faults else inquiry, faults)


def _checked(given: dict[str, Any], faults: dict[str, str]) -> Inquiry | None:
    """The inquiry of the fields that are right; the others join ``faults``."""
    while True:
        try:
            return read_inquiry(dict(_nested(given)))
        except FactsInvalid as fault:
            wrong = _field_of(fault.thing, given)
            faults[wrong] = fault.reason
            if given.pop(wrong, None) is None:
                return None


def _nested(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The inquiry in the shape of the public contract."""
    facts: dict[str, Any] = {}
    for name, value in given.items():
        group, dot, key = name.partition(".")
        if name in NARROWING:
            yield name, value
        elif dot and group in Facts.model_fields:
            facts.setdefault(group, {})[key] = value
    if (partners := _partners(given)) is not None:
        facts[PARTNERS] = partners
    yield "facts", facts


def _partners(given: Mapping[str, Any]) -> list[dict[str, str]] | None:
    rows = [
        {key: given[name] for key, name in zip(_PARTNER, names, strict=True) if name in given}
        for names in partner_fields()
    ]
    described = [row for row in rows if row]
    return described or ([] if PARTNERS in given else None)


def _field_of(thing: str, given: Mapping[str, Any]) -> str:
    """The name of the field that an error speaks of."""
    name = thing.removeprefix("facts.")
    if name.startswith(f"{PARTNERS}."):
        _, number, key = name.split(".")
        rows = [names for names in partner_fields() if any(each in given for each in names)]
        return rows[int(number)][_PARTNER.index(key)]
    return ".".join(name.split(".")[:2]) if name not in given else name


def _read(name: str, text: str, said: Mapping[str, str], faults: dict[str, str]) -> Any:
    """The value of a field in the shape of a fact; None where it is wrong, which joins ``faults``."""
    found = fields()[name]
    if found.kind is Kind.NUMBER:
        return _number(found, text, faults)
    if found.kind is Kind.YES_NO:
        if text not in found.options:
            faults[name] = "it should be yes or no"
        return text == "yes"
    if found.kind is Kind.COUNTRIES:
        return [part.strip() for part in regex.split(r"[,;\n]", text) if part.strip()]
    if found.kind is Kind.CITY:
        return _city(text, said.get("applicant.country"))
    if name == PARTNERS and text != NO_PARTNERS:
        faults[name] = "it should be none, or the partners themselves"
    elif name == PARTNERS and any(each in said for names in partner_fields() for each in names):
        faults[name] = "partners are described below, so there are some"
    return text


def _number(found: Field, text: str, faults: dict[str, str]) -> float | int | None:
    match = _NUMBER.fullmatch(text)
    if match is None:
        faults[found.name] = _NO_NUMBER
        return None
    whole = regex.sub(r"\D", "", match["whole"])
    value = float(whole + (match["part"] or "")) * _SCALES.get((match["scale"] or "").casefold(), 1)
    return int(value) if found.whole and value.is_integer() else value


def _city(text: str, country: str | None) -> str:
    """A city that no record names is taken to lie in the country of the applicant."""
    if text.casefold() == NO_CITY:
        return NO_CITY
    if "/" in text or _is_known(text):
        return text
    cities = {place.city for place in gazetteer().find(text) if place.city is not None}
    if len(cities) == 1:
        return cities.pop()
    return text if country is None else f"{country}/{text}"


def _is_known(city: str) -> bool:
    try:
        return resolve_city(city) is not None
    except ValueError:
        return False
