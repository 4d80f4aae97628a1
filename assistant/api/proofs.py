"""The citations of an answer with the numbers and addresses that a page shows, and its verdicts as rows.

Must not decide or word anything. Why the many verdicts that are a plain "no" stand apart: who asks about
everything looks for what is open, and a table of sixty refusals hides it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypedDict
from urllib.parse import quote as percent_encoded
from urllib.parse import urlencode

from pydantic import JsonValue

from assistant.schema import Answer, Citation, Deciding, UnderstoodFact, Verdict

FEW = 6
"""Verdicts that stand in one table, whatever they are."""

_OPEN = frozenset({"open", "rolling"})
_POSITIVE = frozenset({"eligible", "sponsor_decides"})
_ORDER = ("eligible", "sponsor_decides", "cannot_tell", "not_eligible")


@dataclass(frozen=True, slots=True)
class Proof:
    """A citation with the number it carries in an answer and the address of its page."""

    number: int
    citation: Citation
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A verdict, the conditions that decide it and what is quoted for the next step."""

    verdict: Verdict
    reasons: tuple[tuple[Deciding, tuple[Proof, ...]], ...]
    guidance: tuple[Proof, ...]


class Proofs(TypedDict):
    """The proofs of an answer by the part they belong to; ``no`` are the verdicts that stand apart.

    ``open`` counts what may be applied for now; ``form`` is the address of the form with what was understood.
    """

    claims: list[tuple[Proof, ...]]
    list: list[tuple[Proof, ...]]
    conflicts: list[tuple[Proof, ...]]
    also_read: list[tuple[Proof, ...]]
    verdicts: tuple[Row, ...]
    no: tuple[Row, ...]
    open: int
    form: str


@dataclass(slots=True)
class _Numbers:
    """Numbers citations as they come."""

    last: int = 0
    known: dict[Citation, Proof] = field(default_factory=dict)

    def new(self, citations: Iterable[Citation]) -> tuple[Proof, ...]:
        """Proofs under the next numbers, as in the text of the answer."""
        return tuple(map(self._numbered, citations))

    def same(self, citations: Iterable[Citation]) -> tuple[Proof, ...]:
        """Proofs under the numbers that their citations have already, where they have one."""
        return tuple(self.known.get(each) or self._numbered(each) for each in citations)

    def _numbered(self, citation: Citation) -> Proof:
        self.last += 1
        proof = Proof(self.last, citation, address_of(citation))
        self.known.setdefault(citation, proof)
        return proof


def address_of(citation: Citation) -> str:
    """Where the page without script shows ``citation`` marked."""
    span = f"?start={citation.start}&end={citation.end}"
    document = f"/documents/{percent_encoded(citation.document_id, safe='')}"
    return f"{document}/text{span}" if citation.page is None else f"{document}/pages/{citation.page}{span}"


def proofs_of(answer: Answer) -> Proofs:
    """Every citation of ``answer``, numbered in reading order as in its text."""
    numbers = _Numbers()
    items = answer.list.items if answer.list else ()
    claims = [numbers.new(claim.citations) for claim in answer.claims]
    rows = [numbers.new((item.citation,) if item.citation else ()) for item in items]
    conflicts = [numbers.new(value.citation for value in each.values) for each in answer.conflicts]
    verdicts = tuple(_row(verdict, numbers) for verdict in _ordered(answer.verdicts or ()))
    many = len(verdicts) > FEW
    return {
        "claims": claims,
        "list": rows,
        "conflicts": conflicts,
        "also_read": [numbers.new(answer.also_read)],
        "verdicts": tuple(row for row in verdicts if not (many and _is_no(row))),
        "no": tuple(row for row in verdicts if many and _is_no(row)),
        "open": sum(row.verdict.verdict in _POSITIVE and row.verdict.window in _OPEN for row in verdicts),
        "form": form_address(answer.understood),
    }


def form_address(understood: Sequence[UnderstoodFact]) -> str:
    """The form of eligibility, filled in with what was understood; partners are left to the reader."""
    facts = {each.fact: _filled_in(each.value) for each in understood}
    said = urlencode({fact: words for fact, words in facts.items() if words})
    return f"/eligibility?{said}" if said else "/eligibility"


def _filled_in(value: JsonValue) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str() | int() | float():
            return str(value)
        case list() if all(isinstance(each, str) for each in value):
            return ",".join(map(str, value))
    return ""


def _row(verdict: Verdict, numbers: _Numbers) -> Row:
    reasons = tuple((each, numbers.same(_cited(each))) for each in verdict.deciding)
    return Row(verdict, reasons, numbers.same(verdict.guidance))


def _cited(deciding: Deciding) -> tuple[Citation, ...]:
    return (*((deciding.citation,) if deciding.citation else ()), *deciding.further)


def _is_no(row: Row) -> bool:
    return row.verdict.verdict == "not_eligible"


def _ordered(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Best first, of equal ones first where applications are taken now."""
    return sorted(verdicts, key=lambda each: (_ORDER.index(each.verdict), each.window not in _OPEN))
