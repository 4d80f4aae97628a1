"""Reads who takes part beside the applicant: "our partner is …", "with … as partner", "alone".

Must not read the applicant.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from assistant.eligibility.applicants import phrase
from assistant.eligibility.mood import Mood, mood
from assistant.eligibility.stated import Partner, Stated
from assistant.eligibility.subjects import Subject, Voice

_NP = r"(?P<np>(?:an?|the|our|two|three|several) [^.,;:?!()]+?)"
_END = r"(?=\s+(?:as|who|which|that|to|for|can|could|may|we|so|but|on|is|are)(?![\p{L}])|\s*[.,;:?!()]|\s*$)"
_PARTNER = r"partners?(?![\p{L}])"
_PATTERNS = tuple(
    regex.compile(rf"(?i)(?<![\p{{L}}]){pattern}")
    for pattern in (
        rf"(?:[\p{{L}}-]+ )?{_PARTNER}(?: (?:is|are)|:) {_NP}{_END}",
        rf"(?:with|have|has) {_NP}(?= as (?:an? |our |the |its )?(?:[\p{{L}}-]+ )?{_PARTNER})",
        rf"(?:partner(?:ed|ing|s)? (?:up )?with|in partnership with|together with|jointly with) {_NP}{_END}",
    )
)
_ALONE = regex.compile(
    r"(?i)(?<![\p{L}])(?:(?:have|has|with|without) (?:no |any )?partners?|no partners?|"
    r"(?:apply|applying) alone|on our own|without (?:an? )?partners?)(?![\p{L}])"
)
_NONE = regex.compile(r"(?i)(?<![\p{L}])(?:no|without|alone|own)(?![\p{L}])")
_JOINT = regex.compile(r"\s+and\s+")


def partners(text: str) -> Iterator[Stated]:
    """A fact for each partner named; one with an empty value where somebody says there is none."""
    spans: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if mood(text, match.start(), match.start()) in {Mood.OPEN, Mood.DENIED}:
                continue
            spans += _parts(text, match.start("np"), match.end("np"))
    for start, end in dict.fromkeys(spans):
        read = {fact.path: str(fact.value) for fact in phrase(text, Subject(Voice.SELF, start, end)).facts}
        value = Partner(read.get("applicant.type"), read.get("applicant.country"))
        if value != Partner(None, None):
            yield Stated("partners", value, text[start:end], start, end)
    for match in _ALONE.finditer(text):
        if not spans and _NONE.search(match.group()):
            yield Stated("partners", (), match.group(), match.start(), match.end())


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The phrases that "and" joins."""
    parts, first = [], start
    for match in _JOINT.finditer(text, start, end):
        parts.append((first, match.start()))
        first = match.end()
    return [*parts, (first, end)]
