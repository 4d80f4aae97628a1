"""Reads a question as a request for rows, or says that it is none.

Part by part is taken out of the question: names, dates, what is asked, conditions. What is left at the
end is what was not understood. Must not look at rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import regex

from assistant.lists import vocabulary as words
from assistant.lists.dates import take_dates, with_months
from assistant.lists.heads import Head, take_head, take_nouns
from assistant.lists.narrowing import (
    fits,
    of_plans,
    settled,
    with_conditions,
    with_dates,
    with_name,
    with_place_left_out,
)
from assistant.lists.request import Asks, Dimension, Entity, Request
from assistant.lists.scan import Scan
from assistant.names import Mention, Names

_ARTICLES = frozenset({"a", "an", "the"})
_JOINED = regex.compile(r"\s*(?:,|,? (?:and|or|nor))\s*(?:the )?", regex.IGNORECASE)
_JOINTS = _ARTICLES | {"and", "or", "of"}
"""Words that may stand between those of one topic."""


def may_ask_for_rows(question: str) -> bool:
    """Whether a question names what rows are called, so that the records are worth loading."""
    if words.SHARE.search(question):
        return False
    return any(pattern.search(question) for _, pattern in words.ENTITIES) or bool(
        words.REPORTED.match(question)
    )


def is_plain(question: str) -> bool:
    """Whether a question demands rows in so many words: "which cities …", "how many projects …"."""
    return words.PLAIN.search(question) is not None


def read(question: str, names: Names, today: date, as_of: date | None = None) -> Request | None:
    """The request that a question makes; None where it asks for no rows at all.

    Args:
        as_of: the day whose state is asked for, unless the question names one.
    """
    question = words.REPORTED.sub(r"which projects does \g<report> list \g<link>", question)
    question = words.PLACE_OF_MEETING.sub("where", words.TELLING.sub("", question))
    question = with_months(words.RECENT.sub("latest", question))
    scan = Scan(question)
    mentions = names.find(question)
    outside = _outside(mentions, question)
    for mention in mentions:
        scan.cut(outside.get(mention.start, mention.start), mention.end)
    planned = bool(scan.take_all(words.PLAN))
    reports, every = _reports(scan)
    when = take_dates(scan)
    leans = any(not _is_own(match, question) for match in scan.take_all(words.PRONOUN))
    head = take_head(scan, question)
    if head is None:
        return None
    mentions = settled(mentions, head.entity)
    request = _request(head, as_of or today, leans)
    request = with_conditions(request, scan, question)
    every = every or head.by is Dimension.YEAR
    request = with_dates(request, when, reports, every, as_of or today)
    if planned or (request.entity is Entity.PROJECT and scan.take(words.PRIORITY)):
        request = of_plans(request)
        scan.take(words.PRIORITY)
    for mention in mentions:
        request = (with_place_left_out if mention.start in outside else with_name)(request, mention)
    strange = tuple(question[m.start : m.end] for m in mentions if not fits(m, request))
    scan.take_all(words.NETWORK)
    take_nouns(scan)
    return replace(_with_rest(request, scan, question), strange=strange)


def _outside(mentions: Sequence[Mention], question: str) -> dict[int, int]:
    """Where each name of a place to be left out begins, and where the words that leave it out do."""
    found: dict[int, int] = {}
    last = None
    for mention in sorted(mentions, key=lambda mention: mention.start):
        if (said := words.OUTSIDE.search(question[: mention.start])) is not None:
            found[mention.start] = said.start()
        elif last is not None and _JOINED.fullmatch(question[last.end : mention.start]):
            found.update({mention.start: mention.start} if last.start in found else {})
        last = mention
    return found


def _is_own(pronoun: regex.Match[str], question: str) -> bool:
    """Whether a pronoun stands for the rows that the same question named before it."""
    before = question[: pronoun.start()]
    named = any(pattern.search(before) for _, pattern in words.ENTITIES)
    return named and words.PLURAL.fullmatch(pronoun.group()) is not None


def _request(head: Head, day: date, leans: bool) -> Request:
    return Request(
        head.entity,
        head.asks or Asks.LIST,
        day,
        by=head.by,
        having=head.having,
        number=head.bound,
        stated=head.stated,
        leans=leans,
        leftover=head.leftover,
    )


def _reports(scan: Scan) -> tuple[tuple[int, ...], bool]:
    """The years of the reports named, and whether all of them are meant: "the monitoring reports"."""
    years, every = [], False
    for match in scan.take_all(words.REPORT):
        if year := match["y"] or match["z"]:
            years.append(int(year))
        else:
            every = every or match.group().casefold().endswith("reports")
    return tuple(dict.fromkeys(years)), every


def _with_rest(request: Request, scan: Scan, question: str) -> Request:
    """What is left: the topic of projects, or words that are no condition."""
    left = [match for match in scan.words() if not _is_filler(match.group())]
    telling = [match for match in left if match.group().casefold() not in words.TOPIC_LEADS]
    if not telling:
        return request
    texts = tuple(_bare(match.group()) for match in telling)
    if request.is_of_projects and not request.leftover and _is_topic(telling, question):
        topic = tuple(text for text in texts if text.casefold() not in words.GENERIC)
        return replace(request, topic=topic or texts)
    return replace(request, leftover=(*request.leftover, *texts))


def _is_filler(word: str) -> bool:
    """Whether a word sets no condition; the month that no year stands with would set one."""
    return word != "May" and word.casefold().strip("’'") in words.FILLER


def _is_topic(telling: Sequence[regex.Match[str]], question: str) -> bool:
    """Whether words say what projects are about: in one stretch, right before the noun, or behind "on"."""
    said = [match.group().casefold() for match in telling]
    if any(word in words.NEVER_TOPIC or word.isdigit() for word in said):
        return False
    stretch = question[telling[0].start() : telling[-1].end()].casefold().split()
    if len(stretch) - sum(word in _JOINTS for word in stretch) > len(telling) - sum(
        w in _JOINTS for w in said
    ):
        return False
    before = [word for word in question[: telling[0].start()].casefold().split() if word not in _ARTICLES]
    behind = question[telling[-1].end() :].lstrip().casefold()
    return (bool(before) and before[-1] in words.TOPIC_LEADS) or behind.startswith("project")


def _bare(word: str) -> str:
    """A word without the ending of a possessive."""
    return regex.sub(r"['’]s?$", "", word)
