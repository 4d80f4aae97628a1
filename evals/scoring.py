"""Scores one case: whether its answer is right, why not, and every metric that applies to it.

An answer passes if nothing at all is wrong with it. Must not ask, read or write anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.schema import Answer
from assistant.verify import DocumentOf
from evals.metrics import citations, eligibility, figures, lists, negations, nuggets
from evals.metrics.wording import said, spelled
from evals.result import Result
from evals.schema import ASSERTING, Case, Expectation


def score(
    case: Case,
    answer: Answer,
    seconds: float,
    *,
    document_of: DocumentOf | None = None,
    ranking: tuple[str, ...] = (),
    repeat: int = 0,
) -> Result:
    """The result of a case.

    Args:
        document_of: gives the documents of the generation that answered, so that each quote is proven
            against its page; None checks only what the answer itself shows.
        ranking: pages found for the question, best first; see `evals.metrics.retrieval.place`.
    """
    breaches = tuple(_breaches(answer, document_of))
    failures = (*breaches, *_failures(case.expect, answer))
    return Result(
        case=case.id,
        theme=case.theme,
        split=case.split,
        language=case.language,
        repeat=repeat,
        answer=answer.model_dump(mode="json"),
        seconds=seconds,
        passed=not failures,
        failures=failures,
        breaches=breaches,
        scores={
            name: value for name, value in _scores(case.expect, answer, document_of) if value is not None
        },
        ranking=ranking,
    )


def _breaches(answer: Answer, document_of: DocumentOf | None) -> Iterator[str]:
    """What no answer may ever do, whatever was asked."""
    asserts = answer.status in ASSERTING
    if asserts and not (answer.claims or answer.verdicts):
        yield "unproven: an answer without a claim"
    if not asserts and citations.cited(answer):
        yield f"proof on a refusal: {answer.status} with citations"
    if answer.list is not None and answer.list.count != len(answer.list.items):
        yield f"count: {answer.list.count} of {len(answer.list.items)} rows"
    for claim in () if figures.is_counted(answer) else answer.claims:
        for figure in figures.unproven(claim, answer):
            yield f"made up: {figure} stands in no quote of its claim"
    for claim in answer.claims:
        if (negation := negations.dropped(claim)) is not None:
            yield f"negation: a claim leaves out the {negation!r} of its quote"
    for citation in citations.unverifiable(answer, document_of) if document_of else ():
        where = "" if citation.page is None else f" p. {citation.page}"
        yield f"unverifiable: {citation.document_id}{where} [{citation.start}:{citation.end}]"


def _failures(expect: Expectation, answer: Answer) -> Iterator[str]:
    """What is wrong with the answer to this question, each "what: which"."""
    if answer.status not in expect.status:
        yield f"status: {answer.status}, not {' or '.join(expect.status)}"
    text = said(answer)
    for nugget in nuggets.missing(expect.nuggets, text):
        if nugget.vital:
            yield f"nugget: {nugget.any_of[0]}"
    for pattern in nuggets.forbidden(expect.forbidden, text):
        yield f"forbidden: {pattern}"
    if answer.status in ASSERTING:
        yield from _unproven(expect, answer)


def _unproven(expect: Expectation, answer: Answer) -> Iterator[str]:
    """What only an answer that asserts something can lack."""
    gold = expect.citations
    if gold and not any(citations.supports(c, gold) for c in citations.cited(answer)):
        yield f"citation: none of {', '.join(sorted({g.document for g in gold}))} at its page"
    if expect.list is not None:
        yield from _list_failures(expect, answer)
    if expect.as_of is not None and answer.as_of != expect.as_of:
        yield f"as of: {answer.as_of}, not {expect.as_of}"
    for value in _unshown(expect, answer):
        yield f"conflict: {value} is not shown"
    if expect.verdict is not None:
        yield from _verdict_failures(expect, answer)


def _list_failures(expect: Expectation, answer: Answer) -> Iterator[str]:
    assert expect.list is not None
    rows = lists.compare(expect.list, answer)
    yield from (f"list: {item} is missing" for item in rows.missing)
    if expect.list.exact and expect.list.items:
        if rows.beyond is None:
            yield "list: told in prose, which does not say where it ends"
        yield from (f"list: {row} is beyond" for row in rows.beyond or ())
    if lists.count_is_right(expect.list, answer) is False:
        given = answer.list.count if answer.list else "none in the text"
        yield f"count: {given}, not {expect.list.count}"


def _unshown(expect: Expectation, answer: Answer) -> Iterator[str]:
    """The first spelling of each value that no one conflict shows beside the others."""
    wanted = expect.conflict or ()
    boxes = ["\n".join(value.value for value in conflict.values) for conflict in answer.conflicts]
    absent = [[s[0] for s in wanted if not spelled(s, box)] for box in boxes]
    yield from min(absent, key=len, default=[s[0] for s in wanted])


def _verdict_failures(expect: Expectation, answer: Answer) -> Iterator[str]:
    assert expect.verdict is not None
    found = eligibility.find(expect.verdict, _verdicts(answer))
    for field in ("verdict", "window"):
        wanted = getattr(expect.verdict, field)
        given = found.get(field) if found else eligibility.NONE
        if wanted is not None and given != wanted:
            yield f"{field}: {given}, not {wanted}"


def _verdicts(answer: Answer) -> list[dict[str, object]]:
    return [verdict.model_dump(mode="json") for verdict in answer.verdicts or ()]


def _scores(
    expect: Expectation, answer: Answer, document_of: DocumentOf | None
) -> Iterator[tuple[str, float | None]]:
    """Every metric of one answer by name; None where it has nothing to measure."""
    text = said(answer)
    yield "status", float(answer.status in expect.status)
    yield "vital_nuggets", nuggets.vital_recall(expect.nuggets, text)
    yield "nuggets", nuggets.recall(expect.nuggets, text)
    yield "not_forbidden", nuggets.abstained_from(expect.forbidden, text)
    yield "verbatim", citations.verbatim(answer)
    yield "figures", figures.proven(answer)
    yield "citation_recall", citations.recall(answer, expect.citations)
    yield "citation_precision", citations.precision(answer, expect.citations)
    if document_of is not None:
        yield "citation_validity", citations.validity(answer, document_of)
    if expect.list is not None:
        rows = lists.compare(expect.list, answer)
        right = lists.count_is_right(expect.list, answer)
        yield "list_precision", rows.precision
        yield "list_recall", rows.recall
        yield "count", None if right is None else float(right)
    if expect.verdict is not None:
        yield (
            "verdict",
            float(eligibility.given(expect.verdict, _verdicts(answer)) == expect.verdict.verdict),
        )
