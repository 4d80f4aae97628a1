"""The countries of the world by their codes, for facts about applicants: a name or code → the code.

Must not know which of them are members of anything; records and named sets do.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter

from corpus.city_records import CountryCode
from corpus.data_files import SHIPPED, read_data


@cache
def countries() -> Mapping[str, tuple[str, ...]]:
    """ISO 3166-1 alpha-2 code → the usual name, then other names.

    Raises:
        CorpusInvalid: the file is missing or breaks its schema.
    """
    return read_data(_NAMES, SHIPPED / "countries.yaml")


def country_of(text: str) -> str | None:
    """The code that ``text`` is or names, in any case; None where it is neither."""
    return _codes().get(text.strip().casefold())


def country_name(code: str) -> str:
    """The usual name in English; the code itself where it is none."""
    return countries().get(code, (code,))[0]


@cache
def _codes() -> Mapping[str, str]:
    named = {name.casefold(): code for code, names in countries().items() for name in names}
    return named | {code.casefold(): code for code in countries()}


_NAMES = TypeAdapter(dict[CountryCode, tuple[str, ...]])
