"""Reads how a follow-up opens: goes on, corrects, changes the topic, comes back to something, or says yes.

Must not look at earlier turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import regex


class Lead(StrEnum):
    """What the first words of a turn say about the turns before."""

    NONE = "none"
    GOES_ON = "goes_on"
    CORRECTS = "corrects"
    CHANGES = "changes"
    RETURNS = "returns"


@dataclass(frozen=True, slots=True)
class Opening:
    """A turn without its first words.

    Attributes:
        rest: what is left.
        wrong: what a correction says was not meant: "not Ha Noi, Hue".
        place: what a turn comes back to: "back to the first city: …".
    """

    lead: Lead
    rest: str
    wrong: str = ""
    place: str = ""


_POLITE = regex.compile(
    r"(?i)^(?:(?:ok(?:ay)?|thanks(?: a lot| so much)?|thank you(?: very much| so much)?|many thanks|great"
    r"|good|please|"
    r"fine|right|well|perfect|interesting|i see|understood|hi|hello)(?:[,.!;:–—-]+\s*|\s+(?=and\b|but\b"
    r"|so\b))|^please\s+)+"
)
_BY_THE_WAY = regex.compile(
    r"(?i)(?:,\s*then|,?\s*\b(?:by the way|incidentally|please|though|too|as well))\s*(?=[?.!]*$)"
)
_CHANGES = regex.compile(
    r"(?i)^(?:(?:now )?(?:to |on (?:to )?)?(?:a |an |something |one )?(?:another|different|new|other|next"
    r"|separate|"
    r"unrelated|else|completely different)\s?(?:matter|question|topic|subject|thing|note|point)?"
    r"|(?:let us|let's) (?:change|switch) (?:the )?(?:topic|subject)s?"
    r"|changing (?:the )?(?:topic|subject)|change of (?:topic|subject)|moving on|by the way|incidentally)"
    r"(?:[,.:;!–—-]+\s*|\s+(?=(?:what|which|who|when|where|why|how)\b))"
)
_CORRECTS = regex.compile(
    r"(?i)^(?:(?:sorry|no+(?! (?:fewer|less|more|later|longer|other)\b)|nope|pardon"
    r"|oops|correction|wait|actually|rather|excuse me|my mistake)[,.:;!–—-]*\s+"
    r"(?:but |for )?)*"
    r"(?:(?:i (?:meant?|was asking (?:about|for)|asked (?:about|for)|want(?:ed)?)|make (?:it|that)|make that)"
    r"[,:]?\s+(?:to (?:say|ask|know)(?: about)?\s+)?)?"
)
_WRONG_FIRST = regex.compile(
    r"(?i)^not (?:for |in |about |of )?(?P<wrong>[^,.;:]+?)\s*(?:[,.;:]|\bbut\b)\s*(?:but )?"
)
_WRONG_LAST = regex.compile(r"(?i),?\s+(?:not|instead of|rather than) (?P<wrong>[^,.;:?]+?)(?=[?.!]*$)")
_RETURNS = regex.compile(
    r"(?i)^(?:(?:let us |let's )?(?:go(?:ing)? |come |coming )?back to|returning to|as (?:for|to)"
    r"|once more about)"
    r" (?P<place>[^,:;.?]+)[,:;.]\s*"
)
_GOES_ON = regex.compile(
    r"(?i)^(?!so (?:far|many|much)\b)(?:(?:and|but|or|also|so|then)\b[,:]?\s*)*"
    r"(?:(?:what|how)(?:['’]s| is)? about\s+|(?:and|but|or|also|so|then)\b[,:]?\s*|(?:the )?same (?:question "
    r"|thing )?"
    r"(?:for|about|of|in)\s+|what of\s+|only\s+|just\s+|now (?=for\b|in\b|the\b))"
)


def opened(text: str) -> Opening:
    """A turn with its lead taken off; a turn that is nothing but a lead is left as it is."""
    bare = _BY_THE_WAY.sub("", _POLITE.sub("", text)).strip() or text
    if changed := _CHANGES.match(bare):
        return _opening(Lead.CHANGES, bare[changed.end() :], text)
    corrected = _corrected(bare)
    if corrected is not None:
        return corrected
    if returned := _RETURNS.match(bare):
        return Opening(Lead.RETURNS, bare[returned.end() :].strip() or bare, place=returned["place"].strip())
    if goes_on := _GOES_ON.match(bare):
        return _opening(Lead.GOES_ON, bare[goes_on.end() :], text)
    return Opening(Lead.NONE, bare)


def _corrected(bare: str) -> Opening | None:
    match = _CORRECTS.match(bare)
    rest = bare[match.end() :] if match else bare
    first = _WRONG_FIRST.match(rest)
    if first is not None:
        return _opening(Lead.CORRECTS, rest[first.end() :], bare, first["wrong"])
    if match is None or not match.group():
        return None
    rest = _GOES_ON.sub("", rest, count=1)
    last = _WRONG_LAST.search(rest)
    if last is not None:
        return _opening(Lead.CORRECTS, rest[: last.start()] + rest[last.end() :], bare, last["wrong"])
    return _opening(Lead.CORRECTS, rest, bare)


def _opening(lead: Lead, rest: str, whole: str, wrong: str = "") -> Opening:
    rest = rest.strip()
    return Opening(lead, rest, wrong) if regex.search(r"[\p{L}\p{N}]", rest) else Opening(Lead.NONE, whole)
