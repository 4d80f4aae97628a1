"""Answers a request: rows, counts or a comparison with their proofs, as the parts of an answer.

Must not read questions or orchestrate other paths.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.lists import wording
from assistant.lists.counting import Counts, counted, dimension_of, extreme, figure_of
from assistant.lists.proof import Prover
from assistant.lists.request import Asks, Dimension, Entity, Request
from assistant.lists.rows import Proof, Row
from assistant.lists.selection import Selection, select
from assistant.schema import AnswerList, Citation, Claim, ListItem
from corpus.governance_records import Counted, Figure
from corpus.records import Records

_MOST_CITATIONS = 12
"""Of a sentence that sums up rows; each row carries its own anyway."""

_NOUNS = {Entity.PROJECT: ("project", "projects"), Entity.CITY: ("city", "cities")}


@dataclass(frozen=True, slots=True)
class Listed:
    """The parts of an answer that a list makes.

    Attributes:
        note: what is left uncertain, in our own words.
    """

    claims: tuple[Claim, ...]
    list: AnswerList | None
    note: str | None = None


def answered(request: Request, records: Records, prover: Prover, today: date) -> Listed | None:
    """The whole list or count; None where the records cannot tell or not all of it can be proven."""
    found = select(request, records)
    if found is None or found.unstated is not None:
        return _stated(request, records, prover)
    if not found.rows:
        return _none(request, found, records, prover, today)
    dimension = dimension_of(request, found)
    if (dimension is not None and request.asks is not Asks.LIST) or request.by is not None:
        return _grouped(request, found, dimension or Dimension.STATE, records, prover)
    items = _items(found.rows, prover)
    if items is None:
        return None
    if len(found.rows) == 1 and request.asks is Asks.LIST and request.entity not in _NOUNS:
        return _single(items[0], wording.uncertain(request, found))
    sentence = wording.headline(request, found, records, today)
    figure = figure_of(request, found, records)
    first = [_figure_citation(figure, prover)] if figure else []
    claims = (Claim(text=sentence, citations=_few([*first, *(item.citation for item in items)])),)
    return Listed(claims, AnswerList(items=items, count=len(items)), wording.uncertain(request, found))


def _items(rows: Sequence[Row], prover: Prover) -> tuple[ListItem, ...] | None:
    """All rows with their proofs; None where one has none: a list with a gap is no list."""
    items = tuple(ListItem(text=row.text, citation=prover.prove(row.proof)) for row in rows)
    return items if all(item.citation is not None for item in items) else None


def _single(item: ListItem, note: str | None) -> Listed:
    """One row answers by the sentence that proves it."""
    assert item.citation is not None
    return Listed((Claim(text=item.citation.quote, citations=(item.citation,)),), None, note)


def _none(request: Request, found: Selection, records: Records, prover: Prover, today: date) -> Listed | None:
    """That no row meets the conditions, proven by what was gone through; not said of mere words."""
    if request.entity is not Entity.PROJECT or request.topic or not found.reports:
        return None
    whole = Request(Entity.PROJECT, Asks.COUNT, request.day)
    figure = figure_of(whole, Selection(_all_rows(found), reports=found.reports[:1]), records)
    citation = _figure_citation(figure, prover) if figure and len(found.reports) == 1 else None
    if citation is None:
        return None
    sentence = wording.headline(request, found, records, today)
    total = f" The whole list of {figure.value} projects was gone through." if figure else ""
    claim = Claim(text=sentence + total, citations=(citation,))
    return Listed((claim,), AnswerList(items=(), count=0))


def _all_rows(found: Selection) -> tuple[Row, ...]:
    """Stand-ins for every project of the one report, to be counted."""
    proof = Proof("", "")
    return tuple(Row("", "", proof) for _ in found.reports[0].projects)


def _stated(request: Request, records: Records, prover: Prover) -> Listed | None:
    """A count that a source states although no rows of it are on record."""
    if request.entity is not Entity.PROJECT or request.topic or request.cities or len(request.reports) != 1:
        return None
    wanted = (
        next(iter(request.status), None),
        next(iter(request.focus), None),
        next(iter(request.states), None),
    )
    year = str(request.reports[0])
    for figure in records.figures:
        same = figure.about is Counted.PROJECTS and (figure.status, figure.focus, figure.state) == wanted
        if same and figure.preferred and (figure.as_of or "").startswith(year):
            citation = _figure_citation(figure, prover)
            return Listed((Claim(text=figure.text, citations=(citation,)),), None) if citation else None
    return None


def _grouped(
    request: Request, found: Selection, dimension: Dimension, records: Records, prover: Prover
) -> Listed | None:
    groups = counted(request, found, dimension, records)
    one, many = _NOUNS.get(request.entity, ("row", "rows"))
    items = tuple(
        ListItem(
            text=f"{group.label}: {wording.amount(group.number, one, many)}",
            citation=prover.prove(group.proof),
        )
        for group in groups
    )
    if any(item.citation is None for item in items):
        return None
    proven = dict(zip(groups, items, strict=True))
    told = extreme(groups, request.asks) if request.asks in {Asks.MOST, Asks.FEWEST} else groups
    sentence = _sentence(request, found, told, many)
    citations = _few(proven[group].citation for group in told)
    return Listed((Claim(text=sentence, citations=citations),), AnswerList(items=items, count=len(items)))


def _sentence(request: Request, found: Selection, told: Sequence[Counts], many: str) -> str:
    where = wording.reports(found.reports) if found.reports else "The network"
    if request.asks in {Asks.MOST, Asks.FEWEST}:
        word = "most" if request.asks is Asks.MOST else "fewest"
        names = wording.joined(group.label for group in told)
        verb = "has" if len(told) == 1 else "have"
        return f"{names} {verb} the {word} {many}: {told[0].number}. {_source(request, found)}"
    numbers = wording.joined(f"{group.label} {group.number}" for group in told)
    return f"{where} {'counts' if len(found.reports) < 2 else 'count'} these {many}: {numbers}."


def _source(request: Request, found: Selection) -> str:
    if not found.reports:
        return f"Counted from the members on {request.day:%d %B %Y}."
    return f"Counted from {wording.reports(found.reports).replace('The', 'the', 1)}."


def _figure_citation(figure: Figure | None, prover: Prover) -> Citation | None:
    if figure is None:
        return None
    proof = Proof(
        "governance-record:figures", f"figures:{figure.id}", figure.src, (str(figure.value), "project")
    )
    return prover.prove(proof)


def _few(citations: Iterable[Citation | None]) -> tuple[Citation, ...]:
    """Each page once, as many as a sentence can bear."""
    kept: dict[tuple[str, int | None, int], Citation] = {}
    for citation in citations:
        if citation is not None:
            place = (citation.document_id, citation.page, 0 if citation.page else citation.start)
            kept.setdefault(place, citation)
    return tuple(kept.values())[:_MOST_CITATIONS]
