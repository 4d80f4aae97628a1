"""Proposes cases: questions by templates, with expectations filled from the records and proof in their texts.

What is asked is what a record holds, so a proposal tests whether the assistant finds and says it, not whether
the record is right: whoever approves it reads the page that ``why`` names. Must not ask the assistant.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, zip_longest
from typing import Any

import regex

from assistant.verify import DocumentOf
from corpus.citations import Reference
from corpus.governance_records import Series
from corpus.quote_search import key_of
from corpus.records import Records
from corpus.rendered import Rendered
from corpus.sources import Source, Trust
from evals.drafts import Draft
from evals.schema import LONGEST_GOLD, Case, Split, Theme

HELD_OUT = 0.3
"""Share of the proposals that are to be held out; by their id, before anybody has seen an answer."""

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question with what a right answer holds.

    Attributes:
        key: of the fact in ``document``, the id of a text made of records.
        any_of: patterns of the one vital nugget.
        items: rows of a complete list, where one is asked for.
        needle: what an official page that holds the fact must say.
    """

    id: str
    theme: Theme
    question: str
    document: str
    key: str
    src: tuple[Reference, ...]
    any_of: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    needle: str | None = None

    @property
    def split(self) -> Split:
        """Fixed by the id."""
        return Split.HELD_OUT if _place(self.id) < HELD_OUT else Split.DEV


def drafts(
    held: Records,
    known: Mapping[str, Source],
    texts: Iterable[Rendered],
    cases: Iterable[Case],
    themes: Iterable[Theme] = (),
    document_of: DocumentOf | None = None,
) -> Iterator[Draft]:
    """Proposals that no case asks yet, each sort in turn; always in the same order.

    Args:
        texts: the documents made of ``held``; a fact that none of them states is not asked.
        document_of: gives the official documents; those whose page holds the fact become gold too.
        themes: only these; none named means all.
    """
    said = {(r.entry.id, key): text for r in texts for key, text in _said(r)}
    taken = {_plain(case.turns[-1]) for case in cases if case.turns} | {case.id for case in cases}
    wanted = frozenset(themes)
    for proposal in _in_turn(template(held, known) for template in _TEMPLATES):
        quote = said.get((proposal.document, proposal.key))
        fresh = proposal.id not in taken and _plain(proposal.question) not in taken
        if quote and fresh and (not wanted or proposal.theme in wanted):
            gold = [_gold(proposal.document, None, quote), *_official(proposal, known, document_of)]
            yield Draft(case=_row(proposal, gold))


def _projects(held: Records, known: Mapping[str, Source]) -> Iterator[Proposal]:
    for report in held.reports:
        for city in held.cities.values():
            rows = [project for project in report.projects if project.city == city.id]
            if rows:
                question = f"Which projects of {city.name} does the monitoring report of {report.year} list?"
                yield Proposal(
                    id=f"draft-projects-{city.id}-{report.year}",
                    theme=Theme.LISTS,
                    question=question,
                    document=f"city-record:{city.id}",
                    key=f"projects:{report.year}:{city.id}",
                    src=tuple(dict.fromkeys(row.src[0] for row in rows)),
                    items=tuple(row.title for row in rows),
                    needle=rows[0].title,
                )


def _project_counts(held: Records, known: Mapping[str, Source]) -> Iterator[Proposal]:
    for listed in _projects(held, known):
        number = len(listed.items)
        yield Proposal(
            id=listed.id.replace("draft-projects-", "draft-project-count-"),
            theme=Theme.LISTS,
            question=listed.question.replace("Which", "How many", 1),
            document=listed.document,
            key=listed.key,
            src=listed.src,
            needle=listed.needle,
            any_of=(number_pattern(number), *((rf"\b{_WORDS[number]}\b",) if number < len(_WORDS) else ())),
        )


def _joining(held: Records, known: Mapping[str, Source]) -> Iterator[Proposal]:
    for city in held.cities.values():
        yield Proposal(
            id=f"draft-joined-{city.id}",
            theme=Theme.DATES,
            question=f"In which year did {city.name} join the ASEAN Smart Cities Network?",
            document=f"city-record:{city.id}",
            key="joined",
            src=city.joined.src,
            needle=city.name,
            any_of=(number_pattern(city.joined.year, grouped=False),),
        )


def _chairs(held: Records, known: Mapping[str, Source]) -> Iterator[Proposal]:
    for chair in held.chairs:
        state = held.states[chair.state]
        yield Proposal(
            id=f"draft-chair-{chair.year}",
            theme=Theme.FACTS,
            question=f"Which country chaired the ASEAN Smart Cities Network in {chair.year}?",
            document="governance-record:chairs",
            key=f"chairs:{chair.id}",
            src=chair.src,
            any_of=tuple(rf"\b{regex.escape(name)}\b" for name in (state.name, *state.aliases)),
        )


def _areas(held: Records, known: Mapping[str, Source]) -> Iterator[Proposal]:
    """Areas of official sources, always with their scope: without one there is no right answer."""
    for city in held.cities.values():
        for number, area in enumerate(city.areas):
            official = known[area.src[0].source].trust is Trust.OFFICIAL and area.trust in (
                None,
                Trust.OFFICIAL,
            )
            if area.scope and official:
                yield Proposal(
                    id=f"draft-area-{city.id}-{number}",
                    theme=Theme.FACTS,
                    question=f"How many square kilometres does {city.name} cover ({area.scope})?",
                    document=f"city-record:{city.id}",
                    key=f"areas:{number}",
                    src=area.src,
                    needle=f"{area.km2:,.10g}",
                    any_of=(number_pattern(area.km2),),
                )


def _meetings(held: Records, known: Mapping[str, Source]) -> Iterator[Proposal]:
    for meeting in held.meetings:
        one_day = len(meeting.date) == len("2018-07-08") and meeting.until is None
        if meeting.series is Series.ANNUAL and meeting.number and one_day:
            ordinal = _ORDINALS[meeting.number - 1]
            yield Proposal(
                id=f"draft-meeting-{meeting.id}",
                theme=Theme.DATES,
                question=f"When was the {ordinal} annual meeting of the ASEAN Smart Cities Network held?",
                document="governance-record:meetings",
                key=f"meetings:{meeting.id}:0",
                src=meeting.facts[0].src,
                any_of=day_patterns(date.fromisoformat(meeting.date)),
            )


Template = Callable[[Records, Mapping[str, Source]], Iterator[Proposal]]
_TEMPLATES: tuple[Template, ...] = (_projects, _project_counts, _joining, _chairs, _areas, _meetings)


def number_pattern(value: float, *, grouped: bool = True) -> str:
    """A pattern that finds a number and no longer one that holds it; thousands apart by any sign or none."""
    whole, _, part = f"{value:,.10g}".partition(".") if grouped else (f"{value:.10g}", "", "")
    digits = whole.replace(",", r"[., \u00a0]?")
    decimals = rf"[.,]{part}" if part else ""
    return rf"(?<!\d)(?<!\d[.,]){digits}{decimals}(?![.,]?\d)"


def day_patterns(day: date) -> tuple[str, ...]:
    """The ways in which a day is written in English, and as ISO 8601 has it."""
    month, number = f"{day:%B}", rf"{day.day}(?:st|nd|rd|th)?"
    return (
        rf"(?<!\d){number}(?: of)? {month},? {day.year}\b",
        rf"\b{month} {number},? {day.year}\b",
        rf"(?<!\d){day.isoformat()}(?!\d)",
    )


def _gold(document: str, page: int | None, text: str) -> dict[str, Any]:
    return {"document": document, "page": page, "quote": " ".join(text.split()[:LONGEST_GOLD])}


def _official(
    proposal: Proposal, known: Mapping[str, Source], document_of: DocumentOf | None
) -> Iterator[dict[str, Any]]:
    """The official pages that are cited for the fact and do hold its words."""
    if document_of is None or proposal.needle is None:
        return
    for reference in proposal.src:
        source = known[reference.source].document
        document = document_of(source.id) if source else None
        if document is None or not document.paged or reference.first is None:
            continue
        pages = range(reference.first, (reference.last or reference.first) + 1)
        for page in document.pages:
            if page.number in pages and key_of(proposal.needle) in key_of(page.text):
                yield _gold(document.id, page.number, proposal.needle)


def _row(proposal: Proposal, gold: list[dict[str, Any]]) -> dict[str, Any]:
    expect: dict[str, Any] = {"status": ["answered"]}
    if proposal.any_of:
        expect["nuggets"] = [{"any_of": list(proposal.any_of), "vital": True}]
    expect["citations"] = gold
    if proposal.items:
        items = [[_spelling(title)] for title in proposal.items]
        expect["list"] = {"items": items, "exact": True, "count": len(items)}
    return {
        "id": proposal.id,
        "theme": proposal.theme.value,
        "language": "en",
        "split": proposal.split.value,
        "turns": [proposal.question],
        "expect": expect,
        "why": f"Record, from {', '.join(map(str, proposal.src))}",
    }


def _spelling(title: str) -> str:
    """A title that stands for itself, escaped where it would be no pattern."""
    try:
        regex.compile(title)
    except regex.error:
        return regex.escape(title, special_only=True)
    return title


def _said(made: Rendered) -> Iterator[tuple[str, str]]:
    (page,) = made.reading.pages
    return ((key, block.text) for key, block in zip(made.keys, page.blocks, strict=True) if key is not None)


def _in_turn(sorts: Iterable[Iterable[Proposal]]) -> Iterator[Proposal]:
    """One of each sort, then the next of each; within a sort in an order that mixes cities and years."""
    mixed = [sorted(proposals, key=lambda p: _place(f"order {p.id}")) for proposals in sorts]
    return (p for p in chain.from_iterable(zip_longest(*mixed)) if p is not None)


def _place(id_: str) -> float:
    """A number from 0 to 1 that is always the same for an id."""
    return int.from_bytes(hashlib.sha256(id_.encode()).digest()[:4]) / 2**32


def _plain(question: str) -> str:
    return " ".join(regex.findall(r"\w+", question.casefold()))
