"""Finds the programme, call, role and day that a text names.

Must not decide which calls fit an applicant. Why: a year inside a full date ("on 10 June 2025") names no
call; a call is meant where words of its title stand in the text that its sister calls do not share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from assistant.eligibility.mood import sentence
from assistant.lists.dates import take_dates
from assistant.lists.scan import Scan
from assistant.names import NameKind, known_names
from corpus.eligibility_rules import Role
from corpus.programmes import Programme
from corpus.records import records

_ALSO: Mapping[str, str] = {
    "usascp": r"business innovation fund|BIF(?: 2\.0)?|smart cities business innovation fund",
    "seoul-oda": r"seoul oda(?: challenge)?",
    "livability": r"livability challenge",
    "gcom-bankable": r"gcom(?: technical support)?|gcom bankable",
    "ascn-membership": (
        r"(?:join|enter|become (?:an? )?(?:member|part) of|membership (?:of|in)|admitted to|member of) "
        r"(?:the )?(?:ascn|asean smart cities network)|ascn membership"
    ),
    "kcity": r"k-?\s?city(?: network)?",
    "smart-jamp": r"smart[- ]?jamp",
    "c40-cff": r"c40 (?:cities )?finance facility|c40 cff",
    "bkcf": r"bimp-eaga-(?:rok|korea) (?:cooperation )?fund",
    "mkcf": r"mekong-(?:rok|korea) (?:cooperation )?fund",
    "gap-fund": r"(?:city climate finance )?gap fund",
    "adb-sovereign": r"adb (?:sovereign )?(?:loans?|lending)|(?:loans?|borrow) from (?:the )?adb",
}
"""How people write programmes beside the names on record."""

_ROLES: tuple[tuple[Role, str], ...] = (
    (
        Role.CONSORTIUM_MEMBER,
        r"consortium members?|(?:join|in|part of|member of) (?:a|the|an?\w*) consortium",
    ),
    (Role.DIRECT_SUBSIDY_RECIPIENT, r"(?:receive|get|be paid) the subsidy directly|direct subsid(?:y|ies)"),
    (Role.HOST, r"(?:be |as |act as )(?:a |an |the )?host|host (?:a|the) (?:pilot|demonstration|project)"),
    (
        Role.LEAD,
        r"(?:as |be )?(?:the )?lead(?: applicant| partner)|"
        r"lead (?:a|the|our) (?:proposal|project|consortium)",
    ),
)
_STOP = frozenset(
    "the of a an and in to for with call calls program programme programmes network fund city cities smart "
    "application first new project solution".split()
)
_BESIDE = 70
"""Characters beside the name of a programme in which words may tell which call is meant."""
_SYNONYMS = {
    "demo": "demonstration",
    "pilot": "demonstration",
    "1st": "first",
    "3rd": "third",
    "4th": "fourth",
    "5th": "fifth",
    "9th": "ninth",
    "plan": "planning",
    "studies": "invitation",
}
_TOKEN = regex.compile(r"[\p{L}\p{N}]+(?:\.\d)?")
_DAY = regex.compile(
    r"(?i)(?<![\p{L}])(?:as of|as at|today is|it is(?: now)?|on|by|before|until|still|proposal of|dated?)\s*"
    r"(?:the )?$"
)
_LONG_AGO = regex.compile(
    r"(?i)(?:founded|established|set up|signed|registered|incorporated|created|born|dated|since|started)\b"
    r"[^.;]*$"
)
_FULL = regex.compile(
    r"(?<!\d)(?:\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)? \p{L}+,? \d{4}|"
    r"\p{L}+ \d{1,2}(?:st|nd|rd|th)?,? \d{4})(?!\d)"
)
_IN_YEAR = regex.compile(
    r"(?i)(?<![\p{L}])(?:in|during) (?P<y>20\d\d)(?![\p{N}]|\s+(?:calls?|cycle|round)|-\d)"
)
_YEAR = regex.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")


@dataclass(frozen=True, slots=True)
class Named:
    """What is asked about, with the words ``text[start:end]``; ``id`` of a programme, call or role."""

    id: str
    words: str
    start: int
    end: int


def programmes(text: str) -> list[Named]:
    """The programmes named, in their order, each once."""
    first: dict[str, Named] = {}
    for named in _mentions(text):
        first.setdefault(named.id, named)
    return list(first.values())


def _mentions(text: str) -> list[Named]:
    """Every mention of a programme, in order; of two that overlap the first and longer one."""
    found = [
        Named(m.id, text[m.start : m.end], m.start, m.end)
        for m in known_names().find(text)
        if m.kind is NameKind.PROGRAMME
    ]
    for id_, pattern in _also():
        found += [Named(id_, m.group(), m.start(), m.end()) for m in pattern.finditer(text)]
    found.sort(key=lambda named: (named.start, named.start - named.end))
    kept: list[Named] = []
    for named in found:
        if not kept or named.start >= kept[-1].end:
            kept.append(named)
    return kept


def calls(text: str, programme: str) -> list[str]:
    """The ids of the calls of a programme that a text means; empty where it leaves that open."""
    held = records().programmes[programme].calls
    if len(held) < 2:
        return []
    said = _tokens(" ".join(_around(_without_days(text), programme)))
    scores = {
        call_id: _score(words, said) for call_id, words in _titles(records().programmes[programme]).items()
    }
    best = max(scores.values(), default=0)
    return [call_id for call_id, score in scores.items() if score == best] if best > 0 else []


def role(text: str) -> Named | None:
    """As what the applicant would take part, where a text says so."""
    for value, pattern in _ROLES:
        match = regex.search(rf"(?i)(?<![\p{{L}}])(?:{pattern})(?![\p{{L}}])", text)
        if match is not None:
            return Named(value.value, match.group(), match.start(), match.end())
    return None


def day(text: str) -> tuple[date, Named] | None:
    """The day whose state is asked about: a full date that is no founding or signing day."""
    for found, start, end in _days(text):
        before = text[:start]
        if _DAY.search(before) and not _LONG_AGO.search(before):
            return found, Named(found.isoformat(), text[start:end], start, end)
    return None


def year(text: str) -> int | None:
    """The year asked about, where a text names one and no day: "could we have applied in 2021?"."""
    match = _IN_YEAR.search(_without_days(text))
    return int(match["y"]) if match is not None and not _LONG_AGO.search(text[: match.end()]) else None


def _days(text: str) -> Iterator[tuple[date, int, int]]:
    for match in _FULL.finditer(text):
        points = take_dates(Scan(match.group())).points
        if len(points) == 1 and points[0][0] == points[0][1]:
            yield points[0][0], match.start(), match.end()


def _around(text: str, programme: str) -> Iterator[str]:
    """The words beside each mention of a programme, in its sentence: "the 2025 planning call of …"."""
    for named in _mentions(text):
        if named.id == programme:
            first, last = sentence(text, named.start, named.end)
            yield text[max(first, named.start - _BESIDE) : min(last, named.end + _BESIDE)]


def _without_days(text: str) -> str:
    for _, start, end in _days(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _tokens(text: str) -> frozenset[str]:
    words = (word.casefold() for word in _TOKEN.findall(text))
    return frozenset(_SYNONYMS.get(word, word) for word in words)


def _score(words: frozenset[str], said: frozenset[str]) -> int:
    """How many telling words of a title are said; none where another year is named."""
    years = {word for word in said if _YEAR.fullmatch(word)}
    own = {word for word in words if _YEAR.fullmatch(word)}
    if years and own and not years & own:
        return 0
    return len(words & said)


def _titles(programme: Programme) -> Mapping[str, frozenset[str]]:
    """The words of each call's title and id that not every call of the programme shares."""
    titles = {
        call.id: _tokens(f"{call.title} {call.id.replace('-', ' ')}") - _STOP for call in programme.calls
    }
    shared = frozenset.intersection(*titles.values())
    named = _tokens(" ".join((programme.name, *programme.aliases)))
    return {id_: words - shared - named for id_, words in titles.items()}


@cache
def _also() -> Sequence[tuple[str, regex.Pattern[str]]]:
    return [
        (id_, regex.compile(rf"(?i)(?<![\p{{L}}\p{{N}}])(?:{pattern})(?![\p{{L}}\p{{N}}])"))
        for id_, pattern in _ALSO.items()
    ]
