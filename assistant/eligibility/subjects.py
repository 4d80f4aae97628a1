"""Finds the words of a text that say who asks: "We are …", "Can … apply", "open to …".

Must not read what those words say: that is `assistant.eligibility.applicants`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import regex

APPLY = (
    r"(?:apply|have applied|applies|applying|be eligible|eligible|qualify|qualified|join|"
    r"take part|participate|(?:be )?admitted|be considered|submit|bid|get|"
    r"receive|obtain|ask|lead|become|enter|access|use)"
)
"""What an applicant wants, as a verb."""

_END = (
    r"(?=\s+(?:with|without|and|but|who|which|that|where|so|to|is|are|am|was|were|has|have|can|could|may|might|"
    r"would|want|wants|wish|wishes|working(?! (?:for|at))|looking|planning|seeking|hoping|"
    r"trying|offering|building|making|developing|interested|apply|applying|because|since|if|as|not|now|then|about)(?![\p{L}\p{N}])"
    r"|\s*[,;:?!()–—]|\s*\.(?:\s|$)|\s+-\s|\s*$)"
)
_WORDS = r"[^\s,;:?!()]+?(?:(?<!\.) [^\s,;:?!()]+?){0,9}?"
_NP = rf"(?P<np>{_WORDS}){_END}"
_LEAD = (
    r"(?:(?:now |actually |in fact |really |here |currently |both |just |only )*"
    r"(?:part of |representatives? of |representing |on behalf of |a team (?:at|from|in|of) |"
    r"an? (?:office|unit|arm|branch) of )?)"
)
_WHO = r"(?:our|my|the|an?|this|that|any|some)"
_ADVERBS = r"(?:(?:also|still|now|then|already|currently|therefore|even) )*"
_AUX = r"(?:can|could|may|might|is|are|was|were|does|do|did|would|should|will|shall)"
_PRONOUN = r"(?!(?:we|i|you|it|they|he|she|there|this|that|these|those|one|any|anyone|who|not)\b)"


class Voice(StrEnum):
    """How a text speaks of the applicant, the plainest first."""

    SELF = "self"
    ROLE = "role"
    OURS = "ours"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Subject:
    """The words ``text[start:end]`` that say who asks; ``alone`` for "I am", "I work for"."""

    voice: Voice
    start: int
    end: int
    alone: bool = False


def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}]){pattern}")


_SELF = _compiled(
    r"(?:(?P<one>i)(?:\s+am|['’]m|\s+(?:work|speak|ask|write) (?:for|at)|\s+represent)|"
    r"we(?:\s+are|['’]re|\s+(?:work|speak|ask|write) (?:for|at|on behalf of)|\s+represent))\s+"
    rf"(?!not\b|no\b){_LEAD}{_NP}"
)
_PATTERNS: tuple[tuple[Voice, regex.Pattern[str]], ...] = (
    (Voice.SELF, _SELF),
    (Voice.ROLE, _compiled(rf"(?:as|on behalf of|for us,|being) (?P<np>(?:an?|the|our) {_WORDS}){_END}")),
    (
        Voice.OURS,
        _compiled(rf"{_AUX} (?P<np>(?:our|my) {_WORDS}) {_ADVERBS}(?:be )?{APPLY}(?![\p{{L}}\p{{N}}])"),
    ),
    (
        Voice.OURS,
        _compiled(
            r"(?P<np>(?:our|my) (?:[\p{L}-]+ ){1,3}?(?:is |are |was )?"
            r"(?:registered|based|incorporated|headquartered|located|established) in "
            rf"{_WORDS}){_END}"
        ),
    ),
    (
        Voice.OTHER,
        _compiled(rf"{_AUX} {_PRONOUN}(?P<np>{_WORDS}) {_ADVERBS}(?:be )?{APPLY}(?![\p{{L}}\p{{N}}])"),
    ),
    (
        Voice.OTHER,
        _compiled(
            r"(?:open|available|suitable|right|money|funding|support|finance|there|something|anything|"
            rf"program(?:me)?s?|grants?|funds?|calls?|opportunit(?:y|ies)|accessible) (?:to|for) "
            rf"(?P<np>(?:an?|the|our|my) {_WORDS}){_END}"
        ),
    ),
)
_SEAT = _compiled(
    r"(?:we|i|our (?:head ?quarters?|seat|office|company|firm|organi[sz]ation|institution|ngo|start-?up))"
    r"(?:\s+(?:are|am|is)|['’](?:re|m))? (?:legally |officially )?"
    r"(?P<np>(?:registered|based|incorporated|headquartered|located|established|domiciled) in "
    rf"{_WORDS}){_END}"
)


_OF_A_PARTNER = regex.compile(r"(?i)(?<![\p{L}])partners?(?![\p{L}])")


def subjects(text: str) -> list[Subject]:
    """Who asks, the plainest words first; several where a text says it several times."""
    found = [
        Subject(voice, match.start("np"), match.end("np"), bool(match.groupdict().get("one")))
        for voice, pattern in (*_PATTERNS, (Voice.SELF, _SEAT))
        for match in pattern.finditer(text)
        if not _OF_A_PARTNER.search(match["np"])
    ]
    order = list(Voice)
    return sorted(dict.fromkeys(found), key=lambda subject: (order.index(subject.voice), subject.start))


def speaks_of_itself(text: str) -> Iterator[Subject]:
    """The subjects in which somebody says who they are."""
    return (subject for subject in subjects(text) if subject.voice is Voice.SELF)
