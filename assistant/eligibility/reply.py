"""Verdicts → the one Answer of every door: the text with its numbered quotes, the claims behind it.

Must not decide, or word a verdict.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter
from typing import TypeAlias

from assistant import phrases
from assistant.eligibility import wording
from assistant.eligibility.decide import Decision, decide
from assistant.eligibility.decide import Verdict as Decided
from assistant.eligibility.explain import Explainer
from assistant.eligibility.facts import Inquiry, read_inquiry
from assistant.eligibility.logic import Outcome
from assistant.eligibility.proof import Proofs
from assistant.schema import Answer, Citation, Claim, Deciding, Status, Step, Trace, Verdict
from assistant.verify import DocumentOf
from corpus.records import records
from corpus.sources import sources, written

FEW = 6
"""Verdicts that are told in full; of more only those that are no "no"."""

Told: TypeAlias = tuple[str, str | None, str]
"""Programme, call and role of a decision."""

_ORDER = [Decided.ELIGIBLE, Decided.SPONSOR_DECIDES, Decided.CANNOT_TELL, Decided.NOT_ELIGIBLE]


def eligible(
    given: Mapping[str, object] | Inquiry, document_of: DocumentOf, generation: str | None, today: date
) -> Answer:
    """The verdicts on what is given in the shape of the public contract, best first, with their proof.

    Args:
        generation: names the one that ``document_of`` reads; None where nothing is indexed.

    Raises:
        FactsInvalid: a fact or field is wrong, or names no programme, call or role.
    """
    begin = perf_counter()
    inquiry = given if isinstance(given, Inquiry) else read_inquiry(given)
    decisions = decide(inquiry, records(), today)
    decided = perf_counter()
    if generation is None:
        return _answer(inquiry, today, (), Status.NOT_FOUND, phrases.no_index())
    answer = answered(decisions, inquiry, document_of, generation, today)
    steps = (_step("decide", begin, decided), _step("explain", decided, perf_counter()))
    return answer.model_copy(update={"trace": Trace(steps=steps)})


def answered(
    decisions: Sequence[Decision],
    inquiry: Inquiry,
    document_of: DocumentOf,
    generation: str,
    today: date,
    told: Collection[Told] | None = None,
) -> Answer:
    """The answer that tells decisions on an inquiry, best first.

    Args:
        told: the decisions to tell in full; None for all of a few, of many those that are no "no".
    """
    explainer = Explainer(Proofs(document_of, records()), inquiry.facts, sources())
    ordered = sorted(decisions, key=lambda decision: _ORDER.index(decision.verdict))
    verdicts = tuple(explainer.told(decision) for decision in ordered)
    status = Status.ANSWERED if any(_is_settled(d) for d in decisions) else Status.PARTIAL
    page = _Page()
    lines = [*_lines(ordered, verdicts, page, told), *_notes(inquiry, verdicts, today)]
    answer = _answer(inquiry, today, verdicts, status, "\n".join(lines), generation)
    return answer.model_copy(update={"claims": tuple(page.claims())})


def told_of(decision: Decision) -> Told:
    """What a decision is on."""
    return decision.offer.programme.id, decision.offer.id, decision.role.value


@dataclass
class _Page:
    """Citations in the order in which the text refers to them."""

    numbers: dict[Citation, int] = field(default_factory=dict)

    def marks(self, citations: Iterable[Citation]) -> str:
        """The numbers behind a line: " [1][2]"."""
        found = [self.numbers.setdefault(c, len(self.numbers) + 1) for c in dict.fromkeys(citations)]
        return " " + "".join(f"[{number}]" for number in found) if found else ""

    def claims(self) -> Iterator[Claim]:
        """One claim for each quote; it says what it quotes."""
        return (Claim(text=citation.quote, citations=(citation,)) for citation in self.numbers)


def _lines(
    decisions: Sequence[Decision],
    verdicts: Sequence[Verdict],
    page: _Page,
    told: Collection[Told] | None,
) -> Iterator[str]:
    few = len(verdicts) <= FEW
    left, open_ = 0, []
    for decision, verdict in zip(decisions, verdicts, strict=True):
        is_no = decision.verdict is Decided.NOT_ELIGIBLE
        if told_of(decision) in told if told is not None else few or not is_no:
            yield from _told(decision, verdict, page)
        elif is_no:
            left += 1
        else:
            open_.append(decision.offer.title)
    if open_:
        yield wording.left_open(dict.fromkeys(open_))
    if left:
        yield wording.left_out(left)


def _told(decision: Decision, verdict: Verdict, page: _Page) -> Iterator[str]:
    yield f"{wording.name_of(decision)}: {verdict.text}"
    for criterion in verdict.deciding:
        value = wording.VALUES[Outcome(criterion.value)]
        yield f"- {criterion.text[:-1]} ({value}).{page.marks(_cited(criterion))}"
    yield from (f"- {missing.question}" for missing in verdict.missing)
    step = f"Next: {verdict.next_step}{page.marks(verdict.guidance)}"
    yield f"{step} {wording.sources_words(verdict.source_date)}"


def _notes(inquiry: Inquiry, verdicts: Sequence[Verdict], today: date) -> Iterator[str]:
    if not verdicts:
        yield "No call takes part in that role."
    if inquiry.as_of is not None and inquiry.as_of > today:
        yield f"{written(inquiry.as_of)} lies ahead: the conditions may change until then."
    yield wording.SPONSOR_DECIDES


def _cited(criterion: Deciding) -> Iterator[Citation]:
    if criterion.citation is not None:
        yield criterion.citation
    yield from criterion.further


def _is_settled(decision: Decision) -> bool:
    return decision.verdict is not Decided.CANNOT_TELL


def _answer(
    inquiry: Inquiry,
    today: date,
    verdicts: tuple[Verdict, ...],
    status: Status,
    text: str,
    generation: str | None = None,
) -> Answer:
    as_of = inquiry.as_of or today
    named = f"{inquiry.model_dump_json()}\0{as_of}\0{generation}"
    return Answer(
        id=str(uuid.uuid5(uuid.NAMESPACE_URL, named)),
        status=status,
        reason=text if status is Status.NOT_FOUND else None,
        text=text,
        language="en",
        as_of=as_of,
        generation=generation,
        verdicts=verdicts or None,
    )


def _step(name: str, begin: float, end: float) -> Step:
    return Step(name=name, ms=round((end - begin) * 1000, 2))
