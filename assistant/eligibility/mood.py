"""Whether a text states something, denies it, or only asks, hopes or supposes.

Must not know what is stated. Why: "we have the letter", "we have no letter" and "do we need a letter?" hold
the same words; only the first two tell a fact, and a fact that was not told must stay unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex

_SENTENCE = regex.compile(r"[.!?;](?=\s|$)|\n|(?<=[。！？])")
_REACH = 400
"""Characters before and behind a word in which a telling one may stand."""
_ASKS = regex.compile(
    r"(?i)(?:^|[,:–—-]\s*|(?<![\p{L}])(?:and|but|so|or|then)\s+)(?:"
    r"(?:can|could|may|might|do|does|did|is|are|am|was|were|will|would|should|shall|has|have)\s+"
    r"(?:we|i|it|they|our|my|the|an?|this|that|there)(?![\p{L}])|"
    r"(?:what|which|how|when|where|why|who|whose)(?![\p{L}]))"
)
_MARK = regex.compile(
    r"(?i)(?<![\p{L}\p{N}])(?:"
    r"(?P<open>if|unless|whether|until|once|when|require[sd]?|must|should|would|shall|"
    r"might|could|supposed|almost|partly|perhaps|maybe|probably)|"
    r"(?P<wish>will|need(?:s|ed)?(?: to)?|plan(?:s|ning)? to|hop(?:e|es|ing)|expect(?:s|ing)?|want(?:s)?|"
    r"wish(?:es)?|try(?:ing)?|waiting|pending|(?:apply|applied|applying|ask|asked|asking) for|"
    r"request(?:ed|ing)?|going to|intend(?:s)?|soon|"
    r"about to)|"
    r"(?P<no>(?:(?:have|has|had|do|does|did|is|are|was|were|will|can)(?:\s+not|n['’]t)|cannot|not|never|"
    r"without|no|nor|neither|lack(?:s|ing)?|miss(?:es|ing)?)(?:\s+(?:yet|have|has|had|got|given|received|"
    r"obtained|completed|signed|secured|hold|been|any|us))*)|"
    r"(?P<yes>have|has|had|hold(?:s|ing)?|got|with|given|gave|gives|received|obtained|secured|got|issued|attached?|"
    r"enclosed?|possess|own|signed|adopted|approved|prepared|wrote|written|completed|finished|done|"
    r"there (?:is|are)|provided?|are|is|am|was|were|can)"
    r")(?![\p{L}\p{N}])"
)
_BEHIND = regex.compile(
    r"(?i)^(?:\s+[\p{L}-]+){0,3}?\s*(?:(?:is|are|was|were|has|have|had)(?P<no>n['’]t|\s+not|\s+still)?"
    r"(?:\s+(?:yet|been|already))*\s+)?(?P<what>done|completed|finished|ready|attached|signed|available|"
    r"in place|held|missing|lacking|pending|required|needed|necessary|mandatory|expected)(?![\p{L}])"
)
_PARTED = regex.compile(r"(?i),|(?<![\p{L}])(?:but|and)(?![\p{L}])")
_LACKS = frozenset({"missing", "lacking"})
_DONE = frozenset(
    {"done", "completed", "finished", "ready", "attached", "signed", "available", "in place", "held"}
)


class Mood(StrEnum):
    """How a text puts something."""

    STATED = "stated"
    DENIED = "denied"
    OPEN = "open"
    """Under a condition, or called for."""
    ASKED = "asked"
    WISHED = "wished"
    """Wanted or to come."""
    BARE = "bare"
    """No word tells."""


TOLD = frozenset({Mood.STATED, Mood.DENIED, Mood.BARE})
"""What somebody says is so or is not so."""


_MOODS = {"open": Mood.OPEN, "wish": Mood.WISHED, "no": Mood.DENIED, "yes": Mood.STATED}


@dataclass(frozen=True, slots=True)
class Put:
    """How a text puts something, and the words ``text[start:end]`` that tell, the thing among them."""

    mood: Mood
    start: int
    end: int


def mood(text: str, start: int, end: int) -> Mood:
    """How ``text`` puts the words at ``[start:end]``."""
    return put(text, start, end).mood


def put(text: str, start: int, end: int) -> Put:
    """How ``text`` puts the words at ``[start:end]``, by the last telling word before them."""
    first, last = sentence(text, start, end)
    asks = _ASKS.search(text[first:last])
    if asks is not None and text[last : last + 1] == "?" and first + asks.start() <= start:
        return Put(Mood.ASKED, start, end)
    if after := _BEHIND.match(text[end:last]):
        return Put(_ended(after), start, end + after.end())
    marks = list(_MARK.finditer(text[first:start]))
    if not marks:
        return Put(Mood.BARE, start, end)
    mark = _governing(text[first:start], marks)
    how = _MOODS[mark.lastgroup or "yes"]
    return Put(how, first + mark.start() if how is Mood.DENIED else start, end)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around ``[start:end]`` begins and ends, its last mark left out.

    No more than `_REACH` characters are looked at on either side, so that a long text costs no more.
    """
    before = text[max(0, start - _REACH) : start]
    stops = [match.start() + 1 for match in _SENTENCE.finditer(before)]
    stop = _SENTENCE.search(text, end, min(len(text), end + _REACH))
    return start - len(before) + (stops[-1] if stops else 0), stop.start() if stop else min(
        len(text), end + _REACH
    )


def _governing(before: str, marks: Sequence[regex.Match[str]]) -> regex.Match[str]:
    """The mark that decides: the last, but of "will have" and "lack a signed" the first of the two.

    A comma, "but" or "and" between two marks parts them.
    """
    last = marks[-1]
    if last.lastgroup != "yes":
        return last
    joined = (m for m in reversed(marks[:-1]) if not _PARTED.search(before, m.end(), last.start()))
    return next((m for m in joined if m.lastgroup != "yes"), last)


def _ended(after: regex.Match[str]) -> Mood:
    what = after["what"].casefold()
    if what in _LACKS:
        return Mood.STATED if after["no"] and not after["no"].endswith("still") else Mood.DENIED
    if what in _DONE:
        return Mood.DENIED if after["no"] else Mood.STATED
    return Mood.OPEN
