"""Answers a request: rows, counts or a comparison with their proofs, as the parts of an answer.

Why a sentence cites little: a count is proven by the figure that states it, a list by its rows; both
together leave a reader to guess which of them to open.

Must not read questions or orchestrate other paths.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.lists import clauses, wording
from assistant.lists.counting import (
    counted,
    dimension_of,
    extreme,
    figure_of,
    figure_without_rows,
    whole_list,
)
from assistant.lists.having import select_having
from assistant.lists.proof import Prover
from assistant.lists.request import Asks, Dimension, Entity, Request
from assistant.lists.rows import Row, Selection, figure_proof
from assistant.lists.selection import select
from assistant.lists.spoken import spoken
from assistant.messages import ENGLISH
from assistant.schema import AnswerList, Citation, Claim, ListItem
from corpus.governance_records import Figure
from corpus.records import Records

_MOST_CITATIONS = 12
"""Of a sentence that sums up rows; each row carries its own anyway."""

_ONE_BY_ONE = frozenset({Entity.PROJECT, Entity.CITY, Entity.STATE, Entity.PROGRAMME, Entity.CALL})
"""Rows that are listed even where there is one; any other row answers by the sentence that proves it."""

_OWN = "governance-record:"
"""How the ids of our own records of figures begin."""

_SUPERLATIVE = frozenset({Asks.MOST, Asks.FEWEST})


@dataclass(frozen=True, slots=True)
class Listed:
    """The parts of an answer that a list makes.

    Attributes:
        claims: empty where the records hold no such list or count; ``note`` then says why.
        note: what is left uncertain, in our own words.
    """

    claims: tuple[Claim, ...] = ()
    list: AnswerList | None = None
    note: str | None = None


def answered(
    request: Request, records: Records, prover: Prover, today: date, language: str = ENGLISH
) -> Listed | None:
    """The whole list or count, or why there is none; None where not all of it can be proven.

    Args:
        language: of the first sentence, as far as there are words for it; everything else is English.
    """
    if request.days:
        return _over_days(request, records, prover)
    found = select_having(request, records) if request.having is not None else select(request, records)
    if found.unstated is not None or (request.is_of_projects and not (found.reports or request.planned)):
        return _stated(request, found, records, prover)
    dimension = dimension_of(request, found)
    if not found.rows:
        return _none(request, found, records, prover, today)
    if dimension is not None:
        return _grouped(request, found, dimension, records, prover)
    items = _items(found.rows, prover)
    if items is None:
        return None
    note = wording.note(request, found)
    single = len(items) == 1 and request.entity not in _ONE_BY_ONE
    if request.asks is Asks.LIST and (single or request.edges or request.numbers):
        return _one_by_one(items, note)
    sentence = spoken(request, found, records, language) or wording.headline(request, found, records, today)
    stating = _stating(request, found, records, prover)
    counted_alone = stating and request.asks is Asks.COUNT
    proof = stating if counted_alone else [*stating, *(item.citation for item in items)]
    claim = Claim(text=sentence, citations=_few(proof))
    stated = [Claim(text=c.quote, citations=(c,)) for c in stating if counted_alone]
    return Listed((claim, *stated), AnswerList(items=items, count=len(items)), note)


def _stating(request: Request, found: Selection, records: Records, prover: Prover) -> list[Citation]:
    """Where sources state the count themselves; our own figure says nothing that listed rows do not prove."""
    citation = _figure_citation(figure_of(request, found, records), prover)
    if citation is not None and citation.document_id.startswith(_OWN) and request.asks is not Asks.COUNT:
        citation = None
    whole = None
    if request.having is not None and not request.number.least:
        whole = _figure_citation(whole_list(found, records), prover)
    return [c for c in (citation, whole) if c is not None]


def _items(rows: Sequence[Row], prover: Prover) -> tuple[ListItem, ...] | None:
    """All rows with their proofs; None where one has none: a list with a gap is no list."""
    items = tuple(ListItem(text=row.text, citation=prover.prove(row.proof)) for row in rows)
    return items if all(item.citation is not None for item in items) else None


def _one_by_one(items: Sequence[ListItem], note: str | None) -> Listed:
    """A few rows answer by the sentences that prove them."""
    proofs = [item.citation for item in items if item.citation is not None]
    return Listed(tuple(Claim(text=proof.quote, citations=(proof,)) for proof in proofs), None, note)


def _none(request: Request, found: Selection, records: Records, prover: Prover, today: date) -> Listed | None:
    """That no row meets the conditions, proven by the list that was gone through.

    Only said, not claimed, where nothing proves it: a title without a word is no proof that a project is
    about something else.
    """
    if request.topic or not request.is_of_projects:
        return Listed(note=wording.nothing(request, found, records, today))
    figure = whole_list(found, records)
    citation = _figure_citation(figure, prover)
    if figure is None or citation is None:
        return None
    sentence = wording.headline(request, found, records, today)
    claim = Claim(
        text=f"{sentence} The whole list of {figure.value} projects was gone through.", citations=(citation,)
    )
    return Listed((claim,), AnswerList(items=(), count=0), wording.note(request, found))


def _stated(request: Request, found: Selection, records: Records, prover: Prover) -> Listed | None:
    """A count that a source states although no rows of it are on record."""
    years = request.reports or tuple(report.year for report in found.reports)
    figures = [figure_without_rows(replace(request, reports=(year,)), records) for year in years]
    if not figures or not all(figures):
        return Listed(note=wording.unstated(request, found))
    claims = [
        Claim(text=figure.text, citations=(citation,))
        for figure in figures
        if figure is not None and (citation := _figure_citation(figure, prover)) is not None
    ]
    return Listed(tuple(claims)) if len(claims) == len(figures) else None


def _grouped(
    request: Request, found: Selection, dimension: Dimension, records: Records, prover: Prover
) -> Listed | None:
    groups = counted(request, found, dimension, records)
    if dimension is Dimension.STATUS:
        # The label of each group says it.
        request = replace(request, status=frozenset())
    items = tuple(
        ListItem(
            text=f"{group.label}: {clauses.rows(request, group.number)}", citation=prover.prove(group.proof)
        )
        for group in groups
    )
    if any(item.citation is None for item in items):
        return None
    proven = dict(zip(groups, items, strict=True))
    told = extreme(groups, request.asks) if request.asks in _SUPERLATIVE else groups
    numbers = [(group.label, group.number) for group in told]
    citations = _few(proven[group].citation for group in told)
    sentence = wording.grouped(request, found, numbers, records)
    note = wording.note(request, found)
    return Listed(
        (Claim(text=sentence, citations=citations),), AnswerList(items=items, count=len(items)), note
    )


def _over_days(request: Request, records: Records, prover: Prover) -> Listed | None:
    """A count for each of the days."""
    items, numbers = [], []
    for day in request.days:
        of_day = replace(request, day=day, days=())
        found = select(of_day, records)
        report = found.reports[-1] if found.reports else None
        if report is not None:  # what was counted last before that day
            of_day, day = replace(of_day, reports=(report.year,)), report.as_of
        stated = figure_without_rows(of_day, records) if found.unstated else None
        if stated is None and (found.unstated or not found.rows):
            return Listed(note=wording.nothing(of_day, found, records, day))
        figure = stated or figure_of(of_day, found, records)
        proof = figure_proof(figure) if figure is not None else found.rows[0].proof
        label, number = clauses.on_day(day), figure.value if figure is not None else len(found.rows)
        items.append(ListItem(text=f"{label}: {clauses.rows(request, number)}", citation=prover.prove(proof)))
        numbers.append((label, number))
    if any(item.citation is None for item in items):
        return None
    claim = Claim(
        text=wording.over_days(request, numbers, records), citations=_few(item.citation for item in items)
    )
    return Listed((claim,), AnswerList(items=tuple(items), count=len(items)))


def _figure_citation(figure: Figure | None, prover: Prover) -> Citation | None:
    return prover.prove(figure_proof(figure)) if figure is not None else None


def _few(citations: Iterable[Citation | None]) -> tuple[Citation, ...]:
    """Each page once, as many as a sentence can bear."""
    kept: dict[tuple[str, int | None, int], Citation] = {}
    for citation in citations:
        if citation is not None:
            place = (citation.document_id, citation.page, 0 if citation.page else citation.start)
            kept.setdefault(place, citation)
    return tuple(kept.values())[:_MOST_CITATIONS]
