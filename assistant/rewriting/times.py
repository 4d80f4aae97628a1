"""The dates of a question, and what "the year before" or "since then" means after them.

Must not look at anything but dates.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from assistant.rewriting.words import words

_MONTHS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_YEAR = r"(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)"
_DAY = rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? )?{_MONTHS},? |{_MONTHS} \d{{1,2}},? |Q[1-4] )?{_YEAR}"
_LEADS = (
    r"(?:at the end of|at the beginning of|as of|as at|since|until|till|before|after|by|in|on|during|around)"
    r"(?: the (?:end|beginning|year)(?: of)?| about)?"
)
DATE = regex.compile(
    rf"(?i)(?<![\p{{L}}\p{{N}}])(?:(?P<lead>{_LEADS}) )?(?P<date>(?:from |between )?{_DAY} ?(?:to|and"
    rf"|until|[-–]) ?{_DAY}|{_DAY})"
)
YEAR = regex.compile(_YEAR)
NOW = words(r"now|today|at present|currently|nowadays|at the moment")

_COUNTS = {
    word: number for number, word in enumerate("a one two three four five six seven eight nine ten".split())
}
_COUNTS["a"] = _COUNTS["one"] = 1
_END = r"(?=\s*(?:that|this)?\s*(?:$|[?.,;:!]))(?:\s+(?:that|this))?"
_RELATIVE = words(
    rf"(?:in |for |and )?(?:"
    rf"(?P<before>the year before|(?:in )?the (?:previous|prior|preceding) year|the year prior"
    rf"|the one before){_END}"
    rf"|(?P<after>the year after(?:wards)?|(?:in )?the (?:following|next|subsequent) year){_END}"
    rf"|(?P<n>a|one|two|three|four|five|six|seven|eight|nine|ten|\d{{1,2}}) years? "
    rf"(?:(?P<earlier>earlier|before|previously|prior)|(?P<later>later|after(?:wards)?|on)){_END}"
    r"|(?P<last>(?<!the )last year)|(?P<this>this year)|(?P<coming>(?<!the )next year)"
    r"|(?P<ago>(?P<k>two|three|four|five|\d{1,2}) years ago)"
    r"|(?P<same>(?:in )?(?:that|the same) (?:very )?year|at (?:that|the) (?:time|point)(?! of)"
    r"|then(?=\s*[?.!]*$)))"
)
_SINCE = words(r"since (?:then|that (?:time|year|date))|from then on")


@dataclass(frozen=True, slots=True)
class Relative:
    """A date told by its distance: ``text[start:end]``.

    ``shift``: years from the year that was named, from the present one where ``absolute``.
    """

    start: int
    end: int
    shift: int
    absolute: bool = False
    since: bool = False

    def year(self, named: int | None, present: int) -> int:
        """The year meant."""
        return (present if self.absolute or named is None else named) + self.shift


def relative(text: str) -> Relative | None:
    """The first date of a text that is told by its distance."""
    if match := _SINCE.search(text):
        return Relative(match.start(), match.end(), 0, since=True)
    match = _RELATIVE.search(text)
    if match is None:
        return None
    shift, absolute = _shift(match)
    return Relative(match.start(), match.end(), shift, absolute)


def last_year(text: str) -> int | None:
    """The last year that a text names."""
    found = YEAR.findall(text)
    return int(found[-1]) if found else None


def shifted(text: str, from_year: int, to_year: int) -> str:
    """The text with one year in place of another."""
    return regex.sub(rf"(?<![\d.,]){from_year}(?!\d)", str(to_year), text)


def _shift(match: regex.Match[str]) -> tuple[int, bool]:
    if match["last"] or match["this"] or match["coming"]:
        return (-1 if match["last"] else 1 if match["coming"] else 0), True
    if match["ago"]:
        return -_number(match["k"]), True
    if match["same"]:
        return 0, False
    if match["n"]:
        return _number(match["n"]) * (1 if match["later"] else -1), False
    return (1 if match["after"] else -1), False


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.casefold()]
