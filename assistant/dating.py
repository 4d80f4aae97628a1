"""What could be known on the day asked for, what has been replaced since, and where sources disagree.

Editions are kept apart by their documents' dates, facts of records by their own; in the built-in texts
the years that sentences state themselves decide. Must not rank or search.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from assistant.conflicts import asks_for_difference, disputes
from assistant.evidence import Evidence
from assistant.lists.proof import Prover
from assistant.names import known_names
from assistant.recorded import Recorded
from assistant.schema import Citation, Claim, Conflict
from corpus.entry import Entry
from corpus.records import records
from indexing.digits import ascii_digits
from indexing.retrieve import Retriever

_YEAR = regex.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d/])")
_FIRST, _SPAN = 2016, 10


def years(text: str) -> list[int]:
    """The four-digit years a text states, in order."""
    return [int(year) for year in _YEAR.findall(ascii_digits(text))]


@dataclass(frozen=True, slots=True)
class Dated:
    """Claims with what is out of date marked, and the conflicts beside them."""

    claims: tuple[Claim, ...]
    conflicts: tuple[Conflict, ...] = ()


class Dating:
    """Dates evidence and claims of the generation that answers."""

    def __init__(self) -> None:
        self._held: tuple[Retriever, Recorded, Prover] | None = None

    def known(
        self, question: str, found: Iterable[Evidence], retriever: Retriever, as_of: date, today: date
    ) -> list[Evidence]:
        """The evidence that could be known on ``as_of``, without values that better ones refute."""
        recorded, _ = self._of(retriever)
        differ = asks_for_difference(question)
        return [
            e
            for e in found
            if is_known(e, as_of, today)
            and recorded.is_known(e.document_id, e.start, as_of)
            and (differ or not recorded.is_refuted(e.document_id, e.start))
        ]

    def told(
        self,
        question: str,
        claims: Sequence[Claim],
        retriever: Retriever,
        as_of: date,
        *,
        counted: bool = False,
    ) -> Dated:
        """The claims as of a day; the preferred value goes first where they state another one.

        A question that names a year wants what held then, so nothing of it counts as out of date, and a
        value of another day must not go before it. Rows that were ``counted`` stand as they are.
        """
        if not claims:
            return Dated(())
        recorded, prover = self._of(retriever)
        of_now = not years(question)
        if of_now:
            old = superseded_documents(retriever.entries.values(), as_of)
            claims = marked(claims, old, recorded, as_of)
        found = disputes(question, claims, as_of, records(), known_names(), prover)
        if found is None:
            return Dated(tuple(claims))
        lead = found.lead if found.lead is not None and of_now and not counted else None
        return Dated((*((lead,) if lead else ()), *claims), (found.box,))

    def _of(self, retriever: Retriever) -> tuple[Recorded, Prover]:
        """What the records say of the sentences of a generation; made once for each."""
        held = self._held
        if held is None or held[0] is not retriever:
            held = (retriever, Recorded(retriever.document, records()), Prover(retriever.document))
            self._held = held
        return held[1], held[2]


def is_known(evidence: Evidence, as_of: date, today: date) -> bool:
    """Whether a built-in sentence could be known on ``as_of``; documents proper are kept apart by date.

    A sentence that speaks only of years after the day asked for, which have since passed, could not;
    one that looks ahead ("by 2030") could.
    """
    stated = [year for year in years(evidence.text) if year <= today.year]
    return evidence.entry.trust != "own" or not stated or min(stated) <= as_of.year


def superseded_documents(entries: Iterable[Entry], day: date) -> frozenset[str]:
    """Ids of the documents that a later edition had taken the place of by ``day``."""
    return frozenset(
        entry.supersedes
        for entry in entries
        if entry.supersedes is not None and (entry.published is None or entry.published <= day)
    )


def marked(claims: Iterable[Claim], old: frozenset[str], recorded: Recorded, day: date) -> tuple[Claim, ...]:
    """The claims, those that rest on nothing but a superseded edition or a replaced value told so."""

    def is_old(citation: Citation) -> bool:
        return citation.document_id in old or recorded.is_replaced(citation.document_id, citation.start, day)

    return tuple(
        claim.model_copy(update={"superseded": True}) if all(map(is_old, claim.citations)) else claim
        for claim in claims
    )


def recency(evidence: Evidence, as_of: date) -> float:
    """0 for what is stated of 2016 or before, 1 for ten years later, by the latest year up to ``as_of``."""
    stated = [year for year in years(evidence.text) if year <= as_of.year]
    published = evidence.entry.published
    if published and evidence.entry.trust != "own":
        stated = [year for year in stated if year <= published.year] or [published.year]
    return min(max((max(stated) - _FIRST) / _SPAN, 0.0), 1.0) if stated else 0.0
