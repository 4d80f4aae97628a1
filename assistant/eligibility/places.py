"""Countries and cities as people write them → as rules compare them; what is neither is refused.

Must not guess: a city that no record names needs its country.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from assistant.names import local_spellings
from corpus.city_records import City
from corpus.countries import country_name, country_of
from corpus.records import records

NO_CITY = "none"
"""The key of "for no city", which is known, other than an absent key."""

_LONGEST = 80


def resolve_country(value: object) -> object:
    """The code of a country given by code or name; what is no text is left to the schema.

    Raises:
        ValueError: no country is called so.
    """
    if value is False:
        raise ValueError('in YAML a bare NO is no text; write "NO" in quotes for Norway')
    if not isinstance(value, str):
        return value
    code = country_of(value)
    if code is None:
        raise ValueError("no country has this code or name; give its ISO code, such as TH")
    return code


def resolve_city(value: object) -> object:
    """COUNTRY/City for a key, a record's id or a city's name; "none" stays; no text is left to the schema.

    Raises:
        ValueError: it is no city, or lies in another country than its record says.
    """
    if not isinstance(value, str) or value == NO_CITY:
        return value
    country, slash, name = value.strip().partition("/")
    city = _cities().get((name if slash else country).strip().casefold())
    if not slash:
        if city is None:
            raise ValueError("no city on record has this name; give it as COUNTRY/City, such as PH/Iloilo")
        return city_key(city)
    return _with_country(country, name.strip(), city)


def city_key(city: City) -> str:
    """The key under which rules know a city on record."""
    return f"{city.country}/{city.name}"


def country_of_city(key: str) -> str | None:
    """The country of a city's key; None for "none"."""
    country, slash, _ = key.partition("/")
    return country if slash else None


def _with_country(country: str, name: str, city: City | None) -> str:
    code = resolve_country(country)
    if city is not None and city.country != code:
        raise ValueError(
            f"{city.name} lies in {country_name(city.country)}, not in {country_name(str(code))}"
        )
    if not any(map(str.isalpha, name)) or len(name) > _LONGEST or "/" in name:
        raise ValueError("this is no name of a city; give it as COUNTRY/City, such as PH/Iloilo")
    if city is None and country_of(name) not in (None, code):
        raise ValueError(f"{country_name(str(country_of(name)))} is a country, not a city")
    return city_key(city) if city is not None else f"{code}/{name}"


@cache
def _cities() -> Mapping[str, City]:
    found: dict[str, City] = {}
    for city in records().cities.values():
        for spelling in (city.id, city.name, *city.aliases, *local_spellings(city)):
            found.setdefault(spelling.casefold(), city)
    return found
