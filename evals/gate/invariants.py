"""What no run may ever break: one breach fails the gate, whether the baseline has it too or not.

Answers: proof of every claim, none on a refusal, no made-up figure, no internal document, the same answer
each time. The index, where it is at hand: gold stands where its author read it, all text can be found, and
what is searched is what the ledger holds. Must not compare runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.commands.fetching import officials
from assistant.verify import DocumentOf
from assistant.workspace import Workspace
from corpus.sources import sources
from evals import gold
from evals.gate import findable
from evals.metrics.stability import content
from evals.result import Result
from evals.schema import Case
from evals.scoring import score
from indexing.doctor import Severity, examine


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant that does not hold.

    Attributes:
        layer: "answers" or "index".
        thing: the case, document or check.
        detail: "what: which".
    """

    layer: str
    thing: str
    detail: str

    def __str__(self) -> str:
        return f"{self.thing}: {self.detail}"


def of_answers(
    results: Sequence[Result], cases: Iterable[Case], document_of: DocumentOf | None = None
) -> Iterator[Breach]:
    """Breaches of answers, each once however often a case was asked.

    Args:
        document_of: documents of the index that answered, so that every quote is proven anew; None relies
            on what was found when the answers were scored.
    """
    known = {case.id: case for case in cases}
    found = (
        Breach("answers", result.case, detail)
        for result in results
        for detail in _breaches(result, known.get(result.case), document_of)
    )
    yield from dict.fromkeys(found)
    forms: dict[str, set[str]] = defaultdict(set)
    for result in results:
        forms[result.case].add(content(result.answer))
    for case, own in forms.items():
        if len(own) > 1:
            yield Breach("answers", case, f"unsteady: {len(own)} answers to the same question")


def of_index(workspace: Workspace, cases: Iterable[Case]) -> Iterator[Breach]:
    """Breaches of the index that answers ``cases``."""
    retriever, ledger = workspace.library.retriever(), workspace.ledger
    if retriever is None:
        yield Breach("index", "generation", "nothing is indexed")
        return
    generation = retriever.generation
    for finding in examine(workspace.folder, ledger, (), generation.fingerprint):
        if finding.severity is Severity.ERROR:
            yield Breach("index", finding.check, finding.text)
    absent = officials(sources()).keys() - retriever.entries.keys()
    for fault in gold.faults(cases, retriever.document):
        if fault.document in absent:  # where nobody fetched the official documents
            continue
        yield Breach("index", fault.case, f"gold: {fault.document}: {fault.reason}: {fault.quote!r}")
    for document, detail in findable.lost_text(ledger, generation):
        yield Breach("index", document, f"lost: {detail}")
    for script, detail in findable.unread_scripts():
        yield Breach("index", script, f"words: {detail}")
    for document, detail in findable.unfound_words(workspace.folder, ledger, generation):
        yield Breach("index", document, f"words: {detail}")


def _breaches(result: Result, case: Case | None, document_of: DocumentOf | None) -> tuple[str, ...]:
    if document_of is None or case is None or (answer := result.answered()) is None:
        return result.breaches
    return score(case, answer, result.seconds, document_of=document_of).breaches
