"""What a sentence may know on the day asked for, and how recent it is.

Editions are kept apart by their documents' dates; here the years that sentences state themselves
decide. Must not rank or search.
"""

from __future__ import annotations

from datetime import date

import regex

from assistant.evidence import Evidence

_YEAR = regex.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/])")
_FIRST, _SPAN = 2016, 10


def years(text: str) -> list[int]:
    """The four-digit years a text states, in order."""
    return [int(year) for year in _YEAR.findall(text)]


def is_known(evidence: Evidence, as_of: date, today: date) -> bool:
    """Whether a built-in sentence could be known on ``as_of``; documents proper are kept apart by date.

    A sentence that speaks only of years after the day asked for, which have since passed, could not;
    one that looks ahead ("by 2030") could.
    """
    stated = [year for year in years(evidence.text) if year <= today.year]
    return evidence.entry.trust != "own" or not stated or min(stated) <= as_of.year


def recency(evidence: Evidence, as_of: date) -> float:
    """0 for what is stated of 2016 or before, 1 for ten years later, by the latest year up to ``as_of``."""
    stated = [year for year in years(evidence.text) if year <= as_of.year]
    published = evidence.entry.published
    if published and evidence.entry.trust != "own":
        stated = [year for year in stated if year <= published.year] or [published.year]
    return min(max((max(stated) - _FIRST) / _SPAN, 0.0), 1.0) if stated else 0.0
